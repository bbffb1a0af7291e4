/** Words that mean the same: those that ship with the product and the organization's own. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { foldWord, type Synonyms } from './parse.ts'

/** An organization has no more groups than this. */
export const synonyms_max = 500

/** The groups that ship with the product. */
export const shippedSynonyms: Synonyms = parse(
  readFileSync(new URL('./synonyms.yaml', import.meta.url), 'utf8'),
) as string[][]

/** The groups of one organization. */
export function ownSynonyms(orgId: string): Raw<{ id: string; words: string[] }> {
  return raw('select id, words from core.synonym where org_id = $1 order by id limit $2', [
    orgId,
    synonyms_max,
  ])
}

/** Both; where an organization names a word, its own group stands instead of the shipped one. */
export function allSynonyms(own: readonly { words: string[] }[]): Synonyms {
  const folded = own.map((group) => group.words.map(foldWord).filter((word) => word !== ''))
  const named = new Set(folded.flat())
  return [...shippedSynonyms.filter((group) => !group.some((word) => named.has(word))), ...folded]
}
