/** Who leads somebody now reviews their plan: who led them before sees it no more. */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { complete, laterThan } from '../../../core/execute.ts'
import { personActor } from '../../../core/people/automation.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { manages } from '../policy.ts'
import { planLife } from './lifecycle.ts'
import { productFor } from './product.ts'
import { tell } from './tell.ts'

const at_once = 200

type Led = RecordRow & { leader_id: string | null }

/**
 * Gives open plans to whoever leads their learner today. Where nobody does, a plan stays with who plans training and has
 * taken it, and waits for whoever takes it else.
 */
export async function followLeaders(app: App, tx: Tx): Promise<void> {
  const plans = await tx.all(sql<Led>`
    select ${recordColumns}, m.id as leader_id from core.record r
      join core.person p on p.org_id = r.org_id and p.id = r.requester_id
      left join core.person m on m.org_id = p.org_id and m.id = p.manager_id and m.is_active and m.merged_into_id is null and m.kind = 'staff' and m.id <> p.id
    where r.org_id = ${tx.orgId} and r.kind = 'learning_plan' and r.category <> 'done' and r.owner_id is distinct from m.id
    order by r.id limit ${sql.lit(at_once)} for no key update of r`)
  for (const { leader_id, ...record } of plans) {
    const now = laterThan(record.updated_at, app.clock.now())
    if (leader_id === null && (await plansTraining(tx, record.owner_id, now))) continue
    const actor = await productFor(tx, leader_id ?? record.owner_id, now)
    if (!actor) return
    const writing = { app, tx, actor, now }
    const action = { name: 'learning_plans.hand_over', life: planLife }
    await complete(writing, action, record, { changes: { owner_id: leader_id } })
    if (record.category !== 'waiting' || record.state === 'waiting_for_review')
      tell(writing, { ...record, owner_id: leader_id }, [leader_id])
  }
}

async function plansTraining(tx: Tx, id: string | null, now: string): Promise<boolean> {
  const owner = id === null ? undefined : await personActor(tx, id, now)
  return owner !== undefined && manages(owner)
}
