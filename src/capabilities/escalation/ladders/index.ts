/** Ladders: what happens by itself to a ticket that nobody takes care of. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import { archiveLadder, createLadder, editLadder, orderLadders, setBridge } from './actions.ts'
import { armAllClimbs } from './alarm.ts'
import { climb } from './climb.ts'
import { followLadders } from './follow.ts'
import { ladderList, ladderOfTicket } from './queries.ts'
import { replan } from './replan.ts'
import { startStep } from './start.ts'

export const ladders: Capability = {
  name: 'ladders',
  recordActions: [startStep],
  plainActions: [createLadder, editLadder, archiveLadder, orderLadders, setBridge],
  readers: [ladderList, ladderOfTicket],
  jobs: { 'ladders.climb': climb, 'ladders.replan': replan, 'ladders.arm': armAllClimbs },
  schedules: ['53 * * * * ladders.arm'],
  follower: followLadders,
}
