import { sql } from 'kysely'
import { Type } from 'typebox'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { readsTickets } from '../policy.ts'
import { viewCondition, views } from './rows.ts'

// What is not done is counted in one walk over its own index; what is done is not counted.
const counted = views.filter((view) => view !== 'resolved' && view !== 'all' && view !== 'requested')

export const counts = reader({
  name: 'tickets.counts',
  summary: 'How many undone tickets each built-in view holds, exactly.',
  path: '/api/tickets/counts',
  output: Type.Record(Type.String(), Type.Integer()),
  permits: readsTickets,
  run: async ({ tx, actor, now }) => {
    const columns = counted.map(
      (view) => sql`count(*) filter (where ${viewCondition(actor, view, now)}) as ${sql.ref(view)}`,
    )
    return tx.one(
      sql<
        Record<string, number>
      >`select ${sql.join(columns)} from core.record r where r.kind = 'ticket' and r.category <> 'done' and ${visible(actor, 'ticket')}`,
    )
  },
})
