/** What the detector answers. */

export const kinds = [
  'name',
  'mrn',
  'birth',
  'ssn',
  'address',
  'phone',
  'mail',
  'insurance',
  'account',
  'device',
] as const
export type Kind = (typeof kinds)[number]

/** A place that may point at a patient: UTF-16 offsets, and from 0 to 1 how sure it is; `why` is for developers. */
export type Span = {
  readonly from: number
  readonly to: number
  readonly kind: Kind
  readonly score: number
  readonly why: string
}

/** Of spans that touch each other the surer one stays, of equals the longer one; in the order of the text. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const best = spans.toSorted(
    (a, b) => b.score - a.score || b.to - b.from - (a.to - a.from) || a.from - b.from,
  )
  const taken: Span[] = []
  const at = new Set<number>()
  for (const span of best) {
    // Spans are at most some hundred characters long, so that looking at each character is bounded.
    let isFree = true
    for (let place = span.from; place < span.to && isFree; place++) isFree = !at.has(place)
    if (!isFree) continue
    for (let place = span.from; place < span.to; place++) at.add(place)
    taken.push(span)
  }
  return taken.sort((a, b) => a.from - b.from)
}
