/** Where a message ends in a quote, as answers by mail do. Pure. */

const lines_min = 2

/** The quote at the end of a text, of two lines and more, and what stands above it; a text that is nothing but a quote stays whole. */
export function partQuoted(source: string): { words: string; quoted: string } {
  const lines = source.trimEnd().split('\n')
  let from = lines.length
  while (from > 0 && lines[from - 1]?.startsWith('>')) from--
  const words = lines.slice(0, from).join('\n').trimEnd()
  // Without an empty line between them the quote belongs to the words above.
  const isApart = lines[from - 1]?.trim() === ''
  if (words === '' || !isApart || lines.length - from < lines_min) return { words: source, quoted: '' }
  return { words, quoted: lines.slice(from).join('\n') }
}
