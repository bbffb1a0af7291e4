/** What happens to checklists by itself: tasks are filed when their turn has come, and done when they are resolved. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { complete, createWithin, laterThan } from '../../../core/execute.ts'
import type { Writing } from '../../../core/followers.ts'
import { automationActor, ensureAutomation } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Follower, JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { create } from '../actions/create.ts'
import { ticketLife } from '../lifecycle.ts'
import { type Fulfilment, flawsOf, refuseFlaws } from './fulfilment.ts'
import { blocking, type Item, itemsOf, storeList } from './store.ts'

const job = 'checklists.advance'

/**
 * Puts what has to be done for a ticket that was filed in this write onto it: at once, or when the last approval that
 * it waits for was given. Steps that are wrong are a 422 problem.
 */
export async function beginFulfilment(
  writing: Writing,
  ticket: Pick<RecordRow, 'id'>,
  fulfilment: Fulfilment,
): Promise<void> {
  const { tx } = writing
  // Teams were there when the item was published; one that was dissolved since keeps nobody from asking.
  refuseFlaws(flawsOf(fulfilment))
  const record = await lockTicket(tx, ticket.id)
  if (record === undefined) throw new Error('The ticket is not there.')
  tx.send(
    raw(
      `insert into tickets.fulfilment (org_id, ticket_id, steps) values ($1,$2,$3)
       on conflict (org_id, ticket_id) do update set steps = excluded.steps`,
      [tx.orgId, ticket.id, JSON.stringify(fulfilment.steps)],
    ),
  )
  if (record.state !== 'waiting_on_approval') await startFulfilment(writing, ticket)
}

/** Puts onto the ticket what was to be done once it was approved; nothing where nothing waits. */
export async function startFulfilment(writing: Writing, ticket: Pick<RecordRow, 'id'>): Promise<void> {
  const { app, tx } = writing
  const waiting = await tx.maybe(
    raw<{ steps: Fulfilment['steps'] }>(
      'delete from tickets.fulfilment where org_id = $1 and ticket_id = $2 returning steps',
      [tx.orgId, ticket.id],
    ),
  )
  const record = waiting && (await lockTicket(tx, ticket.id))
  if (!record) return
  const now = laterThan(record.updated_at, app.clock.now())
  const id = newId()
  storeList(tx, { id, ticketId: record.id, title: '', isShown: true, steps: waiting.steps, now })
  await complete({ ...writing, now }, { name: 'tickets.add_checklist', life: ticketLife }, record, {
    facts: { checklist: id, items: waiting.steps.length },
  })
  advanceLater(app, tx, record.id)
}

/** Has tasks filed and ticked off after this write. */
export function advanceLater(app: App, tx: Tx, ticketId: string): void {
  app.jobs.add(tx, job, { ticket: ticketId })
}

/** Hears when a ticket ends or is taken up again that is a task of another one, and when its own tasks may go on. */
export const hearTasks: Follower = async ({ app, tx }, { before, after }) => {
  if (before !== null && after.kind === 'ticket' && isHeld(before) && !isHeld(after)) {
    const own = await tx.maybe(
      raw(
        'select 1 as one from tickets.checklist_item where org_id = $1 and ticket_id = $2 and is_task limit 1',
        [tx.orgId, after.id],
      ),
    )
    // Their turn may have come meanwhile, which nothing else would look at again.
    if (own) advanceLater(app, tx, after.id)
  }
  const isTurn = before !== null && (before.category === 'done') !== (after.category === 'done')
  if (after.kind !== 'ticket' || !isTurn) return undefined
  const [item] = await tx.all(
    raw<{ ticket_id: string }>(
      'select ticket_id from tickets.checklist_item where org_id = $1 and task_id = $2',
      [tx.orgId, after.id],
    ),
  )
  if (item) advanceLater(app, tx, item.ticket_id)
  return undefined
}

/** Job `checklists.advance`: looks at one ticket, whatever brought it here; a second look finds nothing to do. */
export const advance: JobHandler = async (app, payload) => {
  await write(app.pool, String(payload.org), async (tx) => {
    const record = await lockTicket(tx, String(payload.ticket))
    if (!record) return
    const now = laterThan(record.updated_at, app.clock.now())
    // By the clock itself: the ticket's next moment may lie a little after it.
    const actor = await automation(tx, app.clock.now().toISOString())
    const writing = { app, tx, actor, now }
    await settleTasks(writing, record)
  })
  await fileTasks(app, payload)
}

