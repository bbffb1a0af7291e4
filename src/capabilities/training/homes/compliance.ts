/** How much of what is asked is in place: by department today, and month by month for a year. */
import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { Id, Nullable, NullableId, NullableText } from '../../../platform/http/schema.ts'
import { departmentsOf } from '../gaps/list.ts'
import { readsAll } from '../policy.ts'

const months_max = 13
/** A department stands beside what it was so many months before. */
const months_back = 3

export const ComplianceFilter = Type.Object(
  { department: Type.Optional({ ...Id, description: 'With those below it.' }) },
  { additionalProperties: false },
)
export type ComplianceFilters = Static<typeof ComplianceFilter>

const Day = Type.String({ format: 'date' })
const Count = Type.Integer({ minimum: 0 })
const counts = {
  people: { ...Count, description: 'Of whom something is asked by now.' },
  complete: { ...Count, description: 'Who of them lack nothing that should be there by now.' },
  asked: { ...Count, description: 'What is asked of them, each of each person.' },
  met: { ...Count, description: 'What of it is there and valid.' },
}
const Month = Type.Object({ day: Day, ...counts })
type Month = Static<typeof Month>
const Department = Type.Object({
  department_id: NullableId,
  department: { ...NullableText, description: 'Null of those who are in none.' },
  ...counts,
  before: Nullable(
    Type.Object(
      { day: Day, people: Count, complete: Count },
      { description: `${months_back} months before.` },
    ),
  ),
})
type Department = Static<typeof Department>

export const compliance = reader({
  name: 'training.compliance',
  summary:
    'How much of what is asked was in place on the last counted day, by department, and on the last counted day of each month of a year.',
  path: '/api/training/compliance',
  query: ComplianceFilter,
  output: Type.Object({
    counted_on: Nullable(Day),
    departments: Type.Array(Department, { description: 'The least complete first.' }),
    months: Type.Array(Month, { description: 'From the first to the last.' }),
  }),
  permits: readsAll,
  run: async ({ tx, query }) => {
    const where = await whereOf(tx, query)
    const months = await tx.all(monthsOf(tx, where))
    const last = months.at(-1)
    if (!last) return { counted_on: null, departments: [], months }
    const before = months.at(-1 - months_back)?.day ?? null
    return { counted_on: last.day, departments: await tx.all(departmentsOn(last.day, before, where)), months }
  },
})

/** True for the counts (alias `n`) that are meant. */
export async function whereOf(tx: Tx, { department }: ComplianceFilters): Promise<RawBuilder<boolean>> {
  const departments = await departmentsOf(tx, department)
  return departments
    ? sql<boolean>`n.org_id = ${tx.orgId} and n.department_id = any(${departments}::uuid[])`
    : sql<boolean>`n.org_id = ${tx.orgId}`
}

/** The last counted day of each month: counted for the organization, so that an empty department leaves no hole. */
const lastDays = (tx: Tx) => sql`
  select max(n.day) as day from training.compliance_day n where n.org_id = ${tx.orgId}
  group by date_trunc('month', n.day) order by 1 desc limit ${sql.lit(months_max)}`

const monthsOf = (tx: Tx, where: RawBuilder<boolean>) => sql<Month>`
  select to_char(n.day, 'YYYY-MM-DD') as day, sum(n.people)::int as people, sum(n.complete)::int as complete,
    sum(n.asked)::int as asked, sum(n.met)::int as met
  from training.compliance_day n where ${where} and n.day in (${lastDays(tx)})
  group by n.day order by n.day`

const departmentsOn = (day: string, before: string | null, where: RawBuilder<boolean>) => sql<Department>`
  select n.department_id, d.name as department, n.people, n.complete, n.asked, n.met,
    case when b.people is not null then
      json_build_object('day', to_char(b.day, 'YYYY-MM-DD'), 'people', b.people, 'complete', b.complete) end as before
  from training.compliance_day n
    left join core.department d on d.org_id = n.org_id and d.id = n.department_id
    left join training.compliance_day b on b.org_id = n.org_id and b.day = ${before}::date
      and b.department_id is not distinct from n.department_id
  where ${where} and n.day = ${day}::date
  order by n.complete::numeric / n.people, n.people desc, d.name`

type Line = Month & { department: string | null }

/** Each department on the last counted day of each month. */
export const linesOf = (tx: Tx, where: RawBuilder<boolean>) => sql<Line>`
  select to_char(n.day, 'YYYY-MM-DD') as day, d.name as department, n.people, n.complete, n.asked, n.met
  from training.compliance_day n left join core.department d on d.org_id = n.org_id and d.id = n.department_id
  where ${where} and n.day in (${lastDays(tx)}) order by n.day, d.name`
