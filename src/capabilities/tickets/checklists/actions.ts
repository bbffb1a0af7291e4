/** What is done with checklists of a ticket by those who work on it. */
import { type Static, Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireAssignable } from '../assignable.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { advanceLater } from './advance.ts'
import { checkFulfilment, FulfilmentStep, steps_max } from './fulfilment.ts'
import { named } from './open-items.ts'
import { blocking, type Item, itemsOf, lists_max, storeList } from './store.ts'

const permits = worksWith('tickets.work')
const title = Line(300)

function requireOpen(record: RecordRow): void {
  if (record.category === 'done')
    throw conflict('This ticket is over, so that its checklists stay as they are. Reopen it first.')
}

/** The item with all items of the ticket; a 422 problem when it is not there. */
async function itemIn(tx: Tx, record: RecordRow, id: string): Promise<{ item: Item; items: Item[] }> {
  requireOpen(record)
  const items = await tx.all(itemsOf(tx.orgId, record.id))
  const item = items.find((each) => each.id === id.toLowerCase())
  if (!item) throw invalid('#/item_id', 'This item is not on the ticket any more.')
  return { item, items }
}

async function requireList(tx: Tx, record: RecordRow, id: string): Promise<void> {
  requireOpen(record)
  const list = await tx.maybe(
    raw('select id from tickets.checklist where org_id = $1 and id = $2 and ticket_id = $3', [
      tx.orgId,
      id,
      record.id,
    ]),
  )
  if (!list) throw invalid('#/checklist_id', 'This checklist is not on the ticket any more.')
}

const AddInput = Body({
  template_id: Type.Optional(Id),
  title: Type.Optional(title),
  steps: Type.Optional(Type.Array(FulfilmentStep, { maxItems: steps_max })),
  is_shown: Type.Optional(Type.Boolean({ description: 'The requester sees how far it is, in words.' })),
})

export const addChecklist = recordAction({
  name: 'tickets.add_checklist',
  summary: 'Put a checklist onto the ticket: one of the organization’s, or an own one.',
  life: ticketLife,
  input: AddInput,
  output: Type.Object({ checklist_id: Id }),
  permits,
  run: async ({ app, tx, input, record, now }) => {
    requireOpen(record)
    const list = await wantedList(tx, input)
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*) as count from tickets.checklist where org_id = $1 and ticket_id = $2',
        [tx.orgId, record.id],
      ),
    )
    if (count >= lists_max)
      throw conflict(`A ticket has ${lists_max} checklists at most. Remove one, or add items to one of them.`)
    const id = newId()
    storeList(tx, { id, ticketId: record.id, ...list, now })
    if (list.steps.some((step) => step.as === 'task')) advanceLater(app, tx, record.id)
    return { result: { checklist_id: id }, facts: { checklist: id, items: list.steps.length } }
  },
})

async function wantedList(tx: Tx, input: Static<typeof AddInput>) {
  if (input.template_id === undefined) {
    if (input.title === undefined) throw invalid('#/title', 'Give the checklist a title.')
    const steps = input.steps ?? []
    if (steps.length > 0) await checkFulfilment(tx, { steps })
    return { title: input.title, isShown: input.is_shown ?? false, steps }
  }
  if (input.title !== undefined || input.steps !== undefined)
    throw invalid('#/template_id', 'Choose a template, or write a checklist of your own, and not both.')
  const template = await tx.maybe(
    raw<{ name: string; steps: FulfilmentStep[]; is_shown: boolean }>(
      'select name, steps, is_shown from tickets.checklist_template where org_id = $1 and id = $2 and archived_at is null',
      [tx.orgId, input.template_id],
    ),
  )
  if (!template) throw invalid('#/template_id', 'This template does not exist any more. Choose another one.')
  await checkFulfilment(tx, { steps: template.steps })
  return { title: template.name, isShown: input.is_shown ?? template.is_shown, steps: template.steps }
}

export const changeChecklist = recordAction({
  name: 'tickets.change_checklist',
  summary: 'Rename a checklist, or show or hide from the requester how far it is.',
  life: ticketLife,
  input: Body({ checklist_id: Id, title: Type.Optional(title), is_shown: Type.Optional(Type.Boolean()) }),
  permits,
  run: async ({ tx, input, record }) => {
    await requireList(tx, record, input.checklist_id)
    tx.send(
      raw(
        'update tickets.checklist set title = coalesce($3, title), is_shown = coalesce($4, is_shown) where org_id = $1 and id = $2',
        [tx.orgId, input.checklist_id, input.title ?? null, input.is_shown ?? null],
      ),
    )
    return { result: {}, facts: { checklist: input.checklist_id } }
  },
})

export const removeChecklist = recordAction({
  name: 'tickets.remove_checklist',
  summary: 'Take a checklist off the ticket; tickets that were made of its tasks stay.',
  life: ticketLife,
  input: Body({ checklist_id: Id }),
  permits,
  run: async ({ tx, input, record }) => {
    await requireList(tx, record, input.checklist_id)
    tx.send(
      raw('delete from tickets.checklist where org_id = $1 and id = $2', [tx.orgId, input.checklist_id]),
    )
    return { result: {}, facts: { checklist: input.checklist_id } }
  },
})

const Detail = {
  assigned_to_id: Type.Optional(Nullable(Id)),
  due_at: Type.Optional(Nullable(Time)),
}

