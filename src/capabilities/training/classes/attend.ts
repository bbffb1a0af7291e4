/** The class itself: it begins, those who are there are noted, it is over, and what was learned is written down. */
import { Type } from 'typebox'
import { plainAction, recordAction } from '../../../core/action.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { readToken, TokenRefused } from '../../../platform/secrets/signing.ts'
import { requireStaff } from '../courses/actions.ts'
import { completeCourse } from '../courses/complete.ts'
import { deliverNeedsOf } from '../needs/of-class.ts'
import { readsOwn, records } from '../policy.ts'
import { requireNoPatient } from '../words.ts'
import { requireUnbooked, storeBooking } from './book.ts'
import { answers_min, attendances, classLife } from './lifecycle.ts'
import { bookingsOf, classOf } from './store.ts'

/** For what the codes are signed that say who is in the room. */
export const code_purpose = 'class-attendance'
const people_max = 200
const begins_early_minutes = 60

const none = Type.Optional(Body({}))

export const startClass = recordAction({
  name: 'classes.start',
  summary: 'Begin a class: from now on it is noted who is there.',
  life: classLife,
  move: 'start',
  input: none,
  permits: records,
  run: async ({ tx, record, now }) => {
    const { starts_at } = await classOf(tx, record.id)
    if (Date.parse(starts_at) - Date.parse(now) > begins_early_minutes * 60_000)
      throw conflict('A class begins an hour before its time at the earliest.')
    return { result: {} }
  },
})

export const attend = recordAction({
  name: 'classes.attend',
  summary: 'Note who was there, from the list.',
  life: classLife,
  input: Body({
    people: Type.Array(Body({ person_id: Id, attendance: OneOf(attendances) }), {
      minItems: 1,
      maxItems: people_max,
    }),
  }),
  permits: records,
  run: async ({ tx, record, input }) => {
    requireBegun(record.state)
    const booked = (await bookingsOf(tx, record.id)).filter(({ state }) => state === 'booked')
    for (const [index, { person_id }] of input.people.entries())
      if (!booked.some((each) => each.person_id === person_id.toLowerCase()))
        throw invalid(`#/people/${index}/person_id`, 'This person has no seat in this class. Add them first.')
    for (const { person_id, attendance } of input.people) note(tx, record.id, person_id, attendance, false)
    return { result: {}, facts: { people: input.people.length }, isInternal: true }
  },
})

export const walkIn = recordAction({
  name: 'classes.walk_in',
  summary: 'Add somebody who came without a booking, while there is a free seat.',
  life: classLife,
  input: Body({ person_id: Id }),
  permits: records,
  run: async (context) => {
    const { tx, record, input } = context
    requireBegun(record.state)
    const id = input.person_id.toLowerCase()
    await requireStaff(tx, '#/person_id', [id])
    const bookings = await bookingsOf(tx, record.id)
    const before = bookings.find(({ person_id }) => person_id === id)?.state
    // Who waited and came has come first.
    if (before !== 'waitlisted' && before !== 'requested') requireUnbooked(bookings, id)
    const { capacity } = await classOf(tx, record.id)
    if (bookings.filter(({ state }) => state === 'booked').length >= capacity)
      throw conflict('All seats are taken. Note first who did not come, or allow more next time.')
    await storeBooking(context, record, { id, way: 'walk_in', state: 'booked', attendance: 'attended' })
    return { result: {}, facts: { person: id, booking: 'booked', way: 'walk_in' }, isInternal: true }
  },
})

export const checkIn = recordAction({
  name: 'classes.check_in',
  summary: 'Say that one is there, with the code that is shown in the room.',
  life: classLife,
  input: Body({ code: Type.String({ minLength: 1, maxLength: 500 }) }),
  permits: readsOwn,
  run: async ({ app, tx, actor, record, input, now }) => {
    requireBegun(record.state)
    let of: unknown
    try {
      of = readToken(secretsOf(app.config), code_purpose, input.code, new Date(now))
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error
    }
    const isOfThis = Array.isArray(of) && of[0] === tx.orgId && of[1] === record.id
    if (!isOfThis) throw conflict('This code does not count any more. Scan the one that is shown now.')
    const own = (await bookingsOf(tx, record.id)).find(({ person_id }) => person_id === actor.personId)
    if (own?.state !== 'booked') throw conflict('You have no seat in this class. The trainer can add you.')
    if (own.attendance !== null && own.attendance !== 'attended')
      throw conflict('The trainer has noted already whether you were here. Speak to them.')
    if (own.attendance === null) note(tx, record.id, actor.personId, 'attended', true)
    return { result: {}, facts: { person: actor.personId }, isInternal: true }
  },
})

