/** Judges the detector: texts in which somebody marked what points at a patient, and how much of that is found. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, kinds } from '../detect/span.ts'

export type Marked = { text: string; spans: { from: number; to: number; kind: Kind }[] }
export type Counts = { wanted: number; found: number; given: number; right: number }

/** Synthetic help-desk texts, one a line, `{kind|words}` around each place. `held-out` was never looked at for the rules. */
export function judgedTexts(which: 'tuned' | 'held-out'): Marked[] {
  return readFileSync(join(import.meta.dirname, `${which}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(unmarked)
}

function unmarked(line: string): Marked {
  let text = ''
  const spans: Marked['spans'] = []
  let done = 0
  for (const match of line.matchAll(/\{(\w+)\|([^}]*)\}/g)) {
    const [whole, kind = '', words = ''] = match
    text += line.slice(done, match.index)
    spans.push({ from: text.length, to: text.length + words.length, kind: kind as Kind })
    text += words
    done = match.index + whole.length
  }
  return { text: text + line.slice(done), spans }
}

/** Counts by kind: a place is found when half of it is covered by what was given as the same kind, and the other way round. */
export function judge(
  texts: readonly Marked[],
  find: (text: string) => readonly { from: number; to: number; kind: Kind }[],
): Record<Kind, Counts> {
  const counts = Object.fromEntries(
    kinds.map((kind) => [kind, { wanted: 0, found: 0, given: 0, right: 0 }]),
  ) as Record<Kind, Counts>
  for (const { text, spans } of texts) {
    const given = find(text)
    for (const span of spans) {
      counts[span.kind].wanted++
      if (isCovered(span, given)) counts[span.kind].found++
    }
    for (const span of given) {
      counts[span.kind].given++
      if (isCovered(span, spans)) counts[span.kind].right++
    }
  }
  return counts
}

type Place = { from: number; to: number; kind: Kind }
function isCovered(span: Place, by: readonly Place[]): boolean {
  const covered = by
    .filter((each) => each.kind === span.kind)
    .reduce((sum, each) => sum + Math.max(0, Math.min(span.to, each.to) - Math.max(span.from, each.from)), 0)
  return covered * 2 >= span.to - span.from
}

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (all, each) => ({
      wanted: all.wanted + each.wanted,
      found: all.found + each.found,
      given: all.given + each.given,
      right: all.right + each.right,
    }),
    { wanted: 0, found: 0, given: 0, right: 0 },
  )
}

/** Precision, recall, and F2, which weighs what was missed twice as much as what was wrongly given. */
export function measures({ wanted, found, given, right }: Counts) {
  const precision = given === 0 ? 1 : right / given
  const recall = wanted === 0 ? 1 : found / wanted
  const f2 = precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall)
  return { precision, recall, f2 }
}
