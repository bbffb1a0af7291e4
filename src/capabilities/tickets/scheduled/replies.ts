/** Replies that are sent later: written, changed and taken back by their author, and held when the requester writes. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { requireNothingInner } from '../say.ts'
import { futureMoment, LocalTime } from './moment.ts'

const waiting_max = 20
const Words = Text(100_000, { minLength: 1 })

export const scheduleReply = recordAction({
  name: 'tickets.schedule_reply',
  summary: 'Have a reply sent at a time, in one’s own name.',
  life: ticketLife,
  input: Body({ body: Words, at: LocalTime }),
  output: Type.Object({ reply_id: Id }),
  permits: worksWith('tickets.reply'),
  run: async ({ app, tx, actor, input, record, now }) => {
    requireOpen(record)
    await requireNothingInner({ tx, actor }, record, input.body)
    const at = await futureMoment(tx, input.at, now, '#/at')
    const { count } = await tx.one(
      raw<{ count: number }>(
        "select count(*) as count from tickets.scheduled_reply where org_id = $1 and ticket_id = $2 and state in ('waiting', 'held')",
        [tx.orgId, record.id],
      ),
    )
    if (count >= waiting_max)
      throw conflict('Very many replies wait on this ticket already. Discard some first.')
    const id = newId()
    tx.send(
      raw(
        `insert into tickets.scheduled_reply (org_id, id, ticket_id, author_id, body, send_at, state, created_at, updated_at)
         values ($1,$2,$3,$4,$5,$6,'waiting',$7,$7)`,
        [tx.orgId, id, record.id, actor.personId, input.body, at, now],
      ),
    )
    sendAt(app, tx, id, at)
    return { result: { reply_id: id }, facts: { at } }
  },
})

/** Also how a reply that is held goes on: with another time, or as it is now. */
export const changeScheduled = recordAction({
  name: 'tickets.change_scheduled',
  summary:
    'Change the words or the time of one’s own reply that waits, or have one that is held sent after all.',
  life: ticketLife,
  input: Body({ reply_id: Id, body: Words, at: LocalTime }),
  permits: worksWith('tickets.reply'),
  run: async ({ app, tx, actor, input, record, now }) => {
    requireOpen(record)
    const { author_id } = await lockWaiting(tx, record.id, input.reply_id)
    if (author_id !== actor.personId)
      throw forbidden('Only who wrote this reply may change it. You may discard it.')
    await requireNothingInner({ tx, actor }, record, input.body)
    const at = await futureMoment(tx, input.at, now, '#/at')
    tx.send(
      raw(
        `update tickets.scheduled_reply set body = $3, send_at = $4, state = 'waiting', why = null, updated_at = $5
         where org_id = $1 and id = $2`,
        [tx.orgId, input.reply_id, input.body, at, now],
      ),
    )
    sendAt(app, tx, input.reply_id, at)
    return { result: {}, facts: { at } }
  },
})

export const discardScheduled = recordAction({
  name: 'tickets.discard_scheduled',
  summary: 'Take back a reply that was to be sent later.',
  life: ticketLife,
  input: Body({ reply_id: Id }),
  permits: worksWith('tickets.reply'),
  run: async ({ tx, input, record, now }) => {
    await lockWaiting(tx, record.id, input.reply_id)
    tx.send(
      raw(
        "update tickets.scheduled_reply set state = 'discarded', body = '', why = null, updated_at = $3 where org_id = $1 and id = $2",
        [tx.orgId, input.reply_id, now],
      ),
    )
    return { result: {} }
  },
})

function requireOpen(record: RecordRow): void {
  if (record.category === 'done') throw conflict('This is over. Reopen it first, or write at once.')
}

async function lockWaiting(tx: Tx, ticketId: string, id: string): Promise<{ author_id: string }> {
  const row = await tx.maybe(
    raw<{ author_id: string }>(
      `select author_id from tickets.scheduled_reply where org_id = $1 and ticket_id = $2 and id = $3
         and state in ('waiting', 'held') for update`,
      [tx.orgId, ticketId, id],
    ),
  )
  if (!row) throw notFound('This reply')
  return row
}

/** One job a reply: another time takes the place of the one before. */
export function sendAt(app: App, tx: Tx, id: string, at: string): void {
  app.jobs.add(
    tx,
    'scheduled_replies.send',
    { reply: id },
    { runAt: at, key: `scheduled_replies.send ${id}` },
  )
}

export type Scheduled = {
  id: string
  author_id: string
  author: string
  body: string
  send_at: string
  state: 'waiting' | 'held'
  why: 'answered' | 'done' | 'redacted' | 'refused' | null
}

/** The query for what waits on a ticket. Everybody who works on it sees it, so that nobody answers twice. */
export function scheduledOn(actor: Actor, ticketId: string) {
  return raw<Scheduled>(
    `select s.id, s.author_id, p.name as author, s.body, s.send_at, s.state, s.why
     from tickets.scheduled_reply s join core.person p on p.org_id = s.org_id and p.id = s.author_id
     where s.org_id = $1 and s.ticket_id = $2 and s.state in ('waiting', 'held') order by s.send_at, s.id`,
    [actor.orgId, ticketId],
  )
}
