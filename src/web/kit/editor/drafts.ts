const PREFIX = 'wardline.draft.'
const LENGTH_MAX = 200_000

/** What was written and not sent under this key on this device; empty when nothing was. */
export function readDraft(key: string): string {
  try {
    return localStorage.getItem(PREFIX + key) ?? ''
  } catch {
    return ''
  }
}

/** Keeps a draft on this device; an empty text removes it. */
export function keepDraft(key: string, text: string): void {
  try {
    if (text.trim() === '') localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, text.slice(0, LENGTH_MAX))
  } catch {
    // A full or forbidden storage cannot keep drafts; the text itself is still in the page.
  }
}

/** Everything that was written and not sent under keys that begin so; they are answered without the beginning. */
export function keptDrafts(keyPrefix: string): { key: string; text: string }[] {
  const beginning = PREFIX + keyPrefix
  return Object.entries(localStorage)
    .filter(([key]) => key.startsWith(beginning))
    .map(([key, text]) => ({ key: key.slice(beginning.length), text: String(text) }))
}
