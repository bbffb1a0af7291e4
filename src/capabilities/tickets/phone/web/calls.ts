/** The calls that are open now: each is a tab with its own words, and all of them survive a closed page. */
import { useMemo, useRef } from 'react'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import type { Choice } from '../../web/data/directory.ts'
import type { Code } from '../../web/dialogs/ResolveDialog.tsx'
import { type Draft, emptyDraft } from '../../web/new/draft.ts'

/** What somebody else reported already, to which the caller says "me too". */
export type MeToo = { type: 'duplicates' | 'part_of'; id: string; label: string }

export type Call = {
  /** Sending the same call twice logs it once. */
  id: string
  beganAt: string
  draft: Draft
  meToo: MeToo | null
  isSolved: boolean
  code: Code
  article: Choice | null
  /** The place that came with the caller, and goes with the caller too. */
  theirPlaceId: string | null
  hasTime: boolean
}

const CALLS_MAX = 8
/** A page that was left open overnight is no call of nine hours. */
export const SECONDS_MAX = 4 * 3600

function newCall(): Call {
  return {
    id: crypto.randomUUID(),
    beganAt: new Date().toISOString(),
    draft: emptyDraft,
    meToo: null,
    isSolved: false,
    code: 'fixed',
    article: null,
    theirPlaceId: null,
    hasTime: true,
  }
}

type Kept = { calls: Call[]; current: string }

/** What was kept; a call without anything in it begins now. */
function read(text: string, fresh: Call): Kept {
  try {
    const kept = JSON.parse(text) as Kept
    if (kept.calls.length > 0 && kept.calls.every((call) => typeof call.id === 'string')) return kept
  } catch {
    // Nothing was kept, or something that is no list of calls.
  }
  return { calls: [fresh], current: fresh.id }
}

export type Change = (part: Partial<Call> | ((call: Call) => Partial<Call>)) => void
export type Calls = {
  calls: readonly Call[]
  call: Call
  isFull: boolean
  choose: (id: string) => void
  /** Changes the call that is shown; what comes later than the words that were typed meanwhile takes a function. */
  change: Change
  begin: () => void
  end: (id: string) => void
  /** Takes an ended call back. */
  restore: (call: Call) => void
}

export function useCalls(): Calls {
  const { text, setText } = useServerDraft('phone')
  const fresh = useMemo(newCall, [])
  const kept = useMemo(() => read(text, fresh), [text, fresh])
  const latest = useRef(kept)
  latest.current = kept
  const keep = (next: Kept) => {
    latest.current = next
    setText(JSON.stringify(next))
  }
  const call = shownOf(kept)
  return {
    calls: kept.calls,
    call,
    isFull: kept.calls.length >= CALLS_MAX,
    choose: (id) => keep({ ...latest.current, current: id }),
    change: (part) => {
      const { calls } = latest.current
      const changed = (each: Call) => ({ ...each, ...(typeof part === 'function' ? part(each) : part) })
      keep({ ...latest.current, calls: calls.map((each) => (each.id === call.id ? changed(each) : each)) })
    },
    begin: () => {
      const { calls } = latest.current
      if (calls.length >= CALLS_MAX) return
      const made = newCall()
      keep({ calls: [...calls, made], current: made.id })
    },
    end: (id) => {
      const left = latest.current.calls.filter((each) => each.id !== id)
      const next = left.at(-1) ?? newCall()
      keep({ calls: left.length > 0 ? left : [next], current: next.id })
    },
    restore: (ended) => {
      const others = latest.current.calls.filter(({ id }) => id !== ended.id)
      keep({ calls: [...others, ended], current: ended.id })
    },
  }
}

function shownOf({ calls, current }: Kept): Call {
  return calls.find(({ id }) => id === current) ?? (calls[0] as Call)
}
