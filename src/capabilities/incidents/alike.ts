/**
 * What looks like one matter: the same application, or words of the title that say enough, or a category and a place
 * together. A single place or category says enough only where the incident names nothing else.
 */
import type { RecordRow } from '../../core/records/record.ts'
import { ownSynonyms } from '../../core/search/synonyms.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { wordConditions } from '../tickets/index.ts'

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

type Row = { id: string; applications: string[]; category_id: string | null; place_ids: string[] }

/** What each of the incidents names, to compare tickets with, in their order; two round trips for all of them. */
export async function namedOf(tx: Tx, records: readonly Pick<RecordRow, 'id' | 'title'>[]): Promise<Named[]> {
  const [rows, own] = await tx.many(
    raw<Row>(
      `select i.id, i.applications, i.category_id,
         array(select a.place_id from incidents.affected_place a where a.org_id = i.org_id and a.incident_id = i.id) as place_ids
       from incidents.incident i where i.org_id = $1 and i.id = any($2::uuid[])`,
      [tx.orgId, records.map(({ id }) => id)],
    ),
    ownSynonyms(tx.orgId),
  )
  const queries = await wordConditions(
    tx,
    records.map(({ title }) => title),
    own,
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  return records.map(({ id }, at) => {
    const row = known.get(id)
    return {
      applications: row?.applications ?? [],
      placeIds: row?.place_ids ?? [],
      categoryIds: row?.category_id ? [row.category_id] : [],
      queries: queries[at] ?? [],
    }
  })
}
