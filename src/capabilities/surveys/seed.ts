/** The demo hospital asks after an hour, everybody, at most every two weeks; its rated tickets were asked about. */

import type { Actor } from '../../core/actor.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { aspectsOf, periodOf, type RatedTicket, resolvedIn } from '../tickets/index.ts'

const link_days = 14

/** Writes the setting, and the questions behind the ratings that the demo's tickets have. */
export async function seedSurveys(tx: Tx, now: string): Promise<void> {
  tx.send(
    raw(
      `insert into surveys.setting (org_id, is_on, delay_hours, share_percent, person_days, link_days, low_score, low_deed)
       values ($1, true, 1, 100, 14, $2, 2, 'tell')`,
      [tx.orgId, link_days],
    ),
  )
  const reader: Actor = {
    orgId: tx.orgId,
    personId: tx.orgId,
    name: '',
    permissions: new Set(['tickets.read_all']),
    teamIds: [],
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
  const period = await periodOf(tx, { days: 90 }, now)
  const rows: RatedTicket[] = await tx.all(resolvedIn(reader, period))
  // Every third of those who were asked did not answer.
  const asked = rows.filter(({ rating, number }) => rating !== null || number % 3 === 0)
  const aspects = await tx.all(
    aspectsOf(
      tx.orgId,
      asked.map(({ id }) => id),
    ),
  )
  const turns = new Map(aspects.map(({ id, reopened_count }) => [id, reopened_count]))
  tx.send(
    raw(
      `insert into surveys.invitation (org_id, id, ticket_id, person_id, due_at, sent_at, expires_at, answered_at, reopened_count)
       select $1, x.id, r.id, r.requester_id, x.at, x.at, x.at + make_interval(days => ${link_days}), case when x.is_rated then x.at + interval '2 hours' end, x.turn
       from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::boolean[], $6::int[]) x(id, ticket_id, at, is_rated, turn)
       join core.record r on r.org_id = $1 and r.id = x.ticket_id where r.requester_id is not null`,
      [
        tx.orgId,
        asked.map(() => newId()),
        asked.map(({ id }) => id),
        asked.map(({ resolved_at }) => resolved_at),
        asked.map(({ rating }) => rating !== null),
        asked.map(({ id }) => turns.get(id) ?? 0),
      ],
    ),
  )
}
