/**
 * Since when somebody is reached, or vouched for, as they are. The directory is looked at again and again rather than
 * told by whoever changes it, so that a change by any way is seen: the page, a file, a login provider, the database.
 */
import type { App } from '../../core/app.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'

export const contactKinds = ['phone', 'extension', 'badge', 'email', 'manager'] as const
export type ContactKind = (typeof contactKinds)[number]

const fields =
  "('phone', p.phone), ('extension', p.extension), ('badge', p.badge), ('email', p.email), ('manager', p.manager_id::text)"
const hash = "sha256(convert_to(p.id || ' ' || f.field || ' ' || coalesce(f.value, ''), 'UTF8'))"

/**
 * Notes what is other than when it was looked at last; of one person and their manager, or of all. Who was never changed is as they
 * were entered, which is no change.
 */
export async function noteContacts(tx: Tx, now: string, personId: string | null = null): Promise<void> {
  await tx.all(
    raw(
      `insert into callers.contact (org_id, person_id, field, since, value_hash)
       select p.org_id, p.id, f.field,
         case when l.value_hash is not null then $2::timestamptz when p.updated_at > p.created_at then p.updated_at else 'epoch' end, ${hash}
       from core.person p
       cross join lateral (values ${fields}) as f(field, value)
       left join lateral (select c.value_hash from callers.contact c where c.org_id = p.org_id and c.person_id = p.id and c.field = f.field order by c.since desc limit 1) l on true
       where p.org_id = $1 and ($3::uuid is null or p.id = $3 or p.id = (select m.manager_id from core.person m where m.org_id = $1 and m.id = $3)) and p.merged_into_id is null and p.kind <> 'service'
         and l.value_hash is distinct from ${hash}
       on conflict do nothing`,
      [tx.orgId, now, personId],
    ),
  )
}

/**
 * What of the person was changed after the time. What stands there now is compared too, so that a change which nobody
 * noted yet counts as well, also where nothing may be written; `noteContacts` comes once before.
 */
export async function changedSince(tx: Tx, personId: string, since: string): Promise<Set<ContactKind>> {
  const rows = await tx.all(
    raw<{ field: ContactKind }>(
      `select distinct f.field from core.person p
       cross join lateral (values ${fields}) as f(field, value)
       where p.org_id = $1 and p.id = $2 and (
         exists (select from callers.contact c where c.org_id = p.org_id and c.person_id = p.id and c.field = f.field and c.since > $3)
         or (select c.value_hash from callers.contact c where c.org_id = p.org_id and c.person_id = p.id and c.field = f.field order by c.since desc limit 1)
           is distinct from ${hash})`,
      [tx.orgId, personId, since],
    ),
  )
  return new Set(rows.map(({ field }) => field))
}

/** Schedule `callers.note_contacts`. */
export async function noteAllContacts(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows)
    await write(app.pool, id, (tx) => noteContacts(tx, app.clock.now().toISOString()))
}
