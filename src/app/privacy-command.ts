/** `wardline privacy verify TEXT`: looks for words in every table and every file, and says where they stand. */
import { join } from 'node:path'
import pg from 'pg'
import { textOf } from '../capabilities/privacy/index.ts'
import { loadConfig } from '../platform/config/config.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { localFileStore } from '../platform/files/file-store.ts'
import { createLog } from '../platform/log/log.ts'
import { openDatabase } from './database.ts'

const usage = 'wardline privacy verify TEXT, or - to read the text from the standard input'
const text_length_min = 3
const file_bytes_max = 50_000_000

/** Says each place, and ends with 1 when there is any, so that a script can tell. */
export async function privacyCommand(args: string[], say: (line: string) => void): Promise<void> {
  const [what, given, ...rest] = args
  const text = given === '-' ? await standardInput() : given
  if (what !== 'verify' || text === undefined || text.trim().length < text_length_min || rest.length > 0) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const config = loadConfig()
  const database = await openDatabase(config, createLog(config.logLevel))
  try {
    const places = [
      ...(await placesInTables(database.ownerUrl, text.trim())),
      ...(await placesInFiles(localFileStore(join(config.dataDir, 'files')), text.trim())),
    ]
    for (const place of places) say(place)
    say(places.length === 0 ? 'The text stands nowhere.' : `The text stands in ${places.length} places.`)
    if (places.length > 0) process.exitCode = 1
  } finally {
    await database.stop()
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const columns = `
  select format('%I.%I', n.nspname, t.relname) as table, quote_ident(c.attname) as column
  from pg_attribute c join pg_class t on t.oid = c.attrelid join pg_namespace n on n.oid = t.relnamespace join pg_type y on y.oid = c.atttypid
  where t.relkind in ('r', 'm') and c.attnum > 0 and not c.attisdropped and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
    and (y.typcategory in ('S', 'A', 'E') or y.typname in ('json', 'jsonb', 'tsvector', 'xml', 'bytea'))
  order by 1, 2`

/** Each column in which the words stand, in upper or lower case, and in how many rows. The login must own the tables. */
export async function placesInTables(ownerUrl: string, text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const places: string[] = []
    const { rows } = await client.query<{ table: string; column: string }>(columns)
    // Within JSON some signs are written otherwise; in bytes stands what was stored as it was sent.
    const written = [...new Set([text, JSON.stringify(text).slice(1, -1)])]
    for (const { table, column } of rows) {
      const { rows: found } = await client.query<{ count: string }>(
        `select count(*) from ${table} where exists (select from unnest($1::text[]) w where position(lower(w) in lower(${column}::text)) > 0 or position(encode(convert_to(w, 'UTF8'), 'hex') in ${column}::text) > 0)`,
        [written],
      )
      const count = Number(found[0]?.count)
      if (count > 0) places.push(`${table}.${column}: ${count}`)
    }
    return places
  } finally {
    await client.end()
  }
}

/** Each stored file that holds the words, as bytes or, in a document, as text. */
export async function placesInFiles(files: FileStore, text: string): Promise<string[]> {
  const places: string[] = []
  const wanted = text.toLowerCase()
  for await (const { key, size_bytes } of files.list()) {
    if (size_bytes > file_bytes_max) {
      places.push(`file ${key}: too large to look through`)
      continue
    }
    const chunks: Buffer[] = []
    for await (const chunk of await files.open(key)) chunks.push(chunk as Buffer)
    const content = Buffer.concat(chunks)
    const start = content.toString('latin1', 0, 4)
    const form = start === '%PDF' ? 'pdf' : start.startsWith('PK') ? 'docx' : undefined
    const read = form === undefined ? '' : ((await textOf(content, form)) ?? '')
    if (content.toString('utf8').toLowerCase().includes(wanted) || read.toLowerCase().includes(wanted))
      places.push(`file ${key}`)
  }
  return places
}
