/**
 * Decides how a search is answered. A rare word's entries are all ranked; a common word's cannot be, so the
 * newest entries are walked until a page is full. The words that were counted in the background say which.
 */
import { sql } from 'kysely'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { Term } from './parse.ts'

export type Counted = { word: string; uses: number | null; few_uses?: number | null }

/** What an organization has: entries in all, those that are not tickets, and the sums of their different words. */
export type Totals = { entries: number; few_entries: number; lengths: number; few_lengths: number }
export const noTotals: Totals = { entries: 0, few_entries: 0, lengths: 0, few_lengths: 0 }

/** A condition, and in how many entries it is: of all, and of those that are not tickets. */
export type Meaning = { readonly query: string; readonly uses: number; readonly fewUses: number }

export type Resolved = {
  readonly term: Term
  /** The condition as PostgreSQL writes it; empty when nothing but stop words was typed. */
  readonly query: string
  /** In how many entries it is at most, as far as the words were counted. */
  readonly uses: number
  /** What was typed; nothing when it was a stop word. */
  readonly typed: Meaning | undefined
  /** What may stand for it: words that mean the same, longer words that begin so. */
  readonly others: readonly Meaning[]
  /** Some word was never counted: it is new, rare or no plain word. */
  readonly isUnknown: boolean
  /** The stem of the one word that was typed, when nobody or hardly anybody uses it: perhaps a typing error. */
  readonly misspelled: string | null
}

/** What is asked of the index, and what of the entries that it gives. */
export type Asked = {
  readonly index: readonly string[]
  /** The whole condition; null where the index is asked for all of it. */
  readonly checked: string | null
  /** About what it takes to fetch all matches. */
  readonly ms: number
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
  /** How many would if each word stood anywhere, whatever the others do. */
  readonly byChance: number
  readonly asked: Asked
  readonly entries: number
  readonly isUnknown: boolean
  readonly isTitleOnly: boolean
}

const beginnings_max = 8
const beginning_length_min = 2
const misspelled_length_min = 4
// A word that is used so seldom may be a typing error that somebody made before; then the word that was meant is
// used so many times as often.
const misspelled_uses_max = 2
const meant_times_min = 10

type PhraseRow = { at: number; query: string; is_typed: boolean; words: Counted[] | null }
type Beginning = { word: string; uses: number; few_uses: number }

/** The queries that look up what the terms mean, to be sent together; `readTerms` reads their answers. */
export function termQueries(orgId: string, terms: readonly Term[]) {
  const phrases = terms.flatMap((term, at) => term.phrases.map((words) => ({ at, words })))
  const open = terms.find((term) => term.isOpen)?.phrases[0] ?? ''
  return [
    sql<PhraseRow>`
      select p.at, phraseto_tsquery('core.english', p.words)::text as query, p.is_typed,
        (select json_agg(json_build_object('word', s.word, 'uses', w.uses, 'few_uses', w.few_uses))
         from unnest(tsvector_to_array(to_tsvector('core.english', p.words))) s(word)
         left join core.search_word w on w.org_id = ${orgId} and w.word = s.word) as words
      from unnest(${phrases.map((phrase) => phrase.at)}::int[], ${phrases.map((phrase) => phrase.words)}::text[], ${phrases.map(({ at, words }) => terms[at]?.phrases[0] === words)}::bool[]) p(at, words, is_typed)`,
    raw<Beginning>(
      'select word, uses, few_uses from core.search_beginning(core.fold($1), $2) where length($1) >= $3 order by uses desc',
      [open.slice(0, 60), beginnings_max, beginning_length_min],
    ),
    raw<Totals>(
      'select entries, few_entries, lengths, few_lengths from core.search_total where org_id = $1',
      [orgId],
    ),
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
    ...filled.map((row) => meaningOf(row, row.is_typed)),
    ...more.map((each) => ({
      query: quoted(each.word),
      uses: each.uses,
      fewUses: each.few_uses,
      isTyped: false,
    })),
  ]
  const distinct = [...new Map(alternatives.map((each) => [each.query, each])).values()]
  const only = typedWords.length === 1 ? typedWords[0] : undefined
  const isMisspelled =
    !term.isPhrase &&
    !term.isUnwanted &&
    filled.length === 1 &&
    more.length === 0 &&
    only !== undefined &&
    (only.uses ?? 0) <= misspelled_uses_max &&
    /^\p{L}+$/u.test(only.word) &&
    only.word.length >= misspelled_length_min
  return {
    term,
    query: distinct.length === 0 ? '' : `(${distinct.map((each) => each.query).join(' | ')})`,
    uses: distinct.reduce((sum, each) => sum + each.uses, 0),
    typed: typed && meaningOf(typed, true),
    others: distinct.filter((each) => !each.isTyped),
    isUnknown: typedWords.some((word) => word.uses === null),
    misspelled: isMisspelled ? only.word : null,
  }
}

