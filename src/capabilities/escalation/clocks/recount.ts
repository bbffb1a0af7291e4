/**
 * After a change of policies or calendars every open ticket is looked at again, in the background and some at a
 * time. Who writes to a ticket meanwhile follows the new rules at once, so that the order does not matter.
 */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { shareRules } from '../lock.ts'
import { repeatGently } from '../pace.ts'
import { choose, type Following } from '../policies/policy.ts'
import { aspectQueries, currentCalendars, currentPolicies, joinAspects } from '../policies/store.ts'
import { insertEvents, type NewEvent } from './events.ts'
import { isSameFollowing, promiseOf } from './follow.ts'
import { step, type TicketClocks } from './replay.ts'
import {
  alarmQuery,
  clockQueries,
  joinClocks,
  replayStored,
  rulebookFor,
  storeClocks,
  wakeBy,
} from './store.ts'

const tickets_at_once = 100
const batches_max = 200_000
const before_all = '00000000-0000-0000-0000-000000000000'

/** Begins to count all open tickets anew; a run that is under way is taken over, since this one does its work too. */
export async function recountAll(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  byId: string | null,
): Promise<string> {
  const id = newId()
  tx.send(
    raw(
      "update escalation.recount set finished_at = $2 where org_id = $1 and covers = 'open' and finished_at is null",
      [tx.orgId, now],
    ),
  )
  tx.send(
    raw(
      `insert into escalation.recount (org_id, id, total, started_by, started_at)
       select $1, $2, count(*), $3, $4 from core.record where org_id = $1 and kind = 'ticket' and category <> 'done'`,
      [tx.orgId, id, byId, now],
    ),
  )
  app.jobs.add(tx, 'escalation.recount', { recount: id })
  return id
}

/** Begins to count all open tickets anew at a time that was set before. */
export const recountLate: JobHandler = (app, payload) =>
  write(app.pool, String(payload.org), async (tx) => {
    await recountAll({ app, tx, now: app.clock.now().toISOString() }, null)
  })

/** Goes through the open tickets; killed in the middle, it goes on after the last batch that was stored. */
export const recount: JobHandler = (app, payload) =>
  repeatGently(() => recountSome(app, String(payload.org), String(payload.recount)), batches_max)

async function recountSome(app: App, org: string, id: string): Promise<boolean> {
  return write(app.pool, org, async (tx) => {
    const run = await tx.maybe(
      raw<{ after_id: string | null }>(
        'select after_id from escalation.recount where org_id = $1 and id = $2 and finished_at is null for update',
        [org, id],
      ),
    )
    if (!run) return false
    shareRules(tx)
    const now = app.clock.now().toISOString()
    const records = await tx.all(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${org} and r.kind = 'ticket' and r.category <> 'done'
        and r.id > ${run.after_id ?? before_all} order by r.id limit ${tickets_at_once} for update`,
    )
    const changed = await recountThese(app, tx, records, now)
    const isLast = records.length < tickets_at_once
    tx.send(
      raw(
        'update escalation.recount set done = done + $3, changed = changed + $4, after_id = coalesce($5, after_id), finished_at = $6 where org_id = $1 and id = $2',
        [org, id, records.length, changed, records.at(-1)?.id ?? null, isLast ? now : null],
      ),
    )
    return !isLast
  })
}

/** Chooses again for each of the locked tickets; answers how many follow something else now. */
async function recountThese(app: App, tx: Tx, records: readonly RecordRow[], now: string): Promise<number> {
  if (records.length === 0) return 0
  const ids = records.map(({ id }) => id)
  const [policies, calendars, tickets, requesters, followings, clocks, alarm] = await tx.many(
    currentPolicies(tx.orgId),
    currentCalendars(tx.orgId),
    ...aspectQueries(tx.orgId, records, now),
    ...clockQueries(tx.orgId, ids),
    alarmQuery(tx.orgId),
  )
  const stored = joinClocks(records, followings, clocks)
  const aspects = joinAspects(records, tickets, requesters)
  const book = { policies, calendars }
  const turns = records.flatMap((record) => {
    const asked = aspects.get(record.id)
    const next = asked ? choose(book, asked) : null
    return isSameFollowing(stored.get(record.id)?.follows ?? null, next) ? [] : [{ record, next }]
  })
  const unknown = turns.map(({ record }) => record.id).filter((id) => !stored.has(id))
  const past = unknown.length > 0 ? (await replayStored(tx, unknown)).clocks : new Map<string, TicketClocks>()
  const all = new Map([...stored, ...past])
  const rules = await rulebookFor(
    tx,
    all.values(),
    turns.map(({ next }) => next),
  )
  const steps = turns.map(({ record, next }) => turn(record, next, all, stored, rules, now))
  const fires_at = storeClocks(tx, steps)
  storePromises(tx, steps)
  insertEvents(
    tx,
    steps.map(({ event }) => event),
  )
  await wakeBy(app, tx, fires_at, alarm[0]?.wakes_at)
  return steps.length
}

type Turn = {
  id: string
  before: TicketClocks | undefined
  after: TicketClocks
  event: NewEvent
  due_at: string | null
}

function turn(
  record: RecordRow,
  next: Following | null,
  all: ReadonlyMap<string, TicketClocks>,
  stored: ReadonlyMap<string, TicketClocks>,
  rules: Parameters<typeof step>[2],
  now: string,
): Turn {
  const at = new Date(Math.max(Date.parse(now), Date.parse(record.updated_at) + 1)).toISOString()
  const event = { at, action: 'escalation.recounted', actor_id: null, data: { clocks: next } }
  const before = all.get(record.id)
  if (!before) throw new Error('A ticket that is counted anew has neither clocks nor a timeline.')
  const after = step(before, event, rules)
  const due_at = promiseOf(after, record.due_at).due_at ?? record.due_at
  const changes = due_at === record.due_at ? {} : { changes: { due_at: [record.due_at, due_at] } }
  return {
    id: record.id,
    before: stored.get(record.id),
    after,
    due_at,
    event: { ...event, data: { ...changes, ...event.data }, record },
  }
}

function storePromises(tx: Tx, turns: readonly Turn[]): void {
  const moved = turns.filter(({ due_at, event }) => due_at !== event.record.due_at)
  if (moved.length === 0) return
  tx.send(
    raw(
      `update core.record r set due_at = m.due_at from json_to_recordset($2::json) as m (id uuid, due_at timestamptz)
       where r.org_id = $1 and r.id = m.id`,
      [tx.orgId, JSON.stringify(moved.map(({ id, due_at }) => ({ id, due_at })))],
    ),
  )
}
