/** How answers are told without telling anybody's. */

/** Of fewer nothing is told: one could guess who it is. */
export const people_min = 5

/**
 * Puts groups together so that each part has enough people, or tells nothing. The parts have nobody in common and hold
 * everybody, and whatever else is told is a sum of them, so that no group that is hidden can be reckoned from the others:
 * small groups go together, and where they are still too few, the smallest of the others joins them.
 */
export function blocksOf<T>(groups: readonly (readonly T[])[]): T[][] {
  const told = groups
    .filter((group) => group.length >= people_min)
    .toSorted((a, b) => b.length - a.length)
    .map((group) => [...group])
  const rest = groups.filter((group) => group.length < people_min).flat()
  while (rest.length > 0 && rest.length < people_min) {
    const smallest = told.pop()
    if (!smallest) return []
    rest.push(...smallest)
  }
  return rest.length === 0 ? told : [...told, rest]
}
