/** People beside what is asked of them: who has which competency, and until when. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableText, OneOf, PageQuery } from '../../../platform/http/schema.ts'
import { readKey, writeKey } from '../frameworks/queries.ts'
import { archivedLeft, departmentsOf } from '../gaps/list.ts'
import { readable, readsAll, readsOwn } from '../policy.ts'
import { credentialStates, dayOf, stateOn } from '../requirements/state.ts'
import { todayOf } from '../today.ts'

const Filter = {
  department: Type.Optional({ ...Id, description: 'With those below it.' }),
  competency: Type.Optional({ ...Id, description: 'Only this one, and who is asked for it.' }),
}
export const MatrixFilter = Type.Object(Filter, { additionalProperties: false })
export type MatrixFilters = Static<typeof MatrixFilter>

const Day = Type.String({ format: 'date' })
const Cell = Type.Object({
  competency_id: Id,
  state: OneOf(credentialStates),
  is_late: Type.Boolean({ description: 'It should have been there by now.' }),
  due_on: Day,
  achieved_on: Nullable(Day),
  expires_on: Nullable(Day),
})
const Person = Type.Object({
  person_id: Id,
  person: Type.String(),
  title: NullableText,
  department: NullableText,
  cells: Type.Array(Cell, {
    description:
      'One for each competency that is asked of them; of two requirements the one that is missing first.',
  }),
})
export type MatrixPerson = Static<typeof Person>
const Competency = Type.Object({ id: Id, code: Type.String(), name: Type.String() })
export type MatrixCompetency = Static<typeof Competency>

export const matrix = reader({
  name: 'training.matrix',
  summary:
    'People and the competencies that are asked of them, by name. Without the right to read of everybody: those whom one leads, however far down.',
  path: '/api/training/matrix',
  query: Type.Object({ ...Filter, ...PageQuery }, { additionalProperties: false }),
  output: Type.Object({
    rows: Type.Array(Person),
    competencies: Type.Array(Competency, { description: 'Those of the people of this page.' }),
    next: NullableText,
  }),
  permits: readsOwn,
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 30
    const after = query.after === undefined ? undefined : readKey(query.after)
    const people = await peopleOf(tx, actor, query, limit + 1, after)
    const page = people.slice(0, limit)
    const last = page.at(-1)
    return {
      ...(await cellsOf(tx, query, page, await todayOf(tx, now))),
      next: people.length > limit && last ? writeKey(['', last.sort_name, last.person_id]) : null,
    }
  },
})

type Found = Omit<MatrixPerson, 'cells'> & { sort_name: string }

/** Those of whom something is asked, by name. */
export async function peopleOf(
  tx: Tx,
  actor: Actor,
  filter: MatrixFilters,
  limit: number,
  after?: readonly [string, string, string],
): Promise<Found[]> {
  const departments = await departmentsOf(tx, filter.department)
  const archived = await archivedLeft(tx)
  const asked = [sql<boolean>`c.org_id = p.org_id and c.person_id = p.id`]
  if (filter.competency) asked.push(sql<boolean>`c.competency_id = ${filter.competency}`)
  if (archived.length > 0) asked.push(sql<boolean>`c.requirement_id <> all(${archived}::uuid[])`)
  const parts = [sql<boolean>`p.org_id = ${tx.orgId} and p.kind = 'staff'`, readable(actor, sql`p.id`)]
  // Who leads looks at their people; of oneself one reads on a page of one's own.
  if (!readsAll(actor)) parts.push(sql<boolean>`p.id <> ${actor.personId}`)
  if (departments) parts.push(sql<boolean>`p.department_id = any(${departments}::uuid[])`)
  if (after) parts.push(sql<boolean>`(p.sort_name, p.id) > (${after[1]}, ${after[2]}::uuid)`)
  return tx.all(sql<Found>`
    select p.id as person_id, p.name as person, p.title, d.name as department, p.sort_name
    from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
    where ${sql.join(parts, sql` and `)} and exists (select from training.credential c where ${sql.join(asked, sql` and `)})
    order by p.sort_name, p.id limit ${sql.lit(limit)}`)
}

type Row = Static<typeof Cell> & { person_id: string }

/** What is asked of each of these people, and the competencies that this is about, by code. */
export async function cellsOf(
  tx: Tx,
  filter: MatrixFilters,
  people: readonly Found[],
  today: string,
): Promise<{ rows: MatrixPerson[]; competencies: MatrixCompetency[] }> {
  const ids = people.map(({ person_id }) => person_id)
  const rows = await tx.all(cellRows(ids, filter, await archivedLeft(tx), today, tx.orgId))
  const competencies = await tx.all(
    raw<MatrixCompetency>(
      'select id, code, name from training.competency where org_id = $1 and id = any($2::uuid[]) order by code, name, id',
      [tx.orgId, [...new Set(rows.map(({ competency_id }) => competency_id))]],
    ),
  )
  const cells = Map.groupBy(rows, ({ person_id }) => person_id)
  return {
    competencies,
    rows: people.map(({ sort_name: _sort, ...person }) => ({
      ...person,
      cells: (cells.get(person.person_id) ?? []).map(({ person_id: _person, ...cell }) => cell),
    })),
  }
}

function cellRows(
  ids: readonly string[],
  filter: MatrixFilters,
  archived: readonly string[],
  today: string,
  orgId: string,
): RawBuilder<Row> {
  const parts = [sql<boolean>`c.org_id = ${orgId} and c.person_id = any(${ids}::uuid[])`]
  if (filter.competency) parts.push(sql<boolean>`c.competency_id = ${filter.competency}`)
  if (archived.length > 0) parts.push(sql<boolean>`c.requirement_id <> all(${archived}::uuid[])`)
  return sql<Row>`
    select distinct on (c.person_id, c.competency_id) c.person_id, c.competency_id, ${stateOn(today)} as state,
      c.gap_on <= ${today}::date and (c.achieved_on is not null or c.due_on < ${today}::date) as is_late,
      to_char(c.due_on, 'YYYY-MM-DD') as due_on, ${dayOf('c.achieved_on')} as achieved_on, ${dayOf('c.expires_on')} as expires_on
    from training.credential c where ${sql.join(parts, sql` and `)}
    order by c.person_id, c.competency_id, c.gap_on, c.requirement_id`
}
