/** What other capabilities keep of a record beside its messages, where words that are let through come back. */
import type { Tx } from '../../platform/db/transaction.ts'

/** Puts words, their mask or a mark in the place of what stands there now. */
type PutWords = (tx: Tx, recordId: string, text: string, now: string, put: string) => Promise<void>

const kinds = new Map<string, PutWords>()

/** Told once by the capability whose records these are. */
export function keepsMasks(kind: string, putWords: PutWords): void {
  kinds.set(kind, putWords)
}

export async function putBeside(
  tx: Tx,
  record: { id: string; kind: string },
  text: string,
  now: string,
  put: string,
): Promise<void> {
  await kinds.get(record.kind)?.(tx, record.id, text, now, put)
}
