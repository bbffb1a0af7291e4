/** Writes a backup: one snapshot of the database and every stored file, as one stream, whole or not at all. */
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { migrationsDir, readMigrations } from '../../platform/db/migrate.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { FileRefused } from '../../platform/files/refusals.ts'
import { CommandError } from '../command-error.ts'
import {
  plainSettings,
  readFirstMonth,
  readSchemas,
  readSequences,
  readTables,
  type TableShape,
  waitingJobs,
} from './catalogue.ts'
import {
  createChain,
  type Header,
  headerName,
  type Manifest,
  manifestName,
  markOf,
  part_bytes_max,
  queueName,
  sealOf,
} from './format.ts'
import { ending, entryHeader, padding } from './tar.ts'

const keys_at_once = 500

export type BackupOptions = {
  ownerUrl: string
  files: FileStore
  secret: string
  version: string
  path: string
  now: Date
  /** Told of bytes done and expected; the expected ones are estimated from the tables' size on disk. */
  onProgress?(done_bytes: number, expected_bytes: number): void
}

/**
 * Backs the database and the files up into `path`, readable by its owner alone, while the product runs. The file
 * appears under its name only when it is complete. Throws a CommandError when it is there already.
 */
export async function writeBackup(options: BackupOptions): Promise<Manifest> {
  if (existsSync(options.path)) throw new CommandError(`${options.path} exists already. Choose another name.`)
  const unfinished = `${options.path}.unfinished-${process.pid}`
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'wardline backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(plainSettings)
    await client.query('begin transaction isolation level repeatable read, read only')
    const archive = createArchive(options.now)
    const compress = createZstdCompress({
      params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
    })
    const parts = allParts(client, options, archive)
    await pipeline(
      Readable.from(parts, { highWaterMark: 1 }),
      compress,
      createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }),
    )
    await rename(unfinished, options.path)
    await syncFolder(dirname(options.path))
    return archive.manifest as Manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    throw explain(error, options.path)
  } finally {
    await client.end().catch(() => undefined)
  }
}

type Archive = ReturnType<typeof createArchive>

function createArchive(made_at: Date) {
  return {
    chain: createChain(),
    manifest: undefined as Manifest | undefined,
    /** A part that is at hand, and its checksum. */
    *whole(name: string, content: Buffer): Generator<Buffer> {
      const digest = createHash('sha256').update(content).digest('hex')
      yield* this.plain(name, content)
      yield* this.checksum(name, digest)
    },
    *plain(name: string, content: Buffer): Generator<Buffer> {
      yield entryHeader(name, content.length, made_at)
      yield content
      yield padding(content.length)
    },
    *checksum(name: string, digest: string): Generator<Buffer> {
      this.chain.add(name, digest)
      yield* this.plain(`${name}.sha256`, Buffer.from(`${digest}  ${name}\n`))
    },
    /** A part of known size that is passed on as it comes. */
    async *streamed(
      name: string,
      size_bytes: number,
      content: AsyncIterable<Buffer>,
    ): AsyncGenerator<Buffer> {
      const hash = createHash('sha256')
      let seen_bytes = 0
      yield entryHeader(name, size_bytes, made_at)
      for await (const chunk of content) {
        seen_bytes += chunk.length
        hash.update(chunk)
        yield chunk
      }
      if (seen_bytes !== size_bytes)
        throw new CommandError(`The stored file ${name} changed while it was read.`)
      yield padding(size_bytes)
      yield* this.checksum(name, hash.digest('hex'))
    },
  }
}

async function* allParts(
  client: pg.Client,
  options: BackupOptions,
  archive: Archive,
): AsyncGenerator<Buffer> {
  const { header, expected_bytes } = await describeDatabase(client, options)
  let done_bytes = 0
  const step = (bytes: number) => {
    done_bytes += bytes
    options.onProgress?.(Math.min(done_bytes, expected_bytes), expected_bytes)
  }
  yield* archive.whole(headerName, Buffer.from(`${JSON.stringify(header, null, 1)}\n`))
  const rows: Record<string, number> = {}
  for (const table of header.tables)
    rows[table.name] = yield* rowParts(client, archive, `tables/${table.name}`, selectOf(table), step)
  const jobs = (await hasQueue(client)) ? yield* rowParts(client, archive, queueName, waitingJobs, step) : 0
  const sequences = await readSequences(client)
  const stored = yield* fileParts(client, options, archive, step)
  const counted = { ...archive.chain.end(), ...stored, rows, jobs, sequences }
  archive.manifest = { ...counted, seal: sealOf(options.secret, counted) }
  yield* archive.plain(manifestName, Buffer.from(`${JSON.stringify(archive.manifest, null, 1)}\n`))
  yield ending
}

