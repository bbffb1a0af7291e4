/** Tells people that something was done to a record: those named, and those who follow it. */
import type { Tx } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import type { RecordRow } from '../records/record.ts'
import { mailRequester } from './mail-requester.ts'
import { notify, type Reason } from './notify.ts'
import { candidates, sideSeenBy } from './recipients.ts'

/**
 * `record` is the record as it will be; who may not see it then is not told, and neither is who did it.
 * `isInside` leaves out those who see it from outside.
 */
export async function tell(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  telling: {
    tells: Readonly<Record<string, Reason>>
    watchersHear?: Reason
    isInside?: boolean
  },
): Promise<void> {
  const { app, tx, actor, now } = context
  const named = Object.keys(telling.tells).filter((id) => id !== actor.personId)
  if (named.length === 0 && telling.watchersHear === undefined) return
  const people = await tx.all(candidates(actor.orgId, record.id, named, now))
  const told = new Map<string, Reason>()
  for (const person of people) {
    const side = sideSeenBy(person, record)
    const reason = telling.tells[person.id] ?? (person.is_watcher ? telling.watchersHear : undefined)
    if (reason === undefined || side === undefined || person.id === actor.personId) continue
    if (!telling.isInside || side === 'inside') told.set(person.id, reason)
  }
  notify(app, tx, { record, byId: actor.personId, now }, told)
  mailRequester(app, tx, record, people, told, now)
}
