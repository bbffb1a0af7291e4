/**
 * Warnings and breaches. One job of an organization sleeps until the next of them; a firing, its line in the
 * timeline and its notifications are one transaction, so that a worker may be killed at any moment.
 */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { hearLadders } from '../ladders/follow.ts'
import { lockRules, shareRules } from '../lock.ts'
import { repeatGently } from '../pace.ts'
import { type Clock, firesNext, isOpen } from './clock.ts'
import { insertEvents, type NewEvent, tellLive } from './events.ts'
import { tellPeople } from './people.ts'
import { step, type TicketClocks } from './replay.ts'
import { clockQueries, fireKey, joinClocks, replayStored, rulebookFor, storeClocks } from './store.ts'

// Few at once and a long rest: whoever reads the queue in the minute in which a thousand are late hardly waits longer.
const tickets_at_once = 10
const batches_max = 10_000
const rests = 4

/** Fires what is due, in the order in which it was, and sets the time of the next one. */
export const fire: JobHandler = async (app, payload) => {
  const org = String(payload.org)
  await repeatGently(async () => (await fireSome(app, org)) === tickets_at_once, batches_max, rests)
  await arm(app, org)
}

/** A safety net once in a while: after a restore or a lost job the alarm is set again. It reads one line of an index. */
export const armAll: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows) await arm(app, id)
}

/** Sets the one job to the next time at which something has to be told, after all writes that are under way. */
async function arm(app: App, org: string): Promise<void> {
  await write(app.pool, org, async (tx) => {
    lockRules(tx)
    const { next } = await tx.one(
      raw<{ next: string | null }>(
        'select min(fires_at) as next from escalation.clock where org_id = $1 and fires_at is not null',
        [org],
      ),
    )
    tx.send(
      raw(
        `insert into escalation.alarm (org_id, wakes_at) values ($1, coalesce($2::timestamptz, '9999-01-01'))
         on conflict (org_id) do update set wakes_at = excluded.wakes_at`,
        [org, next],
      ),
    )
    if (next !== null) app.jobs.add(tx, 'escalation.fire', {}, { runAt: next, key: fireKey(org) })
  })
}

/** Fires for the tickets that have waited longest; answers how many they were. */
async function fireSome(app: App, org: string): Promise<number> {
  return write(app.pool, org, async (tx) => {
    const now = app.clock.now().toISOString()
    shareRules(tx)
    const due = await tx.all(
      raw<{ ticket_id: string }>(
        `select ticket_id from escalation.clock where org_id = $1 and fires_at <= $2
         group by ticket_id order by min(fires_at), ticket_id limit ${tickets_at_once}`,
        [org, now],
      ),
    )
    if (due.length === 0) return 0
    const ids = due.map(({ ticket_id }) => ticket_id)
    // Whoever locks several records does so in the order of their ids, so that nobody waits in a circle.
    const [records, followings, clocks] = await tx.many(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${org} and r.id = any(${ids}::uuid[]) order by r.id for no key update`,
      ...clockQueries(org, ids),
    )
    const known = joinClocks(records, followings, clocks)
    const present = new Map([...known, ...(await overtaken(tx, records, known))])
    const rules = await rulebookFor(tx, present.values())
    const firings = records.flatMap((record) => {
      const before = present.get(record.id)
      return before ? [fireTicket(record, before, rules, now)] : []
    })
    storeClocks(
      tx,
      firings.map(({ record, after }) => ({ id: record.id, before: known.get(record.id), after })),
    )
    const events = firings.flatMap((firing) => firing.events)
    insertEvents(tx, events)
    for (const listen of app.registry.listeners) await listen({ app, tx, now }, events)
    await tellPeople(app, tx, events, now)
    await hearLadders(app, tx, events.map(happened))
    tellLive(app, tx, events)
    return due.length
  })
}

/** Tickets that an import ended past their clocks: what their timelines tell holds, so that nobody is told in vain. */
async function overtaken(
  tx: Tx,
  records: readonly RecordRow[],
  known: ReadonlyMap<string, TicketClocks>,
): Promise<ReadonlyMap<string, TicketClocks>> {
  const isOvertaken = ({ id, category }: RecordRow) =>
    category === 'done' && (known.get(id)?.clocks.some(isOpen) ?? false)
  const ids = records.filter(isOvertaken).map(({ id }) => id)
  return ids.length === 0 ? new Map() : (await replayStored(tx, ids)).clocks
}

type Firing = { record: RecordRow; after: TicketClocks; events: NewEvent[] }

function fireTicket(
  record: RecordRow,
  before: TicketClocks,
  rules: Parameters<typeof step>[2],
  now: string,
): Firing {
  const events: NewEvent[] = []
  let after = before
  let at_ms = Math.max(Date.parse(now), Date.parse(record.updated_at) + 1)
  for (let next = nextDue(after, now); next !== undefined; next = nextDue(after, now)) {
    const event = {
      at: new Date(at_ms++).toISOString(),
      action: firesNext(next) === 'breach' ? 'escalation.breached' : 'escalation.warned',
      actor_id: null,
      data: { clock: next.kind, round: next.round, due_at: next.due_at },
    }
    after = step(after, event, rules)
    events.push({ record, ...event })
  }
  return { record, after, events }
}

/** A warning or a breach, as ladders wait for it. */
function happened({ record, action, data }: NewEvent) {
  const on = action === 'escalation.breached' ? ('breached' as const) : ('warned' as const)
  const clock = data.clock as Clock['kind']
  return { ticketId: record.id, happening: { on, clock, name: `${clock} ${String(data.round)}` } }
}

/** Of what has to be told by now, the oldest. */
function nextDue({ clocks }: TicketClocks, now: string): Clock | undefined {
  return clocks
    .filter(({ fires_at }) => fires_at !== null && Date.parse(fires_at) <= Date.parse(now))
    .toSorted((a, b) => Date.parse(a.fires_at ?? '') - Date.parse(b.fires_at ?? ''))[0]
}
