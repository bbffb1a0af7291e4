/**
 * Tickets that another system brought ended already: their clocks are reckoned from their timelines as if the
 * policies of now had held then, when an administrator asks for it. Which policy held from when on is written into
 * the timeline, at the moments of the past, so that the clocks are recomputed from it like any others.
 */

import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { recordColumns } from '../../../core/records/record.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { compiledVersions } from '../calendars/store.ts'
import { shareRules } from '../lock.ts'
import { repeatGently } from '../pace.ts'
import { type Aspects, type Book, choose, type Following } from '../policies/policy.ts'
import { aspectQueries, joinAspects, loadBook, policyVersions } from '../policies/store.ts'
import type { Rulebook } from './clock.ts'
import { isSameFollowing } from './follow.ts'
import { type ClockEvent, isDone, noClocks, step, type TicketClocks, versionsIn } from './replay.ts'
import { storeClocks } from './store.ts'

const tickets_at_once = 200
const batches_max = 100_000
const events_max = 100_000
const before_all = '00000000-0000-0000-0000-000000000000'

export type Reckoning = {
  id: string
  total: number
  done: number
  changed: number
  finished_at: string | null
}

/** Begins a run, or answers the one that is under way. */
export async function beginReckoning(
  { tx, now }: { tx: Tx; now: string },
  byId: string | null,
): Promise<string> {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('escalation reckoning'), hashtext($1))", [tx.orgId]))
  const underWay = await tx.maybe(
    raw<{ id: string }>(
      "select id from escalation.recount where org_id = $1 and covers = 'imported' and finished_at is null",
      [tx.orgId],
    ),
  )
  if (underWay) return underWay.id
  const id = newId()
  tx.send(
    raw(
      `insert into escalation.recount (org_id, id, covers, total, started_by, started_at)
       select $1, $2, 'imported', count(*), $3, $4 from reporting.imported_ticket i
       join core.record r on r.org_id = i.org_id and r.id = i.ticket_id where i.org_id = $1 and r.category = 'done'`,
      [tx.orgId, id, byId, now],
    ),
  )
  return id
}

/** Goes through the imported tickets; killed in the middle, it goes on after the last batch that was stored. */
export const reckon: JobHandler = (app, payload) =>
  reckonAll(app, String(payload.org), String(payload.recount))

/** The same in the present process, telling how far it is after each batch. */
export async function reckonAll(
  app: App,
  org: string,
  id: string,
  onProgress: (run: Reckoning) => void = () => {},
): Promise<void> {
  await repeatGently(async () => {
    const run = await reckonSome(app, org, id)
    if (run) onProgress(run)
    return run?.finished_at === null
  }, batches_max)
}

function reckonSome(app: App, org: string, id: string): Promise<Reckoning | undefined> {
  return write(app.pool, org, async (tx) => {
    const run = await tx.maybe(
      raw<{ after_id: string | null }>(
        'select after_id from escalation.recount where org_id = $1 and id = $2 and finished_at is null for update',
        [org, id],
      ),
    )
    if (!run) return undefined
    shareRules(tx)
    const now = app.clock.now().toISOString()
    const records = await tx.all(
      sql<RecordRow>`select ${recordColumns} from core.record r
        where r.org_id = ${org} and r.kind = 'ticket' and r.category = 'done' and r.id > ${run.after_id ?? before_all}
          and exists (select from reporting.imported_ticket i where i.org_id = r.org_id and i.ticket_id = r.id)
        order by r.id limit ${tickets_at_once} for update`,
    )
    const changed = await reckonThese(tx, records, now)
    const isLast = records.length < tickets_at_once
    return tx.one(
      raw<Reckoning>(
        `update escalation.recount set done = done + $3, changed = changed + $4, after_id = coalesce($5, after_id), finished_at = $6
         where org_id = $1 and id = $2 returning id, total, done, changed, finished_at`,
        [org, id, records.length, changed, records.at(-1)?.id ?? null, isLast ? now : null],
      ),
    )
  })
}

type PastEvent = ClockEvent & { id: string }

