/** One ticket goes on for two, and the two can be told apart again. Nothing is moved or copied. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { tell } from '../../../core/notifications/tell.ts'
import { ensureAutomation } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { gone } from '../../../core/records/restriction.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { tellOther } from '../../../core/timeline/tell-other.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { changeTicket, ticketOf } from '../ticket.ts'
import { addFollowers, removeFollowers } from './followers.ts'
import { refusalOf } from './may-merge.ts'
import { treeOf } from './tree.ts'

const Other = Type.Object({ id: Id, number: Type.Integer() })

/**
 * The ticket ends as merged, and the other one goes on. Its requester is told with the other one, and sees nothing of
 * it unless `adds_requester` says so.
 */
export const merge = recordAction({
  name: 'tickets.merge',
  summary: 'Merge the ticket into another one, which goes on for both.',
  life: ticketLife,
  move: 'merge',
  input: Body({
    into_id: Id,
    adds_requester: Type.Optional(
      Type.Boolean({ description: 'The requester becomes a participant of the other ticket and reads it.' }),
    ),
  }),
  output: Type.Object({ into: Other }),
  permits: worksWith('tickets.merge'),
  locksAlso: ({ input }) => raw('select $1::uuid as id', [input.into_id]),
  run: async ({ app, tx, actor, input, record, now }) => {
    const context = { app, tx, actor, now }
    const into = await targetOf(tx, actor, record, input.into_id)
    const before = await ticketOf(tx, record.id)
    await ensureAutomation(tx, actor.personId, now)
    tx.send(
      raw('insert into tickets.merging (org_id, ticket_id, state_before, merged_at) values ($1,$2,$3,$4)', [
        actor.orgId,
        record.id,
        record.state,
        now,
      ]),
    )
    const person = await addFollowers(context, record, into, input.adds_requester ?? false)
    const change = changeTicket(tx, record.id, before, { merged_into_id: into.id })
    await tellOfMerge(context, record, into)
    tellOther(context, into, 'tickets.merged_in', {
      from: record.id,
      number: record.number,
      ...(person ? { person } : {}),
    })
    return {
      result: { into: { id: into.id, number: into.number } },
      facts: { into: into.id, number: into.number, ...change },
    }
  },
})

type Context = Parameters<typeof tell>[0]

/** The ticket that goes on. Both are locked, so that what is true of it now stays true. */
async function targetOf(tx: Tx, actor: Actor, from: RecordRow, id: string): Promise<RecordRow> {
  const into = await tx.maybe(
    sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} for no key update of r`,
  )
  if (!into) {
    const problem = notFound('The ticket to merge into')
    throw Object.assign(problem, { errors: [{ pointer: '#/into_id', detail: problem.message }] })
  }
  const [before, more] = await tx.many(
    sql<{ count: number }>`${treeOf(actor.orgId, into.id)} select count(*)::int as count from tree`,
    sql<{ count: number }>`${treeOf(actor.orgId, from.id)} select count(*)::int as count from tree`,
  )
  const refusal = refusalOf(actor, from, into, (before[0]?.count ?? 1) - 1 + (more[0]?.count ?? 1))
  if (refusal) throw refusal
  return into
}

/** The requester hears that it goes on with another one, or that it is resolved already; who has the other one hears of it. */
async function tellOfMerge(context: Context, record: RecordRow, into: RecordRow): Promise<void> {
  if (record.requester_id !== null)
    await tell(context, record, {
      tells: { [record.requester_id]: into.state === 'resolved' ? 'resolved' : 'merged' },
    })
  await tell(context, into, {
    tells: into.owner_id ? { [into.owner_id]: 'merged_in' } : {},
    watchersHear: 'merged_in',
    isInside: true,
  })
}

/** Takes a merge back: the ticket is as it was, and what was written on it meanwhile stays on it. */
export const unmerge = recordAction({
  name: 'tickets.unmerge',
  summary: 'Take the merge back, so that the ticket goes on by itself as it was.',
  life: ticketLife,
  move: 'unmerge',
  input: Body({}),
  output: Type.Object({ from: Other }),
  permits: worksWith('tickets.merge'),
  locksAlso: ({ orgId, id }) =>
    raw(
      'select merged_into_id as id from tickets.ticket where org_id = $1 and id = $2 and merged_into_id is not null',
      [orgId, id],
    ),
  run: async ({ app, tx, actor, record, now }) => {
    const context = { app, tx, actor, now }
    const before = await ticketOf(tx, record.id)
    const [intos, mergings] = await tx.many(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${before.merged_into_id} and ${visible(actor, 'ticket')} for no key update of r`,
      raw<{ state_before: string }>(
        'delete from tickets.merging where org_id = $1 and ticket_id = $2 returning state_before',
        [actor.orgId, record.id],
      ),
    )
    const merging = mergings[0]
    if (!merging)
      throw conflict('This was merged in another system, so it cannot be taken back here. File a new ticket.')
    const into = intos[0]
    if (!into || !seesInside(actor, into))
      throw forbidden('You may unmerge only what goes on with a ticket that you work on.')
    const person = await removeFollowers(tx, record.id, into.id)
    const change = changeTicket(tx, record.id, before, { merged_into_id: null })
    await tellOfUnmerge(context, record)
    tellOther(context, into, 'tickets.unmerged_from', {
      from: record.id,
      number: record.number,
      ...(person ? { person } : {}),
    })
    if (person) tellGone(context, into, person)
    return {
      result: { from: { id: into.id, number: into.number } },
      changes: { state: merging.state_before },
      facts: { into: into.id, number: into.number, ...change },
    }
  },
})

/** The page of who took part in it by the merge asks for it again, and finds that it is gone. */
function tellGone({ app, tx }: Context, { id, kind }: RecordRow, person: string): void {
  const news = { topic: 'record', org: tx.orgId, id, kind, action: gone, by: null, people: [person] }
  tx.afterCommit(() => app.live.publish(news))
}

/** Who has not yet read of the merge need not read of its end either. */
async function tellOfUnmerge(context: Context, record: RecordRow): Promise<void> {
  if (record.requester_id === null) return
  const unread = await context.tx.all(
    raw<{ person_id: string }>(
      "delete from core.notification where org_id = $1 and record_id = $2 and person_id = $3 and reason = 'merged' and read_at is null returning person_id",
      [record.org_id, record.id, record.requester_id],
    ),
  )
  if (unread.length === 0) await tell(context, record, { tells: { [record.requester_id]: 'unmerged' } })
}
