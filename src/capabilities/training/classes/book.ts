/** Seats in a class: taken, asked for, waited for, given up. Each holds the lock of the class's record. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Context, recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { requireStaff } from '../courses/actions.ts'
import { readable, readsOwn, records } from '../policy.ts'
import { bookingStates, classLife } from './lifecycle.ts'
import { mailAbout } from './mail.ts'
import { type BookingRow, bookingsOf, classOf, fillSeats, orClash } from './store.ts'

const late_hours = 24
export const waiting_max = 200

const Whom = Body({ person_id: Type.Optional({ ...Id, description: 'Somebody else than oneself.' }) })
const State = Type.Object({ booking: OneOf(bookingStates) })
export type Held = 'requested' | 'booked' | 'waitlisted' | 'declined'
type Writing = Pick<Context<unknown>, 'app' | 'tx' | 'actor' | 'now'>

export const book = recordAction({
  name: 'classes.book',
  summary:
    'Book a seat for oneself, for somebody whom one leads, or, who teaches, for anybody. When all seats are taken one waits in line.',
  life: classLife,
  input: Whom,
  output: State,
  permits: readsOwn,
  run: async (context) => {
    const { tx, actor, input, record } = context
    const { id, way } = await whomFor(tx, actor, input.person_id)
    await requireStaff(tx, '#/person_id', [id])
    const state = await takeSeat(context, record, { id, way })
    return { result: { booking: state }, facts: { person: id, booking: state, way }, isInternal: true }
  },
})

export const decide = recordAction({
  name: 'classes.decide',
  summary: 'Approve or decline a booking that waits for it: who leads the person, or who teaches.',
  life: classLife,
  input: Body({ person_id: Id, is_approved: Type.Boolean() }),
  output: State,
  permits: readsOwn,
  run: async (context) => {
    const { tx, actor, input, record } = context
    const { id, way } = await whomFor(tx, actor, input.person_id)
    if (way === 'self') throw forbidden('Nobody approves their own booking.')
    if (record.state !== 'open') throw conflict('This class is not open for bookings.')
    const bookings = await bookingsOf(tx, record.id)
    if (bookings.find(({ person_id }) => person_id === id)?.state !== 'requested')
      throw conflict('This booking does not wait for approval.')
    const of = await classOf(tx, record.id)
    const seated = bookings.filter(({ state }) => state === 'booked').length
    const state: Held = !input.is_approved ? 'declined' : seated < of.capacity ? 'booked' : 'waitlisted'
    setState(tx, record.id, id, state)
    await mailAbout(context, state, { number: record.number, of }, [id])
    return { result: { booking: state }, facts: { person: id, booking: state }, isInternal: true }
  },
})

export const unbook = recordAction({
  name: 'classes.unbook',
  summary: `Give up a seat or a place in line; who waits longest gets the seat. Within ${late_hours} hours before it begins it is noted as late.`,
  life: classLife,
  input: Whom,
  output: Type.Object({ is_late: Type.Boolean() }),
  permits: readsOwn,
  run: async (context) => {
    const { app, tx, actor, input, record, now } = context
    const { id } = await whomFor(tx, actor, input.person_id)
    if (record.state !== 'open')
      throw conflict('This class has begun or is over. The trainer notes who was there.')
    const before = (await bookingsOf(tx, record.id)).find(({ person_id }) => person_id === id)
    if (!before || before.state === 'cancelled' || before.state === 'declined')
      throw conflict('There is no booking to cancel.')
    const { starts_at } = await classOf(tx, record.id)
    const hours_left = (Date.parse(starts_at) - Date.parse(now)) / 3_600_000
    const isLate = before.state === 'booked' && hours_left < late_hours
    setState(tx, record.id, id, 'cancelled', isLate)
    // A calendar believes the later word: who books again after this is told with a higher number.
    tx.send(
      raw('update training.class set sequence = sequence + 1 where org_id = $1 and id = $2', [
        tx.orgId,
        record.id,
      ]),
    )
    const of = await classOf(tx, record.id)
    const filled = hours_left > 0 ? await fillSeats(tx, of) : []
    const told = { number: record.number, of }
    await mailAbout({ app, tx, now }, 'cancelled', told, [id])
    await mailAbout({ app, tx, now }, 'booked', told, filled)
    return {
      result: { is_late: isLate },
      facts: { person: id, booking: 'cancelled', is_late: isLate, filled },
      isInternal: true,
    }
  },
})

/**
 * Gives the person a seat, or a place in line where there is none, and has them mailed; a request where they ask for
 * themselves, or somebody asks who neither leads them nor teaches, and the course wants a yes. The record is locked.
 */
