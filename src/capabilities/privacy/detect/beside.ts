/** What stands beside a label in other ways than directly behind it, and whose a telephone or address is. */
import type { Around } from './around.ts'
import { dayAt } from './dates.ts'
import type { Kind, Span } from './span.ts'
import type { Token } from './tokens.ts'
import { kin_cues } from './words.ts'

const further_max = 5

/** The first word that ends behind the place. */
function tokenAt(tokens: readonly Token[], place: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle] as Token).to <= place) low = middle + 1
    else high = middle
  }
  return low
}

/** “MRN 552013 and 552031”: further numbers of the same length behind one that a label announced. */
export function furtherRecords(around: Around, found: Span): Span[] {
  const { text, tokens } = around
  const further: Span[] = []
  let at = tokenAt(tokens, found.to - 1)
  const first = tokens[at]
  if (found.kind !== 'mrn' || first?.shape !== 'digits') return further
  while (at >= 0 && further.length < further_max) {
    const isJoined = /^(?:and|or|to|into|with|vs|y|o|con|a)$/.test(tokens[at + 1]?.lower ?? '')
    const next = tokens[at + (isJoined ? 2 : 1)]
    const between = next && text.slice((tokens[at] as Token).to, next.from)
    if (next?.shape !== 'digits' || next.text.length !== first.text.length) break
    if (
      between === undefined ||
      !(isJoined ? /^.{1,12}$/ : /^\s{0,2}(?:[,/&+]|->|→|=>)\s{0,2}$/).test(between)
    )
      break
    further.push({
      from: next.from,
      to: next.to,
      kind: 'mrn',
      score: 0.85,
      why: 'a number beside one of a record',
    })
    at += isJoined ? 2 : 1
  }
  return further
}

/** “MRN00482913”, in one word. */
export function joinedRecord({ lower, to, shape }: Token): Span | undefined {
  const digits =
    shape === 'mixed'
      ? /^(?:(?:mrn|nhc|csn)[-_]?|mr(?=\d{6}))(?<number>\d{5,14})$/.exec(lower)?.groups?.number
      : undefined
  if (digits === undefined) return undefined
  return { from: to - digits.length, to, kind: 'mrn', score: 0.9, why: 'a number joined to its label' }
}

/** “88172634 (MRN)”, “3/4/1961 dob”: the value directly before its label, where none stands behind it. */
export function beforeLabel(around: Around, at: number, kind: Kind): Span | undefined {
  const { text, tokens } = around
  const label = tokens[at] as Token
  if (kind === 'mrn') {
    const token = tokens[at - 1]
    const isClose = token !== undefined && /^ ?[([]$/.test(text.slice(token.to, label.from))
    return isClose && token.shape === 'digits' && token.text.length >= 5
      ? { from: token.from, to: token.to, kind, score: 0.8, why: 'a number before the label of a record' }
      : undefined
  }
  if (kind !== 'birth') return undefined
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    const { from } = tokens[back] as Token
    const day = dayAt(text, from, around.yearNow)
    if (day && /^\s?[([-]?\s?$/.test(text.slice(day.to, label.from)))
      return { from, to: day.to, kind, score: 0.8, why: 'a day before its label' }
  }
  return undefined
}

const theirs =
  /\b(?:her|his|their|su|sus)\s(?:(?:cell|mobile|home|phone|tel|number|contact|personal|e-?mail|correo|móvil|movil|celular|teléfono|telefono)\b[\s:#.-]{0,3}){1,3}(?:(?:is|es|at|address|number)\b[\s:]{0,2}){0,2}\(?\+?$/iu

/** True when what follows is somebody else's: “her cell is”, “daughter Karen”. */
export function isOfOther(around: Around, from: number): boolean {
  const { tokens, text } = around
  if (theirs.test(text.slice(Math.max(0, from - 60), from))) return true
  for (let at = tokenAt(tokens, from) - 1, steps = 0; at >= 0 && steps < 4; at--, steps++) {
    const token = tokens[at] as Token
    if (from - token.to > 30 || /[.!?]\s/.test(text.slice(token.to, from))) return false
    if (kin_cues.has(token.lower)) return true
  }
  return false
}
