/** Statements that change many tickets at once. */
import type { RecordRow } from '../../../core/records/record.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import type { TicketFields } from '../ticket.ts'

/** The statement that stores what an import may change of the records. */
export function changeRecords(orgId: string, records: readonly RecordRow[]): Raw<unknown> {
  return raw(
    `update core.record r set title = e.title, state = e.state, category = e.category, priority = e.priority, team_id = e.team_id,
       owner_id = e.owner_id, requester_id = e.requester_id, tags = e.tags, version = e.version, updated_at = e.updated_at
     from json_to_recordset($2::json) as e (id uuid, title text, state text, category text, priority smallint, team_id uuid,
       owner_id uuid, requester_id uuid, tags text[], version int, updated_at timestamptz)
     where r.org_id = $1 and r.id = e.id`,
    [orgId, JSON.stringify(records)],
  )
}

/** The statement that stores what an import may change of the tickets' own rows. */
export function changeTickets(
  orgId: string,
  tickets: readonly (TicketFields & { id: string; imported: object })[],
): Raw<unknown> {
  return raw(
    `update tickets.ticket t set ticket_kind = e.ticket_kind, channel = e.channel, category_id = e.category_id, device = e.device,
       impact = e.impact, urgency = e.urgency, place_id = e.place_id, resolution_code = e.resolution_code,
       first_response_at = e.first_response_at, resolved_at = e.resolved_at, closed_at = e.closed_at,
       reopened_count = e.reopened_count, reassigned_count = e.reassigned_count,
       last_word_at = e.last_word_at, last_word_by_id = e.last_word_by_id, imported = t.imported || e.imported
     from json_to_recordset($2::json) as e (id uuid, ticket_kind text, channel text, category_id uuid, device text,
       impact smallint, urgency smallint, place_id uuid, resolution_code text,
       first_response_at timestamptz, resolved_at timestamptz, closed_at timestamptz,
       reopened_count int, reassigned_count int, last_word_at timestamptz, last_word_by_id uuid, imported jsonb)
     where t.org_id = $1 and t.id = e.id`,
    [orgId, JSON.stringify(tickets)],
  )
}

/** The statement that makes new titles findable, with the first public message and the number from before. */
export function retitleEntries(
  orgId: string,
  records: readonly Pick<RecordRow, 'id' | 'title'>[],
): Raw<unknown> {
  return raw(
    `update core.search_entry s set words = setweight(to_tsvector('core.english', e.title), 'A') || to_tsvector('core.english',
       concat_ws(E'\\n',
         (select m.body from core.message m where m.org_id = $1 and m.record_id = e.id and not m.is_internal order by m.created_at, m.id limit 1),
         (select coalesce(t.imported ->> 'number', t.imported ->> 'key') from tickets.ticket t where t.org_id = $1 and t.id = e.id)))
     from json_to_recordset($2::json) as e (id uuid, title text)
     where s.org_id = $1 and s.entry_id = e.id`,
    [orgId, JSON.stringify(records.map(({ id, title }) => ({ id, title })))],
  )
}
