/** News from the server: what is shown is asked again when it changed elsewhere. */
import type { QueryClient } from '@tanstack/react-query'

export type RecordNews = { id: string; kind: string; action: string; by: string | null; isNew?: boolean }

const listeners = new Set<(news: RecordNews) => void>()

/** Calls back for each record that changed and that one may see. */
export function onRecordNews(listener: (news: RecordNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Starts to listen; the browser reconnects by itself and the server tells whether something was missed. */
export function startLive(queries: QueryClient, onSignedOut: () => void): () => void {
  const source = new EventSource('/api/live')
  source.addEventListener('record', (event) => {
    const news = JSON.parse((event as MessageEvent<string>).data) as RecordNews
    queries.invalidateQueries({ queryKey: ['record', news.id] })
    queries.invalidateQueries({ queryKey: ['counts'] })
    for (const listener of listeners) listener(news)
  })
  source.addEventListener('notification', () => queries.invalidateQueries({ queryKey: ['notifications'] }))
  source.addEventListener('reset', () => queries.invalidateQueries())
  source.addEventListener('signed-out', () => {
    source.close()
    onSignedOut()
  })
  return () => source.close()
}
