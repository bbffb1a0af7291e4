import { sql } from 'kysely'
import { Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { raw } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id, NullableText, NullableTime, Time } from '../../platform/http/schema.ts'
import { worksOnTickets } from '../tickets/index.ts'

const rows_max = 20

/** Whether the requester was asked, will be, or why not; the rating itself stands on the ticket. */
export const ofTicket = reader({
  name: 'surveys.of_ticket',
  summary: 'When the requester of a ticket was asked how well it was solved, or why not.',
  path: '/api/tickets/:id/surveys',
  params: Body({ id: Id }),
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        due_at: Time,
        sent_at: NullableTime,
        answered_at: NullableTime,
        dropped: NullableText,
      }),
      { description: 'Newest first.' },
    ),
    earlier: Type.Array(Type.Object({ rating: Type.Integer(), resolved_at: Time }), {
      description: 'What was said of solutions that did not last, the newest first.',
    }),
  }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const ticket = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r
        where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor, 'ticket')}`,
    )
    if (!ticket) throw notFound('This ticket')
    const [rows, earlier] = await tx.many(
      raw<{ due_at: string; sent_at: string | null; answered_at: string | null; dropped: string | null }>(
        `select due_at, sent_at, answered_at, dropped from surveys.invitation
         where org_id = $1 and ticket_id = $2 order by due_at desc, id desc limit ${rows_max}`,
        [tx.orgId, ticket.id],
      ),
      raw<{ rating: number; resolved_at: string }>(
        `select rating, resolved_at from surveys.solution
         where org_id = $1 and ticket_id = $2 and rating is not null order by reopened_count desc limit ${rows_max}`,
        [tx.orgId, ticket.id],
      ),
    )
    return { rows, earlier }
  },
})
