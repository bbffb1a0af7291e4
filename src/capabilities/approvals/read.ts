/** What waits for whom: the lists of an approver, the page of a decision, and the approvals of a ticket. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../core/actor.ts'
import { notKept, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Page,
  Time,
} from '../../platform/http/schema.ts'
import { readsTickets } from '../tickets/index.ts'
import { approverKinds, needs } from './plan.ts'
import { type AnsweredField, answersOf } from './request-part.ts'
import { approvalStates, mayDecide, mayRead, roundStates } from './store.ts'

const rows_max = 100
const Named = Type.Object({ id: Id, name: Type.String() })
const State = OneOf(approvalStates)
const because = ['manager', 'head', 'owner', 'named', 'team', 'delegated'] as const

const Row = Type.Object({
  id: Id,
  state: State,
  ticket_id: Id,
  number: Type.Integer(),
  title: Type.String(),
  requester: NullableText,
  approver: Named,
  decided_by: NullableText,
  began_at: Time,
  decided_at: NullableTime,
  is_reminded: Type.Boolean(),
})
type Row = Static<typeof Row>

const tabs = ['waiting', 'decided', 'deputies'] as const

export const list = reader({
  name: 'approvals.list',
  summary: 'What waits for one’s decision, what one decided, or what others decided for oneself.',
  path: '/api/approvals',
  query: Type.Object({ tab: Type.Optional(OneOf(tabs)) }, { additionalProperties: false }),
  output: Page(Row),
  permits: () => true,
  run: async ({ tx, actor, query, now }) => {
    const rows = await tx.all(sql<Row>`
      select a.id, a.state, r.id as ticket_id, r.number, r.title, q.name as requester, json_build_object('id', p.id, 'name', p.name) as approver,
        d.name as decided_by, a.began_at, a.decided_at, a.reminded_at is not null as is_reminded
      from approvals.approval a
      join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
      join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
      join core.person p on p.org_id = a.org_id and p.id = a.approver_id
      left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
      left join core.person d on d.org_id = a.org_id and d.id = a.decided_by_id
      where a.org_id = ${actor.orgId} and ${notKept(actor)} and ${ofTab(actor, query.tab ?? 'waiting', now)}
      order by coalesce(a.decided_at, a.began_at) desc, a.id desc limit ${rows_max}`)
    return { rows, next: null }
  },
})

function ofTab(actor: Actor, tab: (typeof tabs)[number], now: string) {
  if (tab === 'waiting')
    return sql<boolean>`r.requester_id is distinct from ${actor.personId} and ${mayDecide(actor, now)}`
  if (tab === 'decided') return sql<boolean>`a.decided_by_id = ${actor.personId}`
  return sql<boolean>`a.approver_id = ${actor.personId} and a.decided_by_id <> ${actor.personId}`
}

const Step = Type.Object({ name: Type.String(), who: OneOf(approverKinds), needs: OneOf(needs) })
const Asked = Type.Object({
  id: Id,
  step: Type.Integer(),
  approver: Named,
  because: OneOf(because),
  instead_of: Nullable(OneOf(['manager', 'requester'])),
  state: State,
  began_at: Time,
  decided_at: NullableTime,
  decided_by: Nullable(Named),
  reminded_at: NullableTime,
  escalated_to: Nullable(Named),
})
type Asked = Static<typeof Asked>
const RoundOut = Type.Object({
  id: Id,
  state: OneOf(roundStates),
  step: Type.Integer(),
  steps: Type.Array(Step),
  began_at: Time,
  ended_at: NullableTime,
  asked: Type.Array(Asked),
})

type RoundRow = Omit<Static<typeof RoundOut>, 'asked'>

/** The rounds with everybody who was asked, oldest first. */
async function storyOf(tx: Tx, rounds: readonly RoundRow[]): Promise<Static<typeof RoundOut>[]> {
  const person = (column: string, alias: string) =>
    `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name) end as ${column}`
  const asked = await tx.all(
    raw<Asked & { round_id: string }>(
      `select a.id, a.round_id, a.step, a.because, a.instead_of, a.state, a.began_at, a.decided_at, a.reminded_at,
         ${person('approver', 'p')}, ${person('decided_by', 'd')}, ${person('escalated_to', 'e')}
       from approvals.approval a join core.person p on p.org_id = a.org_id and p.id = a.approver_id
         left join core.person d on d.org_id = a.org_id and d.id = a.decided_by_id
         left join core.person e on e.org_id = a.org_id and e.id = a.escalated_to_id
       where a.org_id = $1 and a.round_id = any($2::uuid[]) order by a.step, a.began_at, a.id limit 1000`,
      [tx.orgId, rounds.map(({ id }) => id)],
    ),
  )
  return rounds.map((round) => ({
    ...round,
    asked: asked.filter(({ round_id }) => round_id === round.id).map(({ round_id, ...rest }) => rest),
  }))
}

