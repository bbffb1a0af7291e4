/** A priority one step higher, by the impact and urgency that give it. */
import type { RecordRow } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { priorityOf, ticketOf } from '../../tickets/index.ts'

type Levels = { impact: number; urgency: number }

/** The action that raises the priority by one; undefined where it is the highest already. */
export async function raisedBy(
  tx: Tx,
  record: RecordRow,
): Promise<{ action: string; input: Levels } | undefined> {
  const { impact, urgency } = await ticketOf(tx, record.id)
  const wanted = (record.priority ?? priorityOf(impact, urgency)) - 1
  const levels = wanted < 1 ? undefined : levelsFor({ impact, urgency }, wanted)
  return levels && { action: 'tickets.edit', input: levels }
}

const levels_max = 8

/** The nearest levels that give the priority: it is made more urgent before it is made wider. */
export function levelsFor(from: Levels, wanted: number): Levels | undefined {
  let { impact, urgency } = from
  for (let step = 0; step < levels_max && priorityOf(impact, urgency) > wanted; step++)
    if (urgency > 1) urgency--
    else impact--
  return priorityOf(impact, urgency) === wanted ? { impact, urgency } : undefined
}
