/** The product as an actor, which is made where there is none yet; nothing where it was switched off. */
import type { Actor } from '../../../core/actor.ts'
import { automationActor, ensureAutomation } from '../../../core/people/automation.ts'
import type { Tx } from '../../../platform/db/transaction.ts'

export async function productFor(
  tx: Tx,
  custodianId: string | null,
  now: string,
): Promise<Actor | undefined> {
  const known = await automationActor(tx, now)
  if (known || custodianId === null) return known
  await ensureAutomation(tx, custodianId, now)
  return automationActor(tx, now)
}
