/** Who may be told of something on a record: the same rules as the read gate, asked for other people. */
import { sql } from 'kysely'
import type { Query } from '../../platform/db/transaction.ts'
import type { Actor } from '../actor.ts'
import type { RecordRow } from '../records/record.ts'
import { isNamed } from '../records/restriction.ts'
import { type Held, isRequesterOfTeam, seesInside } from '../records/visible.ts'

export type Candidate = {
  id: string
  name: string
  has_address: boolean
  permissions: string[]
  team_ids: string[]
  is_watcher: boolean
  is_participant: boolean
  /** The record that the query named, when it is restricted and the person was let in. */
  admitted_to: string | null
}

const candidates_max = 500

/** The query for the named people, the record's own and everybody who follows it, with what each may do now. */
export function candidates(
  orgId: string,
  recordId: string,
  personIds: readonly string[],
  now: string,
): Query<Candidate> {
  return sql<Candidate>`${asCandidates(orgId, recordId, now)} and p.id in (
      select unnest(${personIds}::uuid[]) union select person_id from core.watcher where org_id = ${orgId} and record_id = ${recordId}
      union select unnest(array[owner_id, requester_id]) from core.record where org_id = ${orgId} and id = ${recordId})
    limit ${candidates_max}`
}

/** The query for these people alone, with what each may do now: whether they still may be told what was meant for them. */
export function stillThere(
  orgId: string,
  recordId: string,
  personIds: readonly string[],
  now: string,
): Query<Candidate> {
  return sql<Candidate>`${asCandidates(orgId, recordId, now)} and p.id = any(${personIds}::uuid[])`
}

function asCandidates(orgId: string, recordId: string, now: string) {
  return sql`
    select p.id, p.name, p.email is not null as has_address, w.person_id is not null as is_watcher, coalesce(w.is_participant, false) as is_participant,
      coalesce((select array_agg(distinct permission) from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id, unnest(o.permissions) permission
        where a.org_id = p.org_id and a.person_id = p.id and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})), '{}') as permissions,
      coalesce((select array_agg(m.team_id) from core.team_member m where m.org_id = p.org_id and m.person_id = p.id), '{}') as team_ids,
      (select d.record_id from core.admission d where d.org_id = p.org_id and d.record_id = ${recordId} and d.ended_at is null and (d.until is null or d.until > ${now})
        and (d.person_id = p.id or d.team_id in (select m.team_id from core.team_member m where m.org_id = p.org_id and m.person_id = p.id)) limit 1) as admitted_to
    from core.person p
    left join core.watcher w on w.org_id = p.org_id and w.record_id = ${recordId} and w.person_id = p.id
    where p.org_id = ${orgId} and p.is_active`
}

/** What a person sees of the record: its inner side, its outer side, or nothing. */
export function sideSeenBy(
  person: Candidate,
  record: Pick<RecordRow, 'org_id' | 'requester_id' | 'audience' | keyof Held>,
): 'inside' | 'outside' | undefined {
  const actor = actorFor(person, record)
  if (seesInside(actor, record)) return 'inside'
  if (record.restriction !== null)
    return isNamed(actor, record) || isRequesterOfTeam(person.id, record) ? 'outside' : undefined
  const isParty = record.requester_id === person.id || person.is_participant
  return isParty || record.audience === 'staff' || record.audience === 'public' ? 'outside' : undefined
}

function actorFor(person: Candidate, record: Pick<RecordRow, 'org_id'>): Actor {
  return {
    orgId: record.org_id,
    personId: person.id,
    name: person.name,
    permissions: new Set(person.permissions),
    teamIds: person.team_ids,
    sessionId: null,
    steppedUpAt: null,
    address: null,
    admitted: () =>
      person.admitted_to === null ? [] : [{ record_id: person.admitted_to, until: null, way: 'named' }],
  }
}