export async function takeSeat(
  context: Writing,
  record: RecordRow,
  { id, way }: { id: string; way: 'self' | 'manager' | 'trainer' | 'agent' | 'need' },
): Promise<Held> {
  const { tx, now } = context
  if (record.state !== 'open') throw conflict('This class is not open for bookings.')
  const of = await classOf(tx, record.id)
  if (of.starts_at <= now) throw conflict('This class has begun. The trainer can add you.')
  const bookings = await bookingsOf(tx, record.id)
  requireUnbooked(bookings, id)
  const isAsked = of.needs_approval && (way === 'self' || way === 'agent')
  const seated = bookings.filter(({ state }) => state === 'booked').length
  if (bookings.filter(({ state }) => state === 'waitlisted' || state === 'requested').length >= waiting_max)
    throw conflict('The waitlist is full as well. Choose another class.')
  const state: Held = isAsked ? 'requested' : seated < of.capacity ? 'booked' : 'waitlisted'
  await storeBooking(context, record, { id, way, state })
  await mailAbout(context, state, { number: record.number, of }, [id])
  return state
}

/** Stores a booking, or takes up again one that was given up, at the end of the line. */
export async function storeBooking(
  { tx, actor, now }: Writing,
  record: RecordRow,
  booking: { id: string; way: string; state: string; attendance?: string },
): Promise<void> {
  await orClash(
    tx.all(
      raw(
        `insert into training.booking (org_id, class_id, person_id, state, way, booked_by, queued_at, attendance, starts_at, ends_at)
         select c.org_id, c.id, $3, $4, $5, $6, $7, $8, c.starts_at, c.ends_at from training.class c where c.org_id = $1 and c.id = $2
         on conflict (org_id, class_id, person_id) do update set state = excluded.state, way = excluded.way, booked_by = excluded.booked_by,
           queued_at = excluded.queued_at, is_late = false, attendance = excluded.attendance, starts_at = excluded.starts_at, ends_at = excluded.ends_at`,
        [
          tx.orgId,
          record.id,
          booking.id,
          booking.state,
          booking.way,
          actor.personId,
          now,
          booking.attendance ?? null,
        ],
      ),
    ),
  )
}

export function requireUnbooked(bookings: readonly BookingRow[], id: string): void {
  const before = bookings.find(({ person_id }) => person_id === id)
  if (before && before.state !== 'cancelled' && before.state !== 'declined')
    throw conflict('There is a booking for this class already.')
}

function setState(tx: Tx, classId: string, personId: string, state: string, isLate = false): void {
  tx.send(
    raw(
      'update training.booking set state = $4, is_late = $5 where org_id = $1 and class_id = $2 and person_id = $3',
      [tx.orgId, classId, personId, state, isLate],
    ),
  )
}

/** Whom it is for, and by which right: one's own, that of who leads them, or that of who teaches. */
async function whomFor(
  tx: Tx,
  actor: Actor,
  personId: string | undefined,
): Promise<{ id: string; way: 'self' | 'manager' | 'trainer' }> {
  const id = personId?.toLowerCase() ?? actor.personId
  if (id === actor.personId) return { id, way: 'self' }
  if (records(actor)) return { id, way: 'trainer' }
  // Whoever reads of everybody leads nobody by that.
  const led = await tx.maybe(
    sql<{ id: string }>`select p.id from core.person p where p.org_id = ${actor.orgId} and p.id = ${id}
      and ${readable({ ...actor, permissions: new Set() }, sql`p.id`)}`,
  )
  if (!led) throw forbidden('You may book for yourself and for those whom you lead.')
  return { id, way: 'manager' }
}
