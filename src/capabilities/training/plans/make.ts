/** Makes learning plans, and finds the one that is open. */

import { sql } from 'kysely'
import {
  insertRecord,
  newRecord,
  nextNumber,
  type RecordRow,
  recordColumns,
} from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { planLife } from './lifecycle.ts'

/** One after the other: of two who propose at once the second one finds what the first one made. */
export function onePlanAtATime(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock(hashtextextended('training.plans ' || $1::text, 0))", [tx.orgId]))
}

/** The plan of a person that is not over, locked; the newest one. */
export function openPlanOf(tx: Tx, personId: string): Promise<RecordRow | undefined> {
  return tx.maybe(sql<RecordRow>`
    select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.kind = 'learning_plan'
      and r.requester_id = ${personId} and r.category <> 'done' order by r.created_at desc, r.id desc limit 1 for update`)
}

/** A draft for the person; who leads them reviews it, and where nobody does, who plans training. */
export async function newPlan(tx: Tx, personId: string, now: string): Promise<RecordRow> {
  const leader = await tx.maybe(
    raw<{ id: string }>(
      `select m.id from core.person p join core.person m on m.org_id = p.org_id and m.id = p.manager_id
       where p.org_id = $1 and p.id = $2 and m.is_active and m.merged_into_id is null and m.kind = 'staff' and m.id <> p.id`,
      [tx.orgId, personId],
    ),
  )
  const record = newRecord(planLife, {
    ...{ orgId: tx.orgId, number: await nextNumber(tx), title: 'Learning plan', now },
    ...{ requester_id: personId, owner_id: leader?.id ?? null },
  })
  tx.send(insertRecord(record))
  tx.send(
    raw('insert into training.plan (org_id, id, person_id) values ($1, $2, $3)', [
      tx.orgId,
      record.id,
      personId,
    ]),
  )
  return record
}
