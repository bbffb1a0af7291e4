/** Every key of a draft on this device begins so. */
export const PREFIX = 'wardline.draft.'
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
