/**
 * Decides how a search is answered. A rare word's entries are all ranked; a common word's cannot be, so the
 * newest entries are walked until a page is full. The words that were counted in the background say which.
 */
import { sql } from 'kysely'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { Term } from './parse.ts'

export type Counted = { word: string; uses: number | null }

export type Resolved = {
  readonly term: Term
  /** The condition as PostgreSQL writes it; empty when nothing but stop words was typed. */
  readonly query: string
  /** In how many entries it is at most, as far as the words were counted. */
  readonly uses: number
  /** Some word was never counted: it is new, rare or no plain word. */
  readonly isUnknown: boolean
  /** The stem of the one word that was typed, when nobody uses it: perhaps a typing error. */
  readonly misspelled: string | null
}

export type Plan = {
  readonly resolved: readonly Resolved[]
  /** Empty when there is nothing to look for. */
  readonly query: string
  /** The conditions of the wanted terms, the rarest first, with how many entries hold each. */
  readonly wanted: readonly { readonly query: string; readonly uses: number }[]
  /** The conditions that no text of a record may fulfil. */
  readonly unwanted: readonly string[]
  /** The guess of how many entries match. */
  readonly matches: number
  /** How many places would be read in the index. */
  readonly postings: number
  readonly entries: number
  readonly isUnknown: boolean
  readonly isTitleOnly: boolean
}

const beginnings_max = 8
const beginning_length_min = 2
const misspelled_length_min = 4

type PhraseRow = { at: number; query: string; is_typed: boolean; words: Counted[] | null }
type Beginning = { word: string; uses: number }

/** The queries that look up what the terms mean, to be sent together; `readTerms` reads their answers. */
export function termQueries(orgId: string, terms: readonly Term[]) {
  const phrases = terms.flatMap((term, at) => term.phrases.map((words) => ({ at, words })))
  const open = terms.find((term) => term.isOpen)?.phrases[0] ?? ''
  return [
    sql<PhraseRow>`
      select p.at, phraseto_tsquery('core.english', p.words)::text as query, p.is_typed,
        (select json_agg(json_build_object('word', s.word, 'uses', w.uses))
         from unnest(tsvector_to_array(to_tsvector('core.english', p.words))) s(word)
         left join core.search_word w on w.org_id = ${orgId} and w.word = s.word) as words
      from unnest(${phrases.map((phrase) => phrase.at)}::int[], ${phrases.map((phrase) => phrase.words)}::text[], ${phrases.map(({ at, words }) => terms[at]?.phrases[0] === words)}::bool[]) p(at, words, is_typed)`,
    raw<Beginning>(
      'select word, uses from core.search_beginning(core.fold($1), $2) where length($1) >= $3 order by uses desc',
      [open.slice(0, 60), beginnings_max, beginning_length_min],
    ),
    raw<{ entries: number }>('select entries from core.search_total where org_id = $1', [orgId]),
  ] as const
}

/** What the terms mean: their conditions, and how often their words are used. */
export function readTerms(
  terms: readonly Term[],
  phrases: readonly PhraseRow[],
  beginnings: readonly Beginning[],
): Resolved[] {
  return terms.map((term, at) =>
    resolveTerm(
      term,
      phrases.filter((row) => row.at === at),
      term.isOpen ? beginnings : [],
    ),
  )
}

function resolveTerm(term: Term, rows: readonly PhraseRow[], beginnings: readonly Beginning[]): Resolved {
  const filled = rows.filter((row) => row.query !== '')
  const typed = filled.find((row) => row.is_typed)
  const typedWords = typed?.words ?? []
  // A stop word at the end, such as “in”, is not completed: that would look for “info”, “install”, “internet” …
  const more = typed === undefined ? [] : beginnings
  const alternatives = [
    ...filled.map((row) => ({ query: grouped(row.query), uses: usesOf(row.words ?? []) })),
    ...more.map((each) => ({ query: quoted(each.word), uses: each.uses })),
  ]
  const distinct = [...new Map(alternatives.map((each) => [each.query, each])).values()]
  const only = typedWords.length === 1 ? typedWords[0] : undefined
  const isMisspelled =
    !term.isPhrase &&
    !term.isUnwanted &&
    filled.length === 1 &&
    more.length === 0 &&
    only !== undefined &&
    only.uses === null &&
    /^\p{L}+$/u.test(only.word) &&
    only.word.length >= misspelled_length_min
  return {
    term,
    query: distinct.length === 0 ? '' : `(${distinct.map((each) => each.query).join(' | ')})`,
    uses: distinct.reduce((sum, each) => sum + (each.uses ?? 0), 0),
    isUnknown: typedWords.some((word) => word.uses === null),
    misspelled: isMisspelled ? only.word : null,
  }
}

