/** Finds the records that match, through the read gate, best first or newest first. */
import { sql } from 'kysely'
import { ofParties } from './of-parties.ts'
import { isRare, type Plan } from './plan.ts'
import { withSpread } from './spread.ts'
import { isCommonLately, walked } from './walk.ts'
import { crowded, type Found, gate, type Hit, hitColumns, pageOf, seesAll, type Wanted } from './wanted.ts'

const enough_usual = 400
const enough_max = 20_000
const ranked_first = 200

/** The first `limit` records of each kind that has any. */
export async function findRecords(wanted: Wanted): Promise<Found[]> {
  if (wanted.plan.query === '') return []
  const few = wanted.kinds.filter((kind) => kind !== crowded)
  const hasCrowd = wanted.kinds.includes(crowded)
  const isWalk = hasCrowd && (await isCommon(wanted))
  const [ofFew, ofCrowd] = await wanted.tx.many(
    matches(wanted, few, enough_max),
    matches(wanted, hasCrowd && !isWalk ? [crowded] : [], enough_usual),
  )
  const found = few.map((kind) => foundOf(ofFew, kind, wanted.limit))
  if (isWalk) found.unshift(await ofCommonWord(wanted))
  else if (hasCrowd) found.unshift(await ofMatches(wanted, ofCrowd))
  return found.filter((each) => each.hits.length > 0)
}

async function isCommon(wanted: Wanted): Promise<boolean> {
  const { plan, limit } = wanted
  if (!isRare(plan, limit)) return true
  // Words that were not counted yet are mostly rare; the newest entries tell when they are not.
  return (plan.isUnknown || plan.entries === 0) && (await isCommonLately(wanted))
}

async function ofCommonWord(wanted: Wanted): Promise<Found> {
  return withSpread(wanted, seesAll(wanted.actor) ? await walked(wanted) : await ofParties(wanted))
}

/** The page from the first matches, or from more of them when too few of those are left of it. */
async function ofMatches(wanted: Wanted, first: readonly Match[]): Promise<Found> {
  const found = foundOf(first, crowded, wanted.limit)
  const isShort = !found.hasMore && (!found.isComplete || (first[0]?.candidates ?? 0) > ranked_first)
  if (!isShort) return withSpread(wanted, found)
  if (!seesAll(wanted.actor)) return ofCommonWord(wanted)
  const more = await wanted.tx.all(matches(wanted, [crowded], enough_max))
  return withSpread(wanted, foundOf(more, crowded, wanted.limit))
}

/** The page begins with what holds for all of it; a search without any hit answers one row with only that. */
type Match = { [K in keyof Hit]: Hit[K] | null } & { is_all: boolean; candidates: number }

function foundOf(rows: readonly Match[], kind: string, limit: number): Found {
  const isAll = rows[0]?.is_all ?? true
  const hits = rows.filter((row) => row.kind === kind) as Hit[]
  const page = pageOf(hits, limit)
  return { kind, order: isAll ? 'best' : 'newest', ...page, isComplete: isAll || page.hasMore }
}

function matches({ actor, plan, filters, limit }: Wanted, kinds: readonly string[], enough: number) {
  // Where nearly every candidate may be seen, the first of them are enough to fill a page.
  const isOpen = enough === enough_usual && seesAll(actor) && !filters.state && !filters.team
  const place = sql`case when is_all then rank end desc nulls last, at desc`
  return sql<Match>`
    with matches as materialized (
      select * from core.search_matches(${plan.query}::tsquery, ${kinds}::text[], ${filters.from ?? null}, ${filters.to ?? null}, ${guessOf(plan)}, ${enough})
    ), found as (
      select coalesce(bool_or(entry_id is null), false) as is_all, count(entry_id)::int as candidates from matches
    ), firsts as (
      select m.*, w.is_all from found w, matches m where m.entry_id is not null
      order by ${place}, entry_id limit ${sql.lit(isOpen ? ranked_first : enough_max)}
    ), hits as (
      select distinct on (f.record_id) f.is_all, f.rank, ${hitColumns(actor, kinds)}
      from firsts f join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id
      where ${gate(actor, kinds, filters)} order by f.record_id, ${place}
    ), placed as (select h.*, row_number() over (partition by kind order by ${place}, id) as place from hits h)
    select w.is_all, w.candidates, p.id, p.kind, p.number, p.title, p.state, p.category, p.updated_at, p.entry_id, p.is_internal, p.at
    from found w left join placed p on p.place <= ${limit + 1} order by p.place`
}

// A word that was never counted may be in some entries all the same.
function guessOf(plan: Plan): number {
  return plan.isUnknown ? Math.max(plan.matches, Math.ceil(plan.entries / 5_000)) : plan.matches
}
