/** A workstation that many use: what one person left in the browser is gone before the next one sits down. */
import type { QueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { PREFIX } from '../kit/editor/drafts.ts'
import { meQuery } from './session.ts'

/** Settings of the workstation, which hold no words of anybody. */
const settings = /^(wardline\.(appearance|shortcuts|labels\.stock|table\..+)|i18nextLng)$/
const keeping_ms_max = 3_000
const provider_ms_max = 2_000
/** Under this name a tab knows that somebody else was here before; `public/appearance.js` reads it. */
const switchedKey = 'wardline.switched'
/** `public/appearance.js` hears it and tells the other tabs. */
const leftEvent = 'wardline.left'

/** Signs out here, on the server and, where one came by it, at the provider. */
export async function signOut(queries: QueryClient): Promise<void> {
  const me = queries.getQueryData(meQuery.queryKey)
  if (me) await keepWords(me.person_id)
  // Who came by a provider signs out there too, if it can be asked in a moment: the next person must not be let in.
  const provider = await api
    .GET('/api/session/provider', { signal: AbortSignal.timeout(provider_ms_max) })
    .catch(() => undefined)
  await api.DELETE('/api/session').catch(() => undefined)
  queries.clear()
  await leaveNothing(provider?.data?.sign_out_url ?? '/sign-in')
}

/** Brings what was written and is on this device alone to the server, where its owner finds it again. */
async function keepWords(personId: string): Promise<void> {
  const beginning = `${PREFIX}${personId}.`
  const words = Object.entries(localStorage)
    .filter(([key]) => key.startsWith(beginning))
    .map(([key, text]) => ({ key: key.slice(beginning.length), text: String(text) }))
  const sent = words.map(({ key, text }) =>
    fetch(`/api/drafts/${key}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body: text }),
      signal: AbortSignal.timeout(keeping_ms_max),
    }).catch(() => undefined),
  )
  await Promise.all(sent)
}

/** Empties the page, what the browser keeps of it, and the other tabs; then opens `to` as a new page. */
export async function leaveNothing(to: string): Promise<void> {
  document.body.replaceChildren()
  for (const key of Object.keys(localStorage)) if (!settings.test(key)) localStorage.removeItem(key)
  sessionStorage.clear()
  sessionStorage.setItem(switchedKey, '1')
  window.dispatchEvent(new Event(leftEvent))
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? []
  for (const { name } of databases) if (name) indexedDB.deleteDatabase(name)
  if ('caches' in window) for (const name of await caches.keys().catch(() => [])) await caches.delete(name)
  window.location.replace(to)
}
