/** Where words still stand after an erasure, so that the officer knows what to look at. */
import { sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { borderedPattern, type Word } from './words-of.ts'

const places_max = 100

export type Left = { place: string; count: number }

/** Each column of the organization's tables that holds one of the words, and in how many rows. Never the words. */
export async function placesLeft(tx: Tx, words: readonly Word[]): Promise<Left[]> {
  if (words.length === 0) return []
  const columns = await tx.all(
    raw<{ table: string; column: string }>(
      `select format('%I.%I', n.nspname, t.relname) as table, quote_ident(c.attname) as column
       from pg_attribute c join pg_class t on t.oid = c.attrelid join pg_namespace n on n.oid = t.relnamespace join pg_type y on y.oid = c.atttypid
       where t.relkind in ('r', 'p') and not t.relispartition and c.attnum > 0 and not c.attisdropped and n.nspname !~ '^(pg_|information_schema|platform|safety)'
         and (y.typname in ('text', 'varchar', 'json', 'jsonb') or y.typname = '_text') and has_column_privilege(t.oid, c.attnum, 'select')
         and exists (select from pg_attribute o where o.attrelid = t.oid and o.attname = 'org_id')
       order by 1, 2`,
    ),
  )
  const places: Left[] = []
  for (const { table, column } of columns) {
    const found = await tx.one(
      sql<{
        count: number
      }>`select count(*)::int as count from ${sql.raw(table)} t where t.org_id = ${tx.orgId}
        and t.${sql.raw(column)}::text ~* ${borderedPattern(words)}`,
    )
    if (found.count > 0) places.push({ place: `${table}.${column}`, count: found.count })
    if (places.length >= places_max) break
  }
  return places
}
