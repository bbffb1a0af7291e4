/** Sends what was left to be sent, exactly once, in the name of who wrote it and only if they still may. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import { personActor } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Follower, JobHandler, Written } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { reply } from '../actions/reply.ts'
import { sideOf } from '../say.ts'
import type { Scheduled } from './replies.ts'

const sweep_max = 500
type Due = { ticket_id: string; author_id: string; body: string; is_done: boolean }

/** Thrown before anything is done when the reply was sent already, put off, or taken back. */
class NotWaiting extends Error {}

/** Job `scheduled_replies.send`. */
export const sendScheduled: JobHandler = async (app, payload) => {
  const [org, id] = [String(payload.org), String(payload.reply)]
  const now = app.clock.now().toISOString()
  const { due, author } = await read(app.pool, org, async (tx) => {
    const found = await tx.maybe(
      raw<Due>(
        `select s.ticket_id, s.author_id, s.body, r.category = 'done' as is_done
         from tickets.scheduled_reply s join core.record r on r.org_id = s.org_id and r.id = s.ticket_id
         where s.org_id = $1 and s.id = $2 and s.state = 'waiting' and s.send_at <= $3`,
        [org, id, now],
      ),
    )
    return { due: found, author: found && (await personActor(tx, found.author_id, now)) }
  })
  if (!due) return
  if (due.is_done) return hold(app, org, id, 'done')
  if (!author) return hold(app, org, id, 'refused')
  try {
    await execute(app, author, reply, { body: due.body }, due.ticket_id, {
      first: async (tx) => {
        // The ticket first, as whoever writes on it does: of two workers the second waits here, and finds it sent.
        await tx.all(
          raw('select from core.record where org_id = $1 and id = $2 for no key update', [
            org,
            due.ticket_id,
          ]),
        )
        const sent = await tx.maybe(
          raw(
            `update tickets.scheduled_reply set state = 'sent', body = '', updated_at = $4
             where org_id = $1 and id = $2 and state = 'waiting' and send_at <= $4 and body = $3 returning id`,
            [org, id, due.body, now],
          ),
        )
        if (!sent) throw new NotWaiting()
      },
    })
  } catch (error) {
    if (error instanceof NotWaiting) return
    if (!(error instanceof Problem) || error.status >= 500) throw error
    await hold(app, org, id, 'refused')
  }
}

async function hold(app: App, org: string, id: string, why: NonNullable<Scheduled['why']>): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) => {
    const held = await holdWhere(tx, 's.id = $2', id, why, now)
    const [first] = held
    if (!first) return
    const record = await tx.one(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.org_id = ${org} and r.id = ${first.ticket_id}`,
    )
    await tellHeld({ app, tx, now }, record, held)
  })
}

export type Held = { id: string; ticket_id: string; author_id: string }

async function holdWhere(
  tx: Tx,
  condition: string,
  id: string,
  why: NonNullable<Scheduled['why']>,
  now: string,
): Promise<Held[]> {
  return tx.all(
    raw<Held>(
      `update tickets.scheduled_reply s set state = 'held', why = $3, updated_at = $4
       where s.org_id = $1 and ${condition} and s.state = 'waiting' returning s.id, s.ticket_id, s.author_id`,
      [tx.orgId, id, why, now],
    ),
  )
}

/** The author decides; when the author is not there any more, or sees the ticket no more, its owner does. */
export async function tellHeld(
  { app, tx, now }: { app: App; tx: Tx; now: string },
  record: RecordRow,
  held: readonly Held[],
): Promise<void> {
  const authors = [...new Set(held.map(({ author_id }) => author_id))]
  const people = await tx.all(candidates(tx.orgId, record.id, authors, now))
  const inside = people.filter((person) => sideSeenBy(person, record) === 'inside').map(({ id }) => id)
  const told = authors.map((id) => (inside.includes(id) ? id : record.owner_id)).filter((id) => id !== null)
  notify(
    app,
    tx,
    { record, byId: null, now },
    new Map(told.filter((id) => inside.includes(id)).map((id) => [id, 'reply_held'])),
  )
}

/**
 * Whoever writes from outside meanwhile may have answered it, and what is over may be reopened by one who says that it is
 * not: nothing is sent until its author has looked.
 */
export const followReplies: Follower = async ({ app, tx, actor, now }, { before, after, action, data }) => {
  if (before === null || after.kind !== 'ticket') return undefined
  const isOver = after.category === 'done' && before.category !== 'done'
  const why = isOver ? 'done' : isAnswered(actor, after, action, data) ? 'answered' : undefined
  if (why === undefined) return undefined
  const held = await holdWhere(tx, 's.ticket_id = $2', after.id, why, now)
  if (held.length > 0) await tellHeld({ app, tx, now }, after, held)
  return undefined
}

/** A public message of somebody outside, whichever action carries it, or one on a ticket that was merged into this one. */
function isAnswered(actor: Actor, record: RecordRow, action: string, data: Written['data']): boolean {
  if (action === 'tickets.hear_merged') return true
  if (data.message === undefined || data.isInternal === true || action === 'tickets.redact') return false
  return sideOf(actor, record) === 'outside'
}

/** Job `scheduled_replies.sweep`: in case that a job was lost, as when a backup was restored. */
export const sweepScheduled: JobHandler = async (app) => {
  const now = app.clock.now().toISOString()
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows)
    await write(app.pool, org, async (tx) => {
      const [replies, followUps] = await tx.many(
        raw<{ id: string }>(
          `select id from tickets.scheduled_reply where org_id = $1 and state = 'waiting' and send_at < $2 order by send_at limit ${sweep_max}`,
          [org, now],
        ),
        raw<{ id: string }>(
          // What reached nobody for weeks does not keep the others out; it stands on its ticket.
          `select id from tickets.follow_up where org_id = $1 and done_at is null and told_at is null
             and due_at < $2 and due_at > $2::timestamptz - interval '30 days' order by due_at limit ${sweep_max}`,
          [org, now],
        ),
      )
      for (const { id } of replies)
        app.jobs.add(tx, 'scheduled_replies.send', { reply: id }, { key: `scheduled_replies.send ${id}` })
      for (const { id } of followUps)
        app.jobs.add(tx, 'follow_ups.tell', { follow_up: id }, { key: `follow_ups.tell ${id}` })
    })
}
