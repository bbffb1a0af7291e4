/**
 * What looks like one matter: the same application, or words of the title that say enough, or a category and a place
 * together. A single place or category says enough only where the incident names nothing else.
 */
import { parseText } from '../../core/search/parse.ts'
import { readTerms, termQueries } from '../../core/search/plan.ts'
import { allSynonyms, ownSynonyms } from '../../core/search/synonyms.ts'
import type { Tx } from '../../platform/db/transaction.ts'

export const reasons = ['application', 'category', 'place', 'words'] as const
export type Reason = (typeof reasons)[number]

export type Shared = { is_application: boolean; is_category: boolean; is_place: boolean; words: number }
export type Named = {
  applications: readonly string[]
  placeIds: readonly string[]
  categoryIds: readonly string[]
  /** Conditions on words, one for each word of the title that is used at all, its synonyms among them. */
  queries: readonly string[]
}

const words_needed = 2
const points_needed = 2
const queries_max = 12

/** What the two have in common, when it is enough; nothing otherwise. */
export function likeness(shared: Shared, named: Named): Reason[] {
  const names = [named.applications, named.placeIds, named.categoryIds].filter((list) => list.length > 0)
  const alone = names.length === 1 ? points_needed : 1
  const hasWords = named.queries.length > 0 && shared.words >= Math.min(words_needed, named.queries.length)
  const points =
    (shared.is_application ? points_needed : 0) +
    (shared.is_category ? alone : 0) +
    (shared.is_place ? alone : 0) +
    (hasWords ? points_needed : 0)
  if (points < points_needed) return []
  return reasons.filter(
    (reason) =>
      ({
        application: shared.is_application,
        category: shared.is_category,
        place: shared.is_place,
        words: hasWords,
      })[reason],
  )
}

/** The conditions that the words of a title make, as the search reads them. */
export async function conditionsOf(tx: Tx, title: string): Promise<string[]> {
  const terms = parseText(title, allSynonyms(await tx.all(ownSynonyms(tx.orgId))))
  const [phrases] = await tx.many(...termQueries(tx.orgId, terms))
  const queries = readTerms(terms, phrases, []).map((term) => term.query)
  return [...new Set(queries.filter((query) => query !== ''))].slice(0, queries_max)
}
