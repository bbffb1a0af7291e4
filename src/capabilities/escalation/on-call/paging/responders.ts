/** Who is called next: who is on call now, layer after layer, those who lead the team, and then their managers. */

import { candidates, sideSeenBy } from '../../../../core/notifications/recipients.ts'
import type { RecordRow } from '../../../../core/records/record.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { onCall } from '../rota.ts'
import { loadRota, peopleOfTeam } from '../store.ts'

export type Call = {
  people: string[]
  because: 'on_call' | 'lead' | 'person' | 'manager'
  layer: string | null
}

export type Responders = {
  /** The next to be called; undefined when there is nobody left. */
  next: Call | undefined
  /** Somebody would be called, if the ticket were theirs to see. */
  isHidden: boolean
  acknowledge_minutes: number
}

const minutes_otherwise = 10
// Whoever stands higher than this above a team is not woken for a ticket.
const managers_up_max = 4

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
  const managers = await managersOf(tx, leads)
  const asked = [...new Set([...duty.map((shift) => shift.person_id), ...leads, ...managers.flat()])]
  const sees = await whoSees(tx, about.record, asked, about.now)
  const mayCall = (id: string) => sees.has(id) && !about.called.includes(id)
  const shift = duty.find((each) => mayCall(each.person_id))
  const free = leads.filter(mayCall)
  const above = managers.map((people) => people.filter(mayCall)).find((people) => people.length > 0)
  const layer = rota?.layers.find((each) => each.id === shift?.layer_id)?.name ?? null
  const next: Call | undefined = shift
    ? { people: [shift.person_id], because: 'on_call', layer }
    : free.length > 0
      ? { people: free, because: 'lead', layer: null }
      : above
        ? { people: above, because: 'manager', layer: null }
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

/**
 * Who manages the people, then who manages those, and so on, a few steps up: each person once, at the nearest step.
 * Whoever left is not called, but the one above still is.
 */
async function managersOf(tx: Tx, personIds: readonly string[]): Promise<string[][]> {
  if (personIds.length === 0) return []
  const found = await tx.all(
    raw<{ id: string; step: number }>(
      `with recursive above (id, step) as (
         select manager_id, 1 from core.person where org_id = $1 and id = any($2::uuid[])
         union
         select p.manager_id, a.step + 1 from above a join core.person p on p.org_id = $1 and p.id = a.id where a.step < $3
       )
       select p.id, min(a.step) as step from above a join core.person p on p.org_id = $1 and p.id = a.id
       where p.is_active and p.kind = 'staff' and p.id <> all($2::uuid[]) group by p.id, p.name order by p.name, p.id`,
      [tx.orgId, personIds, managers_up_max],
    ),
  )
  return Array.from({ length: managers_up_max }, (_, index) =>
    found.filter(({ step }) => step === index + 1).map(({ id }) => id),
  )
}
