/** By which words a person is known: what an export may tell of them and an erasure takes out wherever it stands. */
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** Shorter numbers and names stand in many places by chance. */
const own_length_min = 4
const everywhere_length_min = 6

type Entry = {
  id: string
  name: string
  email: string | null
  phone: string | null
  badge: string | null
  external_key: string | null
}

/** The entry of the person and those of doubles that were merged into it. */
export function entriesOf(tx: Tx, personId: string): Promise<Entry[]> {
  return tx.all(
    raw<Entry>(
      `select id, name, email, phone, badge, external_key from core.person
       where org_id = $1 and (id = $2 or merged_into_id = $2) order by id = $2 desc, id`,
      [tx.orgId, personId],
    ),
  )
}

export type WordsOf = {
  /** Taken out of the records that are the person's own. */
  own: string[]
  /** Taken out wherever they stand: what nobody else is known by. */
  everywhere: string[]
}

/** The longest first, so that no part of a word is left of it. */
export async function wordsOf(tx: Tx, entries: readonly Entry[]): Promise<WordsOf> {
  const names = await tx.all(
    raw<{ name: string; is_shared: boolean }>(
      `select n.name, exists (select from core.person p where p.org_id = $1 and p.id <> all($3::uuid[]) and core.fold(p.name) = core.fold(n.name)) as is_shared
       from unnest($2::text[]) n (name)`,
      [tx.orgId, entries.map(({ name }) => name), entries.map(({ id }) => id)],
    ),
  )
  const numbers = entries.flatMap(({ email, phone, badge, external_key }) => [
    email,
    phone,
    badge,
    external_key,
  ])
  const alone = names.filter(({ is_shared }) => !is_shared)
  return {
    own: longestFirst([...names.map(({ name }) => name), ...numbers], own_length_min),
    everywhere: longestFirst([...alone.map(({ name }) => name), ...numbers], everywhere_length_min),
  }
}

function longestFirst(words: readonly (string | null)[], length_min: number): string[] {
  const kept = words.filter((word): word is string => word !== null && word.trim().length >= length_min)
  return [...new Set(kept)].sort((a, b) => b.length - a.length)
}

/** An erasure that is under way. */
export type Work = {
  id: string
  number: number
  personId: string
  /** The entry and its doubles. */
  ids: string[]
  words: WordsOf
  place: string | null
  actor: Actor
}

/** The word as a pattern of PostgreSQL that means nothing but itself. */
export function patternOf(word: string): string {
  return word.replaceAll(/[^\p{L}\p{N}\s]/gu, (sign) => `\\${sign}`)
}
