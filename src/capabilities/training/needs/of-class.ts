/** What a class means for the need that it was planned for: held it is delivered, called off it has to be planned again. */
import { sql } from 'kysely'
import { complete, laterThan } from '../../../core/execute.ts'
import type { Writing } from '../../../core/followers.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { deliverNeed } from './actions.ts'
import { needLife } from './lifecycle.ts'

/** Classes are locked before the needs that they were planned for, but for those that are only just being made. */
function plannedNeeds({ tx }: Writing, classId: string): Promise<RecordRow[]> {
  return tx.all(
    sql<RecordRow>`select ${recordColumns} from core.record r
      where r.org_id = ${tx.orgId} and r.kind = 'training_need' and r.state = 'planned'
        and r.id in (select k.need_id from training.need_class k where k.org_id = ${tx.orgId} and k.class_id = ${classId})
      order by r.id for no key update of r`,
  )
}

const later = (writing: Writing, need: RecordRow): Writing => ({
  ...writing,
  now: laterThan(need.updated_at, new Date(writing.now)),
})

/** Says that what was planned for the needs of this class took place. */
export async function deliverNeedsOf(writing: Writing, classId: string): Promise<void> {
  for (const need of await plannedNeeds(writing, classId))
    await complete(later(writing, need), deliverNeed, need, { facts: { class: classId } })
}

/** Has the needs planned again for which no other class is left. */
export async function releaseNeedsOf(writing: Writing, classId: string): Promise<void> {
  for (const need of await plannedNeeds(writing, classId)) {
    const other = await writing.tx.maybe(
      sql`select 1 from training.need_class k join core.record c on c.org_id = k.org_id and c.id = k.class_id
        where k.org_id = ${need.org_id} and k.need_id = ${need.id} and k.class_id <> ${classId} and c.state <> 'cancelled' limit 1`,
    )
    if (other) continue
    await complete(later(writing, need), { name: 'needs.class_cancelled', life: needLife }, need, {
      changes: { state: 'confirmed' },
      facts: { class: classId },
    })
  }
}
