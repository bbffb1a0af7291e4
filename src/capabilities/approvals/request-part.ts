/** What other capabilities know of a request that an approver needs to see, such as the answers of its form. */
import type { Tx } from '../../platform/db/transaction.ts'

export type AnsweredField = { label: string; value: string }
export type RequestPart = (tx: Tx, ticketId: string) => Promise<readonly AnsweredField[]>

const parts: RequestPart[] = []

/** Told once by each capability when it is registered. What a part answers is read by every approver of the ticket. */
export function declareRequestPart(part: RequestPart): void {
  if (!parts.includes(part)) parts.push(part)
}

export async function answersOf(tx: Tx, ticketId: string): Promise<AnsweredField[]> {
  const all: AnsweredField[] = []
  for (const part of parts) all.push(...(await part(tx, ticketId)))
  return all
}
