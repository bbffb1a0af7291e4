/** The database for a command that works in it as its owner, beside the running product or instead of it. */
import type { Config } from '../platform/config/config.ts'
import { findRunning } from '../platform/db/embedded/running.ts'
import { startEmbedded } from '../platform/db/embedded.ts'
import type { Log } from '../platform/log/log.ts'

/** Runs with the owner's address; a database that this process had to start is stopped afterwards. */
export async function withDatabase(
  config: Config,
  log: Log,
  { mayShare }: { mayShare: boolean },
  run: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  if (config.databaseUrl) return run(config.databaseUrl)
  const running = mayShare ? findRunning(config.dataDir) : undefined
  if (running) return run(running)
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  try {
    await run(embedded.url)
  } finally {
    await embedded.stop()
  }
}