/** Answers how many of the locked tickets have clocks that they did not have before. */
async function reckonThese(tx: Tx, records: readonly RecordRow[], now: string): Promise<number> {
  if (records.length === 0) return 0
  const ids = records.map(({ id }) => id)
  const book = await loadBook(tx)
  const [tickets, requesters, events] = await tx.many(
    ...aspectQueries(tx.orgId, records, now),
    raw<PastEvent & { record_id: string }>(
      `select record_id, at, id, action, actor_id, data from core.event
       where org_id = $1 and record_id = any($2) order by record_id, at, id limit ${events_max}`,
      [tx.orgId, ids],
    ),
  )
  const timelines = Map.groupBy(events, ({ record_id }) => record_id)
  const aspects = joinAspects(records, tickets, requesters)
  const rules = await rulesOf(tx, book, events)
  const reckoned = records.flatMap(({ id }) => {
    const asked = aspects.get(id)
    return asked ? [{ id, ...reckonTicket(timelines.get(id) ?? [], asked, book, rules) }] : []
  })
  const followed = reckoned.filter(({ after }) => after.clocks.length > 0)
  storeClocks(
    tx,
    followed.map(({ id, after }) => ({ id, before: undefined, after })),
  )
  const told = followed.flatMap(({ id, told }) => told.map((event) => ({ record_id: id, ...event })))
  if (told.length > 0) tx.send(raw(insertTold, [tx.orgId, JSON.stringify(told)]))
  return followed.filter((each) => each.told.length > 0).length
}

const insertTold = `
  insert into core.event (org_id, record_id, at, id, actor_id, action, data)
  select $1, e.record_id, e.at, e.id, null, e.action, e.data
  from json_to_recordset($2::json) as e (record_id uuid, at timestamptz, id uuid, action text, data jsonb)`

async function rulesOf(tx: Tx, book: Book, events: readonly ClockEvent[]): Promise<Rulebook> {
  const named = versionsIn(events)
  const policies = [...named.policies, ...book.policies.map(({ version_id }) => version_id)]
  const calendars = [...named.calendars, ...book.calendars.map(({ version_id }) => version_id)]
  return {
    policies: await policyVersions(tx, policies),
    calendars: await compiledVersions(tx, calendars),
  }
}

/**
 * The clocks of an ended ticket, and what has to be added to its timeline so that it tells them. Priority and team
 * count as they were at each moment; the rest of what policies ask for, as it is now.
 */
export function reckonTicket(
  events: readonly PastEvent[],
  asked: Aspects,
  book: Book,
  rules: Rulebook,
): { after: TicketClocks; told: PastEvent[] } {
  // A ticket that was followed while it was open, or was reckoned before, keeps what its timeline says.
  const isFollowed = events.some(({ data }) => data.clocks !== undefined)
  const told: PastEvent[] = []
  const now = { ...asked, priority: null, team_id: null } as Aspects
  let clocks = noClocks
  const tell = (beside: PastEvent, by: -1 | 1, next?: Following | null) => {
    const event = {
      at: beside.at,
      id: besideId(beside.id, by),
      action: 'escalation.reckoned',
      actor_id: null,
      data: next === undefined ? {} : { clocks: next },
    }
    clocks = step(clocks, event, rules)
    told.push(event)
  }
  for (const [index, event] of events.entries()) {
    const changes = (event.data.changes ?? {}) as Record<string, [unknown, unknown]>
    if (changes.priority) now.priority = changes.priority[1] as number | null
    if (changes.team_id) now.team_id = changes.team_id[1] as string | null
    const next = choose(book, now)
    // The promise is there when the ticket comes, so that one which was solved at once was promised too.
    if (index === 0 && next && !isFollowed) tell(event, -1, next)
    clocks = step(clocks, event, rules)
    const isOver = isDone(clocks.state)
    if (index > 0 && !isFollowed && !isOver && !isSameFollowing(clocks.follows, next)) tell(event, 1, next)
  }
  const last = events.at(-1)
  // A promise may have been made beside the last event already, and two events need two ids.
  const beside = last && told.find(({ id }) => id === besideId(last.id, 1))
  if (last && clocks.clocks.some(({ fires_at }) => fires_at !== null)) tell(beside ?? last, 1)
  return { after: clocks, told }
}

/** The id right before or after another one: of one moment, events go by their ids. */
function besideId(id: string, by: -1 | 1): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + BigInt(by)).toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
