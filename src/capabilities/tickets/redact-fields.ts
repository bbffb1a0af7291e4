/**
 * Takes words out of what a ticket keeps beside its record: its fields, the history of hands, noted time. What was masked
 * and is let through comes back in the same places: there the words are put for their mask.
 */

import { short_mark } from '../../core/messages/redact.ts'
import { holds, without } from '../../core/messages/redact-everywhere.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'

const fields_outside = ['application', 'device', 'shared_login', 'rating_comment'] as const
const fields_inside = ['cause'] as const
const fields_max = {
  application: 200,
  device: 200,
  shared_login: 100,
  rating_comment: 2000,
  cause: 2000,
} as const
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
  put?: string,
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
  put = short_mark,
): Promise<{ outside: number; inside: number }> {
  const places = { outside: 0, inside: 0 }
  for (const takeOut of elsewhere) {
    const found = await takeOut(tx, ticketId, text, now, put)
    if (typeof found === 'number') places.outside += found
    else places.inside += found.inside
  }
  return places
}

/** The column with $4 for $3. What hides is cut off at the column's bounds; words that do not fit keep their mask. */
function fitted(column: string, length_max: number): string {
  const all = `replace(${column}, $3, $4)`
  return `case when length(${all}) <= ${length_max} then ${all} when $4 ~ '^[⟦▇]' then left(${all}, ${length_max}) else ${column} end`
}

/** Puts words, their mask or a mark in the place of what stands there now, wherever the ticket keeps it beside its record. */
export async function sayTicketWordsAgain(
  tx: Tx,
  ticketId: string,
  text: string,
  now: string,
  put: string,
): Promise<void> {
  await redactFields(tx, ticketId, text, put)
  await redactElsewhere(tx, ticketId, text, now, put)
}

/** Sends the statements; answers in how many places the words stood that the requester sees, and does not see. */
export async function redactFields(
  tx: Tx,
  ticketId: string,
  text: string,
  put = short_mark,
): Promise<{ outside: number; inside: number }> {
  const own = [tx.orgId, ticketId]
  const [rows, ...others] = await tx.many(
    raw<Row>(
      `select ${[...fields_outside, ...fields_inside].join(', ')}, imported from tickets.ticket where org_id = $1 and id = $2`,
      own,
    ),
    raw<{ id: string }>(
      `update tickets.hand set reason = ${fitted('reason', 2000)}, tried = ${fitted('tried', 20_000)}
       where org_id = $1 and ticket_id = $2 and (position($3 in reason) > 0 or position($3 in tried) > 0) returning id`,
      [...own, text, put],
    ),
    ...(
      [
        ['time_entry', 'note', 500],
        ['checklist_item', 'title', 300],
        ['checklist', 'title', 300],
      ] as const
    ).map(([table, column, length_max]) =>
      raw<{ id: string }>(
        `update tickets.${table} set ${column} = ${fitted(column, length_max)}
         where org_id = $1 and ticket_id = $2 and position($3 in ${column}) > 0 returning id`,
        [...own, text, put],
      ),
    ),
  )
  const row = rows[0]
  if (!row) return { outside: 0, inside: 0 }
  const hit = [...fields_outside, ...fields_inside].filter((field) => row[field]?.includes(text))
  const isImported = holds(row.imported, text)
  for (const field of hit)
    tx.send(
      raw(
        `update tickets.ticket set ${field} = ${fitted(field, fields_max[field])} where org_id = $1 and id = $2`,
        [...own, text, put],
      ),
    )
  if (isImported)
    tx.send(
      raw('update tickets.ticket set imported = $3 where org_id = $1 and id = $2', [
        ...own,
        JSON.stringify(without(row.imported, text, put)),
      ]),
    )
  const outside = hit.filter((field) => field !== 'cause').length
  return {
    outside,
    inside: hit.length - outside + others.flat().length + (isImported ? 1 : 0),
  }
}
