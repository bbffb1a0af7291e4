/** Keeps seats for many at once, in a class that was just opened for them. */
import { complete, laterThan } from '../../../core/execute.ts'
import type { Writing } from '../../../core/followers.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { waiting_max } from './book.ts'
import { classLife } from './lifecycle.ts'
import { mailAbout } from './mail.ts'
import { classOf, orClash } from './store.ts'

export const people_max = 500

/** Books them in their order as long as there are seats, has the others wait, and mails both. The record is locked, and nobody is booked yet. */
export async function invite(
  writing: Writing,
  record: RecordRow,
  personIds: readonly string[],
): Promise<{ booked: number; waitlisted: number; leftOut: number }> {
  const { tx, actor, now } = writing
  const of = await classOf(tx, record.id)
  const busy = await tx.all(
    raw<{ person_id: string }>(
      `select distinct person_id from training.booking where org_id = $1 and person_id = any($2::uuid[]) and not is_off
         and state in ('requested', 'booked', 'waitlisted') and tstzrange(starts_at, ends_at) && tstzrange($3, $4)`,
      [tx.orgId, personIds, of.starts_at, of.ends_at],
    ),
  )
  const isBusy = new Set(busy.map(({ person_id }) => person_id))
  const free = personIds.filter((id) => !isBusy.has(id)).slice(0, of.capacity + waiting_max)
  const booked = free.slice(0, of.capacity)
  const waitlisted = free.slice(of.capacity)
  await orClash(
    tx.all(
      raw(
        `insert into training.booking (org_id, class_id, person_id, state, way, booked_by, queued_at, starts_at, ends_at)
         select c.org_id, c.id, p.id, case when p.place <= c.capacity then 'booked' else 'waitlisted' end, 'need', $4,
           $5::timestamptz + make_interval(secs => p.place * 0.001), c.starts_at, c.ends_at
         from training.class c, unnest($3::uuid[]) with ordinality p (id, place) where c.org_id = $1 and c.id = $2`,
        [tx.orgId, record.id, free, actor.personId, now],
      ),
    ),
  )
  const told = { number: record.number, of }
  await mailAbout(writing, 'invited', told, booked)
  await mailAbout(writing, 'waitlisted', told, waitlisted)
  await complete(
    { ...writing, now: laterThan(record.updated_at, new Date(now)) },
    { name: 'classes.invite', life: classLife },
    record,
    { facts: { booked: booked.length, waitlisted: waitlisted.length }, isInternal: true },
  )
  return {
    booked: booked.length,
    waitlisted: waitlisted.length,
    leftOut: personIds.length - free.length,
  }
}
