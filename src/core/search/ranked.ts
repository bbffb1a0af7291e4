/** Ranks entries that were found and may be seen, where there are few enough to look at each. */
import { type RawBuilder, sql } from 'kysely'
import { priorOf } from './fields.ts'
import { scoreOf, scoringOf } from './score.ts'
import { crowded, firstOfEach, type Hit, type Wanted } from './wanted.ts'

/** What an entry of some time counts more for being new. */
export function newnessAt(at: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(1 + 0.3 / (1 + greatest(0, extract(epoch from now() - ${at})) / 15552000))`
}

/** The records of the entries, each by its best one, the best first. All are tickets, or none is. */
export async function ranked(wanted: Wanted, hits: readonly Hit[]): Promise<Hit[]> {
  if (hits.length === 0) return []
  const { tx, actor, plan, totals } = wanted
  const pool = hits.some(({ kind }) => kind === crowded) ? 'crowd' : 'few'
  const score = scoreOf(scoringOf(plan.resolved, totals, pool), sql`s.whole`, sql`length(s.whole)`)
  const rows = await tx.all(sql<{ entry_id: string; score: number }>`
    select s.entry_id, ${score} * ${priorOf()} * ${newnessAt(sql`s.at`)} as score
    from (
      -- Joined with nothing, long words are unpacked once.
      select w.entry_id, w.record_id, w.at, w.words || ''::tsvector as whole from core.search_entry w
      where w.org_id = ${actor.orgId} and w.entry_id = any(${hits.map((hit) => hit.entry_id)}::uuid[]) offset 0
    ) s join core.record r on r.org_id = ${actor.orgId} and r.id = s.record_id`)
  const scores = new Map(rows.map((row) => [row.entry_id, row.score]))
  const scored = hits.map((hit) => ({ ...hit, score: scores.get(hit.entry_id) ?? 0 }))
  scored.sort((a, b) => b.score - a.score || compare(b.at, a.at) || compare(a.id, b.id))
  return firstOfEach(scored)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
