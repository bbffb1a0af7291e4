/** Takes words out of what the redaction of a record does not reach: the columns of `swept.txt`, some pages at a time. */
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { withHolds } from './give-up.ts'
import { heldAmong, type Kept, keptAsTheyAre } from './hold.ts'
import { recordOf } from './kept.ts'
import { inPages, pagesOf } from './pages.ts'
import { readSwept, type Swept } from './swept.ts'
import { loosePattern, type Work, wholeWords } from './words-of.ts'

const mark = '▇'

/** One step, in a transaction of its own. Two workers at the same step do it once. */
export async function sweepOnce(app: App, { id, words, looked, actor }: Work): Promise<void> {
  await write(app.pool, actor.orgId, async (tx) => {
    const open = await tx.maybe(
      raw(
        `select 1 as one from privacy.erasure where org_id = $1 and id = $2 and state = 'working' and stage = 'sweep'
           and looked is not distinct from $3::jsonb for no key update`,
        [tx.orgId, id, looked && JSON.stringify(looked)],
      ),
    )
    if (!open) return
    const { table, page } = looked ?? { table: 0, page: 0 }
    const swept = words.everywhere.length === 0 ? undefined : readSwept()[table]
    if (!swept) {
      tx.send(
        raw("update privacy.erasure set stage = 'entry', looked = null where org_id = $1 and id = $2", [
          tx.orgId,
          id,
        ]),
      )
      return
    }
    const { pages, step } = await pagesOf(tx, swept.table)
    const pagesNow = inPages(page, step)
    const kept =
      swept.what === 'same'
        ? await sweepSame(tx, swept, words.everywhere, pagesNow)
        : await sweepWords(app, tx, swept, words.everywhere, pagesNow)
    const next = page + step < pages ? { table, page: page + step } : { table: table + 1, page: 0 }
    tx.send(
      raw(
        `update privacy.erasure set looked = $3, holds = ${withHolds('$4')} where org_id = $1 and id = $2`,
        [tx.orgId, id, JSON.stringify({ ...next, left: [] }), [...kept.values()].flat()],
      ),
    )
  })
}

type Words = Work['words']['everywhere']

/** Rows whose value is one of the person's addresses, but where a hold keeps the record to which they belong. */
async function sweepSame(
  tx: Tx,
  { table, column }: Swept,
  words: Words,
  pages: RawBuilder<unknown>,
): Promise<Kept> {
  const mails = words.filter(({ kind }) => kind === 'email').map(({ text }) => text.toLowerCase())
  if (mails.length === 0) return new Map()
  const record = await recordOf(tx, table)
  const found = sql`${sql.raw(table)} t where t.org_id = ${tx.orgId} and ${pages} and lower(t.${sql.ref(column)}) = any(${mails}::text[])`
  const held = record ? await heldAmong(tx, sql`select ${record} as id from ${found}`) : []
  const kept = new Map(held.map(({ id, holds }) => [id, holds]))
  const isKept = sql`coalesce(${record ?? sql`null::uuid`} = any(${[...kept.keys()]}::uuid[]), false)`
  tx.send(sql`delete from ${found} and not ${isKept}`)
  return kept
}

/** Rows that go as a whole may be taken away and not changed, so that they are not locked. PostgreSQL finds the rows, and the borders of words are looked at here. */
async function sweepWords(
  app: App,
  tx: Tx,
  { table, column, what }: Swept,
  words: Words,
  pages: RawBuilder<unknown>,
): Promise<Kept> {
  const isRow = what === 'row'
  const own = sql`t.${sql.ref(column)}`
  const record = (await recordOf(tx, table)) ?? sql`null::uuid`
  const rows = await tx.all(sql<{
    at: string
    part: string
    record: string | null
    value: unknown
  }>`select t.ctid::text as at, t.tableoid::text as part, ${record} as record, to_jsonb(${own}) as value from ${sql.raw(table)} t
     where t.org_id = ${tx.orgId} and ${pages} and ${own}::text ~* ${loosePattern(words)} ${isRow ? sql`` : sql`for update`}`)
  const ids = rows.flatMap((row) => row.record ?? [])
  const kept = await keptAsTheyAre(app, tx, ids)
  const patterns = wholeWords(words)
  for (const { at, part, record, value } of rows) {
    if (record !== null && kept.has(record)) continue
    const left = withoutWords(value, patterns)
    if (JSON.stringify(left) === JSON.stringify(value)) continue
    const here = sql`t.org_id = ${tx.orgId} and t.ctid = ${at}::tid and t.tableoid = ${part}::oid`
    if (isRow) tx.send(sql`delete from ${sql.raw(table)} t where ${here}`)
    else {
      const put = typeof left === 'string' && typeof value === 'string' ? left : JSON.stringify(left)
      tx.send(sql`update ${sql.raw(table)} t set ${sql.ref(column)} = ${put} where ${here}`)
    }
  }
  return kept
}

/** The value with the words taken out of every text in it; keys stay, and a number of the same digits is something else. */
function withoutWords(value: unknown, patterns: readonly RegExp[]): unknown {
  if (typeof value === 'string')
    return patterns.reduce((text, pattern) => text.replaceAll(pattern, mark), value)
  if (Array.isArray(value)) return value.map((each) => withoutWords(each, patterns))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutWords(each, patterns)]))
}
