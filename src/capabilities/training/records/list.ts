/** Lines of learning of all people whom one may read, the newest first, by what a learner, manager or auditor asks. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableText, OneOf, PageQuery } from '../../../platform/http/schema.ts'
import { certificateNumber } from '../certificates/store.ts'
import { readDayKey, writeKey } from '../frameworks/queries.ts'
import { departmentChoices } from '../gaps/list.ts'
import { readable, readsAll, readsOwn } from '../policy.ts'
import { dayOf } from '../requirements/state.ts'
import { todayOf } from '../today.ts'
import { EvidenceFile, evidenceOf } from './evidence.ts'
import {
  conditions,
  endOf,
  Filter,
  origins,
  owner,
  type RecordFilters,
  standingOn,
  standings,
  verbs,
} from './filter.ts'

const Named = Type.Object({ id: Id, name: Type.String() })
const Day = Type.String({ format: 'date' })
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
  const parts = await conditions(tx, actor, filter, today)
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

const shown = sql<string[]>`array(
  select k.name || coalesce(' (' || nullif(f.levels[g.level], '') || ')', '') from training.learning_grant g
    join training.competency k on k.org_id = g.org_id and k.id = g.competency_id
    join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
  where g.org_id = l.org_id and g.line_id = l.id order by k.code)`
