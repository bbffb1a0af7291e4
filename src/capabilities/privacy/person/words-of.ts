/** By which words a person is known: what an export may tell of them and an erasure takes out wherever it stands. */
import type { Actor } from '../../../core/actor.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { Looked } from './left.ts'
import { partsOf, phonePattern } from './phone.ts'

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

const kinds = ['name', 'email', 'phone', 'badge', 'external_key'] as const
export type Word = { kind: (typeof kinds)[number]; text: string }

export type WordsOf = {
  /** Taken out of the tickets that the person asked. */
  own: Word[]
  /** Taken out wherever they stand: what nobody else is known by. */
  everywhere: Word[]
}

/** The longest first, so that no part of a word is left of it. */
export async function wordsOf(tx: Tx, entries: readonly Entry[]): Promise<WordsOf> {
  const words = entries.flatMap((entry) =>
    kinds.flatMap((kind): Word[] => (entry[kind] === null ? [] : [{ kind, text: entry[kind] }])),
  )
  const own = await unshared(tx, entries, words)
  return { own: longestFirst(words, own_length_min), everywhere: longestFirst(own, everywhere_length_min) }
}

/** Of the words those that nobody else is known by now: somebody may have come by them since they were sealed. */
export async function unshared(
  tx: Tx,
  entries: readonly Pick<Entry, 'id'>[],
  words: readonly Word[],
): Promise<Word[]> {
  const shared = await tx.all(
    raw<Word>(
      `select w.kind, w.text from jsonb_to_recordset($2::jsonb) w (kind text, text text, national text)
       where exists (select from core.person p where p.org_id = $1 and p.id <> all($3::uuid[]) and case w.kind
         when 'name' then core.fold(p.name) = core.fold(w.text) when 'email' then lower(p.email) = lower(w.text)
         when 'phone' then p.phone = w.text or right(regexp_replace(p.phone, '[^0-9]', '', 'g'), length(w.national)) = w.national
         when 'badge' then lower(p.badge) = lower(w.text) else lower(p.external_key) = lower(w.text) end)`,
      [
        tx.orgId,
        JSON.stringify(words.map((word) => ({ ...word, national: partsOf(word.text)?.national }))),
        entries.map(({ id }) => id),
      ],
    ),
  )
  const isShared = (word: Word) => shared.some(({ kind, text }) => kind === word.kind && text === word.text)
  return words.filter((word) => !isShared(word))
}

function longestFirst(words: readonly Word[], length_min: number): Word[] {
  const kept = words.filter(({ text }) => text.trim().length >= length_min)
  return kept
    .filter((word, at) => kept.findIndex(({ text }) => text === word.text) === at)
    .sort((a, b) => b.text.length - a.text.length)
}

/** An erasure that is under way. */
export type Work = {
  id: string
  number: number
  personId: string
  /** The entry and its doubles. */
  ids: string[]
  words: WordsOf
  stage: 'own' | 'others' | 'sweep' | 'entry' | 'look'
  /** The last record of the stage that was gone through. */
  place: string | null
  looked: Looked | null
  actor: Actor
}

/** What a text means by itself, in the patterns of JavaScript and of PostgreSQL; any white space is as good as another. */
const plain = (text: string) =>
  text
    .trim()
    .replaceAll(/[\^$\\.*+?()[\]{}|/]/g, (sign) => `\\${sign}`)
    .replaceAll(/\s+/g, '\\s+')

/** How the word may be written: a name with the family name first too, a telephone number with the code of its country or without. */
function waysOf({ kind, text }: Word): string[] {
  if (kind === 'phone') return [phonePattern(text) ?? plain(text)]
  const parts = kind === 'name' ? text.trim().split(/\s+/) : []
  if (parts.length < 2) return [plain(text)]
  const last = parts.at(-1) ?? ''
  return [plain(text), `${plain(last)},\\s*${plain(parts.slice(0, -1).join(' '))}`]
}

/**
 * The words as a pattern that finds no parts of longer words or numbers. A name counts as it is written or in capitals,
 * since “will may” is no person; with `anyCase` in whatever case.
 */
export function wholeWords(words: readonly Word[], anyCase = false): RegExp[] {
  return words.map((word) => {
    const isName = word.kind === 'name'
    const ways = [...waysOf(word), ...(isName ? waysOf({ ...word, text: word.text.toUpperCase() }) : [])]
    const before = word.kind === 'email' ? '[\\p{L}\\p{N}@._%+-]' : '[\\p{L}\\p{N}@.]|\\p{N}[-/:]'
    const after = word.kind === 'email' ? '[-.]?[\\p{L}\\p{N}]' : '[\\p{L}\\p{N}@]|[-./:]\\p{N}'
    return new RegExp(
      `(?<!${before})(?:${[...new Set(ways)].join('|')})(?!${after})`,
      isName && !anyCase ? 'gu' : 'giu',
    )
  })
}

/** A pattern of PostgreSQL that finds at least what `wholeWords` does, in JSON too. */
export function loosePattern(words: readonly Word[]): string {
  const ways = words.flatMap((word) => [
    ...waysOf(word),
    ...waysOf({ ...word, text: JSON.stringify(word.text).slice(1, -1) }),
  ])
  return `(?:${[...new Set(ways)].join('|').replaceAll('\\s', '(?:\\s|\\\\[nrt])')})`
}

/** The words as a pattern of PostgreSQL between the borders of words, to count where they still stand. */
export function borderedPattern(words: readonly Word[]): string {
  return `(?<![[:alnum:]@.])${loosePattern(words)}(?![[:alnum:]])`
}
