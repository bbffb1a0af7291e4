import { useQuery } from '@tanstack/react-query'
import { type Words, wordsQuery } from './data.ts'
import { masksIn, withShown } from './masks.ts'
import { type PrivacyKey, usePrivacyT } from './usePrivacyT.ts'

/** A text as its reader may read it: one’s own words, what was opened, and else which kind is hidden. */
export function useShown(
  text: string,
  opened: ReadonlyMap<string, string> = new Map(),
): { text: string; hidden: Words[] } {
  const t = usePrivacyT()
  const masks = masksIn(text)
  const { data } = useQuery(wordsQuery(masks))
  if (masks.length === 0) return { text, hidden: [] }
  const known = new Map(data?.words.map((each) => [each.mask, each]))
  const shown = withShown(text, (kind, mask) => {
    const words = opened.get(mask) ?? known.get(mask)?.words
    if (words) return words
    const isGone = known.get(mask)?.state === 'redacted'
    return t(isGone ? 'privacy.mask.removed' : 'privacy.mask.hidden', {
      kind: t(`privacy.kind.${kind}` as PrivacyKey),
    })
  })
  return {
    text: shown,
    hidden: [...known.values()].filter((each) => each.may_reveal && !opened.has(each.mask)),
  }
}

/** The same for a title, where nothing is opened. */
export function useShownTitle(title: string): string {
  return useShown(title).text
}
