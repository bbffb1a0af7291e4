import { useCallback, useEffect, useRef, useState } from 'react'
import { background } from '../../../../web/api/client.ts'
import { onPresence, type Presence } from '../../../../web/shell/live.ts'

const BEAT_MS = 20_000
/** Whoever was not heard of for so long has left: two beats and some patience. */
const FORGET_MS = 50_000
const WRITING_MS = 8_000

type Doing = Presence['doing']
export type Other = { person_id: string; name: string; isWriting: boolean }
type Heard = Presence & { at: number }

/**
 * Who else looks at the ticket or writes on it now. One's own presence is told while the page is in sight;
 * nobody keeps it: it ends by not being told again.
 */
export function usePresence(id: string, isTold: boolean): { others: readonly Other[]; wrote: () => void } {
  const others = useOthers(id, isTold)
  const wrote = useTelling(id, isTold)
  return { others, wrote }
}

function useOthers(id: string, isTold: boolean): readonly Other[] {
  const [heard, setHeard] = useState<readonly Heard[]>([])
  useEffect(() => {
    if (!isTold) return
    const forget = setInterval(() => {
      setHeard((before) => {
        const left = before.filter((each) => Date.now() - each.at < FORGET_MS)
        return left.length === before.length ? before : left
      })
    }, FORGET_MS / 5)
    const stop = onPresence((presence) => {
      if (presence.id !== id) return
      setHeard((before) => [
        ...before.filter((each) => each.person_id !== presence.person_id),
        ...(presence.doing === 'left' ? [] : [{ ...presence, at: Date.now() }]),
      ])
    })
    return () => {
      stop()
      clearInterval(forget)
      setHeard([])
    }
  }, [id, isTold])
  return heard
    .map(({ person_id, name, doing }) => ({ person_id, name, isWriting: doing === 'writes' }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

function useTelling(id: string, isTold: boolean): () => void {
  const doing = useRef<Doing>('left')
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const tell = useCallback(
    (next: Doing) => {
      doing.current = next
      // What is lost is told again with the next beat.
      void fetch(`/api/tickets/${id}/presence`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...background.headers },
        body: JSON.stringify({ doing: next }),
        keepalive: next === 'left',
      }).catch(() => undefined)
    },
    [id],
  )
  useEffect(() => {
    if (!isTold) return
    const beat = () => {
      if (document.visibilityState === 'visible') tell(doing.current === 'writes' ? 'writes' : 'looks')
    }
    const seen = () => (document.visibilityState === 'visible' ? beat() : tell('left'))
    const leave = () => tell('left')
    // Who comes later is answered once, so that both know of each other at once.
    const known = new Set<string>()
    const stop = onPresence((presence) => {
      if (presence.id !== id) return
      const isNew = presence.doing !== 'left' && !known.has(presence.person_id)
      if (presence.doing === 'left') known.delete(presence.person_id)
      else known.add(presence.person_id)
      if (isNew) beat()
    })
    beat()
    const timer = setInterval(beat, BEAT_MS)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pagehide', leave)
    return () => {
      stop()
      clearInterval(timer)
      clearTimeout(rest.current)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pagehide', leave)
      tell('left')
    }
  }, [id, isTold, tell])

  return useCallback(() => {
    if (!isTold) return
    clearTimeout(rest.current)
    rest.current = setTimeout(() => tell('looks'), WRITING_MS)
    if (doing.current !== 'writes') tell('writes')
  }, [isTold, tell])
}
