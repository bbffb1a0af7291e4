/** Where somebody lives. */
import type { Around } from './around.ts'
import type { Span } from './span.ts'
import type { Token } from './tokens.ts'
import { street_begins, street_ends } from './words.ts'

const street_words_max = 5
const tail =
  /(?:[.,]? {0,2}\n? ?(?:apt|apartment|unit|suite|ste|#|piso|puerta)\.? {0,2}#?[\p{L}\d-]{1,8})?(?:[.,] ?\n? ?\p{Lu}[\p{L}.' -]{1,30}(?:, ?\p{Lu}{2})?(?:,? \d{5}(?:-\d{4})?)?)?/uy

/** A house number and a street, in the order of English or of Spanish. */
export function addressAt(around: Around, at: number): Span | undefined {
  const last = streetFrom(around, at)
  if (last === undefined) return undefined
  const { text, tokens } = around
  const from = (tokens[at] as Token).from
  tail.lastIndex = last.to
  const to = tail.test(text) ? tail.lastIndex : last.to
  const said = /(?:lives?|address|home|resid\w{1,6}|vive|direcci[oó]n|domicilio|moved)\b.{0,30}$/i.test(
    text.slice(Math.max(0, from - 45), from),
  )
  const score = 0.45 + (said ? 0.2 : 0) + (around.isNearPatient(from) ? 0.25 : 0)
  return { from, to: Math.max(to, last.to), kind: 'address', score, why: 'a house and a street' }
}

function streetFrom(around: Around, at: number): Token | undefined {
  const { text, tokens } = around
  const first = tokens[at] as Token
  const isSpanish = street_begins.has(first.lower)
  if (!isSpanish && !/^\d{1,6}[a-z]?$/i.test(first.text)) return undefined
  let previous = first
  for (let next = at + 1; next <= at + street_words_max && next < tokens.length; next++) {
    const token = tokens[next] as Token
    const between = text.slice(previous.to, token.from)
    if (between.length > 3 || /[\n:;!?]/.test(between)) return undefined
    if (isSpanish && token.shape === 'digits' && token.text.length <= 4 && next > at + 1) return token
    if (!isSpanish && next > at + 1 && street_ends.has(token.lower)) return token
    // In between stand the words of a name, each with a capital, or the number of the street.
    const isPart =
      token.shape !== 'small' || ['de', 'la', 'del', 'los', 'las', 'nº', 'n'].includes(token.lower)
    if (!isPart && !(isSpanish && next > at)) return undefined
    previous = token
  }
  return undefined
}
