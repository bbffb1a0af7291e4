/** A text as words and numbers with their places, read once from beginning to end. */

export type Shape = 'small' | 'capital' | 'all_capital' | 'digits' | 'mixed'
/** `from` and `to` are UTF-16 offsets into the text, as browsers count. */
export type Token = {
  readonly text: string
  readonly lower: string
  readonly from: number
  readonly to: number
  readonly shape: Shape
}

// No two neighbors of this pattern can match the same character, so that it never goes back.
const word = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu
const digits_only = /^\d[\d-]*$/

/** The words and numbers. A possessive ending is no part of its word. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(word)) {
    const whole = match[0]
    const own = isOwned(whole) ? whole.slice(0, -2) : whole
    const lower = own.toLowerCase()
    tokens.push({
      text: own,
      lower,
      from: match.index,
      to: match.index + own.length,
      shape: shapeOf(own, lower),
    })
  }
  return tokens
}

function isOwned(text: string): boolean {
  const sign = text.charAt(text.length - 2)
  return (sign === "'" || sign === '’') && text.length > 2 && /[sS]$/.test(text)
}

function shapeOf(text: string, lower: string): Shape {
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) return digits_only.test(text) ? 'digits' : 'mixed'
  if (/\d/.test(text)) return 'mixed'
  if (lower === text) return 'small'
  if (text.length > 1 && text.toUpperCase() === text) return 'all_capital'
  return lower.charAt(0) === text.charAt(0) ? 'small' : 'capital'
}
