/** Who may be told of something on a record: the same rules as the read gate, asked for other people. */
import { sql } from 'kysely'
import type { Query } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { RecordRow } from '../records/record.ts'
import { seesInside } from '../records/visible.ts'

export type Candidate = {
  id: string
  name: string
  has_address: boolean
  permissions: string[]
  team_ids: string[]
  is_watcher: boolean
  is_participant: boolean
}

const candidates_max = 500

/** The query for the named people, the record's own and everybody who follows it, with what each may do now. */
export function candidates(
  orgId: string,
  recordId: string,
  personIds: readonly string[],
  now: string,
): Query<Candidate> {
  return sql<Candidate>`
    select p.id, p.name, p.email is not null as has_address, w.person_id is not null as is_watcher, coalesce(w.is_participant, false) as is_participant,
      coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
        where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})), '{}') as permissions,
      coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids
    from core.person p
    left join core.watcher w on w.org_id = p.org_id and w.record_id = ${recordId} and w.person_id = p.id
    where p.org_id = ${orgId} and p.is_active and p.id in (
      select unnest(${personIds}::uuid[]) union select person_id from core.watcher where org_id = ${orgId} and record_id = ${recordId}
      union select unnest(array[owner_id, requester_id]) from core.record where org_id = ${orgId} and id = ${recordId})
    limit ${candidates_max}`
}

/** What a person sees of the record: its inner side, its outer side, or nothing. */
export function sideSeenBy(
  person: Candidate,
  record: Pick<RecordRow, 'org_id' | 'kind' | 'team_id' | 'owner_id' | 'requester_id' | 'audience'>,
): 'inside' | 'outside' | undefined {
  if (seesInside(actorFor(person, record.org_id), record)) return 'inside'
  const isParty = record.requester_id === person.id || person.is_participant
  return isParty || record.audience === 'staff' || record.audience === 'public' ? 'outside' : undefined
}

function actorFor(person: Candidate, orgId: string): Actor {
  return {
    orgId,
    personId: person.id,
    name: person.name,
    permissions: new Set(person.permissions),
    teamIds: person.team_ids,
    sessionId: null,
    steppedUpAt: null,
    address: null,
  }
}
