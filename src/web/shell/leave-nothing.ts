/** A workstation that many use: what one person left in the browser is gone before the next one sits down. */
import type { QueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { PREFIX } from '../kit/editor/drafts.ts'
import { meQuery } from './session.ts'

/** Settings of the workstation, which hold no words of anybody. */
const settings = /^(wardline\.(appearance|shortcuts|labels\.stock|table\..+)|i18nextLng)$/
const keeping_ms_max = 3_000
const provider_ms_max = 2_000
const ending_ms_max = 10_000
/** Under this name a tab knows that somebody else was here before; `public/appearance.js` reads it. */
const switchedKey = 'wardline.switched'
/** `public/appearance.js` hears it and tells the other tabs. */
const leftEvent = 'wardline.left'

/** Why somebody is signed in still, and what they wrote that is nowhere but here. */
export type Stuck = { isUnreachable: boolean; words: readonly string[] }

/**
 * Signs out here, on the server and, where one came by it, at the provider. Answers why not when words could not be
 * brought to the server, which `isForced` drops, or when the server did not confirm: then nothing here is touched,
 * since whoever comes next would find the session open behind a page that says otherwise.
 */
export async function signOut(queries: QueryClient, isForced = false): Promise<Stuck | undefined> {
  const me = queries.getQueryData(meQuery.queryKey)
  const kept = me ? await keepWords(me.person_id) : { isUnreachable: false, words: [] }
  if (kept.words.length > 0 && !isForced) return kept
  // Who came by a provider signs out there too, if it can be asked in a moment: the next person must not be let in.
  const provider = await api
    .GET('/api/session/provider', { signal: AbortSignal.timeout(provider_ms_max) })
    .catch(() => undefined)
  const ended = await api
    .DELETE('/api/session', { signal: AbortSignal.timeout(ending_ms_max) })
    .catch(() => undefined)
  // Nobody is signed in either when the session had ended before.
  if (!ended?.response.ok && ended?.response.status !== 401) return { isUnreachable: true, words: kept.words }
  queries.clear()
  await leaveNothing(provider?.data?.sign_out_url ?? '/sign-in')
  return undefined
}

/**
 * Brings what was written and is on this device alone to the server, where its owner finds it again. Answers what it
 * did not take.
 */
async function keepWords(personId: string): Promise<Stuck> {
  const beginning = `${PREFIX}${personId}.`
  const own = Object.entries(localStorage).filter(([key]) => key.startsWith(beginning))
  const sent = own.map(async ([key, text]) => {
    const answer = await fetch(`/api/drafts/${key.slice(beginning.length)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body: text }),
      signal: AbortSignal.timeout(keeping_ms_max),
    }).catch(() => undefined)
    return { text: String(text), isKept: answer?.ok === true, isUnreachable: (answer?.status ?? 500) >= 500 }
  })
  const failed = (await Promise.all(sent)).filter(({ isKept }) => !isKept)
  return {
    isUnreachable: failed.some(({ isUnreachable }) => isUnreachable),
    words: failed.map(({ text }) => text),
  }
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