export const holdClass = recordAction({
  name: 'classes.hold',
  summary:
    'Say that a class is over: who was there has it written down as learned, and who has a seat and was not noted did not come.',
  life: classLife,
  move: 'hold',
  input: none,
  output: Type.Object({ learned: Type.Integer() }),
  permits: records,
  run: async ({ app, tx, actor, record, now }) => {
    const of = await classOf(tx, record.id)
    const { day } = await tx.one(
      raw<{ day: string }>("select to_char($1::timestamptz at time zone $2, 'YYYY-MM-DD') as day", [
        of.starts_at,
        of.time_zone,
      ]),
    )
    const bookings = await bookingsOf(tx, record.id)
    const present = bookings.filter(
      ({ state, attendance }) => state === 'booked' && attendance === 'attended',
    )
    // Nobody writes down their own learning, nor that of a double of theirs.
    const own = await ownIds(tx, actor.personId)
    const personIds = present.map(({ person_id }) => person_id).filter((id) => !own.has(id))
    tx.send(
      raw(
        "update training.booking set attendance = 'no_show' where org_id = $1 and class_id = $2 and state = 'booked' and attendance is null",
        [tx.orgId, record.id],
      ),
    )
    if (personIds.length > 0) {
      const done = { courseId: of.course_id, version: of.version, personIds, happenedOn: day }
      const lines = await completeCourse(tx, { personId: actor.personId, now }, done)
      tx.send(
        raw(
          `update training.booking b set record_id = l.line from (select unnest($3::uuid[]) as person_id, unnest($4::uuid[]) as line) l
           where b.org_id = $1 and b.class_id = $2 and b.person_id = l.person_id`,
          [tx.orgId, record.id, [...lines.keys()], [...lines.values()]],
        ),
      )
    }
    await deliverNeedsOf({ app, tx, actor, now }, record.id)
    return { result: { learned: personIds.length }, facts: { learned: personIds.length } }
  },
})

export const giveFeedback = plainAction({
  name: 'classes.give_feedback',
  summary: 'Say once how a class was. Whose answer it is is not kept; the answers are shown five at a time.',
  path: '/api/classes/:id/feedback',
  params: Body({ id: Id }),
  input: Body({ rating: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.Optional(Text(1000)) }),
  output: Type.Object({ id: Id }),
  permits: readsOwn,
  run: async ({ app, tx, actor, input, params, now }) => {
    const id = params.id as string
    await requireNoPatient({ app, tx, now }, { '#/words': input.words })
    const taken = await tx.maybe(
      raw(
        `update training.booking b set gave_feedback = true from core.record r
         where b.org_id = $1 and b.class_id = $2 and b.person_id = $3 and b.attendance in ('attended', 'partial') and not b.gave_feedback
           and r.org_id = b.org_id and r.id = b.class_id and r.state = 'held' returning 1`,
        [tx.orgId, id, actor.personId],
      ),
    )
    if (!taken) throw notFound('A class of which you can still say how it was')
    await storeAnswer(tx, id, input.rating, input.words?.trim() ?? '')
    return { result: { id }, audit: { class: id } }
  },
})

/**
 * Answers are told as many at a time as there have to be, since who looks before and after one comes could tell it from
 * the others. One after the other, so that two which come at once are not told apart either.
 */
async function storeAnswer(tx: Tx, classId: string, rating: number, words: string): Promise<void> {
  const of = [tx.orgId, classId]
  tx.send(raw('select 1 from training.class where org_id = $1 and id = $2 for no key update', of))
  await tx.all(
    raw('insert into training.class_feedback (org_id, class_id, rating, words) values ($1, $2, $3, $4)', [
      ...of,
      rating,
      words,
    ]),
  )
  tx.send(
    raw(
      `update training.class_feedback set is_told = true where org_id = $1 and class_id = $2 and not is_told
         and (select count(*) from training.class_feedback where org_id = $1 and class_id = $2 and not is_told) >= $3`,
      [...of, answers_min],
    ),
  )
}

/** The ids of a person, with those of entries that were merged into theirs. */
async function ownIds(tx: Tx, personId: string): Promise<Set<string>> {
  const rows = await tx.all(
    raw<{ id: string }>('select id from core.person where org_id = $1 and (id = $2 or merged_into_id = $2)', [
      tx.orgId,
      personId,
    ]),
  )
  return new Set(rows.map(({ id }) => id))
}

function requireBegun(state: string): void {
  if (state !== 'in_progress') throw conflict('Who is there is noted while a class runs. Begin it first.')
}

function note(tx: Tx, classId: string, personId: string, attendance: string, byCode: boolean): void {
  tx.send(
    raw(
      `update training.booking set attendance = $4, attended_by_code = $5 where org_id = $1 and class_id = $2 and person_id = $3`,
      [tx.orgId, classId, personId.toLowerCase(), attendance, byCode],
    ),
  )
}
