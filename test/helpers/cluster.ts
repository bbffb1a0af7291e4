import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostmaster } from '../../src/platform/db/embedded/postmaster.ts'
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
  removeAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), `wardline-test-${process.pid}-`))
  try {
    const cluster = await startEmbedded({ dataDir, log: createLog('warn'), settings: throwawaySettings })
    // A process that is told to end in the middle of a test has no time to stop in order.
    const onExit = () => removeWhenStill(dataDir)
    process.once('exit', onExit)
    return {
      url: cluster.url,
      stop: async () => {
        await cluster.stop()
        process.off('exit', onExit)
        removeWhenStill(dataDir)
      },
    }
  } catch (error) {
    removeWhenStill(dataDir)
    throw error
  }
}

// A run that was killed could not stop its cluster; the next one does it, knowing the owner by its number.
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^wardline-test-(\d+)-/.exec(name)?.[1] ?? 0)
    if (pid === 0 || isAlive(pid)) continue
    const folder = join(tmpdir(), name)
    try {
      const orphan = findPostmaster(join(folder, 'postgres'))
      if (orphan) process.kill(orphan.pid, 'SIGQUIT')
      removeWhenStill(folder)
    } catch {
      // It belongs to another user, or another run is removing it at this moment.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// A server that was told to stop may still be writing, and a process at its end cannot wait in any other way.
function removeWhenStill(folder: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 1; existsSync(folder) && attempt <= 50; attempt++) {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (attempt === 50) throw error
      Atomics.wait(clock, 0, 0, 40)
    }
  }
}
