/** The ticket's own row beside its record: read, changed, and told to the timeline column by column. */
import { sql } from 'kysely'
import type { Change } from '../../core/timeline/event.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'

export type TicketFields = {
  ticket_kind: string
  channel: string
  category_id: string | null
  application: string | null
  device: string | null
  impact: number
  urgency: number
  reported_by_id: string | null
  place_id: string | null
  workstation_id: string | null
  shared_login: string | null
  resolution_code: string | null
  cause: string | null
  resume_at: string | null
  first_response_at: string | null
  resolved_at: string | null
  closed_at: string | null
  reopened_count: number
  reassigned_count: number
  minutes_spent: number
  last_word_at: string | null
  last_word_by_id: string | null
  rating: number | null
  rating_comment: string | null
  merged_into_id: string | null
}
type Column = keyof TicketFields

/** The columns of a ticket's own row that the timeline tells. */
export const ticketColumns = [
  'ticket_kind',
  'channel',
  'category_id',
  'application',
  'device',
  'impact',
  'urgency',
  'reported_by_id',
  'place_id',
  'workstation_id',
  'shared_login',
  'resolution_code',
  'cause',
  'resume_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'reopened_count',
  'reassigned_count',
  'minutes_spent',
  'last_word_at',
  'last_word_by_id',
  'rating',
  'rating_comment',
  'merged_into_id',
] as const satisfies readonly Column[]

/** Sentences that people wrote stay out of the timeline; it tells only whether there are any. */
const prose: ReadonlySet<string> = new Set<Column>(['cause', 'rating_comment'])

/** Words whose change is told, and kept beside the timeline where a redaction reaches it. */
const worded: ReadonlySet<string> = new Set<Column>(['application', 'device', 'shared_login'])

/** True for the columns of which the timeline itself tells only whether there are any words. */
export function isToldWithoutWords(column: string): boolean {
  return prose.has(column) || worded.has(column)
}

export type Fields = Partial<Record<Column, [from: unknown, to: unknown]>>

/** Times have several spellings; those of the timeline and of the row are compared as moments. */
const times: ReadonlySet<string> = new Set([
  'resume_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'last_word_at',
])

const beforeAll: TicketFields = {
  ...(Object.fromEntries(ticketColumns.map((column) => [column, null])) as unknown as TicketFields),
  reopened_count: 0,
  reassigned_count: 0,
  minutes_spent: 0,
}

/** The ticket's present row. The record is locked by the action, and with it the ticket. */
export async function ticketOf(tx: Tx, id: string): Promise<TicketFields> {
  return tx.one(ticketRow(tx.orgId, id))
}

/** The query for a ticket's row. */
export function ticketRow(orgId: string, id: string) {
  return sql<TicketFields>`select ${sql.raw(ticketColumns.join(', '))} from tickets.ticket where org_id = ${orgId} and id = ${id}`
}

/** Sends the change of the ticket's row, and answers what the timeline should tell of it. */
export function changeTicket(
  tx: Tx,
  id: string,
  before: TicketFields,
  changes: Partial<TicketFields>,
): { fields?: Fields; words?: { fields: Change } } {
  const changed = ticketColumns.filter(
    (column) => changes[column] !== undefined && before[column] !== changes[column],
  )
  if (changed.length === 0) return {}
  const sets = changed.map((column, index) => `${column} = $${index + 3}`)
  tx.send(
    raw(`update tickets.ticket set ${sets.join(', ')} where org_id = $1 and id = $2`, [
      tx.orgId,
      id,
      ...changed.map((column) => changes[column]),
    ]),
  )
  const words = changed
    .filter((column) => worded.has(column))
    .map((column): [string, [unknown, unknown]] => [column, [before[column], changes[column]]])
  return {
    fields: told(before, changes, changed),
    ...(words.length > 0 ? { words: { fields: Object.fromEntries(words) } } : {}),
  }
}

/** The statement that stores a new ticket's row, and what its first event should tell. */
export function newTicket(
  tx: Tx,
  id: string,
  ticket: Partial<TicketFields>,
): { statement: Raw<unknown>; fields: Fields } {
  const whole = { ...beforeAll, ...ticket }
  const statement = raw(
    `insert into tickets.ticket (org_id, id, ${ticketColumns.join(', ')}) values ($1, $2, ${ticketColumns.map((_, index) => `$${index + 3}`).join(', ')})`,
    [tx.orgId, id, ...ticketColumns.map((column) => whole[column])],
  )
  return { statement, fields: told(beforeAll, whole, ticketColumns) }
}

function told(before: TicketFields, after: Partial<TicketFields>, among: readonly Column[]): Fields {
  const fields: Fields = {}
  for (const column of among) {
    if (after[column] === undefined || before[column] === after[column]) continue
    fields[column] = isToldWithoutWords(column)
      ? [before[column] !== null, after[column] !== null]
      : [before[column], after[column]]
  }
  return fields
}

/** The ticket's row as its events tell it; of sentences only whether there are any. */
export function replayTicket(events: readonly { data: Record<string, unknown> }[]): Record<string, unknown> {
  const ticket: Record<string, unknown> = shadow(beforeAll)
  for (const event of events)
    for (const [column, [, to]] of Object.entries((event.data.fields ?? {}) as Fields))
      ticket[column] = asTold(column, to)
  return ticket
}

/** A stored row in the same terms as `replayTicket`, for comparison. */
export function shadow(ticket: TicketFields): Record<string, unknown> {
  return Object.fromEntries(
    ticketColumns.map((column) => [
      column,
      isToldWithoutWords(column) ? ticket[column] !== null : asTold(column, ticket[column]),
    ]),
  )
}

function asTold(column: string, value: unknown): unknown {
  return times.has(column) && typeof value === 'string' ? Date.parse(value) : value
}

/** What the ticket is about, in lower case: its application, its category and the categories above that. */
export async function subjectsOf(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ name: string }>(
      `with recursive subject (parent_id, name, level) as (
         select c.parent_id, c.name, 1 from tickets.ticket t join tickets.category c on c.org_id = t.org_id and c.id = t.category_id
           where t.org_id = $1 and t.id = $2
         union all
         select c.parent_id, c.name, s.level + 1 from subject s join tickets.category c on c.org_id = $1 and c.id = s.parent_id where s.level < 10)
       select lower(name) as name from subject
       union select lower(application) from tickets.ticket where org_id = $1 and id = $2 and application is not null`,
      [tx.orgId, id],
    ),
  )
  return rows.map((row) => row.name)
}