const roundColumns = `o.id, o.state, o.step, o.began_at, o.ended_at,
  (select json_agg(json_build_object('name', s.step ->> 'name', 'who', s.step ->> 'who', 'needs', s.step ->> 'needs') order by s.place)
   from jsonb_array_elements(o.plan -> 'steps') with ordinality s (step, place)) as steps`

export const ofTicket = reader({
  name: 'approvals.of_ticket',
  summary: 'Who was asked to approve a ticket, when, and what they decided.',
  path: '/api/tickets/:id/approvals',
  params: Body({ id: Id }),
  output: Type.Object({ rounds: Type.Array(RoundOut) }),
  permits: readsTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<{
        id: string
      }>`select r.id from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!record) throw notFound('This ticket')
    const rounds = await tx.all(
      raw<RoundRow>(
        `select ${roundColumns} from approvals.round o where o.org_id = $1 and o.ticket_id = $2 order by o.began_at, o.id limit 100`,
        [tx.orgId, record.id],
      ),
    )
    return { rounds: rounds.length === 0 ? [] : await storyOf(tx, rounds) }
  },
})

const Decision = Type.Object({
  id: Id,
  state: State,
  may: Type.Array(OneOf(['approve', 'decline', 'ask_back', 'delegate'])),
  for: Nullable({
    ...Named,
    description: 'For whom one would decide, when not for oneself.',
  } as typeof Named),
  number: Type.Integer(),
  title: Type.String(),
  requester: Nullable(
    Type.Object({ id: Id, name: Type.String(), title: NullableText, department: NullableText }),
  ),
  filed_at: Time,
  body: NullableText,
  answers: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
  question: NullableText,
  answer: NullableText,
  round: RoundOut,
})
type DecisionRow = Omit<Static<typeof Decision>, 'may' | 'answers' | 'round'> & {
  is_open: boolean
  ticket_id: string
  pinned: AnsweredField[] | null
  round: RoundRow
}

export const show = reader({
  name: 'approvals.show',
  summary: 'What an approver needs to decide: what is asked for, by whom, and who else is asked.',
  path: '/api/approvals/:id',
  params: Body({ id: Id }),
  output: Decision,
  permits: () => true,
  run: async ({ tx, actor, params, now }) => {
    const found = await tx.maybe(decision(actor, params.id ?? '', now))
    if (!found) throw notFound('This approval')
    const { is_open, ticket_id, pinned, round, ...rest } = found
    const [story] = await storyOf(tx, [round])
    // A question waits for its answer; everything else may be done meanwhile.
    const open = (['approve', 'decline', 'ask_back', 'delegate'] as const).filter(
      (verb) => verb !== 'ask_back' || rest.state === 'open',
    )
    return {
      ...rest,
      may: is_open ? open : [],
      // What was decided is shown with what it was decided on.
      answers: pinned ?? (await answersOf(tx, ticket_id)),
      round: story as Static<typeof RoundOut>,
    }
  },
})

/** The first message of the ticket is the request itself; the others are not for approvers, but for what they asked. */
function decision(actor: Actor, id: string, now: string) {
  return sql<DecisionRow>`
    select a.id, a.state, r.number, r.title, r.id as ticket_id, r.created_at as filed_at, o.answers as pinned,
      ${mayDecide(actor, now)} as is_open,
      case when a.approver_id <> ${actor.personId} then json_build_object('id', p.id, 'name', p.name) end as "for",
      case when q.id is not null then json_build_object('id', q.id, 'name', q.name, 'title', q.title, 'department', d.name) end as requester,
      (select m.body from core.message m where m.org_id = r.org_id and m.record_id = r.id and not m.is_internal and m.created_at = r.created_at order by m.id limit 1) as body,
      (select m.body from core.message m where m.org_id = a.org_id and m.id = a.question_id) as question,
      (select m.body from core.message m where m.org_id = a.org_id and m.id = a.answer_id) as answer,
      (select to_json(x) from (select ${sql.raw(roundColumns)}) x) as round
    from approvals.approval a
    join approvals.round o on o.org_id = a.org_id and o.id = a.round_id
    join core.record r on r.org_id = o.org_id and r.id = o.ticket_id
    join core.person p on p.org_id = a.org_id and p.id = a.approver_id
    left join core.person q on q.org_id = r.org_id and q.id = r.requester_id
    left join core.department d on d.org_id = q.org_id and d.id = q.department_id
    where a.org_id = ${actor.orgId} and a.id = ${id} and ${notKept(actor)} and r.requester_id is distinct from ${actor.personId} and ${mayRead(actor, now)}`
}
