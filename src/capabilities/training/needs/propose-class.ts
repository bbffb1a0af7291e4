/** The class that would answer a need: whom it is for, and a course, a time, a room and a trainer that would do. */

import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId } from '../../../platform/http/schema.ts'
import { manages, records } from '../policy.ts'
import { personsOfNeed } from './for-class.ts'

/** From so many days ahead on, so that people can arrange themselves. */
const days_ahead = 7
const days_looked = 28
const seats_usual = 20
const minutes_usual = 60
const courses_max = 200

const Course = Type.Object({
  id: Id,
  title: Type.String(),
  minutes: Type.Integer({ description: 'As long as its lesson plan.' }),
  fits: Type.Boolean({ description: 'It is about the application or the competency of the need.' }),
})

export const proposedClass = reader({
  name: 'needs.proposed_class',
  summary:
    'The class that would answer a confirmed need: who is concerned, and a course, a free time, a room and a trainer that would do.',
  path: '/api/training-needs/:id/class',
  params: Body({ id: Id }),
  output: Type.Object({
    people: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    courses: Type.Array(Course),
    course_id: NullableId,
    starts_at: Nullable(
      Type.String({ description: 'By the clock of the organization, e.g. 2026-03-05T09:00.' }),
    ),
    time_zone: Type.String(),
    minutes: Type.Integer(),
    capacity: Type.Integer(),
    place_id: NullableId,
    trainer: Type.Object({ id: Id, name: Type.String() }),
  }),
  permits: (actor) => manages(actor) && records(actor),
  run: async ({ tx, actor, params, now }) => {
    const need = await tx.maybe(
      sql<About & { id: string; state: string }>`
        select r.id, r.state, n.application, n.competency_id from core.record r join training.need n on n.org_id = r.org_id and n.id = r.id
        where r.kind = 'training_need' and r.id = ${params.id} and ${visible(actor, 'training_need')}`,
    )
    if (!need) throw notFound('This need')
    if (need.state !== 'confirmed') throw conflict('A class is planned for a need that is confirmed.')
    const ids = await personsOfNeed(tx, need.id)
    const courses = await coursesFor(tx, need)
    const course = courses.find(({ fits }) => fits)
    const minutes = course?.minutes ?? minutes_usual
    const placeId = await usualRoom(tx, course?.id ?? null)
    const of = { minutes, placeId, trainerId: actor.personId, ids, now }
    return {
      people: await tx.all(
        raw<{ id: string; name: string }>(
          'select id, name from core.person where org_id = $1 and id = any($2::uuid[]) order by sort_name, id',
          [tx.orgId, ids],
        ),
      ),
      courses,
      course_id: course?.id ?? null,
      ...(await freeTime(tx, of)),
      minutes,
      capacity: Math.max(1, Math.min(ids.length, seats_usual)),
      place_id: placeId,
      trainer: { id: actor.personId, name: actor.name },
    }
  },
})

/** The application of a need that the queue showed, the competency of one that a survey did. */
type About = { application: string | null; competency_id: string | null }

/** The published courses, those about what the need is about first, the newest of them first. */
function coursesFor(tx: Tx, { application, competency_id }: About): Promise<Static<typeof Course>[]> {
  return tx.all(
    raw<Static<typeof Course>>(
      `select r.id, v.title,
         coalesce((select least(greatest(sum(a.minutes), 5), 720) from training.activity a
           where a.org_id = v.org_id and a.course_id = v.course_id and a.version = v.version), ${minutes_usual})::int as minutes,
         exists (select from unnest(v.applications) a where lower(btrim(a)) = $2)
           or exists (select from training.objective o where o.org_id = v.org_id and o.course_id = v.course_id and o.version = v.version and o.competency_id = $3) as fits
       from core.record r join lateral (select * from training.course_version v where v.org_id = r.org_id and v.course_id = r.id
         and v.published_at is not null order by v.version desc limit 1) v on true
       where r.org_id = $1 and r.kind = 'course' and r.state = 'published'
       order by fits desc, v.published_at desc, r.id limit ${courses_max}`,
      [tx.orgId, application, competency_id],
    ),
  )
}

/** Where the course was taught last, or else any class. */
async function usualRoom(tx: Tx, courseId: string | null): Promise<string | null> {
  const room = await tx.maybe(
    raw<{ id: string }>(
      `select p.id from training.class c join core.place p on p.org_id = c.org_id and p.id = c.place_id and p.archived_at is null
       where c.org_id = $1 order by c.course_id = $2 desc nulls last, c.starts_at desc limit 1`,
      [tx.orgId, courseId],
    ),
  )
  return room?.id ?? null
}

/**
 * The next hour of a working day at which the room and the trainer are free, and of those the one at which the fewest of
 * the people sit in another class.
 */
async function freeTime(
  tx: Tx,
  of: { minutes: number; placeId: string | null; trainerId: string; ids: readonly string[]; now: string },
): Promise<{ starts_at: string | null; time_zone: string }> {
  const { time_zone } = await tx.one(
    raw<{ time_zone: string }>('select time_zone from core.organization where id = $1', [tx.orgId]),
  )
  const found = await tx.maybe(
    raw<{ starts_at: string }>(
      `select to_char(h.local, 'YYYY-MM-DD"T"HH24:MI') as starts_at
       from (select date_trunc('day', $2::timestamptz at time zone $3) + make_interval(days => d, hours => t) as local
         from generate_series(${days_ahead}, ${days_ahead + days_looked}) d, generate_series(9, 15) t) h,
         lateral (select tstzrange(h.local at time zone $3, h.local at time zone $3 + make_interval(mins => $4)) as span) w
       where extract(isodow from h.local) < 6
         and not exists (select from training.class c where c.org_id = $1 and c.place_id = $5 and not c.is_off and tstzrange(c.starts_at, c.ends_at) && w.span)
         and not exists (select from training.class_trainer t where t.org_id = $1 and t.person_id = $6 and not t.is_off and tstzrange(t.starts_at, t.ends_at) && w.span)
       order by (select count(*) from training.booking b where b.org_id = $1 and b.person_id = any($7::uuid[]) and not b.is_off
           and b.state in ('requested', 'booked', 'waitlisted') and tstzrange(b.starts_at, b.ends_at) && w.span), h.local limit 1`,
      [tx.orgId, of.now, time_zone, of.minutes, of.placeId, of.trainerId, of.ids],
    ),
  )
  return { starts_at: found?.starts_at ?? null, time_zone }
}