async function describeDatabase(
  client: pg.Client,
  options: BackupOptions,
): Promise<{ header: Header; expected_bytes: number }> {
  const { rows: present } = await client.query(
    "select to_regclass('platform.migration') is not null as is_ours",
  )
  if (!present[0].is_ours)
    throw new CommandError('There is nothing to back up: this database holds no Wardline.')
  await refuseNewerDatabase(client)
  const tables = await readTables(client)
  // A migration that began now would change the tables under the copy.
  await client.query(`lock table ${tables.map(({ name }) => name).join()} in access share mode`)
  const migrations = await client.query('select name, sha256 from platform.migration order by name')
  const { rows } = await client.query<{ bytes: string; version: number }>(
    `select coalesce(sum(pg_relation_size(c.oid)), 0) as bytes, current_setting('server_version_num')::int / 10000 as version
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 't') and n.nspname = any($1)`,
    [[...(await readSchemas()), 'pg_toast']],
  )
  let expected_bytes = Number(rows[0]?.bytes ?? 0)
  for await (const { size_bytes } of options.files.list()) expected_bytes += size_bytes
  const header: Header = {
    format: 1,
    version: options.version,
    made_at: options.now.toISOString(),
    postgres: rows[0]?.version ?? 0,
    first_month: await readFirstMonth(client),
    migrations: migrations.rows,
    tables,
    secret_mark: markOf(options.secret),
  }
  return { header, expected_bytes }
}

// Tables of a newer version could lie in schemas that this one does not know.
async function refuseNewerDatabase(client: pg.Client): Promise<void> {
  const known = (await readMigrations(migrationsDir)).map(({ name }) => name)
  const { rows } = await client.query('select name from platform.migration where name <> all($1) limit 1', [
    known,
  ])
  if (rows.length > 0)
    throw new CommandError(
      'The database was migrated by a newer version of Wardline. Back it up with that version.',
    )
}

/** The rows of a query in parts of bounded size; answers their number. */
async function* rowParts(
  client: pg.Client,
  archive: Archive,
  name: string,
  select: string,
  step: (bytes: number) => void,
): AsyncGenerator<Buffer, number> {
  const copy = client.query(copyTo(`copy (${select}) to stdout`))
  let held: Buffer[] = []
  let held_bytes = 0
  let number = 0
  const flush = function* () {
    if (held_bytes === 0) return
    number++
    yield* archive.whole(`${name}/${String(number).padStart(6, '0')}`, Buffer.concat(held))
    held = []
    held_bytes = 0
  }
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    held.push(chunk)
    held_bytes += chunk.length
    step(chunk.length)
    if (held_bytes >= part_bytes_max - 128 * 1024) yield* flush()
  }
  yield* flush()
  // The stream ends with the last row; the count comes with the end of the statement, before the next one's answer.
  await client.query('select')
  return copy.rowCount
}

/** Every stored file. One that is removed meanwhile is left out; attachments without a file are counted. */
async function* fileParts(
  client: pg.Client,
  options: BackupOptions,
  archive: Archive,
  step: (bytes: number) => void,
): AsyncGenerator<Buffer, Pick<Manifest, 'files' | 'files_missing' | 'file_bytes'>> {
  let files = 0
  let file_bytes = 0
  let needed = 0
  let keys: string[] = []
  const countNeeded = async () => {
    needed += await countAttachments(client, 'and storage_key = any($1)', [keys])
    keys = []
  }
  for await (const { key, size_bytes } of options.files.list()) {
    const content = await options.files.open(key).catch((error: Error) => {
      if (error instanceof FileRefused) return undefined
      throw error
    })
    if (!content) continue
    yield* archive.streamed(`files/${key}`, size_bytes, content)
    files++
    file_bytes += size_bytes
    step(size_bytes)
    keys.push(key)
    if (keys.length >= keys_at_once) await countNeeded()
  }
  await countNeeded()
  return { files, file_bytes, files_missing: (await countAttachments(client, '', [])) - needed }
}

async function countAttachments(client: pg.Client, where: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as n from core.attachment where removed_at is null ${where}`,
    values,
  )
  return rows[0].n
}

async function hasQueue(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    "select to_regclass('graphile_worker._private_jobs') is not null as has",
  )
  return rows[0].has
}

function selectOf({ name, columns }: TableShape): string {
  return `select ${columns.map((column) => `"${column}"`).join()} from ${name}`
}

// A file that was moved into place survives a power failure only once its folder is on disk too.
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function explain(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new CommandError(`The disk is full: ${path} was not written.`)
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS')
    return new CommandError(
      `${path} cannot be written: choose a folder that exists and that Wardline may write to.`,
    )
  return error
}
