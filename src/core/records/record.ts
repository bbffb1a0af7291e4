/** The supertype row that everything with a number, a timeline and links shares. */
import { sql } from 'kysely'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { Category, Lifecycle } from '../lifecycle.ts'
import type { Restriction } from './restriction.ts'

export type Audience = 'parties' | 'internal' | 'staff' | 'public'

export type RecordRow = {
  org_id: string
  id: string
  kind: string
  number: number
  title: string
  state: string
  category: Category
  priority: number | null
  team_id: string | null
  owner_id: string | null
  requester_id: string | null
  tags: string[]
  audience: Audience
  /** From whom it is kept although they would see it; null for nobody. */
  restriction: Restriction | null
  due_at: string | null
  version: number
  created_at: string
  updated_at: string
  /** The version and the last change as those outside may know them; absent while they are the same as inside. */
  outer_version?: number
  outer_updated_at?: string
}

export const recordColumns = sql.raw(
  'r.org_id, r.id, r.kind, r.number, r.title, r.state, r.category, r.priority, r.team_id, r.owner_id, r.requester_id, r.tags, r.audience, r.restriction, r.due_at, r.version, r.created_at, r.updated_at, coalesce(r.outer_version, r.version) as outer_version, coalesce(r.outer_updated_at, r.updated_at) as outer_updated_at',
)

/** A new row of the kind in its initial state; what is not given is empty. Nothing is stored. */
export function newRecord(
  life: Lifecycle,
  base: { orgId: string; number: number; title: string; now: string } & Partial<
    Pick<
      RecordRow,
      'state' | 'priority' | 'team_id' | 'owner_id' | 'requester_id' | 'tags' | 'audience' | 'due_at'
    >
  >,
): RecordRow {
  const state = base.state ?? life.initial
  return {
    org_id: base.orgId,
    id: newId(),
    kind: life.kind,
    number: base.number,
    title: base.title,
    state,
    category: life.states[state] as Category,
    priority: base.priority ?? null,
    team_id: base.team_id ?? null,
    owner_id: base.owner_id ?? null,
    requester_id: base.requester_id ?? null,
    tags: base.tags ?? [],
    audience: base.audience ?? 'parties',
    restriction: null,
    due_at: base.due_at ?? null,
    version: 1,
    created_at: base.now,
    updated_at: base.now,
  }
}

/** The statement that stores a new record. */
export function insertRecord(record: RecordRow): Raw<unknown> {
  return raw(
    `insert into core.record (org_id, id, kind, number, title, state, category, priority, team_id, owner_id, requester_id, tags, audience, due_at, version, created_at, updated_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$16)`,
    [
      record.org_id,
      record.id,
      record.kind,
      record.number,
      record.title,
      record.state,
      record.category,
      record.priority,
      record.team_id,
      record.owner_id,
      record.requester_id,
      record.tags,
      record.audience,
      record.due_at,
      record.version,
      record.created_at,
    ],
  )
}

/**
 * The statement that stores all columns of a record that may change, and counts its version up: also the one of
 * those outside when they are told of the change.
 */
export function updateRecord(record: RecordRow, isToldOutside: boolean): Raw<unknown> {
  return raw(
    `update core.record set title = $3, state = $4, category = $5, priority = $6, team_id = $7, owner_id = $8, requester_id = $9,
       tags = $10, audience = $11, due_at = $12, updated_at = $13, restriction = $15, version = version + 1,
       outer_version = case when $14::boolean then outer_version + 1 else coalesce(outer_version, version) end,
       outer_updated_at = case when $14::boolean then null else coalesce(outer_updated_at, updated_at) end
     where org_id = $1 and id = $2`,
    [
      record.org_id,
      record.id,
      record.title,
      record.state,
      record.category,
      record.priority,
      record.team_id,
      record.owner_id,
      record.requester_id,
      record.tags,
      record.audience,
      record.due_at,
      record.updated_at,
      isToldOutside,
      record.restriction,
    ],
  )
}

// Numbers are fetched some at a time, so that giving one out costs no round trip. What is left over when the
// process ends stays a gap.
const numbers_ahead = 32
const numbersOf = new Map<string, number[]>()

/** The next human number. */
export async function nextNumber(tx: Tx): Promise<number> {
  const next = numbersOf.get(tx.orgId)?.shift()
  if (next !== undefined) return next
  const rows = await tx.all(
    raw<{ number: number }>("select nextval('core.record_number') as number from generate_series(1, $1)", [
      numbers_ahead,
    ]),
  )
  const [first, ...rest] = rows.map((row) => row.number)
  numbersOf.set(tx.orgId, [...(numbersOf.get(tx.orgId) ?? []), ...rest])
  if (first === undefined) throw new Error('The sequence gave no number.')
  return first
}
