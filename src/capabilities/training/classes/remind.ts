import type { App } from '../../../core/app.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { mailAbout } from './mail.ts'
import { classOf } from './store.ts'

const hours_before = 24
const bookings_at_once = 500

/**
 * Job `training.remind_classes`, by schedule: tells those who are booked the day before. That it was told is stored
 * with the mail, for this time of the class, so that a job that runs twice tells it once.
 */
export async function remindClasses(app: App): Promise<void> {
  const failures: unknown[] = []
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: orgId } of rows)
    await write(app.pool, orgId, async (tx) => {
      const now = app.clock.now().toISOString()
      const due = await tx.all(
        raw<{ class_id: string; number: number; person_id: string }>(
          `update training.booking b set reminded_for = b.starts_at from core.record r
           where b.org_id = $1 and r.org_id = b.org_id and r.id = b.class_id and (b.org_id, b.class_id, b.person_id) in (
             select d.org_id, d.class_id, d.person_id from training.booking d join core.record o on o.org_id = d.org_id and o.id = d.class_id
             where d.org_id = $1 and d.state = 'booked' and not d.is_off and o.state = 'open'
               and d.starts_at > $2 and d.starts_at <= $2::timestamptz + make_interval(hours => $3)
               and d.reminded_for is distinct from d.starts_at
             order by d.starts_at limit $4 for update of d)
           returning b.class_id, r.number, b.person_id`,
          [orgId, now, hours_before, bookings_at_once],
        ),
      )
      for (const classId of new Set(due.map(({ class_id }) => class_id))) {
        const people = due.filter(({ class_id }) => class_id === classId)
        const told = { number: people[0]?.number ?? 0, of: await classOf(tx, classId) }
        await mailAbout(
          { app, tx, now },
          'reminder',
          told,
          people.map(({ person_id }) => person_id),
        )
      }
    }).catch((error: unknown) => failures.push(error))
  // Thrown at the end, so that what fails in one organization keeps no other one waiting, and is tried again.
  if (failures.length > 0)
    throw new Error(`Nobody could be reminded in ${failures.length} organization(s).`, { cause: failures[0] })
}
