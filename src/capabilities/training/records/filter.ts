/** What lines of learning are asked by, and the conditions that find them among millions: the newest first, a page at a time. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Id, Line, OneOf } from '../../../platform/http/schema.ts'
import { departmentsOf } from '../gaps/list.ts'
import { readable, readsAll } from '../policy.ts'
import { requireYear } from '../today.ts'

/** So many lines of the words are looked up by themselves; of more the newest are soon found among all. */
const worded_max = 5_000

export const verbs = ['completed', 'passed', 'failed', 'attempted', 'revoked'] as const
export const origins = ['observed', 'prior', 'outside', 'import', 'package', 'statement', 'quiz'] as const
export const standings = ['valid', 'ended', 'revoked', 'no_proof'] as const

const Day = Type.String({ format: 'date' })
export const Filter = {
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

export type Standing = (typeof standings)[number]

/** Whose a line (alias `l`) is now: that of a double is the person's it was merged into. */
export const owner = sql<string>`(select coalesce(o.merged_into_id, o.id) from core.person o where o.org_id = l.org_id and o.id = l.person_id)`

/** What is asked (`q`) of the person of a line (alias `l`) and shown by it (`g`). */
const asked = sql`training.learning_grant g
    join training.requirement q on q.org_id = g.org_id and q.competency_id = g.competency_id and q.archived_at is null and g.level >= q.level
    join training.credential k on k.org_id = q.org_id and k.requirement_id = q.id and k.person_id = ${owner}
  where g.org_id = l.org_id and g.line_id = l.id`

const ends = sql`training.ends_on(g.achieved_on, q.valid_months, q.ends_on_day, q.active_days_min)`

/** From when on a line (alias `l`) counts no more, by what is asked of its person; null when nothing is asked. */
export const endOf = sql<string>`(select min(${ends}) from ${asked})`

const isRevoked = sql<boolean>`exists (select from training.learning_record v where v.org_id = l.org_id and v.revokes_id = l.id)`

export const standingOn = (today: string): RawBuilder<Standing> => sql`(case
  when l.verb not in ('completed', 'passed') then 'no_proof'
  when ${isRevoked} then 'revoked'
  when ${endOf} <= ${today}::date then 'ended' else 'valid' end)`

/** The same as `standingOn` says, line by line only where a line can stand so: what is newer than this day has not ended. */
function stands(orgId: string, standing: Standing, today: string): RawBuilder<boolean> {
  const until = sql`coalesce((select max(training.ended_until(${today}::date, q.valid_months, q.ends_on_day, q.active_days_min))
    from training.requirement q where q.org_id = ${orgId} and q.archived_at is null), '-infinity')`
  const counts = sql`l.verb in ('completed', 'passed') and not ${isRevoked}`
  const isOver = sql`exists (select from ${asked} and ${ends} <= ${today}::date)`
  switch (standing) {
    case 'no_proof':
      return sql`l.verb in ('failed', 'attempted', 'revoked')`
    case 'revoked':
      return sql`l.verb in ('completed', 'passed') and l.id = any(array(
        select v.revokes_id from training.learning_record v where v.org_id = ${orgId} and v.revokes_id is not null))`
    case 'ended':
      return sql`l.happened_on <= ${until} and ${counts} and ${isOver}`
    case 'valid':
      return sql`${counts} and (l.happened_on > ${until} or not ${isOver})`
  }
}

/** The lines (alias `l`) of the filter that the actor may read. Throws a 400 problem for a day of a mistyped year. */
export async function conditions(
  tx: Tx,
  actor: Actor,
  filter: RecordFilters,
  today: string,
): Promise<RawBuilder<boolean>[]> {
  const { competency, verb, origin, assessor, from, to, standing } = filter
  if (from) requireYear('#/from', from)
  if (to) requireYear('#/to', to)
  const parts = [sql<boolean>`l.org_id = ${tx.orgId}`]
  const people = await peopleOf(tx, actor, filter)
  if (people) parts.push(sql<boolean>`l.person_id = any(${people}::uuid[])`)
  if (competency)
    parts.push(
      sql<boolean>`exists (select from training.learning_grant g where g.org_id = l.org_id and g.line_id = l.id and g.competency_id = ${competency})`,
    )
  // As literals, so that the plan knows how rare they are.
  if (verb) parts.push(sql<boolean>`l.verb = ${sql.lit(verb)}`)
  if (origin) parts.push(sql<boolean>`l.origin = ${sql.lit(origin)}`)
  if (assessor) parts.push(sql<boolean>`l.assessor_id = ${assessor}`)
  if (from) parts.push(sql<boolean>`l.happened_on >= ${from}::date`)
  if (to) parts.push(sql<boolean>`l.happened_on <= ${to}::date`)
  if (filter.words) parts.push(await worded(tx, filter.words))
  if (standing) parts.push(stands(tx.orgId, standing, today))
  return parts
}

async function worded(tx: Tx, words: string): Promise<RawBuilder<boolean>> {
  const [folded] = await tx.all(
    raw<{ pattern: string }>(
      "select '%' || regexp_replace(core.fold($1), '([\\\\%_])', '\\\\\\1', 'g') || '%' as pattern",
      [words],
    ),
  )
  const pattern = folded?.pattern ?? '%'
  const found = await tx.all(
    raw<{ line_id: string }>('select line_id from training.lines_worded($1, $2)', [pattern, worded_max + 1]),
  )
  const ids = found.map(({ line_id }) => line_id)
  if (ids.length <= worded_max) return sql<boolean>`l.id = any(${ids}::uuid[])`
  return sql<boolean>`exists (select from training.record_words w where w.org_id = l.org_id and w.line_id = l.id
    and core.fold(w.title || ' ' || w.version || ' ' || w.provider) like ${pattern})`
}

/** Whose lines are meant, with those of their doubles; all when nobody is left out. */
async function peopleOf(
  tx: Tx,
  actor: Actor,
  { person, department }: RecordFilters,
): Promise<string[] | undefined> {
  if (person === undefined && department === undefined && readsAll(actor)) return undefined
  const departments = await departmentsOf(tx, department)
  const isMeant = person === undefined ? sql<boolean>`true` : sql<boolean>`p.id = ${person}`
  const isThere = departments
    ? sql<boolean>`p.department_id = any(${departments}::uuid[]) and p.merged_into_id is null`
    : sql<boolean>`true`
  const rows = await tx.all(sql<{ id: string }>`
    with meant as materialized (
      select p.id from core.person p
      where p.org_id = ${tx.orgId} and ${isMeant} and ${isThere} and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)}))
    select id from meant
    union select d.id from core.person d join meant m on d.merged_into_id = m.id where d.org_id = ${tx.orgId}`)
  return rows.map(({ id }) => id)
}
