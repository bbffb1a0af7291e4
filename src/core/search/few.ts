/**
 * Of kinds other than tickets, where more match than are ranked at once: the newest are looked at until enough of them
 * may be seen. So neither the order nor what is shown depends on what the actor may not see.
 */
import { sql } from 'kysely'
import { reachInside } from '../records/visible.ts'
import { type Plan, type Resolved, type Totals, together } from './plan.ts'
import { ranked } from './ranked.ts'
import {
  type Found,
  firstOfEach,
  gate,
  type Hit,
  hitColumns,
  pageOf,
  ranked_max,
  type Wanted,
} from './wanted.ts'

// Where nearly all may be seen the first round is enough; beyond the last one nothing is looked at.
const rounds = [220, 2_000, 20_000, 100_000] as const
const first_id = '00000000-0000-0000-0000-000000000000'

type Walk = { kind: string; hits: Hit[]; at: string; id: string; isOver: boolean }
type Step = Hit & { of_kind: string; is_seen: boolean; steps: number; step_at: string; step_id: string }

/** The first of each kind: ranked where few may be seen, else the newest. */
export async function walkedFew(wanted: Wanted, kinds: readonly string[]): Promise<Found[]> {
  const walks = await walkAll(wanted, kinds)
  const few = walks.filter(({ hits }) => hits.length <= ranked_max)
  const best = await ranked(
    wanted,
    few.flatMap(({ hits }) => hits),
  )
  return walks.map(({ kind, hits, isOver }) => {
    const isBest = hits.length <= ranked_max
    const records = isBest ? best.filter((hit) => hit.kind === kind) : firstOfEach(hits)
    const order = isBest ? ('best' as const) : ('newest' as const)
    const page = pageOf(records, wanted.limit)
    return { kind, order, ...page, isComplete: (isBest && isOver) || page.hasMore }
  })
}

async function walkAll(wanted: Wanted, kinds: readonly string[]): Promise<Walk[]> {
  const walks = kinds.map((kind): Walk => {
    return { kind, hits: [], at: wanted.filters.to ?? 'infinity', id: first_id, isOver: false }
  })
  for (const matches_max of rounds) {
    const open = walks.filter(({ isOver, hits }) => !isOver && hits.length <= ranked_max)
    if (open.length === 0) break
    const rows = await wanted.tx.all(newestOf(wanted, open, matches_max))
    for (const walk of open) {
      const steps = rows.filter((row) => row.of_kind === walk.kind)
      // Of those that are more than are ranked none is kept: how many were read depends on what is not seen.
      walk.hits.push(...steps.filter((row) => row.is_seen).slice(0, ranked_max + 1 - walk.hits.length))
      const last = steps.at(-1)
      walk.isOver = (last?.steps ?? 0) < matches_max
      if (last !== undefined) Object.assign(walk, { at: last.step_at, id: last.step_id })
    }
  }
  return walks
}

function newestOf({ actor, plan, totals, filters }: Wanted, walks: readonly Walk[], matches_max: number) {
  const kinds = walks.map(({ kind }) => kind)
  const inner = kinds.map((kind) => reachInside(actor, kind) !== 'none')
  // Of what may not be seen the last one alone is told, from where to go on.
  return sql<Step>`
    with found as materialized (
      select k.kind as of_kind, f.*, row_number() over (partition by k.kind order by f.at desc, f.entry_id desc)::int as step,
        count(*) over (partition by k.kind)::int as steps
      from unnest(${kinds}::text[], ${walks.map(({ at }) => at)}::timestamptz[], ${walks.map(({ id }) => id)}::uuid[], ${inner}::boolean[]) k(kind, at, id, is_inside)
      cross join lateral core.search_newest_few(${plan.query}::tsquery, k.kind, k.at, k.id, ${filters.from ?? null}, ${guessOfFew(plan, totals)}, ${sql.lit(matches_max)}, k.is_inside) f)
    select f.of_kind, r.id is not null as is_seen, f.steps, f.at::text as step_at, f.entry_id as step_id, ${hitColumns(actor, kinds)}
    from found f
    left join core.record r on r.org_id = ${actor.orgId} and r.id = f.record_id and ${gate(actor, kinds, filters)}
    where r.id is not null or f.step = f.steps order by f.of_kind, f.step`
}

/** How many entries of kinds other than tickets match. */
export function guessOfFew({ resolved }: Plan, { few_entries }: Totals): number {
  const wanted = resolved.filter((each) => each.query !== '' && !each.term.isUnwanted)
  const usesOf = ({ typed, others }: Resolved) =>
    others.reduce((sum, { fewUses }) => sum + fewUses, typed?.fewUses ?? 0)
  return together(wanted.map(usesOf), few_entries)
}
