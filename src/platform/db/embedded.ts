import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { keepSecret } from '../config/secret.ts'
import type { Log } from '../log/log.ts'
import { DatabaseError } from './database-error.ts'
import { chooseInstallation, type Installation } from './embedded/account.ts'
import { type Address, chooseAddress, removeAddress } from './embedded/address.ts'
import { createCluster } from './embedded/cluster.ts'
import { discardForeignLockFiles, findPostmaster, type Postmaster } from './embedded/postmaster.ts'
import { type Launched, launch, refuseOtherVersion, stopPostmaster } from './embedded/process.ts'
import { chooseSettings, type PostgresSettings, writeSettings } from './embedded/settings.ts'

export type EmbeddedOptions = { dataDir: string; log: Log; settings?: PostgresSettings }

export type Embedded = {
  /** The owner's address of the database `wardline`, password included. */
  url: string
  /** Shuts the server down in order. May be called more than once. */
  stop(): Promise<void>
}

const superuser = 'wardline'
const database = 'wardline'
// The same number in every start, so that they meet: "ward" in ASCII.
const holder_lock = 0x77_61_72_64
const start_ms_max = 10 * 60_000
const held_ms_max = 1500
const launch_count_max = 5

type Home = Installation & {
  dataDir: string
  pgdata: string
  password: string
  settings: PostgresSettings
  log: Log
}
type Hold = { client: pg.Client; postmaster: Postmaster }

/**
 * Starts the PostgreSQL that Wardline brings along, on the data in `<dataDir>/postgres` (created when
 * missing), reachable by this machine's user alone.
 *
 * Whoever runs the server holds an advisory lock in it for as long as the process lives. A process that was
 * killed leaves a server behind whose lock is free: the next start takes the lock and the server with it. A
 * lock that is held belongs to a live Wardline, and the second start is refused with a DatabaseError. The
 * operating system ends the lock with the process, so neither a stale file nor a reused number can mislead.
 */
export async function startEmbedded({ dataDir, log, settings }: EmbeddedOptions): Promise<Embedded> {
  const home = await prepareHome(resolve(dataDir), log, settings)
  let hold = await takeHold(home)
  let isStopping = false
  let stopped: Promise<void> | undefined

  // A process that ends without stop(), by an exception for instance, takes its server along all the same.
  const onExit = () => {
    if (process.platform !== 'win32') process.kill(hold.postmaster.pid, 'SIGINT')
  }
  const watch = () => {
    hold.client.once('end', async () => {
      if (isStopping) return
      log.error('The connection that guards the embedded database was lost. Taking it up again.')
      try {
        hold = await takeHold(home, hold.postmaster)
        watch()
      } catch (error) {
        log.fatal({ err: error }, 'The embedded database cannot be taken up again.')
      }
    })
  }
  const stop = async () => {
    isStopping = true
    process.off('exit', onExit)
    await stopPostmaster(home, hold.postmaster)
    await hold.client.end().catch(() => undefined)
    await removeAddress(hold.postmaster.host)
  }

  watch()
  process.once('exit', onExit)
  try {
    await createDatabase(hold.client)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: formatUrl(home, hold.postmaster, database),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

async function prepareHome(dataDir: string, log: Log, override?: PostgresSettings): Promise<Home> {
  try {
    await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const installation = await chooseInstallation(dataDir)
    const password = keepSecret(dataDir, 'database')
    const settings = chooseSettings(override)
    const home = { ...installation, dataDir, pgdata: join(dataDir, 'postgres'), password, settings, log }
    if (!existsSync(home.pgdata)) {
      log.info(`Creating the database in ${home.pgdata}.`)
      await createCluster({ ...home, superuser, isDurable: settings.fsync !== 'off' })
    }
    await refuseOtherVersion(home)
    return home
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code ?? '')) throw error
    throw new DatabaseError(
      `Wardline may not write to ${dataDir}. Give it the folder, or set WARDLINE_DATA_DIR to another one.`,
      { cause: error },
    )
  }
}

/**
 * Finds the server on the data or launches one, and takes the lock in it. Several processes may do this at
 * once: PostgreSQL lets one server start, and the lock chooses one process.
 */
async function takeHold(home: Home, earlier?: Postmaster): Promise<Hold> {
  const started_ms = Date.now()
  let launched: Launched | undefined
  let address: Address | undefined
  let heldSince_ms: number | undefined
  let launch_count = 0
  while (Date.now() - started_ms < start_ms_max) {
    const postmaster = findPostmaster(home.pgdata)
    if (postmaster) {
      const client = await tryHold(home, postmaster)
      if (client instanceof pg.Client) {
        if (address && address.host !== postmaster.host) await removeAddress(address.host)
        if (!launched && !earlier) home.log.warn('Took over the database of an earlier run that was killed.')
        return { client, postmaster }
      }
      if (client === 'held') {
        heldSince_ms ??= Date.now()
        // A process that was killed this very moment may not have let go yet.
        if (Date.now() - heldSince_ms > held_ms_max) {
          if (address && address.host !== postmaster.host) await removeAddress(address.host)
          throw new DatabaseError(
            `Another Wardline is using the data in ${home.dataDir}. ` +
              'Stop it first, or set WARDLINE_DATA_DIR to a folder of its own.',
          )
        }
      }
    } else if (!launched || launched.hasEnded()) {
      if (launched && !launched.wasRefusedByLockFile()) {
        if (launch_count >= launch_count_max) {
          if (address) await removeAddress(address.host)
          throw new DatabaseError(`PostgreSQL did not start. ${launched.complaint()}`)
        }
        // The processes of a server that was killed go a moment later, and until then keep a new one out.
        await sleep(100 * launch_count)
      }
      address ??= earlier ?? (await chooseAddress(home))
      discardForeignLockFiles(home.pgdata, address)
      await writeSettings(home.pgdata, home.settings)
      launched = launch(home, address)
      launch_count++
    }
    await sleep(15)
  }
  throw new DatabaseError(
    `The database in ${home.dataDir} was not ready after ${start_ms_max / 60_000} minutes.`,
  )
}

// "busy": the server is starting, recovering or stopping, and one has to come back.
async function tryHold(home: Home, postmaster: Postmaster): Promise<pg.Client | 'held' | 'busy'> {
  if (!postmaster.isReady) return 'busy'
  const client = new pg.Client({
    connectionString: formatUrl(home, postmaster, 'postgres'),
    application_name: 'wardline holder',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // An error on the connection is followed by its end, which is what the holder watches.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('set idle_session_timeout = 0')
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [holder_lock])
    if (rows[0]?.taken) return client
    await client.end()
    return 'held'
  } catch (error) {
    await client.end().catch(() => undefined)
    if ((error as { code?: string }).code !== '28P01') return 'busy'
    throw new DatabaseError(
      `The password in ${join(home.dataDir, 'secrets', 'database')} does not open the database beside it. ` +
        'Restore the folder "secrets" that belongs to this data.',
    )
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
  if (!rowCount) await client.query(`create database ${database}`)
}

function formatUrl(home: Home, { host, port }: Address, name: string): string {
  const login = `${superuser}:${home.password}`
  if (!host.startsWith('/')) return `postgresql://${login}@${host}:${port}/${name}`
  return `postgresql://${login}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
}
