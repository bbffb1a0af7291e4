/** How a person's words are written in records: a redaction takes exactly what it is given. */
import { sql } from 'kysely'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { loosePattern, type Word, wholeWords } from './words-of.ts'

export type Spelled = {
  /** Stands as a word alone wherever it stands in the record. */
  clear: string[]
  /** Stands as a part of longer words too, which a redaction of the whole record would cut. */
  mixed: string[]
}

/** Told by lists of their own, or never changed. */
const apart = ['core.audit', 'core.event', 'core.outbox', 'core.notification', 'core.idempotency']

/** The statements' parts that read every text of the records, from whichever table names them. */
async function textsOf(tx: Tx): Promise<string> {
  const columns = await tx.all(
    raw<{ table: string; key: string; columns: string[] }>(
      `select format('%I.%I', n.nspname, t.relname) as table, quote_ident(k.attname) as key, array_agg(quote_ident(c.attname)) as columns
       from pg_class t join pg_namespace n on n.oid = t.relnamespace
         join pg_attribute k on k.attrelid = t.oid and not k.attisdropped and k.atttypid = 'uuid'::regtype
           and (k.attname in ('record_id', 'ticket_id', 'article_id', 'incident_id') or (k.attname = 'id' and (n.nspname, t.relname) in (('core', 'record'), ('tickets', 'ticket'), ('knowledge', 'article'), ('incidents', 'incident'))))
         join pg_attribute o on o.attrelid = t.oid and o.attname = 'org_id'
         join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped join pg_type y on y.oid = c.atttypid
       where t.relkind in ('r', 'p') and not t.relispartition and n.nspname not in ('safety', 'trail', 'privacy') and y.typname in ('text', 'varchar', 'jsonb', '_text')
         and format('%I.%I', n.nspname, t.relname) <> all($1::text[]) and has_column_privilege(t.oid, c.attnum, 'select') and has_column_privilege(t.oid, k.attnum, 'select')
       group by 1, 2 order by 1, 2`,
      [apart],
    ),
  )
  const parts = columns.flatMap(({ table, key, columns }) =>
    columns.map(
      (column) =>
        `select ${key} as id, ${column}::text as text from ${table} where org_id = $1 and ${key} = any($2::uuid[]) and ${column}::text ~* $3`,
    ),
  )
  parts.push(
    `select f.record_id, c.words from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id
     where f.org_id = $1 and f.record_id = any($2::uuid[]) and c.words ~* $3`,
  )
  return parts.join(' union all ')
}

/** By the ids of the records in which the words stand. */
export async function spellings(
  tx: Tx,
  ids: readonly string[],
  words: readonly Word[],
  anyCase: boolean,
): Promise<Map<string, Spelled>> {
  const found = new Map<string, Spelled>()
  if (words.length === 0 || ids.length === 0) return found
  const rows = await tx.all(
    raw<{ id: string; text: string }>(await textsOf(tx), [tx.orgId, ids, loosePattern(words)]),
  )
  const patterns = wholeWords(words, anyCase)
  const texts = Map.groupBy(rows, ({ id }) => id)
  for (const [id, own] of texts) {
    const all = own.map(({ text }) => text.replaceAll(/\\[nrt]/g, '\n'))
    const counts = new Map<string, number>()
    for (const text of all)
      for (const pattern of patterns)
        for (const [match] of text.matchAll(pattern)) counts.set(match, (counts.get(match) ?? 0) + 1)
    const spelled: Spelled = { clear: [], mixed: [] }
    for (const [match, count] of counts) {
      const all_count = all.reduce((sum, text) => sum + text.split(match).length - 1, 0)
      spelled[all_count > count ? 'mixed' : 'clear'].push(match)
    }
    spelled.clear.sort((a, b) => b.length - a.length)
    if (counts.size > 0) found.set(id, spelled)
  }
  return found
}

export type Range = { message_id: string; from: number; to: number; text: string }

/** Where the words stand in the messages of a record, the last first, so that taking one out moves no other. */
export async function rangesIn(
  tx: Tx,
  recordId: string,
  words: readonly Word[],
  anyCase: boolean,
): Promise<Range[]> {
  const messages = await tx.all(
    sql<{
      id: string
      body: string
    }>`select id, body from core.message where org_id = ${tx.orgId} and record_id = ${recordId}`,
  )
  return messages.flatMap(({ id, body }) =>
    wholeWords(words, anyCase)
      .flatMap((pattern) => [...body.matchAll(pattern)])
      .map((match) => ({
        message_id: id,
        from: match.index,
        to: match.index + match[0].length,
        text: match[0],
      }))
      .sort((a, b) => b.from - a.from)
      .filter((range, at, all) => at === 0 || range.to <= (all[at - 1]?.from ?? 0)),
  )
}
