import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { readsTickets } from '../policy.ts'
import { runningDue, type View, viewCondition } from './rows.ts'

// What is done is not counted.
const counted = ['mine', 'team', 'unassigned', 'waiting', 'due_soon', 'overdue'] as const satisfies View[]
type Counted = Record<(typeof counted)[number] | 'later' | 'undated', number>

export const counts = reader({
  name: 'tickets.counts',
  summary: 'How many undone tickets each built-in view holds, exactly.',
  path: '/api/tickets/counts',
  output: Type.Record(Type.String(), Type.Integer()),
  permits: readsTickets,
  run: async ({ tx, actor, now }) => {
    const { later, undated, ...views } = await tx.one(
      may(actor, 'tickets.read_all') ? viewByView(actor, now) : inOneWalk(actor, now),
    )
    // Each undone ticket waits, or its clock runs to a promise that is over, near or far, or to none.
    return { ...views, open: views.waiting + views.overdue + views.due_soon + later + undated }
  },
})

/**
 * For who sees all tickets but those that are restricted: each view is counted in the index that holds little else than
 * its tickets, less the few that are kept.
 */
function viewByView(actor: Actor, now: string) {
  const columns = conditions(actor, now).map(
    ([name, condition]) =>
      sql`(select count(*) from core.record r where r.org_id = ${actor.orgId} and r.kind = 'ticket' and ${condition})
        - (select count(*) from core.record r where r.org_id = ${actor.orgId} and r.kind = 'ticket' and r.restriction is not null
            and (${visible(actor, 'ticket')}) is not true and ${condition}) as ${sql.ref(name)}`,
  )
  return sql<Counted>`select ${sql.join(columns)}`
}

/** For who sees some: who may see a ticket is asked once for each undone one, not once a view. */
function inOneWalk(actor: Actor, now: string) {
  const columns = conditions(actor, now).map(
    ([name, condition]) => sql`count(*) filter (where ${condition}) as ${sql.ref(name)}`,
  )
  return sql<Counted>`select ${sql.join(columns)} from core.record r where r.kind = 'ticket' and r.category <> 'done' and ${visible(actor, 'ticket')}`
}

function conditions(actor: Actor, now: string) {
  return [
    ...counted.map((view) => [view, viewCondition(actor, view, now)] as const),
    ['later', runningDue(now, 'later')] as const,
    ['undated', runningDue(now, 'never')] as const,
  ]
}
