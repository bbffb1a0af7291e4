/** What is missing for whom: today, and within some days. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableText, NullableTime, OneOf, PageQuery } from '../../../platform/http/schema.ts'
import { readDayKey, writeKey } from '../frameworks/queries.ts'
import { readable, readsAll, readsOwn } from '../policy.ts'
import { credentialStates, dayOf, stateOn } from '../requirements/state.ts'
import { todayOf } from '../today.ts'

/** How far ahead the page looks. */
export const ahead_days = 90

const Filter = {
  within: Type.Optional(
    OneOf(['now', 'soon'], {
      description: `Missing today, or within ${ahead_days} days; both when it is left out.`,
    }),
  ),
  department: Type.Optional({ ...Id, description: 'With those below it.' }),
  competency: Type.Optional(Id),
  requirement: Type.Optional(Id),
  person: Type.Optional(Id),
}
export const GapFilter = Type.Object(Filter, { additionalProperties: false })
export type GapFilters = Static<typeof GapFilter>

const Day = Type.String({ format: 'date' })
const Gap = Type.Object({
  person_id: Id,
  person: Type.String(),
  title: NullableText,
  department: NullableText,
  requirement_id: Id,
  competency_id: Id,
  competency: Type.String(),
  code: Type.String(),
  level: Type.Integer(),
  level_name: Type.String(),
  state: OneOf(credentialStates),
  is_late: Type.Boolean({ description: 'It should have been there by now.' }),
  gap_on: { ...Day, description: 'From which day on it is missing.' },
  due_on: Day,
  achieved_on: Nullable(Day),
  expires_on: Nullable(Day),
})
export type GapRow = Static<typeof Gap>

