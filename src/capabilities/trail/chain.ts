/** Seals lines of the timeline and the audit log into the chain, some time after they were written. */
import type { App } from '../../core/app.ts'
import type { JobHandler } from '../../core/registry.ts'
import { raw, write } from '../../platform/db/transaction.ts'

/** More lines than that make several links. */
export const link_lines_max = 2_000
/** What one pass does for one organization before the next has its turn. */
const links_max = 100
const again_ms = 3_000

/**
 * Chains what has been written in the organization; answers how many lines. Each link is a transaction of its own:
 * killed in the middle, the next pass goes on after the last link. Two passes at once do not wait for each other.
 */
export async function chainLines(app: Pick<App, 'pool'>, orgId: string): Promise<number> {
  let total = 0
  for (let link = 0; link < links_max; link++) {
    const { lines } = await write(app.pool, orgId, (tx) =>
      tx.one(raw<{ lines: number }>('select trail.extend($1) as lines', [link_lines_max])),
    )
    total += lines
    if (lines < link_lines_max) break
  }
  return total
}

/** The job: chains for every organization where lines wait, and comes again shortly while there were any. */
export const chainAll: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select trail.organizations_waiting() as id')
  let last: string | undefined
  for (const { id } of rows) if ((await chainLines(app, id)) > 0) last = id
  if (last === undefined) return
  const runAt = new Date(Date.now() + again_ms).toISOString()
  await write(app.pool, last, async (tx) =>
    app.jobs.add(tx, 'trail.chain', {}, { runAt, key: 'trail.chain' }),
  )
}
