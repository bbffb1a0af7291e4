import { raw, type Tx } from '../../platform/db/transaction.ts'

/** The next number of the kind, counted in its organization alone. */
export async function nextSafetyNumber(tx: Tx, kind: 'safety_event' | 'hazard'): Promise<number> {
  const { last } = await tx.one(
    raw<{ last: number }>(
      `insert into safety.numbering (org_id, kind, last) values ($1,$2,1)
       on conflict (org_id, kind) do update set last = numbering.last + 1 returning last`,
      [tx.orgId, kind],
    ),
  )
  return last
}