/** While it waits for an approval or is over, no tasks of the ticket are filed. */
function isHeld(record: Pick<RecordRow, 'category' | 'state'>): boolean {
  return record.category === 'done' || record.state === 'waiting_on_approval'
}

/** Ticks off the tasks that were resolved, and takes the tick from those that were taken up again. */
async function settleTasks(writing: Writing, record: RecordRow): Promise<void> {
  const { tx, now } = writing
  const [done, undone] = await tx.many(
    raw<{ id: string }>(
      `update tickets.checklist_item i set done_at = $3 from core.record t
       where i.org_id = $1 and i.ticket_id = $2 and i.done_at is null and t.org_id = i.org_id and t.id = i.task_id and t.state in ('resolved', 'closed')
       returning i.id`,
      [tx.orgId, record.id, now],
    ),
    raw<{ id: string }>(
      `update tickets.checklist_item i set done_at = null from core.record t
       where i.org_id = $1 and i.ticket_id = $2 and i.done_at is not null and i.done_by_id is null and t.org_id = i.org_id and t.id = i.task_id and t.category <> 'done'
       returning i.id`,
      [tx.orgId, record.id],
    ),
  )
  if (done.length + undone.length === 0) return
  await complete(writing, { name: 'tickets.settle_tasks', life: ticketLife }, record, {
    facts: { done: done.length, undone: undone.length },
  })
}

/**
 * Files the tasks whose turn has come, each as a ticket below this one and each in a write of its own, so that one that
 * cannot be filed keeps no other back; the job is tried again for it.
 */
async function fileTasks(app: App, payload: Record<string, unknown>): Promise<void> {
  const tried = new Set<string>()
  const failures: unknown[] = []
  for (let more = true; more; ) {
    try {
      more = await fileNext(app, payload, tried)
    } catch (failure) {
      failures.push(failure)
    }
  }
  if (failures.length > 0) throw failures[0]
}

/** Files one task that was not tried yet; false when there is none. What was tried is noted before it can fail. */
async function fileNext(app: App, payload: Record<string, unknown>, tried: Set<string>): Promise<boolean> {
  const before = tried.size
  await write(app.pool, String(payload.org), async (tx) => {
    const record = await lockTicket(tx, String(payload.ticket))
    if (!record || isHeld(record)) return
    const items = await tx.all(itemsOf(tx.orgId, record.id))
    const item = items.find(
      (each) =>
        each.is_task &&
        each.task_id === null &&
        each.done_at === null &&
        !tried.has(each.id) &&
        blocking(each, items).length === 0,
    )
    if (!item) return
    tried.add(item.id)
    const actor = await automation(tx, app.clock.now().toISOString())
    await fileTask({ app, tx, actor, now: laterThan(record.updated_at, app.clock.now()) }, record, item)
  })
  return tried.size > before
}

async function fileTask(writing: Writing, record: RecordRow, item: Item): Promise<void> {
  const { tx } = writing
  const team = await tx.maybe(
    raw('select id from core.team where org_id = $1 and id = $2 and archived_at is null', [
      tx.orgId,
      item.team_id,
    ]),
  )
  const task = (await createWithin(writing, create, {
    kind: 'service_request',
    channel: 'api',
    title: item.title,
    body: item.title,
    // A team that was dissolved meanwhile does nothing; whoever sorts new tickets gives it to another one.
    ...(team ? { team_id: item.team_id } : {}),
    links: [{ type: 'parent', to_id: record.id }],
  })) as { id: string }
  tx.send(
    raw('update tickets.checklist_item set task_id = $3 where org_id = $1 and id = $2', [
      tx.orgId,
      item.id,
      task.id,
    ]),
  )
}

function lockTicket(tx: Tx, id: string): Promise<RecordRow | undefined> {
  return tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.id = ${id} and r.kind = 'ticket' for no key update of r`,
  )
}

/** Tasks are filed in the name of the automation: who requested or approved has no right to give work to teams. */
async function automation(tx: Tx, now: string): Promise<Actor> {
  const known = await automationActor(tx, now)
  if (known) return known
  const custodian = await tx.one(
    raw<{ id: string }>(
      `select p.id from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
         join core.person p on p.org_id = a.org_id and p.id = a.person_id
       where a.org_id = $1 and o.key = 'administrator' and o.is_builtin and p.is_active and a.valid_to is null order by p.id limit 1`,
      [tx.orgId],
    ),
  )
  await ensureAutomation(tx, custodian.id, now)
  const made = await automationActor(tx, now)
  if (!made) throw new Error('The automation was switched off, so that nothing is filed in its name.')
  return made
}
