/** What is looked for and what was found, and the gate that every way of finding goes through. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import { inside, reachInside, updatedAtFor, visible } from '../records/visible.ts'
import type { Plan, Totals } from './plan.ts'

export type Filters = {
  readonly state?: readonly string[] | undefined
  readonly team?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** What else must hold of the record `r`. */
  readonly conditions?: readonly RawBuilder<boolean>[] | undefined
}

export type Wanted = {
  readonly tx: Tx
  readonly actor: Actor
  readonly kinds: readonly string[]
  readonly plan: Plan
  readonly totals: Totals
  readonly filters: Filters
  readonly limit: number
}

export type Hit = {
  id: string
  kind: string
  number: number
  title: string
  state: string
  category: string
  updated_at: string
  entry_id: string
  is_internal: boolean
  at: string
  /** The words of the search stand in several entries of the record; this is one of them. */
  isSpread?: boolean
  /** How well it matches, from 0 to about 1. */
  score?: number | null
}

export type Found = {
  kind: string
  order: 'best' | 'newest'
  hits: Hit[]
  hasMore: boolean
  /** False when the search stopped before it had seen everything that might match. */
  isComplete: boolean
}

/** The kind with so many entries that a common word cannot be ranked whole. All others are always ranked. */
export const crowded = 'ticket'

/** So many entries are looked at word by word to rank them; of more that may be seen the newest are shown. */
export const ranked_max = 200

/** Of the record `r` and its entry `f`, as the actor may know them. */
export function hitColumns(actor: Actor, kinds: readonly string[]): RawBuilder<unknown> {
  const times = kinds.map((kind) => sql`when r.kind = ${kind} then ${updatedAtFor(actor, kind)}`)
  const updated = times.length === 0 ? sql`r.updated_at` : sql`case ${sql.join(times, sql` `)} end`
  return sql`r.id, r.kind, r.number, r.title, r.state, r.category, ${updated} as updated_at, f.entry_id, f.is_internal, f.at`
}

/** What the actor may see and asked for; `r` is the record, `f` the entry that was found. */
export function gate(actor: Actor, kinds: readonly string[], filters: Filters): RawBuilder<boolean> {
  const only = kinds.length === 1 ? kinds[0] : undefined
  const parts = [
    sql<boolean>`r.kind = any(${kinds}::text[])`,
    visible(actor, only),
    sql<boolean>`(not f.is_internal or ${inside(actor, only)})`,
  ]
  if (filters.state) parts.push(sql<boolean>`r.state = any(${filters.state}::text[])`)
  if (filters.team) parts.push(inside(actor), sql<boolean>`r.team_id = any(${filters.team}::uuid[])`)
  parts.push(...(filters.conditions ?? []))
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** The query for the ids of restricted tickets, of which there are few. */
export function restrictedIds(actor: Actor): RawBuilder<unknown> {
  return sql`select r.id from core.record r where r.org_id = ${actor.orgId} and r.kind = ${crowded} and r.restriction is not null`
}

/** True for the entries of tickets that count for the actor: those that may be seen. Who sees all asks of restricted ones alone. */
export function isCounted(actor: Actor, entry: RawBuilder<unknown>): RawBuilder<boolean> {
  const isSeen = sql<boolean>`exists (
    select from core.record r cross join lateral (select ${entry}.is_internal) f where r.org_id = ${actor.orgId} and r.id = ${entry}.record_id and ${gate(actor, [crowded], {})})`
  if (!seesAll(actor)) return isSeen
  return sql<boolean>`(${entry}.record_id not in (${restrictedIds(actor)}) or ${isSeen})`
}

/** True when no ticket is kept from the actor, but for restricted ones. */
export function seesAll(actor: Actor): boolean {
  return reachInside(actor, crowded) === 'all'
}

export function pageOf<H extends Hit>(rows: readonly H[], limit: number): { hits: Hit[]; hasMore: boolean } {
  return { hits: rows.slice(0, limit), hasMore: rows.length > limit }
}

/** Of each record the entry that comes first. */
export function firstOfEach<H extends Hit>(hits: readonly H[]): H[] {
  const known = new Set<string>()
  return hits.filter(({ id }) => !known.has(id) && known.add(id))
}
