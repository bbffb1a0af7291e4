/** Takes words out of what a ticket keeps beside its record: its fields, the history of hands, noted time. */

import { short_mark } from '../../core/messages/redact.ts'
import { holds, without } from '../../core/messages/redact-everywhere.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

const fields_outside = ['application', 'device', 'shared_login', 'rating_comment'] as const
const fields_inside = ['cause'] as const
type Row = Record<(typeof fields_outside)[number] | (typeof fields_inside)[number], string | null> & {
  imported: unknown
}

/**
 * Takes words out of what another capability keeps of a ticket; answers in how many places they stood that the
 * requester sees, or that only those inside see.
 */
export type WordsElsewhere = (
  tx: Tx,
  ticketId: string,
  text: string,
  now: string,
) => Promise<number | { inside: number }>

const elsewhere = new Set<WordsElsewhere>()

/** Told once by each capability that keeps words of tickets, so that a redaction reaches them. */
export function keepsTicketWords(takeOut: WordsElsewhere): void {
  elsewhere.add(takeOut)
}

/** Takes the words out of what other capabilities keep; answers as they do. */
export async function redactElsewhere(
  tx: Tx,
  ticketId: string,
  text: string,
  now: string,
): Promise<{ outside: number; inside: number }> {
  const places = { outside: 0, inside: 0 }
  for (const takeOut of elsewhere) {
    const found = await takeOut(tx, ticketId, text, now)
    if (typeof found === 'number') places.outside += found
    else places.inside += found.inside
  }
  return places
}

/** Sends the statements; answers in how many places the words stood that the requester sees, and does not see. */
export async function redactFields(
  tx: Tx,
  ticketId: string,
  text: string,
): Promise<{ outside: number; inside: number }> {
  const own = [tx.orgId, ticketId]
  const [rows, hands, times, items, lists] = await tx.many(
    raw<Row>(
      `select ${[...fields_outside, ...fields_inside].join(', ')}, imported from tickets.ticket where org_id = $1 and id = $2`,
      own,
    ),
    raw<{ id: string }>(
      `update tickets.hand set reason = replace(reason, $3, $4), tried = replace(tried, $3, $4)
       where org_id = $1 and ticket_id = $2 and (position($3 in reason) > 0 or position($3 in tried) > 0) returning id`,
      [...own, text, short_mark],
    ),
    raw<{ id: string }>(
      'update tickets.time_entry set note = replace(note, $3, $4) where org_id = $1 and ticket_id = $2 and position($3 in note) > 0 returning id',
      [...own, text, short_mark],
    ),
    raw<{ id: string }>(
      'update tickets.checklist_item set title = left(replace(title, $3, $4), 300) where org_id = $1 and ticket_id = $2 and position($3 in title) > 0 returning id',
      [...own, text, short_mark],
    ),
    raw<{ id: string }>(
      'update tickets.checklist set title = left(replace(title, $3, $4), 300) where org_id = $1 and ticket_id = $2 and position($3 in title) > 0 returning id',
      [...own, text, short_mark],
    ),
  )
  const row = rows[0]
  if (!row) return { outside: 0, inside: 0 }
  const hit = [...fields_outside, ...fields_inside].filter((field) => row[field]?.includes(text))
  const isImported = holds(row.imported, text)
  for (const field of hit)
    tx.send(
      raw(`update tickets.ticket set ${field} = replace(${field}, $3, $4) where org_id = $1 and id = $2`, [
        ...own,
        text,
        short_mark,
      ]),
    )
  if (isImported)
    tx.send(
      raw('update tickets.ticket set imported = $3 where org_id = $1 and id = $2', [
        ...own,
        JSON.stringify(without(row.imported, text)),
      ]),
    )
  const outside = hit.filter((field) => field !== 'cause').length
  return {
    outside,
    inside:
      hit.length - outside + hands.length + times.length + items.length + lists.length + (isImported ? 1 : 0),
  }
}
