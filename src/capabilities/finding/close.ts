/** What holds the most telling words of a search: among what holds every word where it says more, and else what is close. */
import { sql } from 'kysely'
import { alikeQuery, type Scored } from '../../core/search/alike.ts'
import { priorOf } from '../../core/search/fields.ts'
import type { Resolved } from '../../core/search/plan.ts'
import { newnessAt } from '../../core/search/ranked.ts'
import { crowded, type Found, type Wanted } from '../../core/search/wanted.ts'

const close_max = 10
// What holds less than this of the wanted words is no answer to the search.
const close_score_min = 0.04

/**
 * The best of kinds other than tickets by the most telling of several words, whether or not they hold every word; nothing
 * where none of it would be shown.
 */
export async function tellingOf(
  wanted: Wanted,
  resolved: readonly Resolved[],
  found: readonly Found[],
): Promise<Scored[]> {
  const few = wanted.kinds.filter((kind) => kind !== crowded)
  if (few.length === 0 || !isLoose(wanted, resolved)) return []
  if (roomBeside(wanted, found) <= 0 && !found.some(isMixed)) return []
  const { tx, actor, totals, filters, limit } = wanted
  const prior = sql<number>`${priorOf()} * ${newnessAt(sql`f.at`)}`
  const query = alikeQuery(actor, { resolved, totals }, few, limit, { filters, prior })
  const rows = query ? await tx.all(query) : []
  return rows.filter(({ score }) => score >= close_score_min)
}

/**
 * The groups of kinds other than tickets with what says the most telling words more than something there that holds every
 * word in passing. Where somebody put words into quotes, they mean them.
 */
export function withTelling(
  wanted: Wanted,
  resolved: readonly Resolved[],
  found: readonly Found[],
  telling: readonly Scored[],
): Found[] {
  if (resolved.some(({ term }) => term.isPhrase)) return [...found]
  return found.map((group) => {
    if (!isMixed(group)) return group
    const known = new Set(group.hits.map(({ id }) => id))
    const least = Math.min(...group.hits.map(({ score }) => score ?? 0))
    const more = telling.filter(
      ({ id, kind, score }) => kind === group.kind && score > least && !known.has(id),
    )
    const hits = [...group.hits, ...more].toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    return {
      ...group,
      hits: hits.slice(0, wanted.limit),
      hasMore: group.hasMore || hits.length > wanted.limit,
    }
  })
}

/** What holds the most telling of several words, where no more holds all of them. */
export async function closeTo(
  wanted: Wanted,
  resolved: readonly Resolved[],
  found: readonly Found[],
  telling: readonly Scored[],
): Promise<Scored[]> {
  const { tx, actor, totals, filters } = wanted
  const room = roomBeside(wanted, found)
  if (room <= 0 || !isLoose(wanted, resolved)) return []
  const known = found.flatMap(({ hits }) => hits.map(({ id }) => id))
  const condition = sql<boolean>`r.id <> all(${known}::uuid[])`
  const query = wanted.kinds.includes(crowded)
    ? alikeQuery(actor, { resolved, totals }, [crowded], room, { filters, condition, prior: priorOf() })
    : undefined
  const tickets = query ? await tx.all(query) : []
  return [...telling.filter(({ id }) => !known.includes(id)), ...tickets]
    .filter(({ score }) => score >= close_score_min)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, room)
}

function roomBeside({ limit }: Wanted, found: readonly Found[]): number {
  const total = found.reduce((sum, { hits }) => sum + hits.length, 0)
  return Math.min(close_max, limit - total)
}

/** True for a group in which what says more comes before what holds every word. */
function isMixed({ kind, order, hits }: Found): boolean {
  return kind !== crowded && order === 'best' && hits.length > 0
}

/** True where a text may hold some of the words alone. */
function isLoose({ plan }: Wanted, resolved: readonly Resolved[]): boolean {
  return plan.wanted.length > 1 && !plan.isTitleOnly && !resolved.some(({ term }) => term.isTitle)
}
