/** The columns of many rows at once, with their types. */
import { insertRows } from '../../../core/records/insert-rows.ts'
import type { Raw } from '../../../platform/db/transaction.ts'

const ticketColumns = {
  id: 'uuid',
  ticket_kind: 'text',
  channel: 'text',
  category_id: 'uuid',
  application: 'text',
  device: 'text',
  impact: 'smallint',
  urgency: 'smallint',
  reported_by_id: 'uuid',
  place_id: 'uuid',
  workstation_id: 'uuid',
  shared_login: 'text',
  resolution_code: 'text',
  cause: 'text',
  resume_at: 'timestamptz',
  first_response_at: 'timestamptz',
  resolved_at: 'timestamptz',
  closed_at: 'timestamptz',
  reopened_count: 'int',
  reassigned_count: 'int',
  minutes_spent: 'int',
  last_word_at: 'timestamptz',
  last_word_by_id: 'uuid',
  rating: 'smallint',
  rating_comment: 'text',
  merged_into_id: 'uuid',
  imported_key: 'text',
  imported: 'jsonb',
}
const handColumns = {
  id: 'uuid',
  ticket_id: 'uuid',
  direction: 'text',
  from_team_id: 'uuid',
  to_team_id: 'uuid',
  by_id: 'uuid',
  reason: 'text',
  tried: 'text',
  created_at: 'timestamptz',
}

/** The statement that stores the tickets' own rows; the records are there already. */
export function insertTickets(orgId: string, rows: readonly object[]): Raw<unknown> {
  return insertRows(orgId, 'tickets.ticket', ticketColumns, rows)
}

/** The statement that stores passings from team to team. */
export function insertHands(orgId: string, rows: readonly object[]): Raw<unknown> {
  return insertRows(orgId, 'tickets.hand', handColumns, rows)
}