export const gaps = reader({
  name: 'training.gaps',
  summary: `What is missing for whom, now and within ${ahead_days} days, by the day from which it is missing. Without the right to read of everybody: of oneself and of those whom one leads.`,
  path: '/api/training/gaps',
  query: Type.Object({ ...Filter, ...PageQuery }, { additionalProperties: false }),
  output: Type.Object({
    rows: Type.Array(Gap),
    next: NullableText,
    today: Day,
    reckoned_at: { ...NullableTime, description: 'When who needs what was last held against the directory.' },
    now: {
      ...Nullable(Type.Integer()),
      description: 'How many are missing today, by the filter; with the first page alone.',
    },
    soon: {
      ...Nullable(Type.Integer()),
      description: `How many more will be within ${ahead_days} days, by the filter; with the first page alone.`,
    },
    departments: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 50
    const today = await todayOf(tx, now)
    const departments = await departmentsOf(tx, query.department)
    const where = conditionOf(actor, query, departments, await archivedLeft(tx))
    const place = query.after === undefined ? undefined : readDayKey(query.after)
    const beyond = place
      ? sql<boolean>`(c.gap_on, c.person_id, c.requirement_id) > (${place[0]}::date, ${place[1]}::uuid, ${place[2]}::uuid)`
      : sql<boolean>`true`
    const [rows, counts, chosen, reckoned] = await tx.many(
      rowsOf(today, query.within, sql<boolean>`${where} and ${beyond}`, limit + 1),
      place
        ? undefined
        : sql<{ now: number; soon: number }>`
        select (count(*) filter (where c.gap_on <= ${today}::date))::int as now, (count(*) filter (where c.gap_on > ${today}::date))::int as soon
        from training.credential c where ${where} and c.gap_on <= ${today}::date + ${sql.lit(ahead_days)}`,
      readsAll(actor) ? departmentChoices(tx.orgId) : undefined,
      raw<{ reckoned_at: string }>('select reckoned_at from training.reckoning where org_id = $1', [
        tx.orgId,
      ]),
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      rows: page,
      next: rows.length > limit && last ? writeKey([last.gap_on, last.person_id, last.requirement_id]) : null,
      today,
      reckoned_at: reckoned[0]?.reckoned_at ?? null,
      now: counts[0]?.now ?? null,
      soon: counts[0]?.soon ?? null,
      departments: chosen,
    }
  },
})

/** The departments that a list of everybody can be narrowed to. */
export const departmentChoices = (orgId: string) =>
  raw<{ id: string; name: string }>(
    'select id, name from core.department where org_id = $1 and archived_at is null order by name limit 2000',
    [orgId],
  )

/** The department and all below it. */
export async function departmentsOf(tx: Tx, id: string | undefined): Promise<string[] | undefined> {
  if (id === undefined) return undefined
  const rows = await tx.all(
    raw<{ id: string }>(
      `with recursive below (id) as (
         select id from core.department where org_id = $1 and id = $2
         union select d.id from core.department d join below b on d.parent_id = b.id where d.org_id = $1)
       select id from below`,
      [tx.orgId, id],
    ),
  )
  return rows.map((row) => row.id)
}

/**
 * Archived requirements for which something still stands, until the next reckoning: nearly always none, and then the
 * counts are read from their small index alone.
 */
export async function archivedLeft(tx: Tx): Promise<string[]> {
  const rows = await tx.all(
    raw<{ id: string }>(
      `select q.id from training.requirement q where q.org_id = $1 and q.archived_at is not null
         and exists (select from training.credential c where c.org_id = $1 and c.requirement_id = q.id)`,
      [tx.orgId],
    ),
  )
  return rows.map(({ id }) => id)
}

/** True for the credentials (alias `c`) that the filter means and the actor may read. */
export function conditionOf(
  actor: Actor,
  filter: GapFilters,
  departments: readonly string[] | undefined,
  archived: readonly string[],
): RawBuilder<boolean> {
  const parts = [sql<boolean>`c.org_id = ${actor.orgId}`, readable(actor, sql`c.person_id`)]
  if (archived.length > 0) parts.push(sql<boolean>`c.requirement_id <> all(${archived}::uuid[])`)
  if (departments) parts.push(sql<boolean>`c.department_id = any(${departments}::uuid[])`)
  if (filter.competency) parts.push(sql<boolean>`c.competency_id = ${filter.competency}`)
  if (filter.requirement) parts.push(sql<boolean>`c.requirement_id = ${filter.requirement}`)
  if (filter.person) parts.push(sql<boolean>`c.person_id = ${filter.person}`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** The rows of a condition in their order; those of the page are found first, and only they are looked up by name. */
export function rowsOf(
  today: string,
  within: GapFilters['within'],
  where: RawBuilder<boolean>,
  limit: number,
) {
  const from = within === 'soon' ? sql`c.gap_on > ${today}::date and` : sql``
  const days = within === 'now' ? 0 : ahead_days
  return sql<GapRow>`
    with c as materialized (
      select * from training.credential c where ${from} c.gap_on <= ${today}::date + ${sql.lit(days)} and ${where}
      order by c.gap_on, c.person_id, c.requirement_id limit ${sql.lit(limit)})
    select c.person_id, p.name as person, p.title, d.name as department, c.requirement_id, c.competency_id, k.name as competency, k.code,
      q.level, coalesce(f.levels[q.level], '') as level_name, ${stateOn(today)} as state,
      c.gap_on <= ${today}::date and (c.achieved_on is not null or c.due_on < ${today}::date) as is_late,
      to_char(c.gap_on, 'YYYY-MM-DD') as gap_on, to_char(c.due_on, 'YYYY-MM-DD') as due_on,
      ${dayOf('c.achieved_on')} as achieved_on, ${dayOf('c.expires_on')} as expires_on
    from c join core.person p on p.org_id = c.org_id and p.id = c.person_id
      join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
      join training.competency k on k.org_id = c.org_id and k.id = c.competency_id
      join training.framework f on f.org_id = k.org_id and f.id = k.framework_id
      left join core.department d on d.org_id = p.org_id and d.id = p.department_id
    order by c.gap_on, c.person_id, c.requirement_id`
}
