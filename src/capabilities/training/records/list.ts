/** Lines of learning of all people whom one may read, the newest first, by what a learner, manager or auditor asks. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, Line, Nullable, NullableText, OneOf, PageQuery } from '../../../platform/http/schema.ts'
import { certificateNumber } from '../certificates/store.ts'
import { readDayKey, writeKey } from '../frameworks/queries.ts'
import { departmentChoices, departmentsOf } from '../gaps/list.ts'
import { readable, readsAll, readsOwn } from '../policy.ts'
import { dayOf } from '../requirements/state.ts'
import { requireYear, todayOf } from '../today.ts'
import { EvidenceFile, evidenceOf } from './evidence.ts'

export const verbs = ['completed', 'passed', 'failed', 'attempted', 'revoked'] as const
export const origins = ['observed', 'prior', 'outside', 'import', 'package', 'statement', 'quiz'] as const
export const standings = ['valid', 'ended', 'revoked', 'no_proof'] as const

const Named = Type.Object({ id: Id, name: Type.String() })
const Day = Type.String({ format: 'date' })
const Filter = {
  person: Type.Optional(Id),
  department: Type.Optional({ ...Id, description: 'With those below it; where people are now.' }),
  competency: Type.Optional(Id),
  verb: Type.Optional(OneOf(verbs)),
  origin: Type.Optional(OneOf(origins)),
  standing: Type.Optional(
    OneOf(standings, {
      description:
        'Valid: it counts today. Ended: by what is asked of the person it counts no more. Revoked: it was taken back. No proof: it was not passed, or takes something back.',
    }),
  ),
  assessor: Type.Optional(Id),
  words: Type.Optional({ ...Line(100), description: 'In the title, version or provider.' }),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}
export const RecordFilter = Type.Object(Filter, { additionalProperties: false })
export type RecordFilters = Static<typeof RecordFilter>

const Row = Type.Object({
  id: Id,
  person_id: Id,
  person: Type.String(),
  job: NullableText,
  department: NullableText,
  happened_on: Day,
  verb: OneOf(verbs),
  origin: OneOf(origins),
  standing: OneOf(standings),
  valid_until: {
    ...Nullable(Day),
    description: 'The day from which it counts no more, by what is asked of the person.',
  },
  title: Type.String(),
  version: Type.String(),
  provider: Type.String(),
  competencies: Type.Array(Type.String(), { description: 'What it shows, with the level.' }),
  score_percent: Nullable(Type.Number()),
  duration_minutes: Nullable(Type.Integer()),
  assessor: NullableText,
  recorded_by: Type.String(),
  evidence: Type.String(),
  evidence_link: NullableText,
  files: Type.Array(EvidenceFile),
  certificate: NullableText,
})
export type RecordRow = Static<typeof Row>

export const listRecords = reader({
  name: 'training.records',
  summary:
    'Lines of learning, the newest first. Without the right to read of everybody: of oneself and of those whom one leads.',
  path: '/api/training/records',
  query: Type.Object({ ...Filter, ...PageQuery }, { additionalProperties: false }),
  output: Type.Object({
    rows: Type.Array(Row),
    next: NullableText,
    departments: Type.Array(Named, {
      description: 'To choose from; with the first page, for who reads of everybody.',
    }),
    people: Type.Array(Named, {
      description: 'To choose from; with the first page, for who reads of oneself and those whom one leads.',
    }),
    chosen: Type.Array(Named, { description: 'The names of what the filter names by an id.' }),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, query, now }) => {
    const { limit = 50, after, ...filter } = query
    const today = await todayOf(tx, now)
    const place = after === undefined ? undefined : readDayKey(after)
    const rows = await recordRows(tx, actor, filter, { today, limit: limit + 1, place })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page,
      next: rows.length > limit && last ? writeKey([last.happened_on, last.id, last.id]) : null,
      ...(await choicesOf(tx, actor, filter, place === undefined)),
    }
  },
})

async function choicesOf(tx: Tx, actor: Actor, filter: RecordFilters, isFirst: boolean) {
  const { person = null, assessor = null, competency = null } = filter
  const [departments, people, chosen] = await tx.many(
    isFirst && readsAll(actor) ? departmentChoices(tx.orgId) : undefined,
    isFirst && !readsAll(actor)
      ? sql<Static<typeof Named>>`
          select p.id, p.name from core.person p where p.org_id = ${tx.orgId} and p.merged_into_id is null
            and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)}) order by p.sort_name, p.id limit 500`
      : undefined,
    sql<Static<typeof Named>>`
      select p.id, p.name from core.person p where p.org_id = ${tx.orgId}
        and (p.id = ${assessor} or (p.id = ${person} and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)})))
      union all select k.id, k.name from training.competency k where k.org_id = ${tx.orgId} and k.id = ${competency}`,
  )
  return { departments, people, chosen }
}

type Part = { today: string; limit: number; place?: readonly [string, string, string] | undefined }

/** The lines of the filter that the actor may read. Throws a 400 problem for a day of a mistyped year. */
export async function recordRows(
  tx: Tx,
  actor: Actor,
  filter: RecordFilters,
  { today, limit, place }: Part,
): Promise<RecordRow[]> {
  const parts = await conditions(tx, actor, filter)
  if (filter.standing) parts.push(sql<boolean>`${standingOn(today)} = ${filter.standing}`)
  if (place) parts.push(sql<boolean>`(l.happened_on, l.id) < (${place[0]}::date, ${place[1]}::uuid)`)
  // Those of the page are found first, and only they are looked up by name.
  return tx.all(sql<RecordRow>`
    with found as materialized (
      select l.*, ${owner} as owner_id from training.learning_record l
      where ${sql.join(parts, sql` and `)} order by l.happened_on desc, l.id desc limit ${sql.lit(limit)})
    select l.id, p.id as person_id, p.name as person, p.title as job, d.name as department,
      to_char(l.happened_on, 'YYYY-MM-DD') as happened_on, l.verb, l.origin, ${standingOn(today)} as standing,
      (select ${dayOf('e.valid_until')} from (select ${endOf} as valid_until) e) as valid_until,
      coalesce(w.title, '') as title, coalesce(w.version, '') as version, coalesce(w.provider, '') as provider, ${shown} as competencies,
      l.score_percent::float8 as score_percent, l.duration_minutes, coalesce(a.name, nullif(w.assessor, '')) as assessor, b.name as recorded_by,
      coalesce(w.evidence, '') as evidence, w.evidence_link, ${evidenceOf} as files,
      (select ${certificateNumber} from training.certificate c join core.organization o on o.id = c.org_id where c.org_id = l.org_id and c.line_id = l.id) as certificate
    from found l join core.person p on p.org_id = l.org_id and p.id = l.owner_id
      join core.person b on b.org_id = l.org_id and b.id = l.recorded_by
      left join core.department d on d.org_id = p.org_id and d.id = p.department_id
      left join core.person a on a.org_id = l.org_id and a.id = l.assessor_id
      left join training.record_words w on w.org_id = l.org_id and w.line_id = l.id
    order by l.happened_on desc, l.id desc`)
}

