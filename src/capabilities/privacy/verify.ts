/** Looks for words in every table and every file: the proof that a redaction left no copy. */
import pg from 'pg'
import type { FileStore } from '../../platform/files/file-store.ts'
import { textOf } from './files.ts'
import { isMail, partsOfMail, readings } from './mail-texts.ts'

const file_bytes_max = 50_000_000

type Column = { table: string; column: string; type: string }

// The months of the timeline are looked through with their whole.
const columns = `
  select format('%I.%I', n.nspname, t.relname) as table, quote_ident(c.attname) as column, y.typname as type
  from pg_attribute c join pg_class t on t.oid = c.attrelid join pg_namespace n on n.oid = t.relnamespace join pg_type y on y.oid = c.atttypid
  where t.relkind in ('r', 'p', 'm') and not t.relispartition and c.attnum > 0 and not c.attisdropped and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    and (y.typcategory in ('S', 'A') or y.typname in ('json', 'jsonb', 'tsvector', 'xml', 'bytea'))
  order by 1, 2`

/**
 * Each column in which the words stand, in upper or lower case, and in how many rows; in search also by their stems.
 * The login must own the tables, so that no row is hidden from it.
 */
export async function placesInTables(ownerUrl: string, text: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Column>(columns)
    const tables = Map.groupBy(rows, ({ table }) => table)
    // Within JSON some signs are written otherwise; in bytes stands what was stored as it was sent.
    const written = [...new Set([text.toLowerCase(), JSON.stringify(text.toLowerCase()).slice(1, -1)])]
    const bytes = Buffer.from(text).toString('hex')
    const places: string[] = []
    for (const [table, own] of tables) {
      const counts = own.map((column, at) => `count(*) filter (where ${holds(column)}) as c${at}`)
      const { rows: found } = await client.query<Record<string, string>>(
        `select ${counts.join(', ')}, $1::text[] as _w, $2::text as _b, $3::text as _t from ${table}`,
        [written, bytes, text],
      )
      for (const [at, { column }] of own.entries()) {
        const count = Number(found[0]?.[`c${at}`])
        if (count > 0) places.push(`${table}.${column}: ${count}`)
      }
    }
    return places
  } finally {
    await client.end()
  }
}

function holds({ column, type }: Column): string {
  if (type === 'tsvector') return `${column} @@ phraseto_tsquery('core.english', $3)`
  if (type === 'bytea') return `position($2 in encode(${column}, 'hex')) > 0`
  return `exists (select from unnest($1::text[]) w where position(w in lower(${column}::text)) > 0)`
}

/** Each stored file that holds the words, as bytes or, in a document or a mail and its parts, as text. */
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
    const parts = isMail(content) ? [content, ...partsOfMail(content)] : [content]
    if (await isInSome(parts, wanted)) places.push(`file ${key}`)
  }
  return places
}

async function isInSome(parts: readonly Buffer[], wanted: string): Promise<boolean> {
  for (const part of parts) {
    if (readings(part).some((text) => text.toLowerCase().includes(wanted))) return true
    const start = part.toString('latin1', 0, 4)
    const form = start === '%PDF' ? 'pdf' : start.startsWith('PK') ? 'docx' : undefined
    const read = form === undefined ? undefined : await textOf(part, form)
    if (read?.text.toLowerCase().includes(wanted)) return true
  }
  return false
}
