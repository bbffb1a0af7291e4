/**
 * How an organization writes its record numbers, as a pattern that is safe by its making: every sign stands for one
 * sign, as often as is written behind it, so that no text keeps it busy for longer than the format is long.
 */

export const format_signs_max = 40
const digits_min = 3

type Piece = { sign: string; min: number; max: number }

const parts = /(?<sign>[^{}])(?:\{(?<min>\d{1,2})(?:,(?<max>\d{1,2}))?\})?/gu

/** The format's signs with how often each stands, or nothing where it cannot be read. */
function piecesOf(format: string): Piece[] | undefined {
  const found = [...format.matchAll(parts)]
  if (found.map(([part]) => part).join('') !== format) return undefined
  const pieces = found.map(({ groups = {} }) => ({
    sign: groups.sign ?? '',
    min: Number(groups.min ?? 1),
    max: Number(groups.max ?? groups.min ?? 1),
  }))
  return pieces.every(({ min, max }) => min <= max && max > 0) ? pieces : undefined
}

/** Why a format cannot be used, in a sentence, or nothing. */
export function formatProblem(format: string): string | undefined {
  const pieces = piecesOf(format)
  if (!pieces)
    return 'This format cannot be used: write 9 for a digit, A for a letter, X for either, and {2,4} behind one for how many.'
  if (pieces.reduce((sum, { max }) => sum + max, 0) > format_signs_max)
    return 'A format may be 40 signs long at most, with counts written out.'
  const digits = pieces.reduce((sum, { sign, min }) => sum + (sign === '9' ? min : 0), 0)
  if (digits < digits_min)
    return 'A format needs three digits at least, so that not every word looks like a record number.'
  // Between two such counts a pattern would try every way to part the signs.
  const isLoose = ({ min, max }: Piece) => min !== max
  if (
    pieces.some(
      (piece, at) =>
        isLoose(piece) &&
        pieces
          .slice(at + 1)
          .some((next) => isLoose(next) && overlaps(piece, next) && isJoined(pieces, piece, next)),
    )
  )
    return 'Two counts of the same signs must not stand beside each other. Write one count for both.'
  return undefined
}

const classes: Readonly<Record<string, string>> = { 9: '9', A: 'A', X: '9A' }
function overlaps(one: Piece, other: Piece): boolean {
  const [a, b] = [one, other].map(({ sign }) => classes[sign] ?? sign) as [string, string]
  return [...a].some((sign) => b.includes(sign))
}

/** True when nothing but signs of the same kind stands between. */
function isJoined(pieces: readonly Piece[], one: Piece, other: Piece): boolean {
  return pieces
    .slice(pieces.indexOf(one) + 1, pieces.indexOf(other))
    .every((between) => between.min === 0 || overlaps(between, one))
}

/** A format of record numbers as a pattern: 9 stands for a digit, A for a letter, X for either, all else for itself. */
export function formatOf(format: string): RegExp {
  const body = (piecesOf(format) ?? [])
    .map(({ sign, min, max }) => {
      const one = { 9: String.raw`\d`, A: '[A-Za-z]', X: String.raw`[A-Za-z\d]` }[sign]
      return `${one ?? String.raw`\u{${sign.codePointAt(0)?.toString(16)}}`}{${min},${max}}`
    })
    .join('')
  // A format that cannot be read finds nothing.
  return body === '' ? /(?!)/gu : new RegExp(String.raw`(?<![\p{L}\p{N}-])${body}(?![\p{L}\p{N}-])`, 'gu')
}
