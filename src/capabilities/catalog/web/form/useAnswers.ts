/** What was answered so far, kept as a draft: a reload or another workstation goes on with it. */
import { useMemo, useRef } from 'react'
import { idempotencyKey } from '../../../../web/api/client.ts'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import type { Answer } from '../../form.ts'

export type Kept = {
  /** Sending the same answers twice under one key makes one request. */
  key: string
  given: Record<string, Answer | null>
  /** The names of people, places, devices and files that were chosen, by id. */
  names: Record<string, string>
  note: string
  requester?: { id: string; name: string }
}
export type Change = (part: Partial<Omit<Kept, 'key'>>) => void
export type Answering = {
  kept: Kept
  change: Change
  replace: (kept: Kept) => void
  answer: (key: string, value: Answer | null, names?: Record<string, string>) => void
  clear: () => void
  isKept: boolean
}

export function useAnswers(itemId: string): Answering {
  const draft = useServerDraft(`catalog.${itemId}`)
  const fresh = useMemo(() => idempotencyKey(), [])
  const stored = readKept(draft.text)
  const kept = stored ?? { key: fresh, given: {}, names: {}, note: '' }
  // A file that has just arrived is added to what was typed meanwhile.
  const latest = useRef(kept)
  latest.current = kept
  const replace = (next: Kept) => {
    latest.current = next
    draft.setText(JSON.stringify(next))
  }
  const change: Change = (part) => replace({ ...latest.current, ...part })
  return {
    kept,
    change,
    replace,
    answer: (key, value, names = {}) =>
      change({
        given: { ...latest.current.given, [key]: value },
        names: { ...latest.current.names, ...names },
      }),
    clear: draft.clear,
    isKept: stored !== undefined,
  }
}

function readKept(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Kept>
    if (typeof kept.key !== 'string') return undefined
    return {
      ...kept,
      key: kept.key,
      given: (kept.given ?? {}) as Kept['given'],
      names: kept.names ?? {},
      note: kept.note ?? '',
    }
  } catch {
    return undefined
  }
}
