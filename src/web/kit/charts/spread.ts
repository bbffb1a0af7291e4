/**
 * Moves places apart until each is this far from the next, keeping their order and disturbing them little:
 * the names at the ends of lines would otherwise be written over one another.
 */
export function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place)
  for (let at = 1; at < order.length; at += 1) {
    const before = order[at - 1]
    const here = order[at]
    if (before && here) here.place = Math.max(here.place, before.place + gap)
  }
  // The pushing went downward alone, so half of what it took is given back.
  const pushed = Math.max(0, ...order.map(({ place, index }) => place - (places[index] ?? 0)))
  const result = [...places]
  for (const { place, index } of order) result[index] = place - pushed / 2
  return result
}
