import { Shown } from '../../../web/records/masks/Shown.tsx'

/** Plain words with the places that matched, from and to (exclusive), as the search answers them. */
export type Marked = { text: string; marks: [number, number][] | readonly (readonly number[])[] }

/** Shows what matched. Markdown's signs are taken out of it, since a snippet is read and not rendered. */
export function MarkedText({ marked }: { marked: Marked }) {
  const parts = partsOf(marked)
  return parts.map(({ text, isMarked, at }) => {
    const plain = withoutSigns(text)
    return isMarked ? (
      <mark key={at}>
        <Shown text={plain} />
      </mark>
    ) : (
      <Shown key={at} text={plain} />
    )
  })
}

function partsOf({ text, marks }: Marked): { text: string; isMarked: boolean; at: number }[] {
  const parts: { text: string; isMarked: boolean; at: number }[] = []
  let place = 0
  for (const [from = 0, to = 0] of marks) {
    if (from > place) parts.push({ text: text.slice(place, from), isMarked: false, at: place })
    parts.push({ text: text.slice(from, to), isMarked: true, at: from })
    place = to
  }
  if (place < text.length) parts.push({ text: text.slice(place), isMarked: false, at: place })
  return parts
}

function withoutSigns(text: string): string {
  return text
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/(^|\n)\s*(#{1,6}|[-*>]|\d+\.)\s+/g, '$1')
    .replace(/\*\*|__|`+/g, '')
}
