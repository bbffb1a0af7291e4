/** Masks: what stands in a text instead of words that may be a patient's. A mask names its finding and tells nothing. */
import { randomBytes } from 'node:crypto'

const letters = '0123456789abcdefghijkmnpqrstuvwxyz'.slice(0, 32)
const name_length = 10
/** Every mask of a text; its name stands in the first group. */
export const masks = /⟦[a-z]{2,12} ([0-9a-z]{10})⟧/g

/** A name that nobody guesses. */
export function newMask(): string {
  return Array.from(randomBytes(name_length), (byte) => letters.charAt(byte & 31)).join('')
}

/** The mask as it stands in the text. */
export function maskText(kind: string, mask: string): string {
  return `⟦${kind} ${mask}⟧`
}

/** The names of the masks in a text, each once. */
export function masksIn(text: string): string[] {
  return [...new Set([...text.matchAll(masks)].map((match) => match[1] as string))]
}
