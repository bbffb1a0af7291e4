/** The end of an erasure, in one transaction: what belongs to the person alone goes, and the entry loses its words. */
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { audit } from '../../../core/audit.ts'
import { endSessions } from '../../../core/people/store.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { keptAsTheyAre } from './hold.ts'
import { readKept, recordColumn } from './kept.ts'
import { readSwept } from './swept.ts'
import { loosePattern, type Work, wholeWords } from './words-of.ts'

const mark = '▇'

/** Does nothing when another worker did it meanwhile. An erasure that goes on comes by once more, and tells once. */
export async function finish(app: App, tx: Tx, work: Work): Promise<void> {
  const now = app.clock.now().toISOString()
  const open = await tx.maybe(
    raw<{ records: number; is_first: boolean }>(
      `update privacy.erasure e set stage = 'look', done_at = coalesce(e.done_at, $3), looked = null
       from privacy.erasure before where e.org_id = $1 and e.id = $2 and e.state = 'working' and e.stage = 'entry'
         and before.org_id = e.org_id and before.id = e.id returning e.records, before.done_at is null as is_first`,
      [tx.orgId, work.id, now],
    ),
  )
  if (!open) return
  for (const id of work.ids) await endSessions(app, tx, id, now)
  await removeUnsent(app, tx, work, now)
  tx.send(
    raw(
      `delete from core.provider_session where org_id = $1 and session_id in (select id from core.session where org_id = $1 and person_id = any($2::uuid[]))`,
      [tx.orgId, work.ids],
    ),
  )
  tx.send(
    raw(
      `update core.session set user_agent = '', address = '' where org_id = $1 and person_id = any($2::uuid[])`,
      [tx.orgId, work.ids],
    ),
  )
  tx.send(
    raw('delete from core.saved_view where org_id = $1 and owner_id = any($2::uuid[]) and not is_shared', [
      tx.orgId,
      work.ids,
    ]),
  )
  for (const { table, column, onErasure } of readKept())
    if (onErasure === 'goes')
      tx.send(
        sql`delete from ${sql.raw(table)} t where t.org_id = ${tx.orgId} and t.${sql.ref(column)} = any(${work.ids}::uuid[])`,
      )
  await sweep(app, tx, work)
  tx.send(
    raw(
      `update core.person set name = $3, email = null, phone = null, extension = null, badge = null, external_key = null, title = null, language = null,
         department_id = null, site_id = null, place_id = null, manager_id = null, is_active = false, updated_at = $4
       where org_id = $1 and id = any($2::uuid[])`,
      [tx.orgId, work.ids, `Erased person ${work.number}`, now],
    ),
  )
  if (!open.is_first) return
  tx.send(
    audit(work.actor, now, 'privacy.erased', {
      erasure: work.id,
      person: work.personId,
      records: open.records,
    }),
  )
}

/** Files that were never sent. */
async function removeUnsent(app: App, tx: Tx, work: Work, now: string): Promise<void> {
  const files = await tx.all(
    raw<{ id: string; storage_key: string }>(
      'select id, storage_key from core.attachment where org_id = $1 and uploaded_by = any($2::uuid[]) and record_id is null and removed_at is null for update',
      [tx.orgId, work.ids],
    ),
  )
  removeAttachments(app, tx, files, { personId: work.actor.personId, now })
}

/** Takes the words out of what the redaction of a record does not reach, but where the record has to stay as it is. */
async function sweep(app: App, tx: Tx, { words: { everywhere } }: Work): Promise<void> {
  if (everywhere.length === 0) return
  const patterns = wholeWords(everywhere)
  const loose = loosePattern(everywhere)
  const mails = everywhere.filter(({ kind }) => kind === 'email').map(({ text }) => text.toLowerCase())
  for (const { table, column, what } of readSwept()) {
    const own = sql`t.${sql.ref(column)}`
    const from = sql`${sql.raw(table)} t where t.org_id = ${tx.orgId}`
    if (what === 'same') tx.send(sql`delete from ${from} and lower(${own}) = any(${mails}::text[])`)
    else await sweepColumn(app, tx, { from, table, column, isRow: what === 'row' }, { loose, patterns })
  }
}

type Place = { from: RawBuilder<unknown>; table: string; column: string; isRow: boolean }
type Patterns = { loose: string; patterns: readonly RegExp[] }

/** Rows that go as a whole may be taken away and not changed, so that they are not locked. PostgreSQL finds the rows, and the borders of words are looked at here. */
async function sweepColumn(
  app: App,
  tx: Tx,
  { from, table, column, isRow }: Place,
  { loose, patterns }: Patterns,
): Promise<void> {
  const own = sql`t.${sql.ref(column)}`
  const key = await recordColumn(tx, table)
  const record = key === undefined ? sql`null::uuid` : sql`t.${sql.ref(key)}`
  const rows = await tx.all(
    sql<{
      at: string
      part: string
      record: string | null
      value: unknown
    }>`select t.ctid::text as at, t.tableoid::text as part, ${record} as record, to_jsonb(${own}) as value from ${from} and ${own}::text ~* ${loose} ${isRow ? sql`` : sql`for update`}`,
  )
  const kept = await keptAsTheyAre(
    app,
    tx,
    rows.flatMap(({ record }) => record ?? []),
  )
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
}

/** The value with the words taken out of every text in it; keys stay, and a number of the same digits is something else. */
function withoutWords(value: unknown, patterns: readonly RegExp[]): unknown {
  if (typeof value === 'string')
    return patterns.reduce((text, pattern) => text.replaceAll(pattern, mark), value)
  if (Array.isArray(value)) return value.map((each) => withoutWords(each, patterns))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutWords(each, patterns)]))
}
