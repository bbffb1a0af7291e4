/** Tables some thousand pages at a time, so that the longest is gone through in statements that each end. */
import { type RawBuilder, sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

const pages_at_once = 4000

/**
 * SQL: how many pages the longest part of the table with the oid has, and how many of them a step takes. A step reads
 * the same pages of every part, since a part cannot be read by itself: the more parts, the fewer pages.
 */
export const pageCounts = (oid: string) => `
  (select greatest(1, max(pg_relation_size(part.oid)) / 8192)::int as pages, greatest(1, ${pages_at_once} / greatest(1, count(*)))::int as step
   from (select relid::oid as oid from pg_partition_tree(${oid}) where isleaf union select ${oid} where not exists (select from pg_partition_tree(${oid}))) part)`

export function pagesOf(tx: Tx, table: string): Promise<{ pages: number; step: number }> {
  return tx.one(
    raw<{ pages: number; step: number }>(`select * from ${pageCounts('$1::regclass::oid')} p`, [table]),
  )
}

/** SQL: the row of `t` stands in these pages of its part. */
export const inPages = (page: number, step: number): RawBuilder<unknown> =>
  sql`t.ctid >= ${`(${page},0)`}::tid and t.ctid < ${`(${page + step},0)`}::tid`
