/** The words of the list's search box: which tickets say them, as a part of the list's own query. */
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { inside } from '../../../core/records/visible.ts'
import { parseSearch } from '../../../core/search/parse.ts'
import { type Plan, planOf, readTerms, termQueries } from '../../../core/search/plan.ts'
import { allSynonyms, ownSynonyms, shippedSynonyms } from '../../../core/search/synonyms.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** The records to choose from (alias `r`), and what must hold of them. */
export type Source = { from: RawBuilder<unknown>; condition: RawBuilder<boolean> }

export const allRecords: Source = { from: sql`core.record r`, condition: sql<boolean>`true` }

// The function in the database answers no more entries than this.
const entries_max = 20_000

/**
 * The records whose title, messages or number is what was typed; an internal note counts for those inside only.
 * Text in which there is nothing to look for, like “the” or “-printer”, narrows nothing.
 */
export async function recordsSaying(tx: Tx, actor: Actor, q: string): Promise<Source> {
  const shipped = parseSearch(q, shippedSynonyms)
  const [own, phrases, beginnings, totals] = await tx.many(
    ownSynonyms(actor.orgId),
    ...termQueries(actor.orgId, shipped.terms),
  )
  const entries = totals[0]?.entries ?? 0
  let resolved = readTerms(shipped.terms, phrases, beginnings)
  if (own.length > 0) {
    const wanted = parseSearch(q, allSynonyms(own))
    const [again] = await tx.many(...termQueries(actor.orgId, wanted.terms))
    resolved = readTerms(wanted.terms, again, beginnings)
  }
  const plan = planOf(resolved, entries, false)
  if (plan.query === '') return shipped.number === null ? allRecords : numbered(shipped.number)
  return (await isFew(tx, plan))
    ? fewSaying(actor, plan.query, shipped.number)
    : manySaying(actor, plan.query, shipped.number)
}

function numbered(number: number): Source {
  return { ...allRecords, condition: sql<boolean>`r.number = ${number}` }
}

/** True when the function in the database answers every matching entry. */
async function isFew(tx: Tx, plan: Plan): Promise<boolean> {
  if (plan.matches >= entries_max) return false
  const wanted = plan.resolved.filter((each) => each.query !== '' && !each.term.isUnwanted)
  const rarest = Math.min(...wanted.map((each) => each.uses))
  // Entries of the last minutes are not counted yet, which half of the bound leaves room for.
  if (!plan.isUnknown && rarest < entries_max / 2) return true
  const { entries } = await tx.one(
    raw<{ entries: number }>(
      "select count(*) as entries from core.search_matching($1::tsquery, 'ticket', null, null, $2)",
      [plan.query, entries_max],
    ),
  )
  return entries < entries_max
}

/** From the matches to their records: what is rare is never looked for in a walk through all tickets. */
function fewSaying(actor: Actor, query: string, number: number | null): Source {
  return {
    from: sql`(
        select f.record_id, bool_and(f.is_internal) as is_internal from (
          select m.record_id, m.is_internal from core.search_matching(${query}::tsquery, 'ticket', null, null, ${entries_max}) m
          union all select n.id, false from core.record n where n.org_id = ${actor.orgId} and n.kind = 'ticket' and n.number = ${number}
        ) f group by f.record_id) w
      join core.record r on r.org_id = ${actor.orgId} and r.id = w.record_id`,
    condition: sql<boolean>`(not w.is_internal or ${inside(actor, 'ticket')})`,
  }
}

/** From the records, in the order of the list, to their words: what is common fills a page soon. */
function manySaying(actor: Actor, query: string, number: number | null): Source {
  return {
    ...allRecords,
    // The limit keeps the planner from asking all entries of all tickets first.
    condition: sql<boolean>`(r.number = ${number} or (
      select true from core.search_entry e where e.org_id = ${actor.orgId} and e.record_id = r.id and e.words @@ ${query}::tsquery
        and (not e.is_internal or ${inside(actor, 'ticket')}) limit 1))`,
  }
}
