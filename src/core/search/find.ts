/** Finds the records that match, through the read gate, best first or newest first. */
import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { kindsSealedFrom, reachInside, updatedAtFor } from '../records/visible.ts'
import { guessOfFew, walkedFew } from './few.ts'
import { priorOf } from './fields.ts'
import { ofParties, ownRecords } from './of-parties.ts'
import { guessOf, isRare } from './plan.ts'
import { newnessAt } from './ranked.ts'
import { scoreOf, scoringOf } from './score.ts'
import { withSpread } from './spread.ts'
import { isCommonLately, walked } from './walk.ts'
import {
  crowded,
  type Filters,
  type Found,
  gate,
  type Hit,
  hitColumns,
  isCounted,
  pageOf,
  ranked_max,
  restrictedIds,
  seesAll,
  type Wanted,
} from './wanted.ts'

const newest_max = 30_000
// So many matches of tickets are fetched of what is ranked, and so many of them looked at word by word where nearly all may be seen.
const crowd_max = 1_000
const scored_first = 120
// Of what those match who see only some tickets, so many are asked for: what is not theirs is counted for nothing.
const others_max = 20_000
const read_ms_max = 100

/** The first `limit` records of each kind that has any. */
export async function findRecords(wanted: Wanted): Promise<Found[]> {
  const sealed = kindsSealedFrom(wanted.actor)
  const kinds = wanted.kinds.filter((kind) => !sealed.includes(kind))
  const found = await foundIn({ ...wanted, kinds })
  // What stopped before it found a word is not told: why it stopped may be what the actor is not to know.
  return wanted.plan.query === '' ? found : found.filter((each) => each.hits.length > 0)
}

async function foundIn(wanted: Wanted): Promise<Found[]> {
  if (wanted.plan.query === '') return wanted.filters.conditions?.length ? newestOf(wanted) : []
  const few = wanted.kinds.filter((kind) => kind !== crowded)
  const hasCrowd = wanted.kinds.includes(crowded)
  // Who sees few tickets gets what is found among those, whatever there is beside them.
  const own = hasCrowd && !seesAll(wanted.actor) ? await ofParties(wanted) : undefined
  const isAsked = hasCrowd && !own?.isComplete
  const isWalk = isAsked && (own ? isCommonAmong(own, wanted) : await isCommon(wanted))
  const isFewRare = few.length > 0 && guessOfFew(wanted.plan, wanted.totals) <= ranked_max
  const [ofFew, ofCrowd] = await wanted.tx.many(
    isFewRare ? matches(wanted, few, ranked_max) : undefined,
    isAsked && !isWalk ? matches(wanted, [crowded], firstsOf(wanted)) : undefined,
  )
  const isAll = isFewRare && ofFew.every(({ is_all }) => is_all)
  const found = isAll ? few.map((kind) => foundOf(ofFew, kind, wanted.limit)) : await walkedFew(wanted, few)
  if (isAsked) found.unshift(isWalk ? await ofCommonWord(wanted, own) : await ofMatches(wanted, ofCrowd, own))
  else if (own) found.unshift(await withSpread(wanted, own, true))
  return found
}

/** For who sees only some tickets: what many of the newest of these say is common, however rare it is beside them. */
function isCommonAmong(own: Found, { plan }: Wanted): boolean {
  return own.order === 'newest' || guessOf(plan) > others_max || plan.asked.ms > read_ms_max
}

async function isCommon(wanted: Wanted): Promise<boolean> {
  const { plan } = wanted
  if (!isRare(plan)) return true
  // Words that were not counted yet are mostly rare; the newest entries tell when they are not.
  return (plan.isUnknown || plan.entries === 0) && (await isCommonLately(wanted))
}

