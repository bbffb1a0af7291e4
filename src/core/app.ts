/** What the composition root hands to everything that runs: named, passed as an argument, nothing ambient. */
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/config.ts'
import type { Pool } from '../platform/db/pool.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import type { Jobs } from '../platform/jobs/jobs.ts'
import type { Live } from '../platform/live/live.ts'
import type { Registry } from './registry.ts'

export type App = {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Logger
  readonly config: Config
  readonly live: Live
  readonly jobs: Jobs
  readonly files: FileStore
  readonly registry: Registry
}
