import assert from 'node:assert/strict'
import type { Wardline } from '../../../test/helpers/server.ts'
import { asReplayed, replay } from '../../core/timeline/event.ts'
import { replayTicket, shadow, type TicketFields } from '../tickets/index.ts'

/** Replays the timeline of every ticket and compares it with both stored rows; answers how many there are. */
export async function checkTimelines(wardline: Wardline, orgId: string): Promise<number> {
  const { rows: records } = await wardline.owner.query(
    `select r.*, row_to_json(t) as ticket, e.events from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
     join lateral (select json_agg(json_build_object('at', e.at, 'data', e.data) order by e.at, e.id) as events from core.event e where e.org_id = r.org_id and e.record_id = r.id) e on true
     where r.org_id = $1`,
    [orgId],
  )
  for (const record of records) {
    const told = replay(record.events)
    for (const column of ['title', 'state', 'priority', 'team_id', 'owner_id', 'requester_id', 'audience'])
      assert.deepEqual(told[column] ?? null, asReplayed(column, record[column]), `${record.title}: ${column}`)
    assert.deepEqual(replayTicket(record.events), shadow(record.ticket as TicketFields), record.title)
    assert.equal(record.version, record.events.length)
  }
  return records.length
}
