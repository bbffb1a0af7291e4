/** Planning classes: one, or one each week; and opening them. */
import { type Static, Type } from 'typebox'
import { type Context, plainAction, recordAction } from '../../../core/action.ts'
import { createWithin, head } from '../../../core/execute.ts'
import { HeadProperties } from '../../../core/mount.ts'
import { insertRecord, newRecord, nextNumber } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireStaff } from '../courses/actions.ts'
import { records } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { classLife } from './lifecycle.ts'
import { publishedOf, timesOf } from './planned.ts'
import { classOf, oneAtATime, orClash } from './store.ts'

const weeks_max = 26

export const When = {
  starts_at: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$',
    description: 'As a clock shows it in the time zone, e.g. 2026-03-05T09:00.',
  }),
  minutes: Type.Integer({ minimum: 5, maximum: 720 }),
  time_zone: Type.Optional({ ...Line(60), description: 'That of the organization when left out.' }),
}
export const Where = {
  place_id: Type.Optional({ ...Id, description: 'The room.' }),
  trainer_ids: Type.Array(Id, { minItems: 1, maxItems: 10, uniqueItems: true }),
  virtual_link: Type.Optional({ ...Line(500), description: 'Shown to those alone who are booked.' }),
  capacity: Type.Integer({ minimum: 1, maximum: 200 }),
  cost: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000 })),
}
const Single = Body({
  course_id: Id,
  series_id: Type.Optional(Id),
  week: Type.Optional(Type.Integer()),
  ...When,
  ...Where,
})
type Single = Static<typeof Single>

/** One class; it is made by itself or as one of a series. */
const createOne = plainAction({
  name: 'classes.plan',
  summary: 'Plan a class of the published version of a course. Learners do not see it until it is opened.',
  input: Single,
  output: Type.Object(HeadProperties),
  permits: records,
  run: async ({ tx, actor, input, now }) => {
    const course = await publishedOf(tx, input.course_id)
    const { starts_at, ends_at, time_zone } = await timesOf(tx, input, input.week ?? 0)
    const record = newRecord(classLife, {
      orgId: actor.orgId,
      number: await nextNumber(tx),
      title: course.title,
      now,
      owner_id: actor.personId,
    })
    tx.send(insertRecord(record))
    await orClash(
      tx.all(
        raw(
          `insert into training.class (org_id, id, course_id, version, starts_at, ends_at, time_zone, place_id, virtual_link, capacity, needs_approval, cost, series_id)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
          [
            tx.orgId,
            record.id,
            course.id,
            course.version,
            starts_at,
            ends_at,
            time_zone,
            input.place_id ?? null,
            input.virtual_link?.trim() ?? '',
            input.capacity,
            course.needs_approval,
            input.cost ?? null,
            input.series_id ?? null,
          ],
        ),
      ),
    )
    await setTrainers(tx, record.id, input.trainer_ids)
    return { result: head(record), created: record, facts: { course: course.id, version: course.version } }
  },
})

const { week: _week, series_id: _series, ...one } = Single.properties
/** What is said of one class that is planned. */
export const single = one
export const planClasses = plainAction({
  name: 'classes.plan',
  summary: 'Plan a class of a published course, or one each week at the same time; all or none.',
  path: '/api/classes',
  input: Body({
    ...single,
    weeks: Type.Optional(
      Type.Integer({ minimum: 1, maximum: weeks_max, description: 'How many, one a week.' }),
    ),
  }),
  output: Type.Object({ classes: Type.Array(Type.Object(HeadProperties)) }),
  permits: records,
  run: async (context) => {
    const { app, tx, actor, input, now } = context
    const { weeks = 1, ...rest } = input
    oneAtATime(tx)
    await requireRight(context)
    await publishedOf(tx, input.course_id)
    const first = await timesOf(tx, input, 0)
    if (first.starts_at <= now)
      throw invalid('#/starts_at', 'A class is planned for a time that is still to come.')
    const series = weeks > 1 ? { series_id: newId() } : {}
    const classes: Static<ReturnType<typeof Type.Object<typeof HeadProperties>>>[] = []
    for (let week = 0; week < weeks; week++)
      classes.push(
        (await createWithin({ app, tx, actor, now }, createOne, {
          ...rest,
          ...series,
          week,
        })) as (typeof classes)[number],
      )
    return { result: { classes } }
  },
})

const none = Type.Optional(Body({}))

export const openClass = recordAction({
  name: 'classes.open',
  summary: 'Open a class: everybody of the staff sees it, and may book.',
  life: classLife,
  move: 'open',
  input: none,
  permits: records,
  run: async ({ tx, record, now }) => {
    const { starts_at } = await classOf(tx, record.id)
    if (starts_at <= now) throw conflict('This class would have begun already. Move it first.')
    return { result: {}, changes: { audience: 'staff' } }
  },
})

export type Planned = Pick<
  Single,
  'starts_at' | 'minutes' | 'time_zone' | 'place_id' | 'trainer_ids' | 'virtual_link'
>

export async function requireRight({
  app,
  tx,
  input,
  now,
}: Pick<Context<Planned>, 'app' | 'tx' | 'input' | 'now'>): Promise<void> {
  await requireStaff(tx, '#/trainer_ids', input.trainer_ids)
  const { place_id, virtual_link } = input
  if (place_id !== undefined) {
    const place = await tx.maybe(
      raw('select 1 from core.place where org_id = $1 and id = $2 and archived_at is null', [
        tx.orgId,
        place_id,
      ]),
    )
    if (!place) throw invalid('#/place_id', 'This room does not exist. Choose another one.')
  }
  if (
    virtual_link !== undefined &&
    (!URL.canParse(virtual_link) || new URL(virtual_link).protocol !== 'https:')
  )
    throw invalid('#/virtual_link', 'Give the whole address, beginning with https://.')
  await requireNoPatient({ app, tx, now }, { '#/virtual_link': virtual_link })
}

export async function setTrainers(tx: Tx, classId: string, ids: readonly string[]): Promise<void> {
  tx.send(raw('delete from training.class_trainer where org_id = $1 and class_id = $2', [tx.orgId, classId]))
  await orClash(
    tx.all(
      raw(
        `insert into training.class_trainer (org_id, class_id, person_id, starts_at, ends_at)
         select c.org_id, c.id, unnest($3::uuid[]), c.starts_at, c.ends_at from training.class c where c.org_id = $1 and c.id = $2`,
        [tx.orgId, classId, ids.map((id) => id.toLowerCase())],
      ),
    ),
  )
}