/** Whose a line (alias `l`) is now: that of a double is the person's it was merged into. */
const owner = sql<string>`(select coalesce(o.merged_into_id, o.id) from core.person o where o.org_id = l.org_id and o.id = l.person_id)`

/** From when on a line (alias `l`) counts no more, by what is asked of its person; null when nothing is asked. */
const endOf = sql<string>`(
  select min(training.ends_on(g.achieved_on, q.valid_months, q.ends_on_day, q.active_days_min)) from training.learning_grant g
    join training.credential k on k.org_id = g.org_id and k.competency_id = g.competency_id and k.person_id = ${owner}
    join training.requirement q on q.org_id = k.org_id and q.id = k.requirement_id and q.archived_at is null
  where g.org_id = l.org_id and g.line_id = l.id and g.level >= q.level)`

const standingOn = (today: string): RawBuilder<RecordRow['standing']> => sql`(case
  when l.verb not in ('completed', 'passed') then 'no_proof'
  when exists (select from training.learning_record v where v.org_id = l.org_id and v.revokes_id = l.id) then 'revoked'
  when ${endOf} <= ${today}::date then 'ended' else 'valid' end)`

const shown = sql<string[]>`array(
  select k.name || coalesce(' (' || nullif(f.levels[g.level], '') || ')', '') from training.learning_grant g
    join training.competency k on k.org_id = g.org_id and k.id = g.competency_id
    join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
  where g.org_id = l.org_id and g.line_id = l.id order by k.code)`

async function conditions(tx: Tx, actor: Actor, filter: RecordFilters): Promise<RawBuilder<boolean>[]> {
  const { person, competency, verb, origin, assessor, words, from, to } = filter
  if (from) requireYear('#/from', from)
  if (to) requireYear('#/to', to)
  const parts = [sql<boolean>`l.org_id = ${tx.orgId}`]
  const people = await peopleOf(tx, actor, person)
  if (people) parts.push(sql<boolean>`l.person_id = any(${people}::uuid[])`)
  const departments = await departmentsOf(tx, filter.department)
  if (departments)
    parts.push(
      sql<boolean>`exists (select from core.person o where o.org_id = l.org_id and o.id = ${owner} and o.department_id = any(${departments}::uuid[]))`,
    )
  if (competency)
    parts.push(
      sql<boolean>`exists (select from training.learning_grant g where g.org_id = l.org_id and g.line_id = l.id and g.competency_id = ${competency})`,
    )
  if (verb) parts.push(sql<boolean>`l.verb = ${verb}`)
  if (origin) parts.push(sql<boolean>`l.origin = ${origin}`)
  if (assessor) parts.push(sql<boolean>`l.assessor_id = ${assessor}`)
  if (from) parts.push(sql<boolean>`l.happened_on >= ${from}::date`)
  if (to) parts.push(sql<boolean>`l.happened_on <= ${to}::date`)
  if (words)
    parts.push(
      sql<boolean>`exists (select from training.record_words w where w.org_id = l.org_id and w.line_id = l.id
        and position(lower(${words}) in lower(concat_ws(' ', w.title, w.version, w.provider))) > 0)`,
    )
  return parts
}

/** Whose lines are meant, with those of their doubles; all when it is left out. */
async function peopleOf(tx: Tx, actor: Actor, person: string | undefined): Promise<string[] | undefined> {
  if (person === undefined && readsAll(actor)) return undefined
  const isMeant = person === undefined ? sql<boolean>`true` : sql<boolean>`p.id = ${person}`
  const rows = await tx.all(sql<{ id: string }>`
    with meant as materialized (
      select p.id from core.person p
      where p.org_id = ${tx.orgId} and ${isMeant} and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)}))
    select id from meant
    union select d.id from core.person d join meant m on d.merged_into_id = m.id where d.org_id = ${tx.orgId}`)
  return rows.map(({ id }) => id)
}
