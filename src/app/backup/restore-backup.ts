/** Restores a backup into an empty database: everything in one transaction, or nothing. */
import { mkdir, mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrationsDir, readMigrations } from '../../platform/db/migrate.ts'
import { prepareDatabase } from '../../platform/db/roles.ts'
import { notAllSealed, noteKey } from '../../platform/files/key-notes.ts'
import { keysOfHeader, readHeader } from '../../platform/files/sealed-file.ts'
import { prepareJobs } from '../../platform/jobs/jobs.ts'
import type { Log } from '../../platform/log/log.ts'
import { CommandError } from '../command-error.ts'
import { makeMonths } from '../database.ts'
import {
  addWaitingJobs,
  plainSettings,
  readForeignKeys,
  readSchemas,
  readTables,
  type TableShape,
  waitingJobColumns,
} from './catalogue.ts'
import { type Header, headerName, type Manifest, manifestName, queueName } from './format.ts'
import { damaged, type Part, readParts, verifyBackup } from './read-backup.ts'

export type RestoreOptions = {
  path: string
  ownerUrl: string
  /** The application's own login, when the operator made one. */
  appUrl?: string | undefined
  /** The folder that the file store keeps its files in. */
  filesDir: string
  secret: string
  /** Restores although the secret is another one: second factors then have to be set up anew. */
  acceptsOtherSecret?: boolean
  log: Log
  onProgress?(step: 'checking' | 'restoring', bytes: number): void
}

