import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { api } from '../api/client.ts'
import { clearDrafts } from '../kit/editor/drafts.ts'
import { clearRecentCommands } from '../kit/shortcuts/commands.ts'
import { startLive } from './live.ts'

const provider_ms_max = 2_000

/** Listens to news while somebody is signed in; leaves nothing behind when the session ends. */
export function useLiveNews(): void {
  const queries = useQueryClient()
  const leave = useLeave()
  useEffect(() => startLive(queries, () => leave('ended')), [queries, leave])
}

/** Goes to the sign-in page and forgets everything that was shown. */
function useLeave() {
  const router = useRouter()
  const queries = useQueryClient()
  return useCallback(
    (reason: 'ended' | 'signed-out') => {
      // A refused request may have led there before: going once more would forget where she came from.
      if (reason === 'ended' && router.state.location.pathname === '/sign-in') return
      queries.clear()
      clearRecentCommands()
      const next = reason === 'ended' ? `?next=${encodeURIComponent(router.state.location.href)}&ended=1` : ''
      router.navigate({ href: `/sign-in${next}` })
    },
    [router, queries],
  )
}

/** Signs out here and on the server; unsent words on this device are removed, those on the server stay. */
export function useSignOut(): () => Promise<void> {
  const leave = useLeave()
  return async () => {
    // Who came by a provider signs out there too, if it can be asked in a moment: the next person must not be let in.
    const provider = await api
      .GET('/api/session/provider', { signal: AbortSignal.timeout(provider_ms_max) })
      .catch(() => undefined)
    await api.DELETE('/api/session').catch(() => undefined)
    clearDrafts()
    leave('signed-out')
    const url = provider?.data?.sign_out_url
    if (url) window.location.assign(url)
  }
}
