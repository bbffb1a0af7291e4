/** Where the words of an entry stand: by default in the thread; other kinds tell where they keep theirs. */
import { type RawBuilder, sql } from 'kysely'

/** A query of rows (entry_id, text) for the entries with these ids. */
export type TextsOf = (orgId: string, entryIds: readonly string[]) => RawBuilder<unknown>

const sources = new Map<string, TextsOf>()

/** Told once by a capability whose records keep their text elsewhere than in messages. */
export function declareTexts(kind: string, texts: TextsOf): void {
  sources.set(kind, texts)
}

export function textsOf(kind: string, orgId: string, entryIds: readonly string[]): RawBuilder<unknown> {
  return (sources.get(kind) ?? textsOfThread)(orgId, entryIds)
}

// A record's own entry holds its title and the first public message.
const textsOfThread: TextsOf = (orgId, entryIds) => sql`
  select w.id as entry_id, coalesce(m.body, f.body, '') as text
  from unnest(${entryIds}::uuid[]) w(id)
  left join core.message m on m.org_id = ${orgId} and m.id = w.id
  left join lateral (
    select body from core.message where org_id = ${orgId} and record_id = w.id and not is_internal order by created_at, id limit 1
  ) f on m.id is null`