async function ofCommonWord(wanted: Wanted, own: Found | undefined): Promise<Found> {
  const found = await walked(wanted)
  if (own === undefined) return withSpread(wanted, found)
  const hits = [...new Map([...own.hits, ...found.hits].map((hit) => [hit.id, hit])).values()]
  hits.sort((a, b) => (a.at < b.at ? 1 : -1))
  const page = pageOf(hits, wanted.limit)
  const hasMore = page.hasMore || own.hasMore || found.hasMore
  return withSpread(wanted, { ...found, hits: page.hits, hasMore, isComplete: found.isComplete || hasMore })
}

/** The page from the first matches, or from all of them when too few of those are left of it; from the newest of very many. */
async function ofMatches(wanted: Wanted, first: readonly Match[], own: Found | undefined): Promise<Found> {
  if (first[0]?.is_all === false) return ofCommonWord(wanted, own)
  const found = foundOf(first, crowded, wanted.limit)
  const isShort = !found.hasMore && (first[0]?.candidates ?? 0) > firstsOf(wanted)
  if (!isShort) return withSpread(wanted, found)
  const all = await wanted.tx.all(matches(wanted, [crowded], crowd_max))
  return withSpread(wanted, foundOf(all, crowded, wanted.limit))
}

// Where nearly every candidate may be seen, the first of them are enough to fill a page.
function firstsOf({ actor, filters }: Wanted): number {
  return seesAll(actor) && !isNarrow(filters) ? scored_first : crowd_max
}

function isNarrow({ state, team, conditions }: Filters): boolean {
  return state !== undefined || team !== undefined || (conditions?.length ?? 0) > 0
}

/** The rows of a kind begin with what holds for all of them; where nothing was found there is one with only that. */
type Match = { [K in keyof Hit]: Hit[K] | null } & { of_kind: string; is_all: boolean; candidates: number }

function foundOf(rows: readonly Match[], kind: string, limit: number): Found {
  const isAll = rows.find((row) => row.of_kind === kind)?.is_all ?? true
  const hits = rows.filter((row) => row.kind === kind) as Hit[]
  const page = pageOf(hits, limit)
  return { kind, order: isAll ? 'best' : 'newest', ...page, isComplete: isAll || page.hasMore }
}

/** The `firsts_max` that match best of each kind, where there are not too many to rank. */
function matches(
  { actor, plan, totals, filters, limit }: Wanted,
  kinds: readonly string[],
  firsts_max: number,
) {
  const isCrowd = kinds.includes(crowded)
  const most = sql.lit(isCrowd ? crowd_max : ranked_max)
  // Of what may be seen all is scored where it is little, so that nothing is ranked before it is known to be that.
  const isSome = isCrowd && !seesAll(actor)
  const fetched = isSome
    ? sql.lit(others_max)
    : isCrowd
      ? sql`${most} + (select count(*) from (${restrictedIds(actor)}) x)`
      : most
  const scoring = scoringOf(plan.resolved, totals, isCrowd ? 'crowd' : 'few')
  const score = sql`${scoreOf(scoring, sql`e.whole`, sql`length(e.whole)`)} * ${priorOf()}`
  const place = sql`score desc nulls last, at desc`
  const asked = isCrowd ? plan.asked : { index: [plan.query], checked: null }
  return sql<Match>`
    with matches as materialized (
      select * from core.search_matches(${asked.index}::tsquery[], ${asked.checked}::tsquery, ${kinds}::text[], ${filters.from ?? null}, ${filters.to ?? null},
        ${fetched}, ${sql.lit(isCrowd && !isSome)}) m
      -- What may not be seen does not decide whether there are too many.
      ${isCrowd ? sql`where m.record_id is null or ${isCounted(actor, sql`m`)}` : sql``}
    ), found as (
      select kind, bool_or(entry_id is null) and count(entry_id) <= ${most} as is_all, count(entry_id)::int as candidates from matches group by kind
    ), firsts as (
      select m.*, w.is_all, w.candidates from found w cross join lateral (
        select * from matches m where w.is_all and m.kind = w.kind and m.entry_id is not null
        order by m.rank desc nulls last, m.at desc, m.entry_id limit ${sql.lit(firsts_max)}) m
    ), seen as materialized (
      select f.is_all, f.candidates, ${hitColumns(actor, kinds)}
      from firsts f join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id
      where ${gate(actor, kinds, filters)}
    ), scored as (
      select s.*, ${score} * ${newnessAt(sql`s.at`)} as score
      from seen s join core.record r on r.org_id = ${actor.orgId} and r.id = s.id left join lateral (
        -- Joined with nothing, long words are unpacked once.
        select w.words || ''::tsvector as whole from core.search_entry w
        where w.org_id = ${actor.orgId} and w.entry_id = s.entry_id offset 0
      ) e on true
    ), hits as (
      select distinct on (id) * from scored order by id, ${place}
    ), placed as (select h.*, row_number() over (partition by kind order by ${place}, id) as place from hits h)
    select w.kind as of_kind, w.is_all, w.candidates, p.id, p.kind, p.number, p.title, p.state, p.category, p.updated_at, p.entry_id, p.is_internal, p.at, p.score
    from found w left join placed p on p.kind = w.kind and p.place <= ${limit + 1} order by p.place`
}

