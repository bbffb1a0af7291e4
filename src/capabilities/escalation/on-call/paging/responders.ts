/** Who is called next: who is on call now, layer after layer, and then those who lead the team. */

import { candidates, sideSeenBy } from '../../../../core/notifications/recipients.ts'
import type { RecordRow } from '../../../../core/records/record.ts'
import type { Tx } from '../../../../platform/db/transaction.ts'
import { onCall } from '../rota.ts'
import { loadRota, peopleOfTeam } from '../store.ts'

export type Call = { people: string[]; because: 'on_call' | 'lead' | 'person'; layer: string | null }

export type Responders = {
  /** The next to be called; undefined when there is nobody left. */
  next: Call | undefined
  /** Somebody would be called, if the ticket were theirs to see. */
  isHidden: boolean
  acknowledge_minutes: number
}

const minutes_otherwise = 10

/**
 * Asks the rota as it is at this moment, so that a hand-over in the middle calls who has taken over. Left out are
 * those who were called already, who left, and who may not see the ticket from the inside.
 */
export async function respondersNow(
  tx: Tx,
  about: { record: RecordRow; teamId: string; called: readonly string[]; now: string },
): Promise<Responders> {
  const now_ms = Date.parse(about.now)
  const rota = await loadRota(tx, about.teamId, { from_ms: now_ms, to_ms: now_ms })
  const people = await peopleOfTeam(tx, about.teamId, [])
  const there = new Set(people.filter((person) => person.is_there).map((person) => person.id))
  const leads = people.filter((person) => person.is_lead && person.is_there).map((person) => person.id)
  const duty = (rota ? onCall(rota, now_ms) : []).filter((shift) => there.has(shift.person_id))
  const asked = [...new Set([...duty.map((shift) => shift.person_id), ...leads])]
  const sees = await whoSees(tx, about.record, asked, about.now)
  const mayCall = (id: string) => sees.has(id) && !about.called.includes(id)
  const shift = duty.find((each) => mayCall(each.person_id))
  const free = leads.filter(mayCall)
  const layer = rota?.layers.find((each) => each.id === shift?.layer_id)?.name ?? null
  const next: Call | undefined = shift
    ? { people: [shift.person_id], because: 'on_call', layer }
    : free.length > 0
      ? { people: free, because: 'lead', layer: null }
      : undefined
  return {
    next,
    isHidden: asked.some((id) => !sees.has(id)),
    acknowledge_minutes: rota?.acknowledge_minutes ?? minutes_otherwise,
  }
}

/** Those of the people who see the inner side of the record. */
export async function whoSees(
  tx: Tx,
  record: RecordRow,
  personIds: readonly string[],
  now: string,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const found = await tx.all(candidates(tx.orgId, record.id, personIds, now))
  return new Set(
    found
      .filter((person) => personIds.includes(person.id) && sideSeenBy(person, record) === 'inside')
      .map((person) => person.id),
  )
}
