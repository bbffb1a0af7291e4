/** Part of a thread becomes a ticket of its own. Its messages are shown there and stay where they are. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { createWithin } from '../../../core/execute.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Text } from '../../../platform/http/schema.ts'
import { create, Warnings } from '../actions/create.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { type TicketFields, ticketOf } from '../ticket.ts'

const messages_max = 100

/**
 * Files a ticket for another matter that the thread speaks of. Whoever sees the new ticket sees the chosen messages
 * in it, notes from the inside alone; the words stay one row, so that what is redacted is gone from both.
 */
export const split = recordAction({
  name: 'tickets.split',
  summary: 'File a new ticket for part of the thread, which shows the chosen messages. Needs If-Match.',
  life: ticketLife,
  needsVersion: true,
  input: Body({
    title: Line(500),
    body: Text(100_000, {
      minLength: 1,
      description: 'What the new ticket is about; its requester reads it.',
    }),
    message_ids: Type.Array(Id, { minItems: 1, maxItems: messages_max, uniqueItems: true }),
    requester_id: Type.Optional(Id),
  }),
  output: Type.Object({
    ticket: Type.Object({ id: Id, number: Type.Integer() }),
    warnings: Warnings,
  }),
  // It files a ticket for somebody else, too.
  permits: (actor, record) =>
    worksWith('tickets.merge')(actor, record) && may(actor, 'tickets.work') && may(actor, 'tickets.create'),
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireOwn(tx, record, input.message_ids)
    const about = await ticketOf(tx, record.id)
    const made = (await createWithin({ app, tx, actor, now }, create, {
      title: input.title,
      body: input.body,
      requester_id: input.requester_id ?? record.requester_id ?? actor.personId,
      channel: about.channel === 'import' ? 'api' : about.channel,
      ...placing(about),
      ...(record.team_id !== null && may(actor, 'tickets.assign') ? { team_id: record.team_id } : {}),
    })) as { id: string; number: number; warnings: string[] }
    tx.send(
      raw(
        'insert into core.shown_message (org_id, record_id, message_id, shown_at) select $1, $2, unnest($3::uuid[]), $4',
        [actor.orgId, made.id, input.message_ids, now],
      ),
    )
    // Without a line of its own in either timeline: the split tells of it here, and there it begins with it.
    tx.send(
      raw(
        "insert into core.link (org_id, from_id, type, to_id, created_by, created_at) values ($1,$2,'relates_to',$3,$4,$5)",
        [actor.orgId, made.id, record.id, actor.personId, now],
      ),
    )
    return {
      result: { ticket: { id: made.id, number: made.number }, warnings: made.warnings },
      facts: { to: made.id, number: made.number, messages: input.message_ids },
    }
  },
})

/** What the new ticket has from the old one: names of lists, and no words that people wrote. */
function placing(about: TicketFields) {
  const known = {
    category_id: about.category_id,
    place_id: about.place_id,
    workstation_id: about.workstation_id,
  }
  return {
    kind: about.ticket_kind,
    impact: about.impact,
    urgency: about.urgency,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
  }
}

async function requireOwn(tx: Tx, record: RecordRow, ids: readonly string[]): Promise<void> {
  const found = await tx.all(
    raw<{ id: string }>(
      'select id from core.message where org_id = $1 and record_id = $2 and id = any($3::uuid[])',
      [record.org_id, record.id, ids],
    ),
  )
  const known = new Set(found.map((row) => row.id))
  const missing = ids.findIndex((id) => !known.has(id.toLowerCase()))
  if (missing >= 0)
    throw invalid(
      `#/message_ids/${missing}`,
      'This message is no part of the ticket. Split it from the ticket that it was written on.',
    )
}
