import { type Raw, raw } from '../../platform/db/transaction.ts'

/** Everybody who may work on patient safety at `now`. */
export function officersNow(orgId: string, now: string): Raw<{ id: string; name: string }> {
  return raw<{ id: string; name: string }>(
    `select p.id, p.name from core.person p where p.org_id = $1 and p.is_active and exists (
       select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
       where a.org_id = p.org_id and a.person_id = p.id and 'safety.work' = any(o.permissions)
         and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2))
     order by p.name, p.id limit 200`,
    [orgId, now],
  )
}
