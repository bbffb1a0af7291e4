import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { notKept } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { pageOf } from './list.ts'
import { TicketRow } from './rows.ts'

const rows_max = 20

export const portalHome = reader({
  name: 'tickets.portal_home',
  summary: 'One’s own requests: how many wait for whom, and the latest.',
  path: '/api/portal/home',
  output: Type.Object({
    counts: Type.Object({
      open: Type.Integer(),
      waiting_on_me: Type.Integer(),
      resolved: Type.Integer({ description: 'Resolved and not closed yet: still to be confirmed or rated.' }),
    }),
    rows: Type.Array(TicketRow),
  }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, actor, now }) => {
    const counts = await tx.one(
      sql<{ open: number; waiting_on_me: number; resolved: number }>`
        select count(*) filter (where category <> 'done') as open, count(*) filter (where state = 'waiting_on_requester') as waiting_on_me, count(*) filter (where state = 'resolved') as resolved
        from core.record r where r.org_id = ${actor.orgId} and r.kind = 'ticket' and r.requester_id = ${actor.personId} and ${notKept(actor)}`,
    )
    const page = await pageOf(tx, actor, { view: 'requested', limit: rows_max }, now)
    return { counts, rows: page.rows }
  },
})
