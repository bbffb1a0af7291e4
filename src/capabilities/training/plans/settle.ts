/**
 * Job `training.settle_plans`, after each line of learning and every quarter of an hour: a plan of which all is done is
 * complete, and to what somebody failed a next step is proposed, once for each failure. Every quarter of an hour plans
 * also go to who leads their learner now. Running twice does it once.
 */
import { sql } from 'kysely'
import type { App } from '../../../core/app.ts'
import { complete, laterThan } from '../../../core/execute.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { type Tx, write } from '../../../platform/db/transaction.ts'
import { answerFailures } from './failures.ts'
import { followLeaders } from './follow-leader.ts'
import { doneAt } from './items.ts'
import { planLife } from './lifecycle.ts'
import { onePlanAtATime } from './make.ts'
import { productFor } from './product.ts'
import { tell } from './tell.ts'

const at_once = 200

export async function settlePlans(app: App, payload: Record<string, unknown>): Promise<void> {
  const people = Array.isArray(payload.people) ? payload.people.map(String) : null
  const orgs =
    payload.org === undefined
      ? (await app.pool.query<{ id: string }>('select core.organization_ids() as id')).rows.map(
          ({ id }) => id,
        )
      : [String(payload.org)]
  const failures: unknown[] = []
  for (const org of orgs)
    try {
      await write(app.pool, org, (tx) => settleIn(app, tx, people))
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0)
    throw new Error('Learning plans could not be looked at everywhere.', { cause: failures[0] })
}

async function settleIn(app: App, tx: Tx, people: readonly string[] | null): Promise<void> {
  const now = app.clock.now().toISOString()
  onePlanAtATime(tx)
  if (people === null) await followLeaders(app, tx)
  await answerFailures({ app, tx, now }, people)
  await completeDone(app, tx, people)
}

async function completeDone(app: App, tx: Tx, people: readonly string[] | null): Promise<void> {
  const whose =
    people === null
      ? sql<boolean>`true`
      : sql<boolean>`r.requester_id in (select coalesce(p.merged_into_id, p.id) from core.person p where p.org_id = ${tx.orgId} and p.id = any(${people}::uuid[]))`
  const done = await tx.all(sql<RecordRow>`
    select ${recordColumns} from core.record r where r.org_id = ${tx.orgId} and r.kind = 'learning_plan' and r.state = 'active' and ${whose}
      and exists (select from training.plan_item i where i.org_id = r.org_id and i.plan_id = r.id)
      and not exists (select from training.plan_item i where i.org_id = r.org_id and i.plan_id = r.id and ${sql.raw(doneAt)} is null)
    order by r.id limit ${sql.lit(at_once)} for no key update of r`)
  for (const record of done) {
    const now = laterThan(record.updated_at, app.clock.now())
    // Who reviewed it answers for what the product does by itself.
    const actor = await productFor(tx, record.owner_id, now)
    if (!actor) return
    const writing = { app, tx, actor, now }
    await complete(writing, { name: 'learning_plans.complete', life: planLife, move: 'complete' }, record, {})
    tell(writing, record, [record.requester_id])
  }
}
