/** The largest parts of a whole. Pure. */

const parts_max = 12

/** The largest parts; what is left over is counted together. Null is what has none. */
export function partsOf(parts: ReadonlyMap<string | null, number>) {
  const all = [...parts]
    .map(([id, count]) => ({ id, count }))
    .sort((a, b) => b.count - a.count || ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
  return {
    rows: all.slice(0, parts_max),
    others: all.slice(parts_max).reduce((sum, { count }) => sum + count, 0),
  }
}
