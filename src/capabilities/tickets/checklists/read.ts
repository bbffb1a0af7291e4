import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime } from '../../../platform/http/schema.ts'
import { readsTickets } from '../policy.ts'

const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))
const Item = Type.Object({
  id: Id,
  title: Type.String(),
  is_task: Type.Boolean(),
  team: Named,
  assigned_to: Named,
  due_at: NullableTime,
  after_ids: Type.Array(Id),
  is_blocked: Type.Boolean({ description: 'Something that comes before it is not done.' }),
  task: Nullable(Type.Object({ id: Id, number: Type.Integer(), state: Type.String() })),
  done_at: NullableTime,
  done_by: Named,
})
export const ChecklistOut = Type.Object({
  id: Id,
  title: Type.String({ description: 'Empty for the fulfilment of what was requested.' }),
  is_shown: Type.Boolean(),
  items: Type.Array(Item),
})
type List = Static<typeof ChecklistOut>

const named = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`

/** From outside, only how far those are that are shown, and none of their words. */
export const ofTicket = reader({
  name: 'checklists.of_ticket',
  summary: 'The checklists of a ticket; for its requester, how far those are that are shown.',
  path: '/api/tickets/:id/checklists',
  params: Body({ id: Id }),
  output: Type.Object({
    done: Type.Integer(),
    total: Type.Integer(),
    lists: Type.Array(ChecklistOut),
  }),
  permits: readsTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!record) throw notFound('This ticket')
    const isInside = seesInside(actor, record)
    const found = await listsOf(tx, [record.id])
    const all = found.map(({ ticket_id: _ticket, ...list }) => list)
    const counted = all.filter((list) => isInside || list.is_shown).flatMap(({ items }) => items)
    const done = counted.filter(({ done_at }) => done_at !== null).length
    return { done, total: counted.length, lists: isInside ? all : [] }
  },
})

/** The checklists of the tickets, each with the ticket that it belongs to. Whoever asks has read them through the gate. */
export async function listsOf(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<(List & { ticket_id: string })[]> {
  const [lists, items] = await tx.many(
    raw<Omit<List, 'items'> & { ticket_id: string }>(
      'select id, ticket_id, title, is_shown from tickets.checklist where org_id = $1 and ticket_id = any($2::uuid[]) order by created_at, id limit 1000',
      [tx.orgId, ticketIds],
    ),
    raw<Static<typeof Item> & { checklist_id: string }>(
      `select i.id, i.checklist_id, i.title, i.is_task, ${named('t')} as team, ${named('p')} as assigned_to, i.due_at, i.after_ids, i.done_at, ${named('d')} as done_by,
         exists (select from tickets.checklist_item b where b.org_id = i.org_id and b.id = any(i.after_ids) and b.done_at is null) as is_blocked,
         case when r.id is not null then json_build_object('id', r.id, 'number', r.number, 'state', r.state) end as task
       from tickets.checklist_item i
         left join core.team t on t.org_id = i.org_id and t.id = i.team_id
         left join core.person p on p.org_id = i.org_id and p.id = i.assigned_to_id
         left join core.person d on d.org_id = i.org_id and d.id = i.done_by_id
         left join core.record r on r.org_id = i.org_id and r.id = i.task_id and r.restriction is null
       where i.org_id = $1 and i.ticket_id = any($2::uuid[]) order by i.position, i.id limit 5000`,
      [tx.orgId, ticketIds],
    ),
  )
  return lists.map((list) => ({
    ...list,
    items: items
      .filter(({ checklist_id }) => checklist_id === list.id)
      .map(({ checklist_id: _list, ...item }) => item),
  }))
}
