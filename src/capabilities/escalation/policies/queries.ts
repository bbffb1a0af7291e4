/** Reading policies: their list, which one a ticket would get and why, and how far a recount is. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import { managesPolicies, Rules } from './actions.ts'
import { calendarFor, misfits } from './policy.ts'
import { aspectQueries, joinAspects, loadBook } from './store.ts'

const questions = [
  'kinds',
  'priorities',
  'category_ids',
  'applications',
  'team_ids',
  'department_ids',
  'role_ids',
] as const

const Run = Type.Object({
  total: Type.Integer(),
  done: Type.Integer(),
  changed: Type.Integer(),
  started_at: Time,
  finished_at: NullableTime,
})

export const policyList = reader({
  name: 'policies.list',
  summary:
    'The policies in the order in which they are asked, and how far the last recount of open tickets is.',
  path: '/api/policies',
  output: Type.Object({
    rows: Type.Array(Type.Object({ id: Id, version: Type.Integer(), rules: Type.Object(Rules) })),
    recount: Nullable(Run),
    reckoning: Nullable({
      ...Run,
      description: 'The last run through the imported tickets that have ended.',
    }),
    imported: Type.Integer({ description: 'How many imported tickets have ended.' }),
  }),
  permits: managesPolicies,
  run: async ({ tx }) => {
    const { policies } = await loadBook(tx)
    const runs = await tx.all(
      raw<Static<typeof Run> & { covers: string }>(
        `select distinct on (covers) covers, total, done, changed, started_at, finished_at from escalation.recount
         where org_id = $1 order by covers, started_at desc, id desc`,
        [tx.orgId],
      ),
    )
    const runOf = (wanted: string) => {
      const found = runs.find(({ covers }) => covers === wanted)
      if (!found) return null
      const { covers, ...run } = found
      return run
    }
    const { imported } = await tx.one(
      raw<{ imported: number }>(
        `select count(*)::int as imported from reporting.imported_ticket i
         join core.record r on r.org_id = i.org_id and r.id = i.ticket_id where i.org_id = $1 and r.category = 'done'`,
        [tx.orgId],
      ),
    )
    const rows = policies.map(({ id, version, rules }) => ({ id, version, rules }))
    return { rows: rows as never, recount: runOf('open'), reckoning: runOf('imported'), imported }
  },
})

export const policyTry = reader({
  name: 'policies.try',
  summary:
    'Which policy a ticket would get now, which ones do not fit and why not, and by which calendar it is counted.',
  path: '/api/policies/try',
  query: Body({ number: Type.Integer({ minimum: 1 }) }),
  output: Type.Object({
    ticket: Type.Object({ id: Id, number: Type.Integer(), title: Type.String() }),
    policy_id: NullableId,
    calendar_id: NullableId,
    calendar_by: Nullable(OneOf(['policy', 'team', 'site', 'organization'] as const)),
    rows: Type.Array(Type.Object({ id: Id, name: Type.String(), misfits: Type.Array(OneOf(questions)) })),
  }),
  permits: managesPolicies,
  run: async ({ tx, actor, query, now }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.kind = 'ticket' and r.number = ${query.number} and ${visible(actor, 'ticket')}`,
    )
    if (!record) throw notFound('This ticket')
    const book = await loadBook(tx)
    const [tickets, requesters] = await tx.many(...aspectQueries(tx.orgId, [record], now))
    const aspects = joinAspects([record], tickets, requesters).get(record.id)
    if (!aspects) throw notFound('This ticket')
    const rows = book.policies.map(({ id, rules }) => ({
      id,
      name: rules.name,
      misfits: misfits(rules.when, aspects),
    }))
    const chosen = book.policies.find(({ id }) => rows.find((row) => row.id === id)?.misfits.length === 0)
    const calendar = chosen && calendarFor(book, chosen.rules, aspects)
    const { id, number, title } = record
    return {
      ticket: { id, number, title },
      policy_id: chosen?.id ?? null,
      calendar_id: calendar?.id ?? null,
      calendar_by: calendar?.why ?? null,
      rows,
    }
  },
})
