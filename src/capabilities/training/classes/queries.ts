/** Classes as lists, one with who comes, and one's own. */
import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableId, NullableText, OneOf, Time } from '../../../platform/http/schema.ts'
import { signToken } from '../../../platform/secrets/signing.ts'
import { manages, readable, readsOwn, records } from '../policy.ts'
import { code_purpose } from './attend.ts'
import { answers_min, attendances, bookingStates, bookingWays, classStates } from './lifecycle.ts'

const classes_max = 200
const code_minutes = 3

const Row = {
  id: Id,
  number: Type.Integer(),
  title: Type.String(),
  state: OneOf(classStates),
  course_id: Id,
  course_version: Type.Integer({ description: 'The version that is taught.' }),
  starts_at: Time,
  ends_at: Time,
  time_zone: Type.String(),
  place: NullableText,
  has_link: Type.Boolean({ description: 'One can join from afar.' }),
  trainers: Type.Array(Type.String()),
  capacity: Type.Integer(),
  booked: Type.Integer(),
  waiting: Type.Integer(),
  requested: Type.Integer(),
  own: Nullable(OneOf(bookingStates)),
}
type Row = {
  id: string
  number: number
  title: string
  state: (typeof classStates)[number]
  course_id: string
  course_version: number
  starts_at: string
  ends_at: string
  time_zone: string
  place: string | null
  has_link: boolean
  trainers: string[]
  capacity: number
  booked: number
  waiting: number
  requested: number
  own: (typeof bookingStates)[number] | null
}

const columns = (
  actor: Actor,
) => sql`r.id, r.number, v.title, r.state, c.course_id, c.version as course_version, c.starts_at, c.ends_at, c.time_zone, c.capacity, c.virtual_link <> '' as has_link,
  (select p.name from core.place p where p.org_id = c.org_id and p.id = c.place_id) as place,
  array(select p.name from training.class_trainer t join core.person p on p.org_id = t.org_id and p.id = t.person_id
    where t.org_id = c.org_id and t.class_id = c.id order by p.name, p.id) as trainers,
  (select count(*)::int from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'booked') as booked,
  (select count(*)::int from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'waitlisted') as waiting,
  (select count(*)::int from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.state = 'requested') as requested,
  (select b.state from training.booking b where b.org_id = c.org_id and b.class_id = c.id and b.person_id = ${actor.personId}) as own`

const tables = sql`core.record r join training.class c on c.org_id = r.org_id and c.id = r.id
  join training.course_version v on v.org_id = c.org_id and v.course_id = c.course_id and v.version = c.version`

export const classes = reader({
  name: 'classes.list',
  summary: `The classes that this person may see, from a time on, the next first; ${classes_max} at most.`,
  path: '/api/classes',
  query: Body({
    from: Type.Optional(Time),
    until: Type.Optional(Time),
    course: Type.Optional(Id),
    state: Type.Optional(OneOf(classStates)),
    taught_by_me: Type.Optional(Type.Boolean()),
    mine: Type.Optional(Type.Boolean({ description: 'For which the person who asks has or had a booking.' })),
  }),
  output: Type.Object({ rows: Type.Array(Type.Object(Row)) }),
  permits: readsOwn,
  run: async ({ tx, actor, query, now }) => {
    const conditions: RawBuilder<boolean>[] = [
      sql<boolean>`r.kind = 'class' and ${visible(actor, 'class')} and c.ends_at >= ${query.from ?? now}::timestamptz`,
    ]
    if (query.until) conditions.push(sql<boolean>`c.starts_at < ${query.until}::timestamptz`)
    if (query.course) conditions.push(sql<boolean>`c.course_id = ${query.course}`)
    if (query.state) conditions.push(sql<boolean>`r.state = ${query.state}`)
    if (query.taught_by_me)
      conditions.push(sql<boolean>`exists (select from training.class_trainer t
        where t.org_id = c.org_id and t.class_id = c.id and t.person_id = ${actor.personId})`)
    if (query.mine)
      conditions.push(sql<boolean>`exists (select from training.booking b
        where b.org_id = c.org_id and b.class_id = c.id and b.person_id = ${actor.personId})`)
    const rows = await tx.all(
      sql<Row>`select ${columns(actor)} from ${tables} where ${sql.join(conditions, sql` and `)}
        order by c.starts_at, r.number limit ${classes_max}`,
    )
    return { rows }
  },
})

