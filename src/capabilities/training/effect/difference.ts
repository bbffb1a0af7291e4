/**
 * Did it work: how the tickets of those who took a class changed, less how those of matched colleagues changed who had
 * not taken it. Within each group of alike people chance alone would have decided who is which, so that dealing the
 * labels anew tells what chance does; the interval holds every effect that such a test does not refuse. That is exact
 * for whatever tickets look like, where a bootstrap of few people is too sure of itself.
 */

/** People who are alike: each number is how many tickets more one filed after than before. */
export type Stratum = { took: readonly number[]; colleagues: readonly number[] }

export type Effect = {
  /** Tickets for each person in the days after, more (or, below zero, fewer) than without it. */
  change: number
  low: number
  high: number
  took: number
  colleagues: number
}

/** Of fewer on either side nothing is said. */
export const people_min = 10
const deals_default = 2_000
const deals_at_once = 100
const tail = 0.025

/**
 * The effect with its 95 % interval; null when there is not enough data. Groups without colleagues, or without anybody
 * who took it, say nothing. The same groups give the same answer. Others have a turn in between.
 */
export async function effectOf(strata: readonly Stratum[], deals = deals_default): Promise<Effect | null> {
  const told = strata.filter(({ took, colleagues }) => took.length > 0 && colleagues.length > 0)
  const took = sum(told.map((each) => each.took.length))
  const colleagues = sum(told.map((each) => each.colleagues.length))
  if (took < people_min || colleagues < people_min) return null
  const change = sum(told.map((each) => each.took.length * (mean(each.took) - mean(each.colleagues)))) / took
  const groups = told.map((each) => ({
    values: [...each.took, ...each.colleagues],
    labels: [...each.took.map(() => 1), ...each.colleagues.map(() => 0)],
    count: each.took.length,
    total: sum(each.took) + sum(each.colleagues),
    order: Array.from({ length: each.took.length + each.colleagues.length }, (_, place) => place),
  }))
  const next = random(took * 7919 + colleagues)
  const limits: number[] = []
  for (let deal = 0; deal < deals; deal++) {
    const [dealt, kept] = dealtAnew(groups, took, next)
    // With an effect of this size in it, this deal would look just like what was found.
    if (kept < 1 - 1e-12) limits.push((change - dealt) / (1 - kept))
    if (deal % deals_at_once === deals_at_once - 1) await new Promise(setImmediate)
  }
  limits.sort((a, b) => a - b)
  // Deals that came out as it was refuse nothing: they and the one that happened stand beyond both ends.
  const beyond = Math.floor(tail * (deals + 1)) - (deals - limits.length) - 1
  const low = limits[beyond]
  const high = limits[limits.length - 1 - beyond]
  if (beyond < 0 || low === undefined || high === undefined || low > high) return null
  return { change, low, high, took, colleagues }
}

/** `order` is any order of the places, and is shuffled on from deal to deal. */
type Group = {
  values: readonly number[]
  labels: readonly number[]
  count: number
  total: number
  order: number[]
}

/** The difference that the labels show when they are dealt anew, and the share of it that an effect would have left there. */
function dealtAnew(groups: readonly Group[], took: number, next: () => number): [number, number] {
  let difference = 0
  let kept = 0
  for (const { values, labels, count, total, order } of groups) {
    const size = values.length
    let chosen = 0
    let chosenLabels = 0
    for (let place = 0; place < count; place++) {
      const from = place + Math.floor(next() * (size - place))
      const index = order[from] as number
      order[from] = order[place] as number
      order[place] = index
      chosen += values[index] as number
      chosenLabels += labels[index] as number
    }
    const rest = size - count
    difference += chosen - (count * (total - chosen)) / rest
    kept += chosenLabels - (count * (count - chosenLabels)) / rest
  }
  return [difference / took, kept / took]
}

/** Numbers from 0 to 1 that are always the same for the same seed (mulberry32): an answer does not change when it is asked again. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]) => sum(values) / values.length
