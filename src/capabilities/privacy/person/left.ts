/**
 * Where words still stand after an erasure, so that the officer knows what to look at. Some pages of one table at
 * a time, all its columns at once.
 */
import { sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { inPages, pageCounts } from './pages.ts'
import { borderedPattern, type Word } from './words-of.ts'

const places_max = 100

export type Left = { place: string; count: number }
/** How far the look is: the table, the page in it, and what was found so far. */
export type Looked = { table: number; page: number; left: Left[] }
type Table = { table: string; pages: number; step: number; columns: string[] }

/** One step further from `looked`, null at the beginning. Counts rows, and never tells the words. */
export async function lookOn(
  tx: Tx,
  words: readonly Word[],
  looked: Looked | null,
): Promise<Looked & { isOver: boolean }> {
  const { table: at, page, left } = looked ?? { table: 0, page: 0, left: [] }
  const found = words.length === 0 ? undefined : (await tables(tx))[at]
  if (!found || left.length >= places_max)
    return { table: at, page, left: left.slice(0, places_max), isOver: true }
  const counted = await countIn(tx, words, found, page)
  for (const { place, count } of counted) {
    const known = left.find((each) => each.place === place)
    if (known) known.count += count
    else left.push({ place, count })
  }
  const next = page + found.step
  return next < found.pages
    ? { table: at, page: next, left, isOver: false }
    : { table: at + 1, page: 0, left, isOver: false }
}

/** The organization's tables with words, in an order that stays. */
function tables(tx: Tx): Promise<Table[]> {
  return tx.all(
    raw<Table>(
      `select format('%I.%I', n.nspname, t.relname) as table, p.pages, p.step,
         array_agg(quote_ident(c.attname) order by c.attnum) as columns
       from pg_class t join pg_namespace n on n.oid = t.relnamespace
         join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped join pg_type y on y.oid = c.atttypid
         cross join lateral ${pageCounts('t.oid')} p
       where t.relkind in ('r', 'p') and not t.relispartition and n.nspname !~ '^(pg_|information_schema|platform|safety)'
         and (y.typname in ('text', 'varchar', 'json', 'jsonb') or y.typname = '_text') and has_column_privilege(t.oid, c.attnum, 'select')
         and exists (select from pg_attribute o where o.attrelid = t.oid and o.attname = 'org_id')
       group by 1, 2, 3 order by 1`,
      [],
    ),
  )
}

async function countIn(
  tx: Tx,
  words: readonly Word[],
  { table, step, columns }: Table,
  page: number,
): Promise<Left[]> {
  const pattern = borderedPattern(words)
  const counts = columns.map(
    (column) => sql`count(*) filter (where t.${sql.raw(column)}::text ~* ${pattern})::int`,
  )
  const { counted } = await tx.one(sql<{ counted: number[] }>`
    select array[${sql.join(counts)}] as counted from ${sql.raw(table)} t where t.org_id = ${tx.orgId} and ${inPages(page, step)}`)
  return columns
    .map((column, at) => ({ place: `${table}.${column}`, count: counted[at] ?? 0 }))
    .filter(({ count }) => count > 0)
}
