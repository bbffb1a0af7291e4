import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '../../src/platform/db/embedded.ts'
import { createLog } from '../../src/platform/log/log.ts'

/** Settings for data that nobody needs tomorrow. */
const throwawaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: 200,
  max_wal_size: '4GB',
  autovacuum_naptime: '10min',
  logging_collector: 'off',
}

/** A cluster in a temporary folder, which stop() removes. */
export async function startTestCluster(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-test-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  try {
    const cluster = await startEmbedded({ dataDir, log: createLog('warn'), settings: throwawaySettings })
    // A process that is told to end in the middle of a test has no time to stop in order.
    process.once('exit', remove)
    return { url: cluster.url, stop: () => cluster.stop().then(remove) }
  } catch (error) {
    remove()
    throw error
  }
}
