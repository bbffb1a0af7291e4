/** One link or image as it stands in Markdown: its words, address and optional title. */
export type FoundLink = { isImage: boolean; isInLink: boolean; label: string; address: string; title: string }

const label_length_max = 2_000
const address_length_max = 4_000
const depth_max = 4

/**
 * Markdown with every inline link and image, and every link definition, as `rewrite` gives it back. Links inside
 * the words of a link (an image that is a link) are rewritten first. A definition that is given back as plain
 * words is taken out.
 */
export function rewriteLinks(source: string, rewrite: (link: FoundLink) => string, depth = 0): string {
  let result = ''
  let at = 0
  while (at < source.length) {
    const start = source.indexOf('[', at)
    if (start < 0) break
    const isEscaped = source[start - 1] === '\\'
    const link = isEscaped ? undefined : linkAt(source, start)
    if (!link) {
      result += source.slice(at, start + 1)
      at = start + 1
      continue
    }
    const isImage = source[start - 1] === '!' && source[start - 2] !== '\\'
    result += source.slice(at, isImage ? start - 1 : start)
    const label = depth < depth_max ? rewriteLinks(link.label, rewrite, depth + 1) : link.label
    result += rewrite({ isImage, isInLink: depth > 0, label, address: link.address, title: link.title })
    at = link.end
  }
  result += source.slice(at)
  return depth === 0 ? rewriteDefinitions(result, rewrite) : result
}

function linkAt(
  source: string,
  start: number,
): { label: string; address: string; title: string; end: number } | undefined {
  let level = 0
  let close = -1
  for (let at = start; at < Math.min(source.length, start + label_length_max); at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === '[') level++
    else if (char === ']' && --level === 0) {
      close = at
      break
    } else if (char === '\n' && /^\n[ \t]*\n/.test(source.slice(at, at + 50))) return undefined
  }
  if (close < 0 || source[close + 1] !== '(') return undefined
  const target = targetAt(source, close + 2)
  return target && { label: source.slice(start + 1, close), ...target }
}

function targetAt(source: string, from: number): { address: string; title: string; end: number } | undefined {
  const rest = source.slice(from, from + address_length_max)
  const space = /^\s*/.exec(rest)?.[0].length ?? 0
  let at = space
  let address = ''
  if (rest[at] === '<') {
    const end = rest.indexOf('>', at)
    if (end < 0) return undefined
    address = rest.slice(at + 1, end)
    at = end + 1
  } else {
    let level = 0
    for (; at < rest.length; at++) {
      const char = rest[at] ?? ''
      if (/\s/.test(char) || (char === ')' && level === 0)) break
      if (char === '(') level++
      if (char === ')') level--
    }
    address = rest.slice(space, at)
  }
  const end = /^\s*(?:\s("[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/.exec(rest.slice(at))
  return end ? { address, title: end[1] ?? '', end: from + at + end[0].length } : undefined
}

function rewriteDefinitions(source: string, rewrite: (link: FoundLink) => string): string {
  return source.replace(
    /^ {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*(\S+)([^\n]*)$/gm,
    (_, label: string, address: string, title: string) => {
      const written = rewrite({
        isImage: false,
        isInLink: false,
        label,
        address: address.replace(/^<|>$/g, ''),
        title: '',
      })
      const target = /\]\(([^)]*)\)$/.exec(written)?.[1]
      return target === undefined ? '' : `[${label}]: ${target}${title}`
    },
  )
}
