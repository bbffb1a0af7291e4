import { sql } from 'kysely'
import { Type } from 'typebox'
import { audit } from '../../../core/audit.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Time } from '../../../platform/http/schema.ts'
import { safetyStates } from '../lifecycle.ts'
import { permitsSafety } from '../setting.ts'

const Reported = Type.Object({
  own: Type.Array(Time, { description: 'When the reader reported something about this ticket.' }),
  events: Type.Array(
    Type.Object({
      id: Id,
      number: Type.Integer(),
      title: Type.String(),
      state: OneOf(safetyStates),
      reported_at: Time,
    }),
    { description: 'For those alone who work on patient safety; empty for everybody else.' },
  ),
})

/** What the reader may know of reports about a ticket: that one's own arrived, and nothing else. */
export const reported = reader({
  name: 'safety.reported',
  summary: 'When oneself reported a safety event about this ticket.',
  path: '/api/tickets/:id/safety-reports',
  params: Body({ id: Id }),
  output: Reported,
  permits: () => true,
  run: async ({ tx, actor, params, now }) => {
    const id = params.id ?? ''
    const [tickets, own, events] = await tx.many(
      sql`select 1 from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
      // A reporter who was entered twice and merged still finds the report.
      sql<{ reported_at: string }>`
        select e.reported_at from safety.event e where e.org_id = ${tx.orgId} and e.ticket_id = ${id}
          and e.reported_by in (select p.id from core.person p where p.org_id = ${tx.orgId} and (p.id = ${actor.personId} or p.merged_into_id = ${actor.personId}))
        order by e.reported_at desc limit 50`,
      sql<{
        id: string
        number: number
        title: string
        state: (typeof safetyStates)[number]
        reported_at: string
      }>`
        select r.id, r.number, r.title, r.state, e.reported_at from safety.event e
        join core.record r on r.org_id = e.org_id and r.id = e.id
        where e.org_id = ${tx.orgId} and e.ticket_id = ${id} and ${permitsSafety(actor)} and ${visible(actor, 'safety_event')}
        order by e.reported_at desc limit 50`,
    )
    if (tickets.length === 0) throw notFound('This ticket')
    if (events.length > 0) await tx.many(audit(actor, now, 'safety.reported', { found: events.length }, id))
    return { own: own.map(({ reported_at }) => reported_at), events }
  },
})
