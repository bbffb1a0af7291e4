/** What was probably meant by a word with a typing error, told in words that the person may see. */
import type { Resolved } from '../../core/search/plan.ts'
import type { Row } from './show.ts'

// Each typed word that nobody uses gives way to the marked word that looks most like it. Only words of rows
// that this person may see are told.
export function meantText(resolved: readonly Resolved[], rows: readonly Row[]): string {
  const marked = rows
    .filter((row) => row.is_similar)
    .flatMap((row) => [row.title, row.snippet])
    .flatMap(({ text, marks }) => marks.map(([from, to]) => text.slice(from, to).toLowerCase()))
  return resolved
    .map(({ term, misspelled }) => {
      const typed = term.phrases[0] ?? ''
      if (misspelled === null) return term.isPhrase ? `"${typed}"` : term.isUnwanted ? `-${typed}` : typed
      const closest = [...marked].sort((a, b) => distance(typed, a) - distance(typed, b))[0]
      return closest ?? typed
    })
    .join(' ')
}

/** How many letters must be changed, added or left out to make one word the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
