/** The name that takes the fewest edits to become `name`; `names` must not be empty. */
export function nearestName(name: string, names: readonly string[]): string {
  const [nearest] = names.toSorted((a, b) => editCount(name, a) - editCount(name, b))
  if (nearest === undefined) throw new RangeError('There is no name to choose from.')
  return nearest
}

/** The Levenshtein distance, one row of the table at a time. */
function editCount(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
