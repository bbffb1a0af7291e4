/** Words that were searched for, as the audit log keeps them: recognizable to who knows the word, readable to nobody. */
import { createHmac } from 'node:crypto'

const terms_max = 20

/** Sixteen digits for one word. The key is the installation's secret, and the salt the organization. */
export function hashOfTerm(secret: string, orgId: string, term: string): string {
  const plain = term.normalize('NFKC').trim().toLowerCase()
  return createHmac('sha256', secret).update(`searched for\n${orgId}\n${plain}`).digest('hex').slice(0, 16)
}

/** The hashes of the words of a text, each once, in no order that says anything. */
export function hashesOfTerms(secret: string, orgId: string, text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}@.'-]+/u).filter((word) => word !== '')
  return [...new Set(words.slice(0, terms_max).map((word) => hashOfTerm(secret, orgId, word)))].sort()
}
