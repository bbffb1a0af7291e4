import { sql } from 'kysely'
import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { viewsOf } from '../../../core/views/saved-view.ts'
import { Id, Nullable, NullableText } from '../../../platform/http/schema.ts'
import { worksOnTickets } from '../policy.ts'
import { type Filter, filterCondition, needsTicket } from './rows.ts'

const View = Type.Object({
  id: Id,
  name: Type.String(),
  filter: Type.Record(Type.String(), Type.Unknown()),
  sort: NullableText,
  is_reversed: Type.Boolean(),
  columns: Type.Array(Type.String()),
  is_shared: Type.Boolean(),
  is_mine: Type.Boolean(),
  owner: Type.String(),
  count: Nullable(
    Type.Integer({
      description:
        'Exactly how many tickets of it this person may see now; null where the view looks for words, which are looked for only when it is opened.',
    }),
  ),
})

/** Each count asks the very condition by which the list is read, so that both always agree. */
export const savedViews = reader({
  name: 'tickets.views',
  summary: 'One’s saved views and the shared ones, each with its exact count.',
  path: '/api/tickets/views',
  output: Type.Object({ rows: Type.Array(View) }),
  permits: worksOnTickets,
  run: async ({ tx, actor, now }) => {
    const views = await tx.all(viewsOf(actor.orgId, actor.personId, 'ticket'))
    const counted = views.filter((view) => !view.filter.q)
    const counts = await tx.many(
      ...counted.map((view) => {
        const filter = view.filter as Filter
        const from = needsTicket(filter)
          ? sql`core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id`
          : sql`core.record r`
        return sql<{
          count: number
        }>`select count(*) as count from ${from} where ${filterCondition(actor, filter, now)}`
      }),
    )
    const countOf = new Map(counted.map((view, index) => [view.id, counts[index]?.[0]?.count ?? 0]))
    return {
      rows: views.map(({ position: _position, ...view }) => ({
        ...view,
        count: countOf.get(view.id) ?? null,
      })),
    }
  },
})
