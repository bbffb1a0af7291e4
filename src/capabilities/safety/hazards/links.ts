/** The records that belong to a hazard: safety events, tickets, whatever its author sees. */
import { sql } from 'kysely'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import { hazardLife } from '../lifecycle.ts'
import { permitsSafety } from '../setting.ts'

const links_max = 500

/** Links a record that the actor sees; answers false when it was linked already. Nothing is told at the other end. */
export async function linkRecord(tx: Tx, actor: Actor, hazardId: string, recordId: string): Promise<boolean> {
  const [records, links] = await tx.many(
    sql`select 1 from core.record r where r.id = ${recordId} and r.id <> ${hazardId} and ${visible(actor)}`,
    raw<{ count: number }>(
      'select count(*)::int as count from safety.hazard_record where org_id = $1 and hazard_id = $2',
      [tx.orgId, hazardId],
    ),
  )
  if (records.length === 0)
    throw invalid('#/record_id', 'This record does not exist, or you may not see it. Choose another one.')
  if ((links[0]?.count ?? 0) >= links_max) throw conflict('A hazard can hold 500 records at most.')
  const added = await tx.all(
    raw(
      'insert into safety.hazard_record (org_id, hazard_id, record_id) values ($1,$2,$3) on conflict do nothing returning 1',
      [tx.orgId, hazardId, recordId],
    ),
  )
  return added.length > 0
}

const base = { life: hazardLife, permits: permitsSafety, input: Body({ record_id: Id }) }

export const linkToHazard = recordAction({
  ...base,
  name: 'hazards.link',
  summary: 'Put a safety event or another record to the hazard.',
  run: async ({ tx, actor, input, record }) => {
    const isNew = await linkRecord(tx, actor, record.id, input.record_id)
    return isNew ? { result: {}, facts: { to: input.record_id } } : { result: {}, isSilent: true }
  },
})

export const unlinkFromHazard = recordAction({
  ...base,
  name: 'hazards.unlink',
  summary: 'Take a record from the hazard.',
  run: async ({ tx, input, record }) => {
    const gone = await tx.all(
      raw(
        'delete from safety.hazard_record where org_id = $1 and hazard_id = $2 and record_id = $3 returning 1',
        [tx.orgId, record.id, input.record_id],
      ),
    )
    return gone.length > 0 ? { result: {}, facts: { to: input.record_id } } : { result: {}, isSilent: true }
  },
})
