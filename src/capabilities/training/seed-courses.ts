/** The demo hospital's courses for beginning a job, each with a class in the next weeks. */
import { insertEvents, insertRecords, takeNumbers } from '../../core/records/insert-rows.ts'
import { newRecord } from '../../core/records/record.ts'
import { beginning, difference } from '../../core/timeline/event.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { classLife } from './classes/lifecycle.ts'
import { courseLife } from './courses/lifecycle.ts'
import type { Content } from './courses/shape.ts'
import { storeDraft } from './courses/store.ts'

const day_ms = 86_400_000
const learners_max = 4

type DemoCourse = Pick<Content, 'title' | 'applications' | 'audience' | 'summary' | 'activities'> & {
  code: string
  job: string
  objective: string
  /** In how many days its class is. */
  days: number
}

const demo: readonly DemoCourse[] = [
  {
    code: 'RXL-1',
    job: 'staff pharmacist',
    title: 'First week in RxLedger for pharmacists',
    applications: ['RxLedger'],
    audience: 'Pharmacists who begin',
    summary: 'From the queue of orders to the last check, with the training login.',
    objective: 'Verifies an order and explains each warning',
    days: 3,
    activities: [
      { activity_kind: 'presentation', title: 'How an order travels', minutes: 15, material: 'Slides' },
      { activity_kind: 'demonstration', title: 'One order from start to end', minutes: 20, objective: 1 },
      {
        activity_kind: 'practice',
        title: 'Ten orders in the training system',
        minutes: 45,
        objective: 1,
        material: 'Training login',
        verification: 'All ten verified, each warning explained',
      },
      { activity_kind: 'check', title: 'Two orders without help', minutes: 20, objective: 1 },
    ],
  },
  {
    code: 'RXL-2',
    job: 'pharmacy technician',
    title: 'Taking stock with RxLedger and DoseVault',
    applications: ['RxLedger', 'DoseVault'],
    audience: 'Pharmacy technicians who begin',
    summary: 'Counting, correcting and ordering, with the cabinet beside the screen.',
    objective: 'Takes stock of a cabinet and clears what differs',
    days: 5,
    activities: [
      { activity_kind: 'demonstration', title: 'A count and its differences', minutes: 25, objective: 1 },
      {
        activity_kind: 'practice',
        title: 'Count a cabinet in pairs',
        minutes: 50,
        objective: 1,
        material: 'Cabinet of the training room',
        verification: 'No difference is left open',
      },
    ],
  },
  {
    code: 'SLT-1',
    job: 'registration clerk',
    title: 'Scheduling in Slotwise',
    applications: ['Slotwise'],
    audience: 'Registration clerks who begin',
    summary: 'Booking, moving and cancelling appointments, and what to do on a full day.',
    objective: 'Books and moves an appointment while somebody waits on the phone',
    days: 8,
    activities: [
      { activity_kind: 'demonstration', title: 'Book, move, cancel', minutes: 20, objective: 1 },
      {
        activity_kind: 'simulation',
        title: 'A morning at the desk',
        minutes: 40,
        objective: 1,
        verification: 'Every caller has an appointment',
      },
    ],
  },
]

/** Stores them in the name of the trainer; the competencies stand already. */
export async function seedCourses(
  tx: Tx,
  { trainerId, now }: { trainerId: string; now: Date },
): Promise<void> {
  const numbers = await takeNumbers(tx, demo.length * 2)
  for (const [index, course] of demo.entries()) {
    const courseId = await storeCourse(tx, course, numbers[index * 2] ?? 0, trainerId, now)
    await storeClass(tx, course, courseId, numbers[index * 2 + 1] ?? 0, trainerId, now)
  }
}