/** What the filters alone let through, the newest first: of one's own records, and among the newest of each kind. */
async function newestOf(wanted: Wanted): Promise<Found[]> {
  const { tx, actor, kinds, filters, limit } = wanted
  const answers = await tx.many(
    ...kinds.map(
      (kind) => sql<{ [K in keyof Hit]: Hit[K] | null } & { is_older: boolean }>`
        with hits as materialized (
          select ${hitColumns(actor, [kind])} from ${nearest(actor, kind)} r
          cross join lateral (select r.id as entry_id, false as is_internal, r.created_at as at offset 0) f
          where ${gate(actor, [kind], filters)} and f.at >= ${filters.from ?? '-infinity'} and f.at < ${filters.to ?? 'infinity'}
          order by ${updatedAtFor(actor, kind)} desc, r.id desc limit ${sql.lit(limit + 1)}
        ), older as (
          select ${isBounded(actor, kind)} and (select count(*) from hits) <= ${limit} and (select count(*) >= ${sql.lit(newest_max)} from (
            select from core.record r where r.org_id = ${actor.orgId} and r.kind = ${kind} limit ${sql.lit(newest_max)}) n) as is_older)
        select h.*, o.is_older from older o left join hits h on true order by h.updated_at desc, h.id desc`,
    ),
  )
  return kinds.map((kind, i) => {
    const rows = answers[i] ?? []
    const hits = rows.filter((row): row is Hit & { is_older: boolean } => row.id !== null)
    const isComplete = hits.length > limit || !rows[0]?.is_older
    return { kind, order: 'newest' as const, ...pageOf(hits, limit), isComplete }
  })
}

/** True where records may be seen that are neither one's own nor among the newest. */
const isBounded = (actor: Actor, kind: string) => kind !== crowded || reachInside(actor, crowded) !== 'none'

/** The records to look at. Of very many tickets most of the newest are not for who sees only some. */
function nearest(actor: Actor, kind: string) {
  const newest = (columns: string) =>
    sql`select ${sql.raw(columns)} from core.record r where r.org_id = ${actor.orgId} and r.kind = ${kind} order by r.updated_at desc, r.id desc limit ${sql.lit(newest_max)}`
  // In the order of their index, so that no more of them are read than fill a page.
  if (kind !== crowded || seesAll(actor)) return sql`(${newest('*')})`
  const own = ownRecords(actor)
  const ids = isBounded(actor, kind) ? sql`${own} union (${newest('r.id')})` : own
  return sql`(select r.* from (${ids}) m(id) join core.record r on r.org_id = ${actor.orgId} and r.kind = ${kind} and r.id = m.id)`
}
