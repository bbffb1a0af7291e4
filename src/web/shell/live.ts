/** News from the server: what is shown is asked again when it changed elsewhere. */
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { api, background } from '../api/client.ts'

export type RecordNews = { id: string; kind: string; action: string; by: string | null; isNew?: boolean }

/** Somebody looks at a record, writes on it, or left it, just now. */
export type Presence = { id: string; person_id: string; name: string; doing: 'looks' | 'writes' | 'left' }

const listeners = new Set<(news: RecordNews) => void>()
const presenceListeners = new Set<(presence: Presence) => void>()

/** Calls back when somebody else who works on records says what he does there. */
export function onPresence(listener: (presence: Presence) => void): () => void {
  presenceListeners.add(listener)
  return () => presenceListeners.delete(listener)
}

/** Calls back for each record that changed and that one may see. */
export function onRecordNews(listener: (news: RecordNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

let isOpen = false
let wasOpen = false

/** Whether news arrive at this moment; who waits for some asks by itself while they do not. */
export function isLive(): boolean {
  return isOpen
}

/** What is asked for the first time just now may be answered as it was before the news: it is asked once more then. */
function askAgain(queries: QueryClient, filters: { queryKey: QueryKey }): void {
  const first = queries.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })
  const waiting = first.filter(({ state }) => state.data === undefined).map(({ promise }) => promise)
  queries.invalidateQueries(filters)
  if (waiting.length > 0) void Promise.allSettled(waiting).then(() => queries.invalidateQueries(filters))
}

/** Starts to listen; the browser reconnects by itself and the server tells whether something was missed. */
export function startLive(queries: QueryClient, onSignedOut: () => void): () => void {
  let source = open()
  function open(): EventSource {
    const next = new EventSource('/api/live')
    next.addEventListener('open', () => {
      isOpen = true
      // What was read before the stream stood may have changed unheard; later gaps the server tells by `reset`.
      if (!wasOpen) queries.invalidateQueries(undefined, { cancelRefetch: false })
      wasOpen = true
    })
    next.addEventListener('error', () => {
      isOpen = false
    })
    next.addEventListener('record', (event) => {
      const news = JSON.parse((event as MessageEvent<string>).data) as RecordNews
      askAgain(queries, { queryKey: ['record', news.id] })
      askAgain(queries, { queryKey: ['counts'] })
      for (const listener of listeners) listener(news)
    })
    next.addEventListener('presence', (event) => {
      const presence = JSON.parse((event as MessageEvent<string>).data) as Presence
      for (const listener of presenceListeners) listener(presence)
    })
    next.addEventListener('shared_draft', (event) => {
      const { id } = JSON.parse((event as MessageEvent<string>).data) as { id: string }
      askAgain(queries, { queryKey: ['shared-draft', id] })
    })
    next.addEventListener('notification', () => askAgain(queries, { queryKey: ['notifications'] }))
    next.addEventListener('import', () => askAgain(queries, { queryKey: ['imports'] }))
    next.addEventListener('reset', () => queries.invalidateQueries())
    next.addEventListener('signed-out', async () => {
      isOpen = false
      next.close()
      // After a change of password this browser holds a new session, and only the old one has ended.
      const { response } = await api.GET('/api/session', background)
      if (response.ok) source = open()
      else onSignedOut()
    })
    return next
  }
  return () => source.close()
}
