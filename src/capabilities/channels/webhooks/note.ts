/** What became of a try: noted with its status, time and size, and never with what was sent. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { later, startAgain, wakeAt } from './queue.ts'
import { pauseFor } from './seen.ts'
import type { Webhook } from './webhook.ts'

const tries_max = 12
const first_pause_ms = 15_000
const pause_ms_max = 3_600_000
/** How long the whole webhook rests at most while the other side cannot be reached. */
const rest_ms_max = 300_000
const failing_hours_max = 24
/** After so many failures in a row, of whichever records, the other side is in trouble and not one of the records. */
const failures_until_rest = 5
/** It says of itself that too much comes, or that it cannot now. */
const busyStatuses: readonly (number | null)[] = [429, 503]
const slow_ms = 3_000

export type Tried = {
  id: string
  hook: Webhook
  record: string | null
  tries: number
  size_bytes: number
}
type Outcome = { status: number | null; took_ms: number }

/** It was taken. A process that was thought dead and comes late changes nothing. */
export async function noteSent(
  app: App,
  tx: Tx,
  { id, hook, record, tries, size_bytes }: Tried,
  { status, took_ms }: Outcome,
): Promise<void> {
  const now = app.clock.now().toISOString()
  const noted = await tx.maybe(
    raw(
      `update channels.webhook_delivery set state = 'sent', claimed_until = null, failure = null, status = $4, took_ms = $5, size_bytes = $6, ended_at = $7
       where org_id = $1 and id = $2 and state = 'waiting' and tries = $3 returning id`,
      [tx.orgId, id, tries, status, took_ms, size_bytes, now],
    ),
  )
  if (!noted) return
  // Who is slow gives the others their turn.
  const rested = took_ms < slow_ms ? null : new Date(Date.parse(now) + took_ms).toISOString()
  tx.send(
    raw(
      'update channels.webhook set failing_since = null, failures = 0, rest_until = $4, sent_at = $3 where org_id = $1 and id = $2',
      [tx.orgId, hook.id, now, rested],
    ),
  )
  goOn(tx, hook, { record, at: now, rested, now })
}

/** How long the whole webhook is left alone after so many failures in a row. */
function restOf(
  failures: number,
  { isAway, status, pause_ms = 0 }: { isAway?: boolean; status: number | null; pause_ms?: number },
): number {
  const asked_ms = busyStatuses.includes(status) ? Math.min(pause_ms_max, pause_ms) : 0
  const doublings = failures - (isAway ? 1 : failures_until_rest)
  const own_ms = doublings < 0 ? 0 : Math.min(rest_ms_max, first_pause_ms * 2 ** Math.min(doublings, 10))
  return Math.max(asked_ms, own_ms)
}

/** What is next: the record's next delivery; all others too when the webhook rested, or one of them when it rests on. */
function goOn(
  tx: Tx,
  hook: Webhook,
  { record, at, rested, now }: { record: string | null; at: string; rested: string | null; now: string },
): void {
  if (rested !== null) {
    wakeAt(tx, hook.id, rested)
    return
  }
  if (hook.rest_until !== null) startAgain(tx, hook.id, now)
  later(tx, hook.id, record, at)
}

/** It was not taken: it is tried later, or given up, and a webhook that has failed for a day is paused. */
export async function noteFailure(
  app: App,
  tx: Tx,
  { id, hook, record, tries, size_bytes }: Tried,
  outcome: Outcome & { failure: string; isForGood?: boolean; isAway?: boolean; pause_ms?: number },
): Promise<void> {
  const clock_ms = app.clock.now().getTime()
  const isOver = outcome.isForGood === true || tries >= tries_max
  const grown_ms = first_pause_ms * 2 ** (tries - 1)
  const pause_ms = Math.min(pause_ms_max, Math.max(grown_ms, outcome.pause_ms ?? 0))
  const due = new Date(clock_ms + pause_ms).toISOString()
  const now = new Date(clock_ms).toISOString()
  const noted = await tx.maybe(
    raw(
      `update channels.webhook_delivery set state = $4, claimed_until = null, due_at = $5, failure = $6, status = $7, took_ms = $8, size_bytes = $9, ended_at = $10
       where org_id = $1 and id = $2 and state = 'waiting' and tries = $3 returning id`,
      [
        tx.orgId,
        id,
        tries,
        isOver ? 'dead' : 'waiting',
        isOver ? now : due,
        outcome.failure,
        outcome.status,
        outcome.took_ms,
        size_bytes,
        isOver ? now : null,
      ],
    ),
  )
  if (!noted) return
  const rest_ms = restOf(hook.failures + 1, outcome)
  const rested = rest_ms === 0 ? null : new Date(clock_ms + rest_ms).toISOString()
  const failing = await tx.maybe(
    raw<{ failing_since: string }>(
      `update channels.webhook set failing_since = coalesce(failing_since, $3), failures = failures + 1, rest_until = $4
       where org_id = $1 and id = $2 returning failing_since`,
      [tx.orgId, hook.id, now, rested],
    ),
  )
  goOn(tx, hook, { record, at: isOver ? now : due, rested, now })
  const failing_ms = failing ? clock_ms - Date.parse(failing.failing_since) : 0
  if (failing_ms >= failing_hours_max * 3_600_000 && hook.paused_at === null)
    pauseFor(app, tx, hook, 'failing')
}
