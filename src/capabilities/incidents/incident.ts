/** The row that a major incident has beside its record. */
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'

export type IncidentRow = {
  proposed_by: string
  why: string
  ended_why: string | null
  applications: string[]
  category_id: string | null
  bridge_url: string | null
  began_at: string
  declared_at: string | null
  resolved_at: string | null
  closed_at: string | null
  next_update_at: string | null
  reminded_of: string | null
  what_happened: string
  impact: string
  went_well: string
}

const columns =
  'proposed_by, why, ended_why, applications, category_id, bridge_url, began_at, declared_at, resolved_at, closed_at, next_update_at, reminded_of, what_happened, impact, went_well'

/** The query for the row. */
export function incidentRow(orgId: string, id: string): Raw<IncidentRow> {
  return raw(`select ${columns} from incidents.incident where org_id = $1 and id = $2`, [orgId, id])
}

/** The present row. The record is locked by the action, and with it the incident. */
export function incidentOf(tx: Tx, id: string): Promise<IncidentRow> {
  return tx.one(incidentRow(tx.orgId, id))
}

/** Sends the change of some columns. */
export function changeIncident(tx: Tx, id: string, changes: Partial<IncidentRow>): void {
  const changed = Object.entries(changes).filter(([, value]) => value !== undefined)
  if (changed.length === 0) return
  const sets = changed.map(([column], index) => `${column} = $${index + 3}`)
  tx.send(
    raw(`update incidents.incident set ${sets.join(', ')} where org_id = $1 and id = $2`, [
      tx.orgId,
      id,
      ...changed.map(([, value]) => value),
    ]),
  )
}

/** Sends the places that it affects, in place of those before; a place that is not there is a 422 problem. */
export async function setPlaces(tx: Tx, id: string, placeIds: readonly string[]): Promise<void> {
  const distinct = [...new Set(placeIds)]
  const found = await tx.all(
    raw<{ id: string }>('select id from core.place where org_id = $1 and id = any($2::uuid[])', [
      tx.orgId,
      distinct,
    ]),
  )
  if (found.length < distinct.length) throw invalid('#/place_ids', 'One of these places does not exist.')
  tx.send(
    raw(
      'delete from incidents.affected_place where org_id = $1 and incident_id = $2 and place_id <> all($3::uuid[])',
      [tx.orgId, id, distinct],
    ),
  )
  tx.send(
    raw(
      'insert into incidents.affected_place (org_id, incident_id, place_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing',
      [tx.orgId, id, distinct],
    ),
  )
}