async function storeCourse(
  tx: Tx,
  course: DemoCourse,
  number: number,
  trainerId: string,
  now: Date,
): Promise<string> {
  const { code, objective, days: _days, job: _job, ...content } = course
  const at = (days: number) => new Date(now.getTime() - days * day_ms).toISOString()
  const draft = newRecord(courseLife, {
    orgId: tx.orgId,
    number,
    title: course.title,
    now: at(40),
    owner_id: trainerId,
  })
  const changes = { state: 'published', audience: 'staff' } as const
  const record = { ...draft, ...changes, category: 'done' as const, version: 2, updated_at: at(38) }
  tx.send(insertRecords(tx.orgId, [record]))
  tx.send(raw('insert into training.course (org_id, id) values ($1, $2)', [tx.orgId, record.id]))
  const competency = await tx.one(
    raw<{ id: string }>('select id from training.competency where org_id = $1 and code = $2', [
      tx.orgId,
      code,
    ]),
  )
  const { version } = await storeDraft(tx, record.id, {
    ...content,
    course_kind: 'onboarding',
    needs_approval: false,
    objectives: [{ statement: objective, competency_id: competency.id, level: 3 }],
  })
  tx.send(
    raw(
      'update training.course_version set published_at = $3, published_by = $4 where org_id = $1 and course_id = $2',
      [tx.orgId, record.id, at(38), trainerId],
    ),
  )
  tellBoth(tx, record.id, trainerId, [
    { at: at(40), action: 'courses.create', data: { changes: beginning(draft), version } },
    { at: at(38), action: 'courses.publish', data: { changes: difference(draft, changes), version } },
  ])
  return record.id
}

async function storeClass(
  tx: Tx,
  course: DemoCourse,
  courseId: string,
  number: number,
  trainerId: string,
  now: Date,
): Promise<void> {
  const at = (days: number) => new Date(now.getTime() - days * day_ms).toISOString()
  const planned = newRecord(classLife, {
    orgId: tx.orgId,
    number,
    title: course.title,
    now: at(10),
    owner_id: trainerId,
  })
  const changes = { state: 'open', audience: 'staff' } as const
  const record = { ...planned, ...changes, version: 2, updated_at: at(9) }
  tx.send(insertRecords(tx.orgId, [record]))
  tx.send(
    raw(
      `insert into training.class (org_id, id, course_id, version, starts_at, ends_at, time_zone, place_id, capacity, needs_approval)
       select $1, $2, $3, 1, w.starts_at, w.starts_at + interval '100 minutes', g.time_zone,
         (select p.id from core.place p where p.org_id = $1 and p.archived_at is null order by p.name limit 1), 3, false
       from core.organization g, lateral (select (date_trunc('day', $4::timestamptz at time zone g.time_zone) + make_interval(days => $5, hours => 9)) at time zone g.time_zone as starts_at) w
       where g.id = $1`,
      [tx.orgId, record.id, courseId, now.toISOString(), course.days],
    ),
  )
  tx.send(
    raw(
      `insert into training.class_trainer (org_id, class_id, person_id, starts_at, ends_at)
       select org_id, id, $3, starts_at, ends_at from training.class where org_id = $1 and id = $2`,
      [tx.orgId, record.id, trainerId],
    ),
  )
  // One more than there are seats: somebody waits.
  tx.send(
    raw(
      `insert into training.booking (org_id, class_id, person_id, state, way, booked_by, queued_at, starts_at, ends_at)
       select c.org_id, c.id, p.id, case when p.place <= c.capacity then 'booked' else 'waitlisted' end, 'self', p.id,
         $4::timestamptz + make_interval(mins => p.place::int), c.starts_at, c.ends_at
       from training.class c, lateral (select id, row_number() over (order by name, id) as place from core.person
         where org_id = $1 and is_active and kind = 'staff' and lower(title) = $3 and id <> $5 order by name, id limit ${learners_max}) p
       where c.org_id = $1 and c.id = $2`,
      [tx.orgId, record.id, course.job, at(8), trainerId],
    ),
  )
  tellBoth(tx, record.id, trainerId, [
    {
      at: at(10),
      action: 'classes.plan',
      data: { changes: beginning(planned), course: courseId, version: 1 },
    },
    { at: at(9), action: 'classes.open', data: { changes: difference(planned, changes) } },
  ])
}

function tellBoth(
  tx: Tx,
  record_id: string,
  actor_id: string,
  told: readonly { at: string; action: string; data: Record<string, unknown> }[],
): void {
  tx.send(
    insertEvents(
      tx.orgId,
      told.map((each) => ({ record_id, id: newId(), actor_id, ...each })),
    ),
  )
}
