import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { clearRecentCommands } from '../kit/shortcuts/commands.ts'
import { startLive } from './live.ts'
import { homeOf, useMe } from './session.ts'

/** Who was signed in in this tab: an id alone. */
const personKey = 'wardline.person'

/** Listens to news while somebody is signed in; leaves nothing behind when the session ends. */
export function useLiveNews(): void {
  const queries = useQueryClient()
  const leave = useLeave()
  useEffect(() => startLive(queries, leave), [queries, leave])
  const me = useMe()
  useEffect(() => {
    const before = sessionStorage.getItem(personKey)
    sessionStorage.setItem(personKey, me.person_id)
    // The session of somebody else ended in this tab: that one's page and words are not for this one.
    if (before !== null && before !== me.person_id)
      void import('./leave-nothing.ts').then(({ leaveNothing }) => leaveNothing(homeOf(me)))
  }, [me])
}

/** The session ended by itself: goes to the sign-in page, from where its person comes back to this one. */
function useLeave() {
  const router = useRouter()
  const queries = useQueryClient()
  return useCallback(() => {
    // A refused request may have led there before: going once more would forget where she came from.
    if (router.state.location.pathname === '/sign-in') return
    queries.clear()
    clearRecentCommands()
    router.navigate({ href: `/sign-in?next=${encodeURIComponent(router.state.location.href)}&ended=1` })
  }, [router, queries])
}

/** Under this key stands why signing out did not work; `Root` shows it. */
export const stuckKey = ['sign-out']

/**
 * Signs out here and on the server and leaves nothing in the browser for the next person. Unsent words are on the
 * server for their owner; when that, or the end of the session, was not confirmed, a dialog says so.
 */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    const { signOut } = await import('./leave-nothing.ts')
    queries.setQueryData(stuckKey, (await signOut(queries)) ?? null)
  }
}
