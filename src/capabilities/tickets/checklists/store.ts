/** Checklists in the database: stored whole, and read with what blocks what. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { FulfilmentStep } from './fulfilment.ts'

export type Item = {
  id: string
  checklist_id: string
  position: number
  title: string
  is_task: boolean
  team_id: string | null
  after_ids: string[]
  task_id: string | null
  done_at: string | null
}

export const lists_max = 10

/** Sends a new list with its items. A list without a title is the fulfilment of what was requested. */
export function storeList(
  tx: Tx,
  list: {
    id: string
    ticketId: string
    title: string
    isShown: boolean
    steps: readonly FulfilmentStep[]
    now: string
  },
): void {
  tx.send(
    raw(
      'insert into tickets.checklist (org_id, id, ticket_id, title, is_shown, created_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, list.id, list.ticketId, list.title, list.isShown, list.now],
    ),
  )
  const ids = list.steps.map(() => newId())
  const items = list.steps.map((step, position) => ({
    id: ids[position],
    position,
    title: step.title,
    is_task: step.as === 'task',
    team_id: step.team_id ?? null,
    after_ids: (step.after ?? []).map((before) => ids[before]),
  }))
  if (items.length === 0) return
  tx.send(
    raw(
      `insert into tickets.checklist_item (org_id, id, checklist_id, ticket_id, position, title, is_task, team_id, after_ids)
       select $1, i.id, $2, $3, i.position, i.title, i.is_task, i.team_id, array(select value::uuid from jsonb_array_elements_text(i.after_ids))
       from jsonb_to_recordset($4::jsonb) as i (id uuid, position int, title text, is_task boolean, team_id uuid, after_ids jsonb)`,
      [tx.orgId, list.id, list.ticketId, JSON.stringify(items)],
    ),
  )
}

/** The query for all items of a ticket, list after list. */
export function itemsOf(orgId: string, ticketId: string): Raw<Item> {
  return raw<Item>(
    `select i.id, i.checklist_id, i.position, i.title, i.is_task, i.team_id, i.after_ids, i.task_id, i.done_at
     from tickets.checklist_item i join tickets.checklist c on c.org_id = i.org_id and c.id = i.checklist_id
     where i.org_id = $1 and i.ticket_id = $2 order by c.created_at, c.id, i.position, i.id limit 500`,
    [orgId, ticketId],
  )
}

/** The items that have to be done before this one and are not. */
export function blocking(item: Pick<Item, 'after_ids'>, items: readonly Item[]): Item[] {
  return items.filter(({ id, done_at }) => done_at === null && item.after_ids.includes(id))
}

/** How far the checklists of the record `r` are; null without any, and for who sees it from outside. */
export function checklistProgress(actor: Actor) {
  return sql<{ done: number; total: number } | null>`case when ${inside(actor, 'ticket')} then (
    select json_build_object('done', count(i.done_at), 'total', count(*)) from tickets.checklist_item i
    where i.org_id = r.org_id and i.ticket_id = r.id having count(*) > 0) end`
}