export const waiting = reader({
  name: 'classes.waiting',
  summary: 'The bookings that wait for the yes of the person who asks, because they lead whoever booked.',
  path: '/api/classes/waiting',
  output: Type.Object({
    rows: Type.Array(
      Type.Object({
        class_id: Id,
        title: Type.String(),
        starts_at: Time,
        person_id: Id,
        person: Type.String(),
      }),
    ),
  }),
  permits: readsOwn,
  run: async ({ tx, actor }) => ({
    rows: await tx.all(
      sql<{ class_id: string; title: string; starts_at: string; person_id: string; person: string }>`
        select r.id as class_id, v.title, c.starts_at, p.id as person_id, p.name as person
        from training.booking b join core.person p on p.org_id = b.org_id and p.id = b.person_id
          join ${tables} on r.id = b.class_id
        where b.org_id = ${actor.orgId} and r.org_id = ${actor.orgId} and b.state = 'requested' and r.state = 'open'
          and b.person_id <> ${actor.personId} and ${visible(actor, 'class')} and ${ledBy(actor, sql`p.id`)}
        order by c.starts_at, p.name limit ${classes_max}`,
    ),
  }),
})

/** Of those whom the actor leads, and nobody else, whatever they may read. */
const ledBy = (actor: Actor, person: RawBuilder<unknown>) =>
  readable({ ...actor, permissions: new Set() }, person)

const Person = Type.Object({
  person_id: Id,
  person: Type.String(),
  department: NullableText,
  state: OneOf(bookingStates),
  way: OneOf(bookingWays),
  is_late: Type.Boolean(),
  attendance: Nullable(OneOf(attendances)),
})
type Person = {
  person_id: string
  person: string
  department: string | null
  state: (typeof bookingStates)[number]
  way: (typeof bookingWays)[number]
  is_late: boolean
  attendance: (typeof attendances)[number] | null
}

export const oneClass = reader({
  name: 'classes.show',
  summary:
    'A class. Who teaches sees all who come, who leads people sees theirs, and the link to join is for those who are booked.',
  path: '/api/classes/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Row,
    record_version: Type.Integer(),
    place_id: NullableId,
    trainer_ids: Type.Array(Id, { description: 'In the order of `trainers`.' }),
    needs_approval: Type.Boolean(),
    following: Type.Integer({ description: 'How many of its series come after it and did not begin.' }),
    cost: Nullable(Type.Number()),
    virtual_link: NullableText,
    cancel_reason: Type.String({ description: 'Why it does not take place; empty otherwise.' }),
    roster: Type.Array(Person),
    may_give_feedback: Type.Boolean(),
    feedback: Type.Object({
      answers: Type.Integer(),
      told: Type.Integer({
        description: `Of how many the average and the words are: told ${answers_min} at a time.`,
      }),
      average: Nullable(Type.Number()),
      words: Type.Array(Type.String()),
    }),
    actions: Type.Array(Type.String()),
  }),
  permits: readsOwn,
  run: async ({ tx, actor, params }) => {
    const row = await tx.maybe(
      sql<
        Row & {
          record_version: number
          place_id: string | null
          trainer_ids: string[]
          needs_approval: boolean
          following: number
          cost: number | null
          virtual_link: string
          cancel_reason: string
          may_give_feedback: boolean
        }
      >`select ${columns(actor)}, ${records(actor) ? sql`r.version` : sql`coalesce(r.outer_version, r.version)`} as record_version, c.place_id,
          array(select t.person_id from training.class_trainer t join core.person p on p.org_id = t.org_id and p.id = t.person_id
            where t.org_id = c.org_id and t.class_id = c.id order by p.name, p.id) as trainer_ids,
          (select count(*)::int from training.class o join core.record l on l.org_id = o.org_id and l.id = o.id and l.state in ('planned', 'open')
            where o.org_id = c.org_id and o.series_id = c.series_id and o.starts_at > c.starts_at) as following,
          c.needs_approval, c.cost::float8 as cost, c.virtual_link, c.cancel_reason,
          r.state = 'held' and exists (select from training.booking b where b.org_id = c.org_id and b.class_id = c.id
            and b.person_id = ${actor.personId} and b.attendance in ('attended', 'partial') and not b.gave_feedback) as may_give_feedback
        from ${tables} where r.kind = 'class' and r.id = ${params.id} and ${visible(actor, 'class')}`,
    )
    if (!row) throw notFound('This class')
    const teaches = records(actor) || row.trainer_ids.includes(actor.personId)
    const { cost, virtual_link: link } = row
    return {
      ...row,
      cost: teaches ? cost : null,
      following: teaches ? row.following : 0,
      virtual_link: link !== '' && (teaches || row.own === 'booked') ? link : null,
      roster: await rosterOf(tx, actor, row.id, teaches),
      feedback: teaches ? await feedbackOf(tx, row.id) : { answers: 0, told: 0, average: null, words: [] },
      actions: actionsOf(actor, row),
    }
  },
})