export const addItem = recordAction({
  name: 'tickets.add_checklist_item',
  summary: 'Add an item to a checklist of the ticket.',
  life: ticketLife,
  input: Body({ checklist_id: Id, title, ...Detail }),
  output: Type.Object({ item_id: Id }),
  permits,
  run: async ({ tx, input, record, now }) => {
    await requireList(tx, record, input.checklist_id)
    await requireAssignable(tx, { owner_id: input.assigned_to_id ?? null }, now, '#/assigned_to_id')
    const items = (await tx.all(itemsOf(tx.orgId, record.id))).filter(
      (item) => item.checklist_id === input.checklist_id.toLowerCase(),
    )
    if (items.length >= steps_max)
      throw conflict(`A checklist has ${steps_max} items at most. Add another checklist.`)
    const id = newId()
    tx.send(
      raw(
        `insert into tickets.checklist_item (org_id, id, checklist_id, ticket_id, position, title, assigned_to_id, due_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8)`,
        [
          tx.orgId,
          id,
          input.checklist_id,
          record.id,
          (items.at(-1)?.position ?? -1) + 1,
          input.title,
          input.assigned_to_id ?? null,
          input.due_at ?? null,
        ],
      ),
    )
    return { result: { item_id: id }, facts: { checklist: input.checklist_id } }
  },
})

export const changeItem = recordAction({
  name: 'tickets.change_checklist_item',
  summary: 'Change the words of an item, who does it, until when, or its place in the list.',
  life: ticketLife,
  input: Body({
    item_id: Id,
    title: Type.Optional(title),
    ...Detail,
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: steps_max })),
  }),
  permits,
  run: async ({ tx, input, record, now }) => {
    const { item, items } = await itemIn(tx, record, input.item_id)
    await requireAssignable(tx, { owner_id: input.assigned_to_id ?? null }, now, '#/assigned_to_id')
    tx.send(
      raw(
        `update tickets.checklist_item set title = coalesce($3, title),
           assigned_to_id = case when $4 then $5::uuid else assigned_to_id end, due_at = case when $6 then $7::timestamptz else due_at end
         where org_id = $1 and id = $2`,
        [
          tx.orgId,
          item.id,
          input.title ?? null,
          input.assigned_to_id !== undefined,
          input.assigned_to_id ?? null,
          input.due_at !== undefined,
          input.due_at ?? null,
        ],
      ),
    )
    if (input.position !== undefined) move(tx, item, items, input.position)
    return { result: {}, facts: { checklist: item.checklist_id, item: item.id } }
  },
})

function move(tx: Tx, item: Item, items: readonly Item[], position: number): void {
  const others = items.filter(({ id, checklist_id }) => checklist_id === item.checklist_id && id !== item.id)
  const order = others.toSpliced(position, 0, item).map(({ id }) => id)
  tx.send(
    raw(
      `update tickets.checklist_item i set position = o.place - 1 from unnest($2::uuid[]) with ordinality o (id, place)
       where i.org_id = $1 and i.id = o.id`,
      [tx.orgId, order],
    ),
  )
}

export const removeItem = recordAction({
  name: 'tickets.remove_checklist_item',
  summary: 'Take an item off a checklist; what waited for it waits no more.',
  life: ticketLife,
  input: Body({ item_id: Id }),
  permits,
  run: async ({ app, tx, input, record }) => {
    const { item } = await itemIn(tx, record, input.item_id)
    tx.send(raw('delete from tickets.checklist_item where org_id = $1 and id = $2', [tx.orgId, item.id]))
    advanceLater(app, tx, record.id)
    return { result: {}, facts: { checklist: item.checklist_id } }
  },
})

export const tick = recordAction({
  name: 'tickets.tick',
  summary: 'Say that an item of a checklist is done.',
  life: ticketLife,
  input: Body({ item_id: Id }),
  permits,
  run: async ({ app, tx, actor, input, record, now }) => {
    const { item, items } = await itemIn(tx, record, input.item_id)
    if (item.done_at !== null) return { result: {}, isSilent: true }
    const before = blocking(item, items)
    if (before.length > 0) throw conflict(`First comes ${named(before)}.`)
    if (item.is_task) await requireGone(tx, item)
    tx.send(
      raw('update tickets.checklist_item set done_at = $3, done_by_id = $4 where org_id = $1 and id = $2', [
        tx.orgId,
        item.id,
        now,
        actor.personId,
      ]),
    )
    if (items.some((each) => each.is_task && each.after_ids.includes(item.id)))
      advanceLater(app, tx, record.id)
    return { result: {}, facts: { checklist: item.checklist_id, item: item.id } }
  },
})

/** A task is done when its ticket is resolved; one whose ticket was cancelled or merged is for people to judge. */
async function requireGone(tx: Tx, item: Item): Promise<void> {
  const task = await tx.maybe(
    raw<{ number: number; state: string }>(
      'select number, state from core.record where org_id = $1 and id = $2',
      [tx.orgId, item.task_id],
    ),
  )
  if (!task) throw conflict('This is a ticket of its own, which is being filed at this moment.')
  if (task.state !== 'cancelled' && task.state !== 'merged')
    throw conflict(`This is done when its own ticket #${task.number} is resolved.`)
}

export const untick = recordAction({
  name: 'tickets.untick',
  summary: 'Say that an item of a checklist is not done after all.',
  life: ticketLife,
  input: Body({ item_id: Id }),
  permits,
  run: async ({ tx, input, record }) => {
    const { item, items } = await itemIn(tx, record, input.item_id)
    if (item.done_at === null) return { result: {}, isSilent: true }
    const later = items.filter((each) => each.done_at !== null && each.after_ids.includes(item.id))
    if (later.length > 0) throw conflict(`${named(later)} was done after it. Take that back first.`)
    if (item.is_task) await requireGone(tx, item)
    tx.send(
      raw(
        'update tickets.checklist_item set done_at = null, done_by_id = null where org_id = $1 and id = $2',
        [tx.orgId, item.id],
      ),
    )
    return { result: {}, facts: { checklist: item.checklist_id, item: item.id } }
  },
})
