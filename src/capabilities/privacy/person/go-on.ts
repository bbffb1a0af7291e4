/** An erasure that ended before everything was gone goes on. */
import type { App } from '../../../core/app.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'

/** Goes through everything once more, with the words that were sealed. */
export function goOn(app: App, tx: Tx, id: string): void {
  tx.send(
    raw(
      `update privacy.erasure set state = 'working', stage = 'own', place = null, kept = 0, left_in = null, looked = null, holds = '{}', failed_at = null
       where org_id = $1 and id = $2 and state = 'unfinished'`,
      [tx.orgId, id],
    ),
  )
  app.jobs.add(tx, 'privacy.erase', { erasure: id }, { key: `erasure:${id}` })
}

/** A hold is gone: what it kept from its end goes on. */
export async function goOnWithout(app: App, tx: Tx, holdId: string): Promise<void> {
  const waiting = await tx.all(
    raw<{ id: string }>(
      "select id from privacy.erasure where org_id = $1 and state = 'unfinished' and (holds is null or $2 = any(holds)) for update",
      [tx.orgId, holdId],
    ),
  )
  for (const { id } of waiting) goOn(app, tx, id)
}
