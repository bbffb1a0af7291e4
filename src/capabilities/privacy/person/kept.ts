/**
 * What is kept of a person, in whichever table: `kept.txt` says of each column that names one what an erasure does with
 * its rows and what an export tells of them. A new column fails the test until somebody decided on it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

export type Kept = {
  /** `schema.table`, as it stands in SQL. */
  table: string
  /** The column that names the person. */
  column: string
  onErasure: 'stays' | 'goes' | 'blanks'
  /** The columns of an export; none where it tells nothing. */
  told: readonly string[]
  /** Whom it is told: what others said of a person to officers alone, what was never sent to the person alone. */
  toldTo: 'all' | 'officers' | 'self'
}

const plain = /^[a-z_0-9]+$/

/** The lines of the file. Names go into SQL as they stand, so that anything but a plain name is a defect. */
export function readKept(): Kept[] {
  return readFileSync(join(import.meta.dirname, 'kept.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(keptOf)
}

function keptOf(line: string): Kept {
  const [name = '', onErasure = '', told = ''] = line.split(' ')
  const [schema = '', table = '', column = ''] = name.split('.')
  const [, toldTo, list = ''] = /^(?:(officers|self):)?(.*)$/.exec(told) ?? []
  const columns = list === '-' ? [] : list.split(',')
  if (![schema, table, column, ...columns].every((each) => plain.test(each)) || !isErasure(onErasure))
    throw new Error(`kept.txt cannot be read: ${line}`)
  return {
    table: `${schema}.${table}`,
    column,
    onErasure,
    told: columns,
    toldTo: toldTo === 'officers' || toldTo === 'self' ? toldTo : 'all',
  }
}

const isErasure = (word: string): word is Kept['onErasure'] => ['stays', 'goes', 'blanks'].includes(word)

const recordColumns = ['record_id', 'ticket_id', 'incident_id', 'article_id', 'about_id']

/** SQL: the record to which a row of the table (alias `t`) belongs, where the table names one. */
export async function recordOf(tx: Tx, table: string): Promise<RawBuilder<unknown> | undefined> {
  const found = await tx.all(
    raw<{ name: string }>(
      `select attname::text as name from pg_attribute where attrelid = $1::regclass and attname = any($2::text[]) and not attisdropped
       order by array_position($2::text[], attname::text)`,
      [table, recordColumns],
    ),
  )
  if (found.length === 0) return undefined
  return sql`coalesce(${sql.join(found.map(({ name }) => sql.ref(`t.${name}`)))}, null)`
}
