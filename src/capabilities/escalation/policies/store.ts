/** Policies in the database, and the aspects of tickets that they ask for. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { aspectsOf, type TicketAspects } from '../../tickets/index.ts'
import type { Aspects, Book, CurrentPolicy, PolicyRules } from './policy.ts'

export const policies_max = 200

/** The query for the policies in their order, with what they say now. */
export function currentPolicies(orgId: string): Raw<CurrentPolicy> {
  return raw(
    `select p.id, v.id as version_id, p.version, v.rules from escalation.policy p
     join escalation.policy_version v on v.org_id = p.org_id and v.policy_id = p.id and v.number = p.version
     where p.org_id = $1 and p.archived_at is null order by p.position, p.id limit ${policies_max}`,
    [orgId],
  )
}

/** The query for whether the organization ever had a policy, archived ones included. */
export function everyPolicy(orgId: string): Raw<{ is_any: boolean }> {
  return raw('select exists (select from escalation.policy where org_id = $1) as is_any', [orgId])
}

/** The query for the calendars as policies choose among them, without their hours. */
export function currentCalendars(orgId: string): Raw<Book['calendars'][number]> {
  return raw(
    `select c.id, v.id as version_id, coalesce(bool_or(u.scope_id = c.org_id), false) as is_default,
       coalesce(array_agg(u.site_id) filter (where u.site_id is not null), '{}') as site_ids,
       coalesce(array_agg(u.team_id) filter (where u.team_id is not null), '{}') as team_ids
     from escalation.calendar c
     join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
     left join escalation.calendar_use u on u.org_id = c.org_id and u.calendar_id = c.id
     where c.org_id = $1 and c.archived_at is null group by c.org_id, c.id, v.id`,
    [orgId],
  )
}

/** Policies and calendars of now. */
export async function loadBook(tx: Tx): Promise<Book> {
  const [policies, calendars] = await tx.many(currentPolicies(tx.orgId), currentCalendars(tx.orgId))
  return { policies, calendars }
}

type RequesterAspects = { record_id: string; department_ids: string[]; role_ids: string[] }

/** The query for what is asked of the requesters: their departments with those above, and the roles held at `now`. */
function requesterAspects(
  orgId: string,
  requesters: readonly { id: string; requester_id: string | null }[],
  now: string,
): Raw<RequesterAspects> {
  const known = requesters.filter(({ requester_id }) => requester_id !== null)
  return raw(
    `select a.record_id,
       array(with recursive above (id, parent_id, level) as (
           select d.id, d.parent_id, 1 from core.department d where d.org_id = p.org_id and d.id = p.department_id
           union all
           select d.id, d.parent_id, a.level + 1 from above a join core.department d on d.org_id = p.org_id and d.id = a.parent_id where a.level < 20)
         select id from above) as department_ids,
       array(select r.role_id from core.role_assignment r where r.org_id = p.org_id and r.person_id = p.id
         and r.valid_from <= $4 and (r.valid_to is null or r.valid_to > $4)) as role_ids
     from unnest($2::uuid[], $3::uuid[]) as a (record_id, person_id)
     join core.person p on p.org_id = $1 and p.id = a.person_id`,
    [orgId, known.map(({ id }) => id), known.map(({ requester_id }) => requester_id), now],
  )
}

type Asked = { id: string; priority: number | null; team_id: string | null; requester_id: string | null }

/** Both queries for the aspects of some tickets, to travel with others; `join` puts their answers together. */
export function aspectQueries(orgId: string, records: readonly Asked[], now: string) {
  return [
    aspectsOf(
      orgId,
      records.map(({ id }) => id),
    ),
    requesterAspects(orgId, records, now),
  ] as const
}

export function joinAspects(
  records: readonly Asked[],
  tickets: readonly TicketAspects[],
  requesters: readonly RequesterAspects[],
): ReadonlyMap<string, Aspects> {
  const ticketOf = new Map(tickets.map((each) => [each.id, each]))
  const requesterOf = new Map(requesters.map((each) => [each.record_id, each]))
  return new Map(
    records.map((record) => {
      const ticket = ticketOf.get(record.id)
      const requester = requesterOf.get(record.id)
      return [
        record.id,
        {
          kind: ticket?.ticket_kind ?? '',
          priority: record.priority,
          category_ids: ticket?.category_ids ?? [],
          application: ticket?.application ?? null,
          team_id: record.team_id,
          site_id: ticket?.site_id ?? null,
          department_ids: requester?.department_ids ?? [],
          role_ids: requester?.role_ids ?? [],
        },
      ]
    }),
  )
}

export type PolicyVersion = { id: string; policyId: string; number: number; rules: PolicyRules }

// A version never changes, so that it is read once.
const versions = new Map<string, PolicyVersion>()
const versions_max = 1_000

/** What versions of policies say, by their ids; those that this process has not met yet cost one query. */
export async function policyVersions(
  tx: Tx,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, PolicyVersion>> {
  const wanted = [...new Set(ids)]
  const missing = wanted.filter((id) => !versions.has(id))
  if (missing.length > 0) {
    const rows = await tx.all(
      raw<{ id: string; policy_id: string; number: number; rules: PolicyRules }>(
        'select id, policy_id, number, rules from escalation.policy_version where org_id = $1 and id = any($2)',
        [tx.orgId, missing],
      ),
    )
    if (versions.size + rows.length > versions_max) versions.clear()
    for (const { id, policy_id, number, rules } of rows)
      versions.set(id, { id, policyId: policy_id, number, rules })
  }
  return new Map(wanted.flatMap((id) => (versions.has(id) ? [[id, versions.get(id) as PolicyVersion]] : [])))
}
