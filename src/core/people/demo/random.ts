/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export type Random = () => number

/** Mulberry32: small, fast, and even enough for demonstration data. Never use it for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** One entry of a list; an empty list is a broken invariant and throws. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('A list to pick from is empty.')
  return chosen
}

/** One entry, with a chance proportional to its weight. */
export function pickWeighted<T>(random: Random, list: readonly T[], weightOf: (entry: T) => number): T {
  const total = list.reduce((sum, entry) => sum + weightOf(entry), 0)
  let rest = random() * total
  for (const entry of list) {
    rest -= weightOf(entry)
    if (rest < 0) return entry
  }
  return pick(random, list)
}
