/** Who works here is no patient. */
import type { IsStaff } from './names-in.ts'

/**
 * Knows the names of a directory: words are somebody's of it when one name holds all of them. A single word is too
 * little, unless it is all of a name.
 */
export function staffOf(names: Iterable<string>): IsStaff {
  const byWord = new Map<string, Set<string>[]>()
  for (const name of names) {
    const words = new Set(
      name
        .toLowerCase()
        .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
        .filter((word) => word.length > 1),
    )
    for (const word of words) {
      const known = byWord.get(word)
      if (known) known.push(words)
      else byWord.set(word, [words])
    }
  }
  return (words) => {
    const asked = words.filter((word) => word.length > 1)
    return (byWord.get(asked[0] ?? '') ?? []).some((name) => asked.every((word) => name.has(word)))
  }
}
