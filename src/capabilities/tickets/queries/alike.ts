/** Open tickets that could be about the same matter as something else, with what they have in common with it. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { parseText } from '../../../core/search/parse.ts'
import { readTerms, termQueries } from '../../../core/search/plan.ts'
import { allSynonyms } from '../../../core/search/synonyms.ts'
import type { Tx } from '../../../platform/db/transaction.ts'

export type AlikeTicket = {
  id: string
  number: number
  title: string
  state: string
  created_at: string
  place: string | null
  application: string | null
  is_application: boolean
  is_place: boolean
  is_category: boolean
  /** How many of the conditions on words its own words meet. */
  words: number
}

const looked_at_max = 2_000
const conditions_max = 12

/**
 * The query for the newest open tickets since a time that the actor works on, that have no link of the type, and
 * that share anything with what is asked for. `queries` are conditions on words as the search makes them.
 */
export function ticketsAlike(
  actor: Actor,
  to: {
    since: string
    unlinked: string
    applications: readonly string[]
    placeIds: readonly string[]
    categoryIds: readonly string[]
    queries: readonly string[]
  },
): RawBuilder<AlikeTicket> {
  const applications = to.applications.map((name) => name.toLowerCase())
  return sql<AlikeTicket>`
    with recent as materialized (
      select r.org_id, r.id, r.number, r.title, r.state, r.created_at, t.application, t.place_id, t.category_id
      from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
      where r.kind = 'ticket' and r.category <> 'done' and r.created_at >= ${to.since} and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}
        and not exists (select from core.link k where k.org_id = r.org_id and k.from_id = r.id and k.type = ${to.unlinked})
      order by r.created_at desc, r.id desc limit ${sql.raw(String(looked_at_max))}
    ), compared as (
      select x.*, p.name as place, coalesce(lower(x.application) = any(${applications}::text[]), false) as is_application,
        coalesce(x.place_id = any(${to.placeIds}::uuid[]), false) as is_place, coalesce(x.category_id = any(${to.categoryIds}::uuid[]), false) as is_category,
        (select count(*)::int from unnest(${to.queries}::text[]) q(condition) where e.words @@ q.condition::tsquery) as words
      from recent x left join core.place p on p.org_id = x.org_id and p.id = x.place_id
      left join core.search_entry e on e.org_id = x.org_id and e.entry_id = x.id
    )
    select id, number, title, state, created_at, place, application, is_application, is_place, is_category, words
    from compared where is_application or is_place or is_category or words > 0 order by created_at desc, id desc`
}

/** The conditions that the words of each title make, as the search reads them. */
export async function wordConditions(
  tx: Tx,
  titles: readonly string[],
  own: readonly { words: string[] }[],
): Promise<string[][]> {
  const synonyms = allSynonyms(own)
  const terms = titles.map((title) => parseText(title, synonyms))
  // All titles in one question; each term keeps its place, by which its answer is found again.
  const all = terms.flat()
  const [phrases] = await tx.many(...termQueries(tx.orgId, all))
  const queries = readTerms(all, phrases, []).map((term) => term.query)
  let next = 0
  return terms.map(({ length }) => {
    const of = queries.slice(next, next + length)
    next += length
    return [...new Set(of.filter((query) => query !== ''))].slice(0, conditions_max)
  })
}
