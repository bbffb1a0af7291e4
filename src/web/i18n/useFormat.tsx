import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, formats } from './format.ts'

const ZoneContext = createContext<string | undefined>(undefined)

/** Gives everything below the organization's time zone; without one, the reader's own. */
export function FormatProvider({ zone, children }: { zone?: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>
}

/** Dates, durations, numbers and sizes in the reader's language and the organization's time zone. */
export function useFormat(): Formats {
  const { i18n } = useTranslation()
  const zone = useContext(ZoneContext)
  const locale = localeFor(i18n.resolvedLanguage ?? i18n.language ?? 'en')
  return useMemo(() => cached(locale, zone), [locale, zone])
}

/** The present in milliseconds, renewed every half minute by one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** A reader of `en-GB` who reads English keeps the 24-hour clock of her browser. */
function localeFor(language: string): string {
  return navigator.languages.find((wish) => wish.split('-')[0] === language && isLocale(wish)) ?? language
}

// Some systems call their language en-US@posix, which is no tag that Intl knows.
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

const kept = new Map<string, Formats>()

function cached(locale: string, zone: string | undefined): Formats {
  const key = `${locale} ${zone ?? ''}`
  const found = kept.get(key)
  if (found) return found
  const made = formats(locale, zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
  kept.set(key, made)
  return made
}

const TICK_MS = 30_000
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    // Nobody looked for a while, so the last tick may be long ago.
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const each of listeners) each()
    }, TICK_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
