/**
 * What changed between two texts, for a reader: lines first, and within lines that were changed, words.
 * Both steps find the longest common subsequence.
 */

export type Part = { kind: 'same' | 'added' | 'removed'; text: string }
/** A line that stayed, or one that changed, as its words. */
export type Line = { isChanged: boolean; parts: Part[] }

/** Past so many comparisons a step gives up and shows the whole as removed and added. */
const comparisons_max = 4_000_000

/** The lines of both texts in one list, oldest words before the ones that took their place. */
export function diffTexts(before: string, after: string): Line[] {
  const lines: Line[] = []
  let removed: string[] = []
  let added: string[] = []
  const flush = () => {
    const count = Math.max(removed.length, added.length)
    // Lines that took each other's place are compared word by word, the rest is new or gone as a whole.
    for (let index = 0; index < count; index++)
      lines.push({ isChanged: true, parts: diffWords(removed[index], added[index]) })
    removed = []
    added = []
  }
  for (const { kind, text } of diffLists(before.split('\n'), after.split('\n'))) {
    if (kind === 'removed') removed.push(text)
    else if (kind === 'added') added.push(text)
    else {
      flush()
      lines.push({ isChanged: false, parts: [{ kind: 'same', text }] })
    }
  }
  flush()
  return lines
}

/** Only the changed lines with so many unchanged ones around them; `undefined` stands for what is left out. */
export function aroundChanges(lines: readonly Line[], context: number): (Line | undefined)[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((line) => line.isChanged),
  )
  const shown: (Line | undefined)[] = []
  for (const [index, line] of lines.entries()) {
    if (near[index]) shown.push(line)
    else if (shown.length === 0 || shown.at(-1) !== undefined) shown.push(undefined)
  }
  return shown
}

function diffWords(before: string | undefined, after: string | undefined): Part[] {
  if (before === undefined) return [{ kind: 'added', text: after ?? '' }]
  if (after === undefined) return [{ kind: 'removed', text: before }]
  const parts = diffLists(wordsOf(before), wordsOf(after))
  const same = parts.filter((part) => part.kind === 'same' && part.text.trim() !== '')
  // Two lines with hardly a word in common are easier to read one after the other.
  if (same.length * 3 < parts.filter((part) => part.text.trim() !== '').length)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: ` ${after}` },
    ]
  return joined(parts)
}

function wordsOf(line: string): string[] {
  return line.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
}

function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last?.kind === part.kind) result[result.length - 1] = { kind: part.kind, text: last.text + part.text }
    else result.push(part)
  }
  return result
}

function diffLists(before: readonly string[], after: readonly string[]): Part[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++
  const same = (list: readonly string[]): Part[] => list.map((text) => ({ kind: 'same', text }))
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
}

function diffMiddle(before: readonly string[], after: readonly string[]): Part[] {
  const removed = before.map((text): Part => ({ kind: 'removed', text }))
  const added = after.map((text): Part => ({ kind: 'added', text }))
  if (before.length * after.length > comparisons_max || before.length === 0 || after.length === 0)
    return [...removed, ...added]
  const lengths = commonLengths(before, after)
  const width = after.length + 1
  const parts: Part[] = []
  let i = 0
  let j = 0
  while (i < before.length && j < after.length) {
    const text = before[i] ?? ''
    if (text === after[j]) {
      parts.push({ kind: 'same', text })
      i++
      j++
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      parts.push({ kind: 'removed', text })
      i++
    } else {
      parts.push({ kind: 'added', text: after[j] ?? '' })
      j++
    }
  }
  return [...parts, ...removed.slice(i), ...added.slice(j)]
}

/** For each pair of places, how long the longest common subsequence of the two rests is. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
  return lengths
}
