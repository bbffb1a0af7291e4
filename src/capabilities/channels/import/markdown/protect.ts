import MarkdownIt from 'markdown-it'

// Two characters of the private use area, taken out of every source, mark where protected text stood.
const open_mark = '\ue000'
const close_mark = '\ue001'

const blocks = new MarkdownIt({ html: true })

export type Protected = { text: string; keep(piece: string): string; restore(text: string): string }

/**
 * Takes code out of Markdown so that it passes through every change untouched: fenced and inline code, and
 * indented code as well unless only `marked` code is asked for. `keep` protects a further piece; `restore` puts all
 * of them back.
 */
export function protectCode(source: string, which: 'all' | 'marked' = 'all'): Protected {
  const kept: string[] = []
  const keep = (piece: string) => {
    kept.push(piece)
    return `${open_mark}${kept.length - 1}${close_mark}`
  }
  const clean = source.replaceAll(open_mark, '').replaceAll(close_mark, '')
  const text = protectSpans(protectBlocks(clean, keep, which), keep)
  const restore = (changed: string) => {
    let result = changed
    // A protected piece may hold protected pieces, never deeper than they were kept.
    for (let depth = 0; depth < 10 && result.includes(open_mark); depth++) {
      result = result.replace(/\ue000(\d+)\ue001/g, (_, index: string) => kept[Number(index)] ?? '')
    }
    return result
  }
  return { text, keep, restore }
}

function protectBlocks(source: string, keep: (piece: string) => string, which: 'all' | 'marked'): string {
  const lines = source.split('\n')
  const code = blocks
    .parse(source, {})
    .filter(({ type }) => type === 'fence' || (type === 'code_block' && which === 'all'))
  // From the end, so that the line numbers before stay right.
  for (const { map } of code.reverse()) {
    if (!map) continue
    const [from, to] = map
    let last = to
    while (last > from + 1 && (lines[last - 1] ?? '').trim() === '') last--
    lines.splice(from, last - from, keep(lines.slice(from, last).join('\n')))
  }
  return lines.join('\n')
}

function protectSpans(source: string, keep: (piece: string) => string): string {
  // A run of backticks closes with a run of the same length in the same paragraph.
  return source.replace(/(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n)[\s\S])*?)(?<!`)\1(?!`)/g, (span) => keep(span))
}
