/** What is due by time becomes tasks, oldest first; a worker that is killed leaves nothing undone and nothing twice. */
import type { App } from '../../../core/app.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { runTicket } from '../run/run.ts'
import { armNext } from './alarm.ts'
import { lookDaily } from './daily.ts'
import { insertDue } from './timers.ts'

const tickets_at_once = 100
const batches_max = 2_000

/** Fires what is due, in the order in which it was, and sets the time of the next one. */
export const wake: JobHandler = async (app, payload) => {
  const org = String(payload.org)
  const failed: unknown[] = []
  for (let batch = 0; batch < batches_max && failed.length === 0; batch++) {
    const ran = await runDue(app, org, failed)
    const now = app.clock.now().toISOString()
    const found = await write(app.pool, org, (tx) => takeDue(tx, now))
    const isLooking = found === 0 && (await write(app.pool, org, (tx) => lookDaily(tx, now)))
    if (ran + found === 0 && !isLooking) break
  }
  // What is due and still there is held by somebody who writes to it, for some milliseconds.
  const soonest = new Date(app.clock.now().getTime() + 1_000).toISOString()
  await write(app.pool, org, (tx) => armNext(app, tx, soonest))
  if (failed.length > 0) throw failed[0]
}

/** A safety net once in a while: after a restore or a lost job the alarm is set again. */
export const armAll: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) await write(app.pool, id, (tx) => armNext(app, tx))
}

/** Runs the tickets whose time has come; one that fails is tried again later and does not stop the others. */
async function runDue(app: App, org: string, failed: unknown[]): Promise<number> {
  const tasks = await read(app.pool, org, (tx) =>
    tx.all(
      raw<{ ticket_id: string }>(
        `select ticket_id from rules.task where org_id = $1 and due_at is not null order by due_at, id limit ${tickets_at_once}`,
        [org],
      ),
    ),
  )
  for (const { ticket_id } of tasks) await runTicket(app, org, ticket_id).catch((error) => failed.push(error))
  return tasks.length
}

/**
 * Makes tasks of the times that have run out; answers how many. Whoever writes to a ticket, or changes a rule, holds it
 * and then lets go of its times; so the tickets and rules are held first here, too, or each
 * would wait for the other. What is held by others comes a little later.
 */
async function takeDue(tx: Tx, now: string): Promise<number> {
  const free = (table: string, id: 'ticket_id' | 'rule_id') =>
    raw<{ id: string }>(
      `select r.id from ${table} r where r.org_id = $1 and r.id in (
         select ${id} from (select rule_id, ticket_id from rules.timer where org_id = $1 and due_at <= $2
           order by due_at, ticket_id limit ${tickets_at_once}) t)
       order by r.id for key share of r skip locked`,
      [tx.orgId, now],
    )
  const [tickets, rules] = await tx.many(free('core.record', 'ticket_id'), free('rules.rule', 'rule_id'))
  const due = await tx.all(
    raw<{ rule_id: string; ticket_id: string; due_at: string; chain: string[] }>(
      `delete from rules.timer where org_id = $1 and due_at <= $2 and ticket_id = any($3) and rule_id = any($4)
       returning rule_id, ticket_id, due_at, chain`,
      [tx.orgId, now, tickets.map(({ id }) => id), rules.map(({ id }) => id)],
    ),
  )
  const inOrder = due.toSorted((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at))
  insertDue(
    tx,
    inOrder.map((each) => ({ ...each, happened: 'after' })),
    now,
  )
  return due.length
}
