/** Tells who is concerned by a plan; how they hear of it is theirs to choose. */
import type { Writing } from '../../../core/followers.ts'
import { notify, type Reason } from '../../../core/notifications/notify.ts'
import type { RecordRow } from '../../../core/records/record.ts'

export function tell(
  { app, tx, actor, now }: Writing,
  record: RecordRow,
  people: readonly (string | null)[],
): void {
  const told = new Map<string, Reason>()
  for (const id of people) if (id !== null && id !== actor.personId) told.set(id, 'learning_plan')
  notify(app, tx, { record, byId: actor.isService ? null : actor.personId, now }, told)
}
