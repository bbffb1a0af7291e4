/** Masks in texts, as the server writes them. */

const mask = /⟦([a-z]{2,12}) ([0-9a-z]{10})⟧/g

/** The names of the masks, each once. */
export function masksIn(text: string): string[] {
  return text.includes('⟦') ? [...new Set([...text.matchAll(mask)].map((match) => match[2] as string))] : []
}

/** The text with what `shown` makes of each mask. */
export function withShown(text: string, shown: (kind: string, name: string) => string): string {
  return text.replace(mask, (_all, kind: string, name: string) => shown(kind, name))
}
