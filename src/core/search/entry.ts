/** The search entries: one for each text that can be found, written with the text itself. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

export type SearchEntry = {
  orgId: string
  entryId: string
  recordId: string
  kind: string
  isInternal: boolean
  at: string
  /** Weighs most. */
  title?: string
  body: string
}

const words_bytes_max = 200_000

/** The statement that makes a text findable, replacing what was findable under the same entry. */
export function indexWords(entry: SearchEntry): Raw<unknown> {
  return raw(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     values ($1,$2,$3,$4,$5,$6, setweight(to_tsvector('core.english', $7), 'A') || to_tsvector('core.english', $8))
     on conflict (org_id, entry_id) do update set words = excluded.words, is_internal = excluded.is_internal`,
    [
      entry.orgId,
      entry.entryId,
      entry.recordId,
      entry.kind,
      entry.isInternal,
      entry.at,
      entry.title ?? '',
      entry.body.slice(0, words_bytes_max),
    ],
  )
}

/** The statement that makes a text unfindable, and forgets its rare words everywhere. */
export function forgetWords(orgId: string, entryId: string): Raw<unknown> {
  return raw('select core.search_forget($1, $2)', [orgId, entryId])
}

/** The statement that forgets searches that hold one of the words: those that found nothing, and those beside the audit log. */
export function forgetMisses(orgId: string, words: readonly string[]): Raw<unknown> {
  return raw(
    `with asked as (
       delete from core.search_miss_word m using unnest($2::text[]) w (word)
       where m.org_id = $1 and m.hash = sha256(convert_to($1::uuid::text || w.word, 'UTF8'))
     ), searched as (
       delete from core.searched where org_id = $1 and regexp_split_to_array(lower(words), '[^[:alnum:]]+') && $2::text[])
     delete from core.search_miss where org_id = $1 and regexp_split_to_array(words, '[^[:alnum:]]+') && $2::text[]`,
    [orgId, words],
  )
}
