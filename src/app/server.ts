/** The running product: web, worker, or both in one process, until it is told to stop. */
import type { AddressInfo } from 'node:net'
import type { App } from '../core/app.ts'
import type { Config } from '../platform/config/config.ts'
import { createLog, type Log } from '../platform/log/log.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'
import { tellDemo } from './demo-command.ts'
import { isSetUpNeeded, setUpUnattended } from './first-run.ts'
import { seedDemo } from './seed-demo.ts'

export type Parts = { web: boolean; worker: boolean }

const drain_ms = 10_000
/** How much later a second Ctrl-C is a wish of its own. */
const again_ms = 1_000

/** Starts the parts, prints the address, and resolves when a signal has stopped everything in order. */
export async function serve(config: Config, parts: Parts, say: (line: string) => void): Promise<void> {
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  const composition = await compose({ config, appUrl: database.appUrl, log })
  const stopped = untilSignal(log)
  try {
    if (config.isDemo) await seedDemoOnce(composition.app, say)
    if (await setUpUnattended(composition.app)) say('The organization and its administrator are made.')
    if (parts.worker) await composition.startJobs()
    if (parts.web) {
      await composition.http.listen({ port: config.port, host: config.host })
      if (await isSetUpNeeded(composition.app))
        say(`To set up, open the page below and enter the code ${composition.setupCode}`)
      say(`Wardline is ready at ${addressOf(config, portOf(composition.http.server.address(), config.port))}`)
    } else say('The worker of Wardline is ready.')
    await stopped
    say('Stopping: open requests and jobs are finished first.')
  } finally {
    await withTimeout(composition.close(), drain_ms)
    await database.stop()
  }
}

// An installation that somebody has begun to use is left as it is.
async function seedDemoOnce(app: App, say: (line: string) => void): Promise<void> {
  if (await isSetUpNeeded(app)) tellDemo(await seedDemo(app), say)
}

function addressOf(config: Config, port: number): string {
  if (config.publicUrl) return config.publicUrl
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host
  return `${config.tlsCert === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function portOf(address: string | AddressInfo | null, wanted: number): number {
  return typeof address === 'object' && address !== null ? address.port : wanted
}

/**
 * Resolves at the first signal. Supervisors send theirs to every process of a group, so that the same wish comes
 * again from the ones above: it changes nothing. A person who presses Ctrl-C once more wants no more waiting.
 */
function untilSignal(log: Log): Promise<void> {
  let first_ms: number | undefined
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (first_ms === undefined) {
          first_ms = performance.now()
          log.info({ signal }, 'stopping')
          resolve()
        } else if (signal === 'SIGINT' && performance.now() - first_ms > again_ms) process.exit(130)
      })
  })
}

async function withTimeout(work: Promise<void>, limit_ms: number): Promise<void> {
  await Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, limit_ms).unref())])
}
