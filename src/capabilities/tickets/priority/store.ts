/** The rules of an organization: the version that holds now, believed for a moment, and earlier ones. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { defaultRules } from './defaults.ts'
import type { Rules } from './rules.ts'

export type Versioned = { version: number; rules: Rules }
type Book = Versioned & { above: ReadonlyMap<string, string | null> }

/** For this long a server believes the rules that it has read, so that a new ticket costs no trip for them. */
const believed_ms = 5_000
const organizations_max = 200
const believed = new Map<string, Book & { until_ms: number }>()

/** Called when the organization's rules or categories were changed here; other servers learn of it when they ask again. */
export function forgetRules(orgId: string): void {
  believed.delete(orgId)
}

/** The rules of now with the tree of categories. A category that is younger than the belief makes it ask again. */
export async function currentRules(tx: Tx, categoryId: string | null = null): Promise<Book> {
  const known = believed.get(tx.orgId)
  const isFresh = known !== undefined && known.until_ms > performance.now()
  if (isFresh && (categoryId === null || known.rules.sets.length === 1 || known.above.has(categoryId)))
    return known
  const [rows, categories] = await tx.many(
    raw<Versioned>(
      'select number as version, rules from tickets.priority_rules where org_id = $1 order by number desc limit 1',
      [tx.orgId],
    ),
    raw<{ id: string; parent_id: string | null }>(
      'select id, parent_id from tickets.category where org_id = $1',
      [tx.orgId],
    ),
  )
  const present = rows[0] ?? { version: 0, rules: defaultRules }
  const above = new Map(categories.map(({ id, parent_id }) => [id, parent_id]))
  if (believed.size >= organizations_max) believed.delete(believed.keys().next().value ?? '')
  const book = { ...present, above, until_ms: performance.now() + believed_ms }
  believed.set(tx.orgId, book)
  return book
}

/** The rules of a version with the time at which the next one replaced it; null for the one that holds. */
export async function rulesAt(
  tx: Tx,
  version: number,
): Promise<(Versioned & { replaced_at: string | null }) | undefined> {
  const rows = await tx.all(
    raw<Versioned & { created_at: string }>(
      'select number as version, rules, created_at from tickets.priority_rules where org_id = $1 and number in ($2, $3) order by number',
      [tx.orgId, version, version + 1],
    ),
  )
  const found =
    version === 0 ? { version: 0, rules: defaultRules } : rows.find((each) => each.version === version)
  const next = rows.find((each) => each.version === version + 1)
  return found && { version, rules: found.rules, replaced_at: next?.created_at ?? null }
}

export type StoredWeighing = {
  version: number | null
  set_id: string | null
  answers: Record<string, string> | null
  criticality: number
  p1: 'proposed' | 'declined' | null
  p1_by: string | null
  p1_at: string | null
}
export type Override = {
  id: string
  answered: 1 | 2 | 3 | 4
  priority: 1 | 2 | 3 | 4
  by_id: string
  message_id: string
  created_at: string
}

export const neverAsked: StoredWeighing = {
  version: null,
  set_id: null,
  answers: null,
  criticality: 0,
  p1: null,
  p1_by: null,
  p1_at: null,
}

export function weighingOf(orgId: string, ticketId: string) {
  return raw<StoredWeighing>(
    'select version, set_id, answers, criticality, p1, p1_by, p1_at from tickets.weighing where org_id = $1 and ticket_id = $2',
    [orgId, ticketId],
  )
}

/** The override that holds. */
export function overrideOf(orgId: string, ticketId: string) {
  return raw<Override>(
    'select id, answered, priority, by_id, message_id, created_at from tickets.priority_override where org_id = $1 and ticket_id = $2 and ended_at is null',
    [orgId, ticketId],
  )
}

/** Sends what the ticket was asked and answered, and whether it is proposed as P1. */
export function storeWeighing(tx: Tx, ticketId: string, weighing: StoredWeighing): void {
  const { version, set_id, answers, criticality, p1, p1_by, p1_at } = weighing
  tx.send(
    raw(
      `insert into tickets.weighing (org_id, ticket_id, version, set_id, answers, criticality, p1, p1_by, p1_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9)
       on conflict (org_id, ticket_id) do update set version = excluded.version, set_id = excluded.set_id, answers = excluded.answers,
         criticality = excluded.criticality, p1 = excluded.p1, p1_by = excluded.p1_by, p1_at = excluded.p1_at`,
      [
        tx.orgId,
        ticketId,
        version,
        set_id,
        answers === null ? null : JSON.stringify(answers),
        criticality,
        p1,
        p1_by,
        p1_at,
      ],
    ),
  )
}
