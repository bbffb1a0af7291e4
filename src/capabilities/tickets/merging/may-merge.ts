/** Whether one ticket may be merged into another; the same answer for the preview and for the deed. */
import type { Actor } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { conflict, forbidden, invalid, type Problem } from '../../../platform/http/problem.ts'
import { merged_max } from './tree.ts'

/** Why the ticket cannot be merged into the other one, as a sentence for who wants it; nothing when it can. */
export function refusalOf(
  actor: Actor,
  from: RecordRow,
  into: RecordRow,
  alreadyMerged: number,
): Problem | undefined {
  const number = `#${into.number}`
  if (from.id === into.id)
    return invalid('#/into_id', 'A ticket cannot be merged into itself. Choose another one.')
  if (!seesInside(actor, into))
    return forbidden(`You may merge only into what you work on. ${number} is handled by others.`)
  if (into.state === 'merged')
    return conflict(`${number} was merged into another ticket itself. Merge into that one.`)
  if (into.state === 'cancelled') return conflict(`${number} was cancelled. Choose a ticket that goes on.`)
  if (into.state === 'closed')
    return conflict(`${number} is closed. Reopen it first, or choose a ticket that goes on.`)
  if (alreadyMerged > merged_max)
    return conflict(
      `No more than ${merged_max} tickets can be merged into one. Declare a major incident for what so many report.`,
    )
  return undefined
}
