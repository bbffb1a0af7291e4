/** Who is told that a target is near or missed: the owner; its team's leads when there is none, or when it is missed. */
import type { App } from '../../../core/app.ts'
import { notify } from '../../../core/notifications/notify.ts'
import { type Candidate, candidates, sideSeenBy } from '../../../core/notifications/recipients.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { NewEvent } from './events.ts'

const people_max = 5_000

export async function tellPeople(app: App, tx: Tx, events: readonly NewEvent[], now: string): Promise<void> {
  const [first] = events
  if (!first) return
  const leads = await leadsOf(
    tx,
    events.flatMap(({ record }) => record.team_id ?? []),
  )
  const owners = events.flatMap(({ record }) => record.owner_id ?? [])
  const named = [...new Set([...owners, ...[...leads.values()].flat()])]
  const people = await tx.all(candidates(tx.orgId, first.record.id, named, now))
  const known = new Map(people.map((person) => [person.id, person]))
  for (const event of events) {
    const told = recipients(event, leads).flatMap((id) => {
      const person = known.get(id)
      return person && mayKnow(person, event) ? [person.id] : []
    })
    const reason = event.action === 'escalation.breached' ? 'target_breached' : 'target_warned'
    notify(
      app,
      tx,
      { record: event.record, byId: null, now: event.at },
      new Map(told.map((id) => [id, reason])),
    )
  }
}

function recipients({ record, action }: NewEvent, leads: ReadonlyMap<string, string[]>): string[] {
  const ofTeam = record.team_id === null ? [] : (leads.get(record.team_id) ?? [])
  if (record.owner_id === null) return ofTeam
  return action === 'escalation.breached' ? [...new Set([record.owner_id, ...ofTeam])] : [record.owner_id]
}

// Candidates also hold the watchers of one record; a watcher's rights there say nothing of the others.
function mayKnow(person: Candidate, { record }: NewEvent): boolean {
  return sideSeenBy({ ...person, is_participant: false }, record) === 'inside'
}

/** The leads of each team; where nobody leads, everybody in it answers for its promises. */
async function leadsOf(tx: Tx, teamIds: readonly string[]): Promise<Map<string, string[]>> {
  if (teamIds.length === 0) return new Map()
  const rows = await tx.all(
    raw<{ team_id: string; person_id: string; is_lead: boolean }>(
      `select team_id, person_id, is_lead from core.team_member where org_id = $1 and team_id = any($2)
       order by team_id, is_lead desc, person_id limit ${people_max}`,
      [tx.orgId, [...new Set(teamIds)]],
    ),
  )
  return new Map(
    [...Map.groupBy(rows, ({ team_id }) => team_id)].map(([team, members]) => {
      const leads = members.filter(({ is_lead }) => is_lead)
      return [team, (leads.length > 0 ? leads : members).map(({ person_id }) => person_id)]
    }),
  )
}