function rosterOf(tx: Tx, actor: Actor, id: string, teaches: boolean): Promise<Person[]> {
  return tx.all(
    sql<Person>`select b.person_id, p.name as person, d.name as department, b.state, b.way, b.is_late, b.attendance
      from training.booking b join core.person p on p.org_id = b.org_id and p.id = b.person_id
        left join core.department d on d.org_id = p.org_id and d.id = p.department_id
      where b.org_id = ${actor.orgId} and b.class_id = ${id} and (${teaches} or ${ledBy(actor, sql`b.person_id`)})
      order by array_position(array['booked', 'requested', 'waitlisted', 'cancelled', 'declined'], b.state), b.queued_at, p.name limit 1000`,
  )
}

/** The answers of which so many came together that none can be told from the others; see `storeAnswer`. */
async function feedbackOf(tx: Tx, id: string) {
  const { told, answers, average, words } = await tx.one(
    sql<{ told: number; answers: number; average: number; words: string[] }>`
      select count(*)::int as answers, (count(*) filter (where is_told))::int as told,
        coalesce(round(avg(rating) filter (where is_told), 1), 0)::float8 as average,
        coalesce(array_agg(words order by id) filter (where words <> '' and is_told), '{}') as words
      from training.class_feedback where org_id = ${tx.orgId} and class_id = ${id}`,
  )
  return { answers, told, average: told === 0 ? null : average, words }
}

function actionsOf(actor: Actor, { state, own }: Row): string[] {
  const isSeated = own === 'booked' || own === 'waitlisted' || own === 'requested'
  const all: readonly [string, boolean][] = [
    ['classes.book', state === 'open' && !isSeated],
    ['classes.unbook', state === 'open' && isSeated],
    ['classes.check_in', state === 'in_progress' && own === 'booked'],
    ['classes.edit', records(actor) && (state === 'planned' || state === 'open')],
    ['classes.open', records(actor) && state === 'planned'],
    ['classes.start', records(actor) && state === 'open'],
    ['classes.hold', records(actor) && state === 'in_progress'],
    ['classes.attend', records(actor) && state === 'in_progress'],
    ['classes.walk_in', records(actor) && state === 'in_progress'],
    ['classes.cancel', records(actor) && (state === 'planned' || state === 'open')],
    ['classes.redact', manages(actor)],
  ]
  return all.filter(([, isOpen]) => isOpen).map(([name]) => name)
}

export const code = reader({
  name: 'classes.code',
  summary: `The link that learners scan in the room to say that they are there; it counts for ${code_minutes} minutes.`,
  path: '/api/classes/:id/code',
  params: Body({ id: Id }),
  output: Type.Object({ link: Type.String(), expires_at: Time }),
  permits: records,
  run: async ({ app, tx, actor, params, now }) => {
    const found = await tx.maybe(
      sql<{ id: string; state: string }>`select r.id, r.state from core.record r
        where r.kind = 'class' and r.id = ${params.id} and ${visible(actor, 'class')}`,
    )
    if (!found) throw notFound('This class')
    if (found.state !== 'in_progress')
      throw conflict('Who is there is noted while a class runs. Begin it first.')
    const expiresAt = new Date(Date.parse(now) + code_minutes * 60_000)
    const token = signToken(app.config.secret, code_purpose, [actor.orgId, found.id], expiresAt)
    // Behind the number sign, which no log of a proxy keeps.
    const link = `${baseUrl(app)}/learning/check-in/${found.id}#${token}`
    return { link, expires_at: expiresAt.toISOString() }
  },
})
