import { useQueries } from '@tanstack/react-query'
import type { KeysOf } from '../../i18n/dictionary.ts'
import type en from '../en.json'
import { useRecordsT } from '../useRecordsT.ts'
import { masksIn, withShown } from './masks.ts'
import { type Words, wordsQuery } from './words.ts'

/** Words that people wrote, in a line, as their reader may read them. Most hold no mask, and ask nothing. */
export function Shown({ text }: { text: string }) {
  return masksIn(text).length === 0 ? text : <WithMasks text={text} />
}

function WithMasks({ text }: { text: string }): string {
  return useShown(text).text
}

/**
 * A text as its reader may read it: one’s own words, what is no patient data, what was opened, and else which kind is
 * hidden. `hidden` tells what a reason would open.
 */
export function useShown(
  text: string,
  opened: ReadonlyMap<string, string> = new Map(),
): { text: string; hidden: Words[] } {
  const { shown, known } = useKnown(masksIn(text), opened)
  return { text: shown(text), hidden: known.filter((each) => each.may_reveal && !opened.has(each.mask)) }
}

const none: ReadonlyMap<string, string> = new Map()

/** For lists that need the words themselves, such as the names of their rows. */
export function useShownTexts(texts: readonly string[]): (text: string) => string {
  return useKnown([...new Set(texts.flatMap(masksIn))], none).shown
}

function useKnown(masks: readonly string[], opened: ReadonlyMap<string, string>) {
  const t = useRecordsT()
  const known = useQueries({
    queries: masks.map(wordsQuery),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  })
  const byMask = new Map(known.map((each) => [each.mask, each]))
  const shown = (text: string) =>
    withShown(text, (kind, mask) => {
      const words = opened.get(mask) ?? byMask.get(mask)?.words
      if (words) return words
      const isGone = byMask.get(mask)?.state === 'redacted'
      return t(isGone ? 'records.mask.removed' : 'records.mask.hidden', {
        kind: t(`records.mask.kind.${kind}` as KeysOf<typeof en>),
      })
    })
  return { shown, known }
}
