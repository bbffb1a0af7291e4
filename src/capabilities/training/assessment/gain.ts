/** How much of what could still be learned was learned, from a test before and one after. */

/** Scores from 0 to 100. */
export type Pair = { before: number; after: number }
export type Gain = {
  /** People who took both. */
  n: number
  before: number | null
  after: number | null
  /** Who had nothing left to gain: all was right before. They are in n, and in no gain. */
  full: number
  /** (after − before) / (100 − before), on average over those who had something left. */
  gain: number | null
  /** Where the average lies with a confidence of 95 %, by Student. */
  low: number | null
  high: number | null
}

/** Below it nothing is said: it would tell of single people, and of chance. */
export const people_min = 5
const points_max = 100

/** Undefined where all was right before: nothing could be gained. */
export function gainOf({ before, after }: Pair): number | undefined {
  return before >= points_max ? undefined : (after - before) / (points_max - before)
}

export function gain(pairs: readonly Pair[]): Gain {
  const n = pairs.length
  const gains = pairs.flatMap((pair) => gainOf(pair) ?? [])
  const full = n - gains.length
  const nothing = { before: null, after: null, gain: null, low: null, high: null }
  if (n < people_min) return { n, full: 0, ...nothing }
  const means = {
    before: mean(pairs.map((each) => each.before)),
    after: mean(pairs.map((each) => each.after)),
  }
  if (gains.length < people_min) return { n, full, ...nothing, ...means }
  const average = mean(gains)
  const variance = gains.reduce((sum, each) => sum + (each - average) ** 2, 0) / (gains.length - 1)
  const margin = studentQuantile(gains.length - 1) * Math.sqrt(variance / gains.length)
  return { n, full, ...means, gain: average, low: average - margin, high: average + margin }
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** The value that Student’s distribution exceeds with 2.5 %, by halving over its tail. */
export function studentQuantile(freedom: number): number {
  let [low, high] = [0, 1_000]
  for (let round = 0; round < 80; round++) {
    const middle = (low + high) / 2
    if (studentTail(middle, freedom) > 0.025) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** How likely Student’s distribution with whole degrees of freedom is above t: Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function studentTail(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom))
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine
    sum += term
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
  return (1 - within) / 2
}
