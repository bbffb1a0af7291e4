/** Names that may be a patient's: by what announces them, by what stands beside them, by how they are written. */
import type { Around } from './around.ts'
import { joinedRecord } from './beside.ts'
import { dayAt } from './dates.ts'
import { also_words, family_names, given_names } from './names.ts'
import type { Span } from './span.ts'
import type { Token } from './tokens.ts'
import {
  clinical_cues,
  describing,
  fillers,
  kin_cues,
  no_names,
  particles,
  staff_cues,
  titles,
} from './words.ts'

const parts_max = 4
/** From here on the text itself says that the name is a patient's. */
const said_score = 0.8
/** True when the words, in small letters, are those of one person who works here. */
export type IsStaff = (words: readonly string[]) => boolean

type Run = { first: number; last: number; words: string[]; known: number; isListed: boolean }

/** All names with their scores. */
export function namesIn(around: Around, isStaff: IsStaff): Span[] {
  const spans: Span[] = []
  for (let at = 0; at < around.tokens.length; at++) {
    const run = runAt(around, at) ?? smallAt(around, at)
    if (!run) continue
    const { score, why } = judge(around, run)
    if (score > 0.2 && (run.known > 0 || score >= 0.6)) {
      around.names.ends.add(run.last)
      // Somebody who works here; one of that name that is said to be a patient is masked all the same.
      const staff = score < said_score && isStaff(run.words)
      if (!staff) {
        const first = around.tokens[run.first] as Token
        const last = around.tokens[run.last] as Token
        spans.push({ from: first.from, to: last.to, kind: 'name', score, why })
      }
    }
    at = run.last
  }
  return spans
}

const known_names: ReadonlySet<string> = new Set([...given_names, ...family_names])

function isKnown(token: Token): boolean {
  return known_names.has(token.lower)
}

function isPart({ shape, lower, text }: Token, isAloud: boolean): boolean {
  const isName = known_names.has(lower) || isJoined(lower)
  // Most words are neither names nor written like one: nothing else is asked of them.
  if (shape === 'small' && !isName) return false
  if (text.length > 30 || no_names.has(lower)) return false
  if (shape === 'small') return !also_words.has(lower)
  if (shape === 'all_capital') return isName || (!isAloud && text.length > 4)
  if (shape !== 'capital') return false
  return (
    isName || (!clinical_cues.has(lower) && !titles.has(lower) && !staff_cues.has(lower) && text.length > 1)
  )
}

function isJoined(lower: string): boolean {
  const dash = lower.indexOf('-')
  return dash > 0 && known_names.has(lower.slice(0, dash))
}

const isInitial = ({ text }: Token) => text.length === 1 && text >= 'A' && text <= 'Z'

/** The words of a name that begins here, as far as it goes. */
function runAt(around: Around, at: number): Run | undefined {
  const { text, tokens } = around
  const first = tokens[at] as Token
  const before = tokens[at - 1]
  const isAloud = before?.shape === 'all_capital'
  if (!isPart(first, isAloud) && !(isInitial(first) && text.charAt(first.to) === '.')) return undefined
  const run: Run = {
    first: at,
    last: at,
    words: [first.lower],
    known: isKnown(first) ? 1 : 0,
    isListed: false,
  }
  for (let next = at + 1; next < tokens.length && run.words.length < parts_max; next++) {
    const token = tokens[next] as Token
    const between = text.slice((tokens[next - 1] as Token).to, token.from)
    if (!isJoint(run, between, token)) break
    if (particles.has(token.lower) && first.shape !== 'small') {
      const behind = tokens[next + 1]
      if (behind && (behind.shape === 'capital' || particles.has(behind.lower))) continue
      break
    }
    if (!isPart(token, isAloud) && !isInitial(token)) break
    if (first.shape !== 'small' && token.shape === 'small' && !isKnown(token)) break
    if (between.startsWith(',')) run.isListed = true
    run.last = next
    if (!isInitial(token)) run.words.push(token.lower)
    if (isKnown(token)) run.known++
  }
  return run
}

/** “pt kowalczyk dob …”: no known name, in small letters, but directly between the patient and a label. */
function smallAt(around: Around, at: number): Run | undefined {
  const { text, tokens } = around
  const first = tokens[at] as Token
  if (!around.isPatientCue(at - 1) || !isPlainWord(around, at)) return undefined
  if (first.from - (tokens[at - 1] as Token).to > 2) return undefined
  const run: Run = { first: at, last: at, words: [first.lower], known: 0, isListed: false }
  const next = tokens[at + 1]
  if (next && isPlainWord(around, at + 1) && /^,? $/.test(text.slice(first.to, next.from))) {
    const both = { ...run, last: at + 1, words: [first.lower, next.lower] }
    if (besideOf(around, both)) return both
  }
  return besideOf(around, run) ? run : undefined
}

function isPlainWord(around: Around, at: number): boolean {
  const { shape, lower } = around.tokens[at] as Token
  if (shape !== 'small' || lower.length < 3 || around.cueAt(at) !== undefined) return false
  return ![no_names, clinical_cues, fillers, describing, staff_cues, kin_cues, titles, particles].some(
    (words) => words.has(lower),
  )
}

function isJoint(run: Run, between: string, token: Token): boolean {
  if (/^ {1,3}$/.test(between) || /^\. {1,2}$/.test(between))
    return between.charAt(0) !== '.' || run.words.at(-1)?.length === 1
  return (
    run.words.length === 1 &&
    /^, {0,2}$/.test(between) &&
    (given_names.has(token.lower) || token.shape === 'all_capital')
  )
}

