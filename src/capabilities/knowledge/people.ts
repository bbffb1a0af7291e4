/** The people whom an article concerns, and what each of them may do with it. */
import { type Raw, raw } from '../../platform/db/transaction.ts'

const people_max = 50

const holds = (permission: string) => `exists (
  select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
  where a.org_id = p.org_id and a.person_id = p.id and '${permission}' = any(o.permissions)
    and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3))`

/** Those of the people who write articles here, so that one may be theirs. */
export function writersAmong(orgId: string, ids: readonly string[], now: string): Raw<{ id: string }> {
  return raw<{ id: string }>(
    `select p.id from core.person p where p.org_id = $1 and p.id = any($2::uuid[]) and p.is_active and ${holds('knowledge.write')}`,
    [orgId, ids, now],
  )
}

/** Who keeps the article right: its owner while she still writes here, else the coaches. */
export function keepers(
  orgId: string,
  record: { owner_id: string | null },
  now: string,
): Raw<{ id: string }> {
  return raw<{ id: string }>(
    `with owner as (select p.id from core.person p where p.org_id = $1 and p.id = $2 and p.is_active and ${holds('knowledge.write')})
     select id from owner
     union all (select p.id from core.person p where p.org_id = $1 and p.is_active and ${holds('knowledge.coach')}
       and not exists (select from owner) order by p.id limit ${people_max})`,
    [orgId, record.owner_id, now],
  )
}
