import { useSyncExternalStore } from 'react'

export type Scheme = 'auto' | 'light' | 'dark'
export type Contrast = 'auto' | 'normal' | 'more'
export type TextSize = 'normal' | 'large' | 'largest'
export type Appearance = { scheme: Scheme; contrast: Contrast; textSize: TextSize; language?: string }

/** public/appearance.js reads the same key before the first paint. */
const STORAGE_KEY = 'wardline.appearance'
const DEFAULTS: Appearance = { scheme: 'auto', contrast: 'auto', textSize: 'normal' }

let current: Appearance = read()
const listeners = new Set<() => void>()

/** What the reader chose on this device, and a setter that keeps it and repaints at once. */
export function useAppearance(): Appearance & { set: (change: Partial<Appearance>) => void } {
  return { ...useSyncExternalStore(subscribe, () => current), set: setAppearance }
}

/** Keeps the choice on this device and applies it to the document. */
export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current))
  } catch {
    // A full or forbidden storage loses the choice at the next load, which is better than failing now.
  }
  apply()
  for (const listener of listeners) listener()
}

/** The language that the reader chose on this device, if any. */
export function keptLanguage(): string | undefined {
  return current.language
}

/** The scheme that is painted now: the choice, or the system's where the choice is `auto`. */
export function useResolvedScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, resolvedScheme)
}

function resolvedScheme(): 'light' | 'dark' {
  if (current.scheme !== 'auto') return current.scheme
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

function resolvedContrast(): 'normal' | 'more' {
  if (current.contrast !== 'auto') return current.contrast
  return matchMedia('(prefers-contrast: more)').matches ? 'more' : 'normal'
}

function apply(): void {
  const root = document.documentElement
  root.setAttribute('data-mantine-color-scheme', resolvedScheme())
  root.setAttribute('data-contrast', resolvedContrast())
  root.setAttribute('data-text-size', current.textSize)
}

function read(): Appearance {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return DEFAULTS
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  )
  const onSystemChange = () => {
    apply()
    listener()
  }
  for (const query of queries) query.addEventListener('change', onSystemChange)
  return () => {
    listeners.delete(listener)
    for (const query of queries) query.removeEventListener('change', onSystemChange)
  }
}
