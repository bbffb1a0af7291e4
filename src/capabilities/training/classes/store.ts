/** What stands of a class beside its record. */
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'

export type ClassRow = {
  id: string
  course_id: string
  version: number
  starts_at: string
  ends_at: string
  time_zone: string
  place_id: string | null
  place: string | null
  virtual_link: string
  capacity: number
  needs_approval: boolean
  cost: number | null
  series_id: string | null
  sequence: number
}

export type BookingRow = {
  person_id: string
  state: 'requested' | 'booked' | 'waitlisted' | 'cancelled' | 'declined'
  attendance: 'attended' | 'partial' | 'excused' | 'no_show' | null
  gave_feedback: boolean
}

/** The class of a record that is locked or was seen through the gate. */
export function classOf(tx: Tx, id: string): Promise<ClassRow> {
  return tx.one(
    raw<ClassRow>(
      `select c.id, c.course_id, c.version, c.starts_at, c.ends_at, c.time_zone, c.place_id,
         (select p.name from core.place p where p.org_id = c.org_id and p.id = c.place_id) as place,
         c.virtual_link, c.capacity, c.needs_approval, c.cost::float8 as cost, c.series_id, c.sequence
       from training.class c where c.org_id = $1 and c.id = $2`,
      [tx.orgId, id],
    ),
  )
}

/** The bookings of a class, in the order in which seats are given. */
export function bookingsOf(tx: Tx, id: string): Promise<BookingRow[]> {
  return tx.all(
    raw<BookingRow>(
      `select person_id, state, attendance, gave_feedback from training.booking
       where org_id = $1 and class_id = $2 order by queued_at, person_id`,
      [tx.orgId, id],
    ),
  )
}

const clashes: Readonly<Record<string, string>> = {
  class_room: 'This room is taken at that time. Choose another room or another time.',
  class_trainer_time: 'A trainer has another class at that time. Choose somebody else or another time.',
  booking_time: 'There is a booking for another class at that time. Cancel that one first.',
}

/** Runs a statement; what the database refuses as being at two places at once is told in a sentence. */
export async function orClash<T>(running: Promise<T>): Promise<T> {
  try {
    return await running
  } catch (error) {
    const { code, constraint = '' } = error as { code?: string; constraint?: string }
    const sentence = code === '23P01' ? clashes[constraint] : undefined
    if (sentence !== undefined) throw conflict(sentence)
    // Two who ask at the same moment may wait for each other, and the database lets one of them go.
    if (code === '40P01') throw conflict('Somebody else did this at the same moment. Look and try again.')
    throw error
  }
}

/** Lets those who plan in this organization do so one after the other: two series would else wait for each other. */
export function oneAtATime(tx: Tx): void {
  tx.send(raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`classes ${tx.orgId}`]))
}

/** Gives free seats to those who wait and have not left, in their order; answers to whom. The record is locked. */
export async function fillSeats(
  tx: Tx,
  { id, capacity }: Pick<ClassRow, 'id' | 'capacity'>,
): Promise<string[]> {
  const filled = await tx.all(
    raw<{ person_id: string }>(
      `update training.booking b set state = 'booked' from (
         select q.person_id from training.booking q join core.person p on p.org_id = q.org_id and p.id = q.person_id
         where q.org_id = $1 and q.class_id = $2 and q.state = 'waitlisted' and (p.is_active or p.merged_into_id is not null)
         order by q.queued_at, q.person_id
         limit greatest($3 - (select count(*) from training.booking where org_id = $1 and class_id = $2 and state = 'booked'), 0)) w
       where b.org_id = $1 and b.class_id = $2 and b.person_id = w.person_id returning b.person_id`,
      [tx.orgId, id, capacity],
    ),
  )
  return filled.map(({ person_id }) => person_id)
}

type BookedClass = Pick<ClassRow, 'id' | 'starts_at' | 'ends_at' | 'sequence' | 'place'> & {
  number: number
  updated_at: string
  is_off: boolean
}

/** The classes of a time in which the person has a seat, or had one that was given up. */
export function bookedClasses(orgId: string, personId: string, from: string, to: string): Raw<BookedClass> {
  return raw<BookedClass>(
    `select c.id, r.number, r.updated_at, c.starts_at, c.ends_at, c.sequence,
       (select p.name from core.place p where p.org_id = c.org_id and p.id = c.place_id) as place,
       b.state = 'cancelled' or r.state = 'cancelled' as is_off
     from training.booking b join training.class c on c.org_id = b.org_id and c.id = b.class_id join core.record r on r.org_id = c.org_id and r.id = c.id
     where b.org_id = $1 and b.person_id = $2 and b.state in ('booked', 'cancelled') and c.starts_at >= $3 and c.starts_at < $4
     order by c.starts_at, c.id limit 500`,
    [orgId, personId, from, to],
  )
}