type Judged = { score: number; why: string }

function judge(around: Around, run: Run): Judged {
  const before = beforeOf(around, run.first)
  const isFull = run.words.length > 1
  const first = around.tokens[run.first] as Token
  if (before === 'staff') return { score: 0.15, why: 'somebody who works here' }
  if (before === 'patient') {
    if (run.known > 0) return { score: 0.95, why: 'a known name behind the patient' }
    if (first.shape === 'small')
      return besideOf(around, run)
        ? { score: 0.7, why: 'a word between the patient and a label' }
        : { score: 0, why: '' }
    return { score: isFull ? 0.8 : 0.66, why: 'a name behind the patient' }
  }
  const beside = besideOf(around, run)
  // Where somebody is may be where they work.
  const besideScore = beside === 'a place' || beside === 'a day long ago' ? 0.7 : 0.85
  if (beside && (run.known > 0 || isFull)) return { score: besideScore, why: `a name beside ${beside}` }
  if (before === 'kin' && run.known > 0) return { score: 0.7, why: 'a name of the family' }
  const isCare = around.isNearCare(first.from, 70)
  if (before === 'title') return { score: isCare ? 0.75 : 0.5, why: 'a name behind a form of address' }
  if (run.known === 0) return { score: 0, why: '' }
  if (run.isListed) return { score: isCare ? 0.75 : 0.5, why: 'a name as lists write it' }
  if (isFull && given_names.has(run.words[0] as string))
    return { score: isCare && first.shape !== 'small' ? 0.65 : isCare ? 0.62 : 0.4, why: 'a whole name' }
  if (before === 'care' && !also_words.has(run.words[0] as string))
    return { score: 0.62, why: 'a name that care is for' }
  return { score: isFull ? 0.35 : 0.25, why: 'perhaps a name' }
}

type Before = 'patient' | 'staff' | 'kin' | 'title' | 'care' | undefined

/** What announces a name: the first telling word before it, past those that only lead to it. */
function beforeOf(around: Around, at: number): Before {
  const { text, tokens } = around
  let isTitled = false
  for (let back = at - 1; back >= 0 && back >= at - 5; back--) {
    const token = tokens[back] as Token
    const between = text.slice(token.to, (tokens[back + 1] as Token).from)
    if (between.length > 6 || /\n\s*\n|[!?;]|\.\s*\n/.test(between)) break
    const isClose = back === at - 1 || isTitled
    if (around.isPatientCue(back) || (around.cueAt(back)?.kind === 'mrn' && token.lower === 'chart'))
      return 'patient'
    if (staff_cues.has(token.lower)) return 'staff'
    if (kin_cues.has(token.lower)) return 'kin'
    if (titles.has(token.lower) && isClose) {
      isTitled = true
      continue
    }
    // A full stop ends what was said, but for “pt.” and “Mrs.” above.
    if (/\.\s/.test(between)) break
    const isLeading = /^(?:for|on|of|para|a)$/.test(token.lower)
    if (isLeading && isClose && around.isNearCare(token.from - 25, 25)) return isTitled ? 'title' : 'care'
    if (!fillers.has(token.lower)) break
  }
  return isTitled ? 'title' : undefined
}

/** A label or an age directly behind the name, a bed or a record's number directly before it. */
function besideOf(around: Around, run: Run): string | undefined {
  const { text, tokens } = around
  const last = tokens[run.last] as Token
  const next = tokens[run.last + 1]
  if (next && next.from - last.to <= 4 && !/[.!?]/.test(text.slice(last.to, next.from))) {
    const cue = around.cueAt(run.last + 1)
    if ((cue && cue.kind !== 'account' && cue.kind !== 'device') || joinedRecord(next)) return 'a label'
    if (/^\d{1,3}(?:yo|y|yr|f|m|yof|yom)$/.test(next.lower)) return 'an age'
    const unit = tokens[run.last + 2]?.lower
    if (/^\d{1,3}$/.test(next.text) && unit && /^(?:yo|yr|yrs|year|years|y|años|f|m)$/.test(unit))
      return 'an age'
    // “Kowalski in rm 412”, “Kowalski, bed 7”.
    const to = /^(?:in|en|at|de)$/.test(next.lower) ? run.last + 2 : run.last + 1
    const place = tokens[to]?.lower ?? ''
    if (
      /^(?:bed|rm|room|cama|habitación|habitacion|hab|bay|ed|icu|uci)$/.test(place) &&
      /^\d/.test(tokens[to + 1]?.text ?? '')
    )
      return to > run.last + 1 ? 'a place' : 'a bed'
    if (to > run.last + 1 && /^\d{3}[a-d]?$/.test(place)) return 'a place'
    const day = dayAt(text, next.from, around.yearNow)
    if (day && around.yearNow - day.year >= 3) return 'a day long ago'
  }
  const before = tokens[run.first - 1]
  const label = tokens[run.first - 2]
  if (!before || (tokens[run.first] as Token).from - before.to > 4 || !/\d/.test(before.text))
    return undefined
  if (/\n/.test(text.slice(before.to, (tokens[run.first] as Token).from))) return undefined
  if (label && /^(?:bed|rm|room|cama|habitación|hab)$/.test(label.lower)) return 'a bed'
  if (label && around.cueAt(run.first - 2)?.kind === 'mrn') return 'a record'
  return undefined
}
