/** The demo hospital's learning plans: one in each state, of people who lack something. */
import { insertRecord, newRecord, nextNumber } from '../../core/records/record.ts'
import { appendEvent, beginning } from '../../core/timeline/event.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { addItems } from './plans/items.ts'
import { planLife, planStates } from './plans/lifecycle.ts'

const day_ms = 86_400_000

/** What they lack stands in their plans; the complete one has a step in words that was confirmed. */
export async function seedPlans(tx: Tx, { trainerId, now }: { trainerId: string; now: Date }): Promise<void> {
  const due_on = new Date(now.getTime() + 45 * day_ms).toISOString().slice(0, 10)
  const people = await tx.all(
    raw<{ id: string; leader_id: string | null; targets: { competency_id: string; level: number }[] }>(
      `select p.id, m.id as leader_id, json_agg(json_build_object('competency_id', c.competency_id, 'level', q.level) order by c.competency_id) as targets
       from training.credential c join training.requirement q on q.org_id = c.org_id and q.id = c.requirement_id
         join core.person p on p.org_id = c.org_id and p.id = c.person_id
         left join core.person m on m.org_id = p.org_id and m.id = p.manager_id and m.is_active and m.kind = 'staff'
       where c.org_id = $1 and c.person_id <> $2 and c.gap_on <= $3::date
       group by p.id, p.name, m.id order by p.name, p.id limit ${planStates.length}`,
      [tx.orgId, trainerId, due_on],
    ),
  )
  for (const [index, { id: personId, leader_id, targets }] of people.entries()) {
    const state = planStates[index] ?? planLife.initial
    const at = new Date(now.getTime() - (planStates.length - index) * day_ms).toISOString()
    const record = newRecord(planLife, {
      ...{ orgId: tx.orgId, number: await nextNumber(tx), title: 'Learning plan', now: at, state },
      ...{ requester_id: personId, owner_id: leader_id ?? trainerId },
    })
    tx.send(insertRecord(record))
    const reason = state === 'withdrawn' ? 'Moves to another department next month.' : null
    tx.send(
      raw('insert into training.plan (org_id, id, person_id, reason) values ($1, $2, $3, $4)', [
        ...[tx.orgId, record.id, personId, reason],
      ]),
    )
    const action = 'learning_plans.create'
    const data = { changes: beginning(record) }
    tx.send(appendEvent({ orgId: tx.orgId, recordId: record.id, at, actorId: trainerId, action, data }))
    const lacks = targets.map(({ competency_id, level }) => ({
      ...{ kind: 'competency' as const, target: competency_id, level, due_on, origin: 'gap' as const },
    }))
    const walk = 'Walks a shift with somebody who does it alone'
    const words = { kind: 'words' as const, target: walk, level: null, due_on, origin: 'hand' as const }
    const items = state === 'complete' ? [words] : [...lacks, words]
    await addItems(tx, { id: record.id, personId }, at, items)
    if (state === 'complete')
      tx.send(
        raw(
          'update training.plan_item set confirmed_at = $3, confirmed_by = $4 where org_id = $1 and plan_id = $2',
          [...[tx.orgId, record.id, at, leader_id ?? trainerId]],
        ),
      )
  }
}
