import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { DatabaseError } from './database-error.ts'

/** The folder of Wardline's own migrations. */
export const migrationsDir = resolve(import.meta.dirname, '../../../db/migrations')

type Migration = { name: string; sql: string; sha256: string }

// Any fixed number does, so long as every node uses the same: "migr" in ASCII.
const migration_lock = 0x6d_69_67_72
const file_bytes_max = 4 * 1024 ** 2

/**
 * Brings the database up to the files `NNNN_name.sql` of a folder, each in a transaction of its own, and
 * returns the names of those that were applied now. They run forward only; what was applied is kept in
 * `platform.migration` with the file's SHA-256. Nodes that start at once wait for each other. Throws a
 * DatabaseError when an applied file was edited or is missing, or when a migration fails.
 */
export async function migrate(ownerUrl: string, dir = migrationsDir): Promise<string[]> {
  const migrations = await readMigrations(dir)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'wardline migration' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query("set statement_timeout = 0; set lock_timeout = '10min'; set search_path = public")
    await client.query('select pg_advisory_lock($1)', [migration_lock])
    await client.query(`
      create schema if not exists platform;
      create table if not exists platform.migration (
        name text primary key,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        applied_at timestamptz not null default now()
      )`)
    const pending = choosePending(migrations, await readApplied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** The migrations of a folder in their order, with the SHA-256 of their text. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  const misnamed = names.find((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name))
  if (misnamed) throw new DatabaseError(`The migration ${misnamed} must be called like 0001_core.sql.`)
  const repeated = names.find((name, index) => name.slice(0, 4) === names[index - 1]?.slice(0, 4))
  if (repeated) throw new DatabaseError(`The number of the migration ${repeated} is taken by another one.`)
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may have changed the line ends, which changes nothing that matters.
      const sql = (await readFile(join(dir, name), 'utf8')).replaceAll('\r\n', '\n')
      if (sql.length > file_bytes_max) throw new DatabaseError(`The migration ${name} is too long.`)
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migration',
  )
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]))
}

function choosePending(migrations: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  const last = [...applied.keys()].sort().at(-1) ?? ''
  for (const name of applied.keys()) {
    if (known.has(name)) continue
    throw new DatabaseError(
      `The database was migrated by another version of Wardline (${name} is not known here). ` +
        'Start that version, or a later one.',
    )
  }
  const pending = migrations.filter(({ name }) => !applied.has(name))
  for (const { name, sha256 } of migrations) {
    if (!applied.has(name) || applied.get(name) === sha256) continue
    throw new DatabaseError(
      `The migration ${name} was edited after this database had applied it. ` +
        'Restore the file, and put the change into a new migration.',
    )
  }
  const late = pending.find(({ name }) => name < last)
  if (late)
    throw new DatabaseError(`The migration ${late.name} comes before ${last}, which is applied already.`)
  return pending
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into platform.migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    const { message, position } = error as { message: string; position?: string }
    const line = position ? ` (line ${sql.slice(0, Number(position)).split('\n').length})` : ''
    throw new DatabaseError(`The migration ${name} failed${line}: ${message}`, { cause: error })
  }
}
