/** Mentions, as the editor writes them: `@[Name](person:<id>)`. */

const mention =
  /@\[[^\]\n]{0,200}\]\(person:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/gi
const mentions_max = 20

/** The ids of the people who are mentioned, each once, in order; at most 20. */
export function mentionsIn(body: string): string[] {
  const ids = new Set<string>()
  for (const [, id] of body.matchAll(mention)) {
    if (ids.size >= mentions_max) break
    ids.add((id as string).toLowerCase())
  }
  return [...ids]
}