// All words of a phrase must be there, so the rarest bounds it.
function meaningOf(row: PhraseRow, isTyped: boolean): Meaning & { isTyped: boolean } {
  const rarest = (usesOf: (word: Counted) => number | null | undefined) =>
    row.words?.length ? Math.min(...row.words.map((word) => usesOf(word) ?? 0)) : 0
  return {
    query: grouped(row.query),
    uses: rarest((word) => word.uses),
    fewUses: rarest((word) => word.few_uses),
    isTyped,
  }
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
  const conditionOf = (each: Resolved) =>
    isTitleOnly || each.term.isTitle ? each.query.replaceAll(/'(?:[^']|'')*'/g, '$&:A') : each.query
  const rarest = wanted
    .toSorted((a, b) => a.uses - b.uses)
    .map((each) => ({ query: conditionOf(each), uses: each.uses }))
  const query =
    wanted.length === 0
      ? ''
      : [...wanted.map(conditionOf), ...unwanted.map((each) => `!${conditionOf(each)}`)].join(' & ')
  return {
    resolved,
    query,
    wanted: rarest,
    unwanted: unwanted.map(conditionOf),
    matches: together(
      rarest.map(({ uses }) => uses),
      entries,
    ),
    byChance: byChance(
      rarest.map(({ uses }) => uses),
      entries,
    ),
    asked: askedOf(rarest, query, entries),
    entries,
    isUnknown: wanted.some((each) => each.isUnknown),
    isTitleOnly,
  }
}

/** In how many of the entries words stand together that are each in so many: more often than by chance, not always. */
export function together(uses: readonly number[], entries: number): number {
  if (uses.length === 0) return 0
  return Math.ceil(Math.sqrt(byChance(uses, entries) * Math.min(...uses)))
}

function byChance(uses: readonly number[], entries: number): number {
  const total = Math.max(1, entries)
  return uses.reduce((product, each) => product * Math.min(1, each / total), 1) * total
}

// Measured at five million entries: a place of a list, a place of the rarest word that is compared, one of it that is
// looked up in a longer list, and an entry that is fetched, of which most pages are in memory and some are not.
const place_ms = 0.000_013
const compare_ms = 0.000_08
const lookup_ms = 0.006
const fetch_ms = 0.02

/**
 * The index is asked for the rarest word, and for the next ones as long as that costs less than to look at the entries
 * that they rule out.
 */
export function askedOf(
  rarest: readonly { readonly query: string; readonly uses: number }[],
  query: string,
  entries: number,
): Asked {
  const [first, ...others] = rarest
  if (first === undefined) return { index: [], checked: null, ms: 0 }
  const index = [first.query]
  let places = first.uses
  let ms = first.uses * place_ms
  for (const { query: next, uses } of others) {
    const cut_ms = Math.min(places * lookup_ms, uses * place_ms + places * compare_ms)
    const left = places * Math.sqrt(Math.min(1, uses / Math.max(1, entries)))
    if (cut_ms > (places - left) * fetch_ms) break
    index.push(next)
    ms += cut_ms
    places = left
  }
  const isWhole = index.join(' & ') === query || (index.length === rarest.length && !query.includes('!'))
  return { index, checked: isWhole ? null : query, ms: ms + places * fetch_ms }
}

// More matches are not fetched and ranked: the newest are found first. Of several words more are guessed than there mostly
// are, and where few are to be expected by chance, going back in time until a page is full would read everything.
const matches_max = 600
const by_chance_min = 300
const fetch_ms_max = 80

/** True when all matches can be fetched and ranked. */
export function isRare(plan: Plan): boolean {
  const isFew = guessOf(plan) <= matches_max || (plan.wanted.length > 1 && plan.byChance <= by_chance_min)
  return isFew && plan.asked.ms <= fetch_ms_max
}

/** How many entries match. A word that was never counted may be in some all the same. */
export function guessOf(plan: Plan): number {
  return plan.isUnknown ? Math.max(plan.matches, Math.ceil(plan.entries / 5_000)) : plan.matches
}

/** The stems that look most like a misspelled one, the most alike first. */
export async function similarWords(tx: Tx, word: string): Promise<string[]> {
  return (await similar(tx, word)).map((row) => row.word)
}

async function similar(tx: Tx, word: string): Promise<Beginning[]> {
  return tx.all(
    raw<Beginning>('select word, uses, few_uses from core.search_similar($1, 4)', [word.slice(0, 60)]),
  )
}

/** The same terms with what was probably meant in the place of misspelled words; nothing when there is no guess. */
export async function correct(tx: Tx, resolved: readonly Resolved[]): Promise<Resolved[] | undefined> {
  let isChanged = false
  const corrected: Resolved[] = []
  for (const each of resolved) {
    const meant = each.misspelled === null ? [] : await meantBy(tx, each.misspelled, each.uses)
    if (meant.length === 0) corrected.push(each)
    else {
      isChanged = true
      const others = meant.map(({ word, uses, few_uses }) => ({
        query: quoted(word),
        uses,
        fewUses: few_uses,
      }))
      const query = `(${others.map((other) => other.query).join(' | ')})`
      const uses = others.reduce((sum, other) => sum + other.uses, 0)
      corrected.push({ ...each, query, uses, typed: undefined, others, isUnknown: false })
    }
  }
  return isChanged ? corrected : undefined
}

async function meantBy(tx: Tx, word: string, uses: number): Promise<Beginning[]> {
  const rows = (await similar(tx, word)).filter((row) => row.word !== word)
  if (uses === 0) return rows.slice(0, 3)
  return rows.filter((row) => row.uses >= uses * meant_times_min).slice(0, 3)
}
