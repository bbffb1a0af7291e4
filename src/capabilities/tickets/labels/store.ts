/** Labels in the database: one that works for each place and each workstation. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { newCode } from './code.ts'

export type Item = { place_id?: string; workstation_id?: string }
export type Labelled = { item_id: string; code: string; name: string; place: string | null }

/**
 * The labels of the places and workstations, in their order; who has none gets one. What does not exist or is
 * archived is left out.
 */
export async function labelsFor(
  tx: Tx,
  secret: string,
  items: readonly Item[],
  now: string,
): Promise<Labelled[]> {
  const rows = items.map((item) => ({
    id: newId(),
    code: newCode(secret, tx.orgId),
    place_id: item.place_id ?? null,
    workstation_id: item.workstation_id ?? null,
  }))
  // Of two who print at once the second waits here, and prints the code of the first.
  await tx.all(
    raw(
      `insert into tickets.label (org_id, id, code, place_id, workstation_id, issued_at)
       select $1, x.id, x.code, p.id, w.id, $3
       from jsonb_to_recordset($2::jsonb) as x(id uuid, code text, place_id uuid, workstation_id uuid)
       left join core.place p on p.org_id = $1 and p.id = x.place_id and p.archived_at is null
       left join core.workstation w on w.org_id = $1 and w.id = x.workstation_id and w.archived_at is null
       where p.id is not null or w.id is not null
       order by coalesce(p.id, w.id) on conflict do nothing`,
      [tx.orgId, JSON.stringify(rows), now],
    ),
  )
  const ids = items.map((item) => item.place_id ?? item.workstation_id ?? '')
  const found = await tx.all(
    raw<Labelled>(
      `select coalesce(l.place_id, l.workstation_id) as item_id, l.code, coalesce(p.name, w.name) as name, s.name as place
       from tickets.label l left join core.place p on p.org_id = l.org_id and p.id = l.place_id
         left join core.workstation w on w.org_id = l.org_id and w.id = l.workstation_id
         left join core.place s on s.org_id = w.org_id and s.id = w.place_id
       where l.org_id = $1 and l.revoked_at is null and coalesce(l.place_id, l.workstation_id) = any($2::uuid[])
         and coalesce(p.archived_at, w.archived_at) is null`,
      [tx.orgId, ids],
    ),
  )
  const byItem = new Map(found.map((row) => [row.item_id, row]))
  return ids.flatMap((id) => byItem.get(id) ?? [])
}
