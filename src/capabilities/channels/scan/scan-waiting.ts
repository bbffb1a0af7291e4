/** The job that has the scanner look at what waits for it. */
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { NotScanned, type Scan, scanStream } from '../../../platform/files/clamd.ts'

/** Of one organization in one run, so that all have their turn. */
const scanned_max = 100
const minute_ms = 60_000
/** Minutes until the next try double up to these: of a file without a verdict, and of a scanner that is away. */
const file_pause_minutes_max = 60
const scanner_pause_minutes_max = 5

type Claimed = { id: string; storage_key: string }
/** The scanner was away when it was asked last, and is left alone for a while. */
const away = new WeakMap<App, { minutes: number; until_ms: number }>()

/**
 * Job `files.scan`: what waits is scanned as soon as the scanner answers again. What it gave no verdict of comes
 * later, after all others, so that no file keeps another from its turn. Running twice does no harm.
 */
export const scanWaiting: JobHandler = async (app) => {
  const { clamd } = app.config
  if (clamd === undefined) return
  if (app.clock.now().getTime() < (away.get(app)?.until_ms ?? 0)) return
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows)
    for (let count = 0; count < scanned_max; count++) {
      const file = await claimNext(app, org)
      if (!file) break
      const verdict = await verdictOn(app, clamd, file.storage_key)
      if (verdict === 'away') {
        await giveBack(app, org, file.id)
        return leaveAlone(app)
      }
      away.delete(app)
      if (verdict !== 'none') await settle(app, org, file.id, verdict)
    }
}

/** It comes again after a pause that doubles, even if this process dies over it. */
function claimNext(app: App, org: string): Promise<Claimed | undefined> {
  return write(app.pool, org, (tx) =>
    tx.maybe(
      raw<Claimed>(
        `update core.attachment set scan_tries = least(scan_tries + 1, 10000),
           scan_again_at = $2::timestamptz + make_interval(mins => least(${file_pause_minutes_max}, 2 ^ least(scan_tries, 10))::int)
         where org_id = $1 and id = (
           select id from core.attachment
           where org_id = $1 and scan = 'waiting' and removed_at is null and (scan_again_at is null or scan_again_at <= $2)
           order by scan_again_at nulls first, created_at, id limit 1 for update skip locked)
         returning id, storage_key`,
        [org, app.clock.now().toISOString()],
      ),
    ),
  )
}

/** It was not for this file that the scanner was away. */
async function giveBack(app: App, org: string, id: string): Promise<void> {
  await write(app.pool, org, async (tx) => {
    tx.send(
      raw(
        `update core.attachment set scan_tries = greatest(scan_tries - 1, 0), scan_again_at = null where org_id = $1 and id = $2 and scan = 'waiting'`,
        [org, id],
      ),
    )
  })
}

async function verdictOn(app: App, clamd: string, key: string): Promise<Scan | 'none' | 'away'> {
  try {
    return await scanStream(clamd, await app.files.open(key))
  } catch (error) {
    const isOfScanner = error instanceof NotScanned
    app.log.warn(
      { failure: isOfScanner ? error.message : (error as Error).name },
      isOfScanner ? 'a file waits for the virus scanner' : 'a file could not be read for the virus scanner',
    )
    return isOfScanner && error.isAway ? 'away' : 'none'
  }
}

function leaveAlone(app: App): void {
  const minutes = Math.min(scanner_pause_minutes_max, (away.get(app)?.minutes ?? 0.5) * 2)
  away.set(app, { minutes, until_ms: app.clock.now().getTime() + minutes * minute_ms })
}

async function settle(app: App, org: string, id: string, { state, found }: Scan): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    const first = await tx.maybe(
      raw(
        `update core.attachment set scan = $3, scan_found = $4, scan_at = $5, scan_again_at = null where org_id = $1 and id = $2 and scan = 'waiting' and removed_at is null returning id`,
        [org, id, state, found, now],
      ),
    )
    if (first && found !== null)
      tx.send(
        audit({ orgId: org, address: null, personId: null }, now, 'files.scan', { file: id, virus: found }),
      )
  })
}
