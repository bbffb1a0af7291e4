/** Words of a ticket that its rounds keep: the answers as they read when each ended. */
import { short_mark } from '../../core/messages/redact.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { AnsweredField } from './request-part.ts'

/** Takes the words out of the answers that were decided on; answers in how many places they stood. */
export async function redactDecided(
  tx: Tx,
  ticketId: string,
  text: string,
  _now: string,
  put = short_mark,
): Promise<number> {
  const rounds = await tx.all(
    raw<{ id: string; answers: AnsweredField[] }>(
      'select id, answers from approvals.round where org_id = $1 and ticket_id = $2 and answers is not null for update',
      [tx.orgId, ticketId],
    ),
  )
  let places = 0
  for (const { id, answers } of rounds) {
    const hit = answers.filter(({ value }) => value.includes(text))
    if (hit.length === 0) continue
    places += hit.length
    const left = answers.map((field) => ({ ...field, value: field.value.replaceAll(text, () => put) }))
    tx.send(
      raw('update approvals.round set answers = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        JSON.stringify(left),
      ]),
    )
  }
  return places
}
