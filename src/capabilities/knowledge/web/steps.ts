/** The part of an article that says what to do, to be put into an answer. */

const heading = /^(#{1,6})\s+(.*)$/
const wanted = /\b(resolution|solution|steps?|fix|what to do|how to|do this|solución|pasos|qué hacer|cómo)\b/i

/**
 * The text below the heading that speaks of the solution, up to the next heading of its rank; without one the
 * first numbered list; without that the whole text.
 */
export function stepsOf(body: string): string {
  const lines = body.split('\n')
  const at = lines.findIndex((line) => wanted.test(heading.exec(line)?.[2] ?? ''))
  if (at >= 0) {
    const rank = heading.exec(lines[at] ?? '')?.[1]?.length ?? 1
    const rest = lines.slice(at + 1)
    const end = rest.findIndex((line) => (heading.exec(line)?.[1]?.length ?? 7) <= rank)
    const section = rest
      .slice(0, end < 0 ? rest.length : end)
      .join('\n')
      .trim()
    if (section !== '') return section
  }
  return firstList(lines) || body.trim()
}

function firstList(lines: readonly string[]): string {
  const isItem = (line: string) => /^\s{0,3}\d+[.)]\s/.test(line)
  const start = lines.findIndex(isItem)
  if (start < 0) return ''
  const rest = lines.slice(start)
  // A list goes on over blank lines and over lines that are set in.
  const end = rest.findIndex((line) => line.trim() !== '' && !isItem(line) && !/^\s{2,}/.test(line))
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .join('\n')
    .trim()
}

/** A link as Markdown; signs in the title that Markdown would read are kept as they are. */
export function linkTo({ id, title }: { id: string; title: string }): string {
  return `[${title.replace(/([\\[\]])/g, '\\$1')}](/answers/${id})`
}