/**
 * Verifies the whole backup, then restores it into a database that holds no organization yet, and brings that to
 * this version. Throws a CommandError, and leaves the database empty, when the backup is damaged, was made by a
 * newer version or under another secret, when the database is in use, or when something fails on the way.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { header, manifest, secret_is_the_same } = await verifyBackup(options.path, options.secret, (bytes) =>
    options.onProgress?.('checking', bytes),
  )
  if (!secret_is_the_same && !options.acceptsOtherSecret)
    throw new CommandError(
      'This backup belongs to another WARDLINE_SECRET, without which nobody’s second factor can be read. Set ' +
        'WARDLINE_SECRET or the file secrets/secret in the data folder to the one it was made with, or add ' +
        '--other-secret and have second factors set up anew. Nothing was changed.',
    )
  await requireKnownMigrations(header)
  await prepareEmpty(options, header)
  await load(options, header, manifest)
  const { ownerUrl, secret, appUrl, log } = options
  await prepareDatabase({ ownerUrl, secret, appUrl, log })
  await prepareJobs(ownerUrl)
  await makeMonths(ownerUrl)
  return manifest
}

async function requireKnownMigrations(header: Header): Promise<void> {
  const known = new Map((await readMigrations(migrationsDir)).map(({ name, sha256 }) => [name, sha256]))
  const unknown = header.migrations.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (!unknown) return
  throw new CommandError(
    `This backup was made by Wardline ${header.version} with the migration ${unknown.name}, which is not known here. ` +
      'Restore it with that version or a later one. Nothing was changed.',
  )
}

/** Brings the database to the version that the backup was made with; only an empty one may be touched. */
async function prepareEmpty(options: RestoreOptions, header: Header): Promise<void> {
  const { ownerUrl, secret, appUrl, log } = options
  await withClient(ownerUrl, (client) => clearWhenOther(client, header))
  const folder = await mkdtemp(join(tmpdir(), 'wardline-restore-'))
  try {
    const wanted = new Set(header.migrations.map(({ name }) => name))
    for (const { name, sql } of await readMigrations(migrationsDir))
      if (wanted.has(name)) await writeFile(join(folder, name), sql)
    await prepareDatabase({ ownerUrl, secret, appUrl, log, migrations: folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await prepareJobs(ownerUrl)
  await makeMonths(ownerUrl, header.first_month ?? undefined)
}

// A first start without set-up leaves a database of its own version behind; it is made anew in the backup's.
async function clearWhenOther(client: pg.Client, header: Header): Promise<void> {
  await requireUnused(client)
  await requireEmpty(client)
  if (!(await exists(client, 'platform.migration'))) return
  const { rows } = await client.query<{ name: string }>('select name from platform.migration order by name')
  const same = rows.map(({ name }) => name).join() === header.migrations.map(({ name }) => name).join()
  if (!same) await client.query(`drop schema if exists ${(await readSchemas()).join()} cascade`)
}

async function requireUnused(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and usename in (
       select person.rolname from pg_auth_members m join pg_roles role on role.oid = m.roleid join pg_roles person on person.oid = m.member
       where role.rolname = 'wardline_app')`,
  )
  if (rowCount)
    throw new CommandError(
      'Wardline is running on this database. Stop it before restoring. Nothing was changed.',
    )
}

async function requireEmpty(client: pg.Client): Promise<void> {
  if (await exists(client, 'core.organization')) {
    if ((await client.query('select from core.organization limit 1')).rowCount)
      throw new CommandError(
        'This database holds an organization already. Restore into an empty one. Nothing was changed.',
      )
  } else if ((await readTables(client)).length > 0)
    throw new CommandError(
      'This database holds tables of something else. Restore into an empty one. Nothing was changed.',
    )
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  return (await client.query('select to_regclass($1) is not null as is_there', [table])).rows[0].is_there
}

async function load(options: RestoreOptions, header: Header, manifest: Manifest): Promise<void> {
  const written: string[] = []
  try {
    await withClient(options.ownerUrl, async (client) => {
      const tables = await readTables(client)
      requireSameTables(header.tables, tables)
      const names = tables.map(({ name }) => name).join()
      await client.query('begin')
      await client.query(`lock table ${names} in access exclusive mode`)
      await requireEmpty(client)
      const keys = await readForeignKeys(client)
      for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
      // Migrations put first rows into some tables; the backup brings its own.
      for (const { name } of tables) await client.query(`delete from ${name}`)
      await loadParts(client, options, header, manifest, written)
      for (const { name, value, is_called } of manifest.sequences)
        await client.query('select setval($1::regclass, $2, $3)', [name, value, is_called])
      // Made again they are checked for all rows at once, which is faster than row by row and just as strict.
      for (const { table, name, definition } of keys)
        await client.query(`alter table ${table} add constraint ${name} ${definition}`)
      await client.query('commit')
      await client.query('analyze')
    })
  } catch (error) {
    for (const path of written) await rm(path, { force: true })
    throw explain(error)
  }
}

function requireSameTables(backup: readonly TableShape[], here: readonly TableShape[]): void {
  const describe = (tables: readonly TableShape[]) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]))
  if (describe(backup) !== describe(here))
    throw new CommandError(
      'The tables of this backup are not those that its migrations make. Nothing was restored.',
    )
}

async function loadParts(
  client: pg.Client,
  options: RestoreOptions,
  header: Header,
  manifest: Manifest,
  written: string[],
): Promise<void> {
  const onProgress = (bytes: number) => options.onProgress?.('restoring', bytes)
  const parts = readParts(options.path, { onProgress })
  const counted = new Map<string, number>()
  const columns = new Map(header.tables.map((table) => [table.name, table.columns]))
  let next = await take(parts)
  while (next && next.name !== manifestName) {
    const [kind = '', name = ''] = next.name.split('/')
    if (kind === 'tables') {
      const wanted = columns.get(name) ?? refuse(next)
      const target = `${name} (${wanted.map((column) => `"${column}"`).join()})`
      const done = await copyIn(client, target, next, parts, `tables/${name}/`)
      counted.set(name, done.rows)
      next = done.next
    } else if (kind === queueName) {
      await client.query(`create temporary table waiting_job (${waitingJobColumns}) on commit drop`)
      next = (await copyIn(client, 'pg_temp.waiting_job', next, parts, `${queueName}/`)).next
      await client.query(addWaitingJobs.replace('waiting_job', 'pg_temp.waiting_job'))
    } else {
      if (kind === 'files') await writeFileOf(options.filesDir, name, next, written)
      else if (next.name !== headerName) refuse(next)
      else for await (const _chunk of next.content);
      next = await take(parts)
    }
  }
  for (const [name, rows] of Object.entries(manifest.rows))
    if ((counted.get(name) ?? 0) !== rows)
      throw damaged(`${name} has ${counted.get(name) ?? 0} rows instead of ${rows}`)
}

/** Copies this part and those of the same table that follow; answers the rows and the first part of something else. */
async function copyIn(
  client: pg.Client,
  target: string,
  first: Part,
  parts: AsyncGenerator<Part>,
  prefix: string,
): Promise<{ rows: number; next: Part | undefined }> {
  let next: Part | undefined = first
  const content = async function* () {
    while (next?.name.startsWith(prefix)) {
      yield* next.content
      next = await take(parts)
    }
  }
  const copy = client.query(copyFrom(`copy ${target} from stdin`))
  await pipeline(Readable.from(content(), { highWaterMark: 4 }), copy)
  return { rows: copy.rowCount, next }
}

async function take(parts: AsyncGenerator<Part>): Promise<Part | undefined> {
  const { value, done } = await parts.next()
  return done ? undefined : value
}

function refuse(part: Part): never {
  throw damaged(`${part.name} is not known`)
}

/**
 * Writes a stored file under its old key, in the layout of the local file store, and adds its path to `written`, which
 * a failure takes away again: not one that was there before, which a backup made earlier or another database needs.
 */
async function writeFileOf(filesDir: string, key: string, part: Part, written: string[]): Promise<void> {
  if (!/^[0-9a-f]{32}$/.test(key)) refuse(part)
  const folder = join(filesDir, key.slice(0, 2))
  const incoming = join(filesDir, 'incoming')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const unfinished = join(incoming, key)
  const handle = await open(unfinished, 'w+', 0o600)
  try {
    for await (const chunk of part.content) await handle.writeFile(chunk)
    await handle.sync()
    const ids = keysOfHeader(await readHeader(handle))
    if (ids === null) await notAllSealed(filesDir)
    for (const id of ids ?? []) await noteKey(filesDir, id)
  } finally {
    await handle.close()
  }
  const path = join(folder, key)
  const wasThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!wasThere) written.push(path)
  await rename(unfinished, path)
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'wardline restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(plainSettings)
    return await run(client)
  } finally {
    await client.end()
  }
}

function explain(error: unknown): unknown {
  const { code } = error as { code?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100')
    return new CommandError('The disk is full. The database was left empty; make room and restore again.')
  return error
}
