/** Counts tries from one key in a window of time, in the database, so that all servers count together. */
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { placeOf } from '../../platform/http/place-of.ts'
import { tooMany } from '../../platform/http/problem.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'

/** At most so many tries of one key in a window. */
export type Limit = { key: string; tries_max: number; window_minutes: number }

const window_minutes = 15
const day_minutes = 24 * 60
/** Per person and day (NIST SP 800-63B). */
const tries_a_day = 100

/**
 * The limits of trying passwords or codes of one name from one address. A name is slow to guess from one place
 * and, less so, from everywhere. A whole hospital may stand behind one address, so that one alone is let a lot.
 */
export function limitsOf(purpose: string, name: string, address: string): Limit[] {
  return [
    { key: `${purpose}:here:${placeOf(address)}:${name}`, tries_max: 10, window_minutes },
    { key: `${purpose}:name:${name}`, tries_max: 50, window_minutes },
    { key: `${purpose}:day:${name}`, tries_max: tries_a_day, window_minutes: day_minutes },
    { key: `${purpose}:address:${placeOf(address)}`, tries_max: 300, window_minutes },
  ]
}

/** The limits at an address where this person signed in lately: what strangers try elsewhere does not count here. */
export function limitsAt(purpose: string, name: string, address: string): Limit[] {
  return [
    { key: `${purpose}:here:${placeOf(address)}:${name}`, tries_max: 10, window_minutes },
    {
      key: `${purpose}:here-day:${placeOf(address)}:${name}`,
      tries_max: tries_a_day,
      window_minutes: day_minutes,
    },
    { key: `${purpose}:address:${placeOf(address)}`, tries_max: 300, window_minutes },
  ]
}

/** The limits in a browser where this person signed in lately: what others try at the same address does not count. */
export function limitsOn(purpose: string, name: string, deviceId: string): Limit[] {
  return [
    { key: `${purpose}:device:${deviceId}:${name}`, tries_max: 10, window_minutes },
    { key: `${purpose}:device-day:${deviceId}:${name}`, tries_max: tries_a_day, window_minutes: day_minutes },
  ]
}

/**
 * Counts one more try of each limit. Throws a 429 problem, with a line in the audit log, when one is passed.
 * Tries are counted before the password is looked at, so that many at once do not slip through; who succeeds
 * gives them back with `forgiveTry`.
 */
export async function takeTry(
  app: App,
  orgId: string,
  limits: readonly Limit[],
  who: { address: string; personId: string | null },
): Promise<void> {
  const now = app.clock.now()
  const over = await write(app.pool, orgId, async (tx) => {
    let passed: Limit | undefined
    for (const limit of limits)
      if ((await countTry(tx, limit.key, now, limit.window_minutes)) > limit.tries_max) passed ??= limit
    const purpose = limits[0]?.key.split(':')[0]
    if (passed) tx.send(audit({ orgId, ...who }, now.toISOString(), 'throttled', { purpose }))
    return passed
  })
  if (!over) return
  const window_ms = over.window_minutes * 60_000
  const left_seconds = Math.ceil((window_ms - (now.getTime() % window_ms)) / 1000)
  throw tooMany(left_seconds, 'There were too many tries. Wait a little, or call the help desk.')
}

/** Takes back the try of one who succeeded. */
export function forgiveTry(tx: Tx, limits: readonly Limit[], now: Date): void {
  for (const limit of limits)
    tx.send(
      raw(
        'update core.throttle set tries = greatest(tries - 1, 0) where org_id = $1 and key = $2 and window_at = $3',
        [tx.orgId, keyOf(limit.key), windowOf(now, limit.window_minutes)],
      ),
    )
}

/** Counts one more try and answers how many there were in this window. */
export async function countTry(tx: Tx, key: string, now: Date, minutes: number): Promise<number> {
  const row = await tx.one(
    raw<{ tries: number }>(
      `insert into core.throttle (org_id, key, window_at) values ($1, $2, $3)
       on conflict (org_id, key, window_at) do update set tries = core.throttle.tries + 1 returning tries`,
      [tx.orgId, keyOf(key), windowOf(now, minutes)],
    ),
  )
  return row.tries
}

function keyOf(key: string): string {
  return key.slice(0, 400)
}

function windowOf(now: Date, minutes: number): string {
  const window_ms = minutes * 60_000
  return new Date(Math.floor(now.getTime() / window_ms) * window_ms).toISOString()
}

/** Job `people.sweep_tries`, by schedule: forgets tries and links that are long over. */
export async function sweepTries(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const now_ms = app.clock.now().getTime()
  const daysAgo = (days: number) => new Date(now_ms - days * 86_400_000).toISOString()
  for (const { id } of rows)
    await write(app.pool, id, async (tx) => {
      tx.send(raw('delete from core.throttle where org_id = $1 and window_at < $2', [id, daysAgo(2)]))
      tx.send(raw('delete from core.login_token where org_id = $1 and expires_at < $2', [id, daysAgo(30)]))
    })
}
