import { parse } from 'yaml'

export type FrontMatter = { data: Record<string, unknown>; body: string; problem?: string }

const front_matter_length_max = 64 * 1024

/**
 * A Markdown file's front matter (YAML between two lines of `---`) and the rest. A block that is not YAML is read
 * line by line as `name: text`, and `problem` says so; a file without one has no data.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const body = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const match = /^---[ \t]*\n(?:([\s\S]*?)\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(body)
  if (!match) return { data: {}, body }
  const block = match[1] ?? ''
  const rest = body.slice(match[0].length)
  if (block.length > front_matter_length_max) {
    return { data: {}, body: rest, problem: 'The front matter is too long and was left out.' }
  }
  try {
    const data: unknown = parse(block, { maxAliasCount: 10, schema: 'core' })
    if (data === null || data === undefined) return { data: {}, body: rest }
    if (typeof data === 'object' && !Array.isArray(data)) return { data: { ...data }, body: rest }
  } catch {
    // Read below, line by line.
  }
  return {
    data: linesOf(block),
    body: rest,
    problem: 'The front matter is not valid YAML; it was read line by line.',
  }
}

function linesOf(block: string): Record<string, string> {
  const entries = [...block.matchAll(/^([A-Za-z][\w-]*):[ \t]*(.*)$/gm)]
  return Object.fromEntries(
    entries.map(([, name = '', value = '']) => [name, value.trim().replace(/^(["'])(.*)\1$/, '$2')]),
  )
}

/** The first of the named entries that is text or a number, without regard to the case of its name. */
export function entryText(data: Record<string, unknown>, ...names: string[]): string | undefined {
  for (const wanted of names) {
    for (const [name, value] of Object.entries(data)) {
      if (name.toLowerCase() !== wanted) continue
      if (typeof value === 'string' && value.trim()) return value.trim()
      if (typeof value === 'number') return String(value)
    }
  }
  return undefined
}

/** An entry that lists words: a YAML list, or text parted by commas. */
export function entryList(data: Record<string, unknown>, ...names: string[]): string[] {
  const found = Object.entries(data).filter(([name]) => names.includes(name.toLowerCase()))
  const words = found.flatMap(([, value]) => {
    if (Array.isArray(value)) return value.map((word) => String(word))
    return typeof value === 'string' ? value.split(',') : []
  })
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))].slice(0, 50)
}
