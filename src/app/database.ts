/** Makes the database ready: the embedded one or the operator's own, its roles, migrations, queue and months. */
import pg from 'pg'
import type { Config } from '../platform/config/config.ts'
import { startEmbedded } from '../platform/db/embedded.ts'
import { prepareDatabase } from '../platform/db/roles.ts'
import { prepareJobs } from '../platform/jobs/jobs.ts'
import type { Log } from '../platform/log/log.ts'

export type ReadyDatabase = { ownerUrl: string; appUrl: string; stop(): Promise<void> }

/** Starts or reaches the database and brings it to this version. Throws errors that say what the operator can do. */
export async function openDatabase(config: Config, log: Log): Promise<ReadyDatabase> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log }) : undefined
  const address = config.databaseUrl ?? embedded?.url ?? ''
  try {
    const { ownerUrl, appUrl } = await prepareDatabase({
      ownerUrl: address,
      secret: config.secret,
      appUrl: config.databaseAppUrl,
      log,
    })
    await oneAtATime(ownerUrl, 'jobs', () => prepareJobs(ownerUrl))
    await makeMonths(ownerUrl)
    await oneAtATime(ownerUrl, 'epoch', async (owner) => {
      await owner.query('select platform.keep_epoch()')
    })
    return { ownerUrl, appUrl, stop: async () => embedded?.stop() }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** Makes the partitions of the timeline for the months around now, and for those of past dates that are imported. */
export function makeMonths(ownerUrl: string, from?: string): Promise<void> {
  return oneAtATime(ownerUrl, 'months', async (owner) => {
    await owner.query(
      "select platform.make_partitions(coalesce($1::date, current_date - interval '3 months')::date, (current_date + interval '24 months')::date)",
      [from ?? null],
    )
  })
}

/** Nodes that start at once do this one after the other; the lock goes with the connection. */
async function oneAtATime(
  ownerUrl: string,
  what: string,
  run: (owner: pg.Client) => Promise<void>,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', [`wardline ${what}`])
    await run(owner)
  } finally {
    await owner.end()
  }
}
