/** Puts the application together: pools, clock, live news, jobs, files, the registry, the web server. */

import { join } from 'node:path'
import rateLimit from '@fastify/rate-limit'
import { createKeys } from '../capabilities/channels/index.ts'
import { mountWaysIn } from '../capabilities/sign-in/index.ts'
import type { App } from '../core/app.ts'
import { mountLive } from '../core/live-stream.ts'
import { mount } from '../core/mount.ts'
import { askForSession, createSessions } from '../core/people/session.ts'
import { mountSignIn } from '../core/people/sign-in.ts'
import { createRegistry } from '../core/registry.ts'
import { type Clock, systemClock } from '../platform/clock/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { createPool } from '../platform/db/pool.ts'
import { type FileStore, localFileStore } from '../platform/files/file-store.ts'
import { requireKeys } from '../platform/files/key-notes.ts'
import type { SerializerCompiler } from '../platform/http/serializer.ts'
import { createHttp, type Http } from '../platform/http/server.ts'
import { readTls, renewTls, tlsFilesOf } from '../platform/http/tls.ts'
import { createJobs, startWorker } from '../platform/jobs/jobs.ts'
import { createLive } from '../platform/live/live.ts'
import type { Log } from '../platform/log/log.ts'
import { keyRingOf } from '../platform/secrets/key-ring.ts'
import { capabilities } from './capabilities.ts'
import { mountDocumentation } from './documentation.ts'
import { createSetupCode, mountFirstRun } from './first-run.ts'
import { mountHealth } from './health.ts'
import { limited } from './limit-requests.ts'
import { seedDemo } from './seed-demo.ts'
import { mountWeb } from './web-files.ts'

export type Composition = {
  app: App
  http: Http
  /** Opens the page of the first start; useless once there is an organization. */
  setupCode: string
  startJobs(): Promise<void>
  close(): Promise<void>
}

/** Everything but listening. `appUrl` is the login that row security binds. */
export async function compose(options: {
  config: Config
  appUrl: string
  log: Log
  clock?: Clock
  serializer?: SerializerCompiler
}): Promise<Composition> {
  const { config, log, appUrl } = options
  const files = await openFiles(config)
  const tlsFiles = tlsFilesOf(config)
  const pool = createPool(appUrl, config.databaseConnections)
  const live = createLive({ pool, url: appUrl, log })
  const app: App = {
    pool,
    live,
    log,
    config,
    clock: options.clock ?? systemClock,
    jobs: createJobs(),
    files,
    registry: createRegistry(capabilities),
  }
  const http = createHttp({
    log,
    trustProxy: config.trustProxy,
    tls: tlsFiles && readTls(tlsFiles),
    ...(options.serializer ? { serializer: options.serializer } : {}),
  })
  await mountDocumentation(http)
  await http.register(rateLimit, { global: false, cache: 20_000 })
  const stream = mountAsked(http, app)
  mountHealth(http, app)
  const setupCode = createSetupCode()
  mountFirstRun(http, app, setupCode, { seedDemo })
  await mountWeb(http)
  const stopRenewing = tlsFiles && renewTls(http.server, tlsFiles, log)
  let worker: { stop(): Promise<void> } | undefined
  const beside: (() => Promise<void>)[] = []
  let workerPool: ReturnType<typeof createPool> | undefined
  return {
    app,
    http,
    setupCode,
    async startJobs() {
      workerPool = createPool(appUrl, 4)
      worker = await startWorker({
        pool: workerPool,
        log,
        handlers: handlersOf(app),
        concurrency: 2,
        schedules: app.registry.capabilities.flatMap((each) => each.schedules ?? []),
      })
      for (const capability of app.registry.capabilities)
        if (capability.beside) beside.push(await capability.beside(app))
    },
    async close() {
      stopRenewing?.()
      stream.close()
      await http.close()
      await Promise.all(beside.map((end) => end()))
      await worker?.stop()
      await live.close()
      await workerPool?.end()
      await pool.end()
    },
  }
}

/** All that people and programs ask for, let in by a session or by a key. */
function mountAsked(http: Http, app: App) {
  const sessions = createSessions(app)
  const authenticate = limited(http, app.config.requestsAMinute, sessions.authenticate)
  const keys = createKeys(app, { requireSession: sessions.requireSession, authenticate })
  askForSession(http, sessions.requireSession, keys.require)
  mountSignIn(http, app, sessions)
  mountWaysIn(http, app, sessions)
  mount(http, app, { authenticate, alsoByKey: keys.authenticate })
  return mountLive(http, app, authenticate)
}

/** The stored files, decrypted with the keys of the configuration, which must be all that they need. */
async function openFiles(config: Config): Promise<FileStore> {
  const folder = join(config.dataDir, 'files')
  const ring = keyRingOf(config)
  await requireKeys(folder, ring)
  return localFileStore(folder, ring)
}

function handlersOf(app: App) {
  return new Map(
    [...app.registry.jobs].map(([name, handle]) => [
      name,
      (payload: Record<string, unknown>, attempt: { isLast: boolean }) => handle(app, payload, attempt),
    ]),
  )
}
