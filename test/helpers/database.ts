import { createHash, createHmac, randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import type { Embedded } from '../../src/platform/db/embedded.ts'
import { migrationsDir, readMigrations } from '../../src/platform/db/migrate.ts'
import { addressOfLogin, prepareDatabase } from '../../src/platform/db/roles.ts'
import { prepareJobs } from '../../src/platform/jobs/jobs.ts'
import { createLog } from '../../src/platform/log/log.ts'
import { startTestCluster } from './cluster.ts'

export type TestDatabase = {
  ownerUrl: string
  /** The application's login, which is held to row-level security. */
  appUrl: string
  drop(): Promise<void>
}

const log = createLog('warn')
const template_lock = 0x74_65_73_74

type Server = { adminUrl: string; admin: pg.Client }

let server: Promise<Server> | undefined
let template: Promise<{ name: string; appUrl: string }> | undefined
let ownCluster: Promise<Embedded> | undefined

// Here, at the top of the file, the hook belongs to the whole process and not to the test that asks first. A bench ends by
// itself, and would be a tenth slower, since the runner then follows every promise.
const isBench = dirname(process.argv[1] ?? '') === resolve(import.meta.dirname, '../../bench')
if (!isBench)
  after(async () => {
    await server?.then(({ admin }) => admin.end()).catch(() => undefined)
    await ownCluster?.then((cluster) => cluster.stop())
  })

/**
 * A migrated database of one's own, copied from a template that is migrated once for all test processes.
 * It lies in the PostgreSQL of WARDLINE_TEST_DATABASE_URL (a superuser's address), or without that in a
 * cluster that lives as long as this process.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  template ??= prepareTemplate()
  const { name: source, appUrl } = await template
  // Copying files is some six times as fast here as the default, which writes them through the log.
  return create(`template ${source} strategy file_copy`, appUrl)
}

/** A database of one's own with nothing in it; `appUrl` is its owner's. */
export async function createEmptyDatabase(options = "encoding 'UTF8'"): Promise<TestDatabase> {
  const { adminUrl } = await openServer()
  return create(`template template0 strategy file_copy ${options}`, adminUrl)
}

async function create(options: string, appUrl: string): Promise<TestDatabase> {
  const { admin, adminUrl } = await openServer()
  const name = `wardline_test_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${name} ${options}`)
  return {
    ownerUrl: withDatabase(adminUrl, name),
    appUrl: withDatabase(appUrl, name),
    drop: async () => {
      // The hooks of a test file run after the one above, which has ended the connection by then.
      const client = new pg.Client({ connectionString: adminUrl, application_name: 'wardline tests' })
      // A cluster of one's own has gone by then too, and the database with it.
      const isThere = await client.connect().then(
        () => true,
        () => process.env.WARDLINE_TEST_DATABASE_URL !== undefined,
      )
      if (!isThere) return
      await client.query(`drop database if exists ${name} with (force)`)
      // Logins belong to the whole server and would outlive their database.
      await client.query(`drop role if exists wardline_app_${name}`)
      await client.end()
    },
  }
}

function openServer(): Promise<Server> {
  server ??= connectServer()
  return server
}

async function connectServer(): Promise<Server> {
  const adminUrl = process.env.WARDLINE_TEST_DATABASE_URL || (await shareOwnCluster()).url
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'wardline tests' })
  await admin.connect()
  return { admin, adminUrl }
}

async function prepareTemplate(): Promise<{ name: string; appUrl: string }> {
  const { admin, adminUrl } = await openServer()
  const migrations = await readMigrations(migrationsDir)
  const digest = createHash('sha256')
    .update(['with jobs', ...migrations.map(({ sha256 }) => sha256)].join())
    .digest('hex')
  const name = `wardline_template_${digest.slice(0, 16)}`
  const ownerUrl = withDatabase(adminUrl, name)
  // Every test process has to arrive at the same secret, which nobody else should know.
  const secret = createHmac('sha256', adminUrl).update('the secret of the test databases').digest('base64url')

  await admin.query('select pg_advisory_lock($1)', [template_lock])
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [
      name,
    ])
    if (!rowCount) {
      // A template that an interrupted run left half done is made anew.
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`create database ${name} template template0 encoding 'UTF8'`)
      await prepareDatabase({ ownerUrl, secret, log })
      await prepareJobs(ownerUrl)
      // A database can be copied only while nobody is connected to it.
      await admin.query(`alter database ${name} is_template true allow_connections false`)
      await dropOldTemplates(admin, name)
    }
    return { name, appUrl: addressOfLogin(ownerUrl, secret) }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [template_lock])
  }
}

// On a server that outlives the run, each edit of a migration would leave a template behind.
async function dropOldTemplates(admin: pg.Client, present: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    String.raw`select datname from pg_database where datname like 'wardline\_template\_%' and datistemplate and datname <> $1`,
    [present],
  )
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} is_template false`)
    await admin.query(`drop database if exists ${datname} with (force)`)
    await admin.query(`drop role if exists wardline_app_${datname}`)
  }
}

function shareOwnCluster(): Promise<Embedded> {
  if (!ownCluster) {
    ownCluster = startTestCluster()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
  }
  return ownCluster
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
