import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Log } from '../log/log.ts'
import { DatabaseError } from './database-error.ts'
import { migrate, migrationsDir } from './migrate.ts'

export type PrepareOptions = {
  ownerUrl: string
  secret: string
  /** The application's own login, when the operator made one. */
  appUrl?: string | undefined
  log: Log
  migrations?: string
}

export type PreparedDatabase = { ownerUrl: string; appUrl: string }

/** The role that the migrations grant to; no one logs in as it. */
export const appRole = 'wardline_app'

/**
 * Makes a database ready for this version: checks the server, makes the application's roles where the owner
 * may, and migrates. The address returned for the application belongs to a login that owns nothing and is
 * held to row-level security. Throws a DatabaseError that says what the operator has to do.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<PreparedDatabase> {
  const { ownerUrl, secret, log, migrations = migrationsDir } = options
  const owner = await connect(ownerUrl)
  try {
    await checkServer(owner)
    await makeAppRole(owner)
    const appUrl = options.appUrl ?? (await makeLogin(owner, ownerUrl, secret, log))
    const applied = await migrate(ownerUrl, migrations)
    if (applied.length) log.info({ migrations: applied }, `Migrated the database (${applied.length} steps).`)
    await checkApp(owner, appUrl)
    return { ownerUrl, appUrl }
  } finally {
    await owner.end()
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    const { host, port, user, database } = client
    throw new DatabaseError(
      `The database "${database}" at ${host}:${port} cannot be opened as "${user}": ${(error as Error).message}`,
      { cause: error },
    )
  }
}

async function checkServer(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; encoding: string }>(
    "select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding",
  )
  const { version = 0, encoding } = rows[0] ?? {}
  if (version < 15 || version > 18) {
    throw new DatabaseError(`Wardline needs PostgreSQL 15 to 18, and this server is PostgreSQL ${version}.`)
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseError(
      `The database "${owner.database}" is encoded in ${encoding}, and Wardline needs UTF8. ` +
        "Create it anew with: create database … encoding 'UTF8' template template0",
    )
  }
}

async function makeAppRole(owner: pg.Client): Promise<void> {
  await createRole(owner, appRole, 'nologin')
  const { rows } = await owner.query(
    'select rolsuper or rolbypassrls as unbound from pg_roles where rolname = $1',
    [appRole],
  )
  if (rows[0]?.unbound) {
    throw new DatabaseError(
      `The role ${appRole} passes over row-level security. Run: alter role ${appRole} nosuperuser nobypassrls`,
    )
  }
}

/**
 * The address of the application's login, one for each database. Its password follows from the secret, so
 * that every node with the same secret knows it and nothing has to be handed around.
 */
export function addressOfLogin(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl)
  const name = nameLogin(decodeURIComponent(url.pathname.slice(1)))
  url.username = name
  url.password = createHmac('sha256', secret).update(`database login ${name}`).digest('base64url')
  return url.href
}

async function makeLogin(owner: pg.Client, ownerUrl: string, secret: string, log: Log): Promise<string> {
  const appUrl = addressOfLogin(ownerUrl, secret)
  const { username: name, password } = new URL(appUrl)
  const quoted = pg.escapeIdentifier(name)
  // The server receives the verifier and never the password, which its log might keep.
  await createRole(
    owner,
    name,
    `login password ${pg.escapeLiteral(scramVerifier(password))} in role ${appRole}`,
  )
  const client = new pg.Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') {
      throw new DatabaseError(`The application's login ${name} is refused: ${(error as Error).message}`, {
        cause: error,
      })
    }
    await refuseLoginInUse(owner, name)
    await owner.query(`alter role ${quoted} login password ${pg.escapeLiteral(scramVerifier(password))}`)
    log.warn(`The password of the database login ${name} now follows the present WARDLINE_SECRET.`)
  } finally {
    await client.end().catch(() => undefined)
  }
  return appUrl
}

// Two nodes with different secrets would otherwise take the login from each other at every start.
async function refuseLoginInUse(owner: pg.Client, name: string): Promise<void> {
  const { rowCount } = await owner.query('select from pg_stat_activity where usename = $1 limit 1', [name])
  if (!rowCount) return
  throw new DatabaseError(
    'A Wardline with another WARDLINE_SECRET is using this database. Give every node the same WARDLINE_SECRET.',
  )
}

// Roles belong to the whole server, so another database's start may be making the same one.
async function createRole(owner: pg.Client, name: string, options: string): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name])
  if (rowCount) return
  try {
    await owner.query(
      `create role ${pg.escapeIdentifier(name)} nosuperuser nobypassrls nocreatedb nocreaterole ${options}`,
    )
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const duplicate_object = '42710'
    const unique_violation = '23505'
    if (code === duplicate_object || code === unique_violation) return
    throw new DatabaseError(
      `The database user "${owner.user}" may not create the role ${name} (${message}). Run as an administrator: ` +
        `create role ${appRole} nologin; create role wardline_login login password '…' in role ${appRole}; ` +
        'and set DATABASE_APP_URL to that login.',
      { cause: error },
    )
  }
}

async function checkApp(owner: pg.Client, appUrl: string): Promise<void> {
  const app = await connect(appUrl)
  try {
    const { rows } = await app.query(
      `select rolsuper or rolbypassrls as unbound, current_user as name, pg_has_role(current_user, $1, 'usage') as granted,
        exists (select from pg_namespace n where n.nspname = 'platform' and pg_has_role(current_user, n.nspowner, 'usage')) as owns
      from pg_roles where rolname = current_user`,
      [appRole],
    )
    const { unbound, owns, granted, name } = rows[0] ?? {}
    if (app.database !== owner.database) {
      throw new DatabaseError(`DATABASE_APP_URL and DATABASE_URL must name the same database.`)
    }
    if (unbound || owns) {
      throw new DatabaseError(
        `DATABASE_APP_URL must be a login that is neither a superuser, nor passes over row-level security, nor ` +
          `owns Wardline's tables; "${name}" does. Run: create role wardline_login login password '…' in role ${appRole}`,
      )
    }
    if (!granted) {
      throw new DatabaseError(
        `The login "${name}" lacks its rights. Run: grant ${appRole} to ${pg.escapeIdentifier(name)}`,
      )
    }
  } finally {
    await app.end()
  }
}

// PostgreSQL cuts names at 63 bytes, where two long ones could become the same; and a name that an address
// would have to escape is replaced as well.
function nameLogin(database: string): string {
  const name = `${appRole}_${database}`
  if (/^[\w.-]{1,63}$/.test(name)) return name
  return `${appRole}_${createHash('sha256').update(database).digest('hex').slice(0, 40)}`
}

/** The form in which PostgreSQL stores a password for SCRAM-SHA-256 (RFC 5803); ASCII passwords only. */
function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const sign = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(sign('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${sign('Server Key').toString('base64')}`
}
