/** Durations gathered by step, and their median and 90th percentile over a step or over all. Pure. */

export type Spread = { count: number; median_s: number | null; p90_s: number | null }

type Spans = { values: Uint32Array; count: number }
export type SpansBySteps = Spans[]

export function emptySpans(steps: number): SpansBySteps {
  return Array.from({ length: steps }, () => ({ values: new Uint32Array(64), count: 0 }))
}

/** Adds a duration in seconds to a step. */
export function addSpan(spans: SpansBySteps, step: number, span_s: number): void {
  const each = spans[step]
  if (each === undefined) return
  if (each.count === each.values.length) {
    const larger = new Uint32Array(each.values.length * 2)
    larger.set(each.values)
    each.values = larger
  }
  each.values[each.count++] = Math.max(0, span_s)
}

/** The spread of each step and of all together. Sorts what it was given. */
export function spreadsOf(spans: SpansBySteps): { steps: Spread[]; all: Spread } {
  const sorted = spans.map(({ values, count }) => values.subarray(0, count).sort())
  return { steps: sorted.map((values) => spreadOf([values])), all: spreadOf(sorted) }
}

function spreadOf(sorted: readonly Uint32Array[]): Spread {
  const count = sorted.reduce((sum, values) => sum + values.length, 0)
  if (count === 0) return { count, median_s: null, p90_s: null }
  return { count, median_s: quantile(sorted, count, 0.5), p90_s: quantile(sorted, count, 0.9) }
}

/** Between the two nearest values, in proportion, as `percentile_cont` does. */
function quantile(sorted: readonly Uint32Array[], count: number, share: number): number {
  const place = share * (count - 1)
  const low = valueAt(sorted, Math.floor(place))
  const high = valueAt(sorted, Math.ceil(place))
  return low + (high - low) * (place % 1)
}

/** The value that stands at a place, from 0, among several sorted lists: halves the range of values until it is one. */
function valueAt(sorted: readonly Uint32Array[], place: number): number {
  let low = 0
  let high = Math.max(...sorted.map((values) => values.at(-1) ?? 0))
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const upTo = sorted.reduce((sum, values) => sum + countUpTo(values, middle), 0)
    if (upTo > place) high = middle
    else low = middle + 1
  }
  return low
}

function countUpTo(values: Uint32Array, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
