/** Does what the plan of an import says, in the transaction that made the plan. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { fold, type Plan, type Planned } from './plan.ts'

const rows_at_once = 500

/** Stores departments, sites and people of the plan. */
export async function storeImport(tx: Tx, plan: Plan, now: string): Promise<void> {
  for (const [table, names] of [
    ['core.department', plan.departments],
    ['core.site', plan.sites],
  ] as const)
    for (const name of names)
      tx.send(
        raw(
          `insert into ${table} (org_id, id, name) values ($1,$2,$3) on conflict (org_id, name) do nothing`,
          [tx.orgId, newId(), name],
        ),
      )
  const [departments, sites] = await tx.many(named('core.department', tx.orgId), named('core.site', tx.orgId))
  const places = { departments: byName(departments), sites: byName(sites) }
  const work = plan.planned.filter(({ what }) => what !== 'unchanged')
  for (let start = 0; start < work.length; start += rows_at_once)
    await storeSome(tx, work.slice(start, start + rows_at_once), places, now)
  await setManagers(tx, work)
}

function named(table: string, orgId: string) {
  return raw<{ id: string; name: string }>(`select id, name from ${table} where org_id = $1`, [orgId])
}

function byName(rows: readonly { id: string; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ id, name }) => [fold(name), id]))
}

async function storeSome(
  tx: Tx,
  some: readonly Planned[],
  places: { departments: Map<string, string>; sites: Map<string, string> },
  now: string,
): Promise<void> {
  const rows = some.map(({ id, row }) => ({
    id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    title: row.title,
    language: row.language,
    external_key: row.external_key,
    extension: row.extension,
    badge: row.badge,
    department_id: row.department === null ? null : (places.departments.get(fold(row.department)) ?? null),
    site_id: row.site === null ? null : (places.sites.get(fold(row.site)) ?? null),
  }))
  const created = some.filter(({ what }) => what === 'create').map(({ id }) => id)
  await tx.all(
    raw(
      `with x as (
         select * from jsonb_to_recordset($2::jsonb) as x(id uuid, name text, email text, phone text, title text, language text, external_key text, extension text, badge text, department_id uuid, site_id uuid)
       ), links as (
         update core.login_token k set used_at = $3 from x, core.person p
         where k.org_id = $1 and p.org_id = $1 and p.id = x.id and k.person_id = x.id and k.used_at is null and x.email <> p.email
       ), changed as (
         update core.person p set name = x.name, email = coalesce(x.email, p.email), phone = coalesce(x.phone, p.phone), title = coalesce(x.title, p.title),
           language = coalesce(x.language, p.language), external_key = coalesce(p.external_key, x.external_key), extension = coalesce(x.extension, p.extension), badge = coalesce(x.badge, p.badge),
           department_id = coalesce(x.department_id, p.department_id), site_id = coalesce(x.site_id, p.site_id), updated_at = $3
         from x where p.org_id = $1 and p.id = x.id and p.erased_at is null
       )
       insert into core.person (org_id, id, name, email, phone, title, language, external_key, extension, badge, department_id, site_id, created_at, updated_at)
       select $1, x.id, x.name, x.email, x.phone, x.title, x.language, x.external_key, x.extension, x.badge, x.department_id, x.site_id, $3, $3
       from x where x.id = any($4::uuid[])`,
      [tx.orgId, JSON.stringify(rows), now, created],
    ),
  )
  tx.send(
    raw(
      `insert into core.role_assignment (org_id, id, person_id, role_id, valid_from)
       select $1, gen_random_uuid(), x.person, o.id, $3 from unnest($2::uuid[]) as x(person), core.role o where o.org_id = $1 and o.key = 'requester'`,
      [tx.orgId, created, now],
    ),
  )
}

// Managers come last, since they may stand further down in the same file.
async function setManagers(tx: Tx, work: readonly Planned[]): Promise<void> {
  const pairs = work
    .filter(({ row }) => row.manager_email !== null)
    .map(({ id, row }) => ({ id, email: row.manager_email }))
  for (let start = 0; start < pairs.length; start += rows_at_once)
    await tx.all(
      raw(
        `update core.person p set manager_id = m.id
         from jsonb_to_recordset($2::jsonb) as x(id uuid, email text)
         join core.person m on m.org_id = $1 and m.email = x.email and m.merged_into_id is null
         where p.org_id = $1 and p.id = x.id and m.id <> p.id and p.erased_at is null`,
        [tx.orgId, JSON.stringify(pairs.slice(start, start + rows_at_once))],
      ),
    )
}