// All words of a phrase must be there, so the rarest bounds it.
function usesOf(words: readonly Counted[]): number {
  return words.length === 0 ? 0 : Math.min(...words.map((word) => word.uses ?? 0))
}

// A single word stays as it stands, so that the same word from another source is not looked for twice.
function grouped(query: string): string {
  return /^'(?:[^']|'')*'$/.test(query) ? query : `(${query})`
}

function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

/** Puts the terms together: all wanted ones, none of the unwanted. `isTitleOnly` looks at titles alone. */
export function planOf(resolved: readonly Resolved[], entries: number, isTitleOnly: boolean): Plan {
  const meant = resolved.filter((each) => each.query !== '')
  const wanted = meant.filter((each) => !each.term.isUnwanted)
  const unwanted = meant.filter((each) => each.term.isUnwanted)
  const condition = wanted.map((each) => each.query).join(' & ')
  const positive = isTitleOnly ? condition.replaceAll(/'(?:[^']|'')*'/g, '$&:A') : condition
  const rarest = wanted.toSorted((a, b) => a.uses - b.uses)
  const total = Math.max(1, entries)
  const apart = rarest.reduce((product, each) => product * Math.min(1, each.uses / total), 1) * total
  return {
    resolved,
    query: wanted.length === 0 ? '' : [positive, ...unwanted.map((each) => `!${each.query}`)].join(' & '),
    wanted: rarest.map(({ query, uses }) => ({ query, uses })),
    unwanted: unwanted.map(({ query }) => query),
    // Words of one subject stand together more often than by chance: between chance and always.
    matches: Math.ceil(Math.sqrt(apart * (rarest[0]?.uses ?? 0))),
    postings: (rarest[0]?.uses ?? 0) * rarest.length,
    entries,
    isUnknown: wanted.some((each) => each.isUnknown),
    isTitleOnly,
  }
}

// Measured on two cores with five million entries in memory: to fetch and rank a match, to read a place in the
// index, to pass by one entry on the walk.
const match_us = 6
const posting_us = 0.5
const step_us = 1.4

/** No walk is longer; see find.ts. */
export const walk_steps_max = 30_000

/** True when to fetch `found_max` matches through the index costs no more than to walk until they are found. */
export function isRare(plan: Plan, found_max: number): boolean {
  const steps = (found_max * plan.entries) / Math.max(1, plan.matches)
  if (steps > walk_steps_max * 0.8) return true
  return plan.postings * posting_us + Math.min(plan.matches, found_max) * match_us <= steps * step_us
}

/** The stems that look most like a misspelled one. */
export async function similarWords(tx: Tx, word: string): Promise<string[]> {
  const rows = await tx.all(
    raw<Counted>('select word, uses from core.search_similar($1, 3)', [word.slice(0, 60)]),
  )
  return rows.map((row) => row.word)
}

/** The same terms with what was probably meant in the place of misspelled words; nothing when there is no guess. */
export async function correct(tx: Tx, resolved: readonly Resolved[]): Promise<Resolved[] | undefined> {
  let isChanged = false
  const corrected: Resolved[] = []
  for (const each of resolved) {
    const similar = each.misspelled === null ? [] : await similarWords(tx, each.misspelled)
    if (similar.length === 0) corrected.push(each)
    else {
      isChanged = true
      corrected.push({ ...each, query: `(${similar.map(quoted).join(' | ')})`, uses: 0, isUnknown: true })
    }
  }
  return isChanged ? corrected : undefined
}

const telling_max = 12

/**
 * The condition that any of the telling words of a longer text matches: the rarest of those that are used at all,
 * since what stands everywhere tells nothing. Empty when the text says nothing.
 */
export async function tellingTerms(tx: Tx, terms: readonly Term[]): Promise<string> {
  const [phrases] = await tx.many(...termQueries(tx.orgId, terms))
  const resolved = readTerms(terms, phrases, [])
  const distinct = [...new Map(resolved.map((each) => [each.query, each])).values()]
  return distinct
    .filter((each) => each.query !== '')
    .sort((a, b) => rarity(a) - rarity(b))
    .slice(0, telling_max)
    .map((each) => each.query)
    .join(' | ')
}

// A word that was never counted may be new, or a number that nobody else wrote: it comes after the counted ones.
function rarity(each: Resolved): number {
  return each.uses === 0 ? Number.MAX_SAFE_INTEGER : each.uses
}
