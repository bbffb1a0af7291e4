/** Changing a class that did not begin, alone or with those of its series that come after it. */
import { type Static, Type } from 'typebox'
import { type Context, recordAction } from '../../../core/action.ts'
import { complete, laterThan } from '../../../core/execute.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Nullable } from '../../../platform/http/schema.ts'
import { records } from '../policy.ts'
import { classLife } from './lifecycle.ts'
import { mailAbout } from './mail.ts'
import { requireRight, setTrainers, When, Where } from './plan.ts'
import { timesOf } from './planned.ts'
import { following, followingOf, nothing } from './series.ts'
import { bookingsOf, type ClassRow, classOf, fillSeats, oneAtATime, orClash } from './store.ts'

const Wish = Body({
  ...When,
  ...Where,
  cost: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 10_000_000 }))),
  with_following: Type.Optional(
    Type.Boolean({
      description:
        'Those of its series that come after it and did not begin are moved by as much, and get what else is changed here.',
    }),
  ),
})
type Wish = Static<typeof Wish>
type Facts = { moved: boolean; filled: number }

export const editClass = recordAction({
  name: 'classes.edit',
  summary:
    'Change when and where a class is, who teaches it, and how many may come, or the same of all that follow in its series; all or none. Those who are booked are mailed.',
  life: classLife,
  needsVersion: true,
  input: Wish,
  permits: records,
  locksAlso: ({ orgId, id, input }) => (input.with_following ? following(orgId, id) : nothing),
  run: async (context) => {
    const { tx, input, record } = context
    if (record.state !== 'planned' && record.state !== 'open')
      throw conflict('A class that has begun or is over is not changed any more.')
    oneAtATime(tx)
    await requireRight(context)
    if (!input.with_following) return { result: {}, facts: await change(context, record, input) }
    const before = await classOf(tx, record.id)
    const trainers = await trainersOf(tx, record.id)
    const wall = await wallOf(tx, before, before.time_zone)
    const isLater = input.starts_at > wall
    const others = await followingOf(tx, record.id)
    const all = [record, ...others]
    let own: Facts = { moved: false, filled: 0 }
    // What gives its time up comes first, so that a series is not in its own way.
    for (const each of isLater ? all.toReversed() : all) {
      if (each.id === record.id) {
        own = await change(context, record, input)
        continue
      }
      const facts = await change(context, each, await wishFor(tx, each.id, input, { before, trainers, wall }))
      const now = laterThan(each.updated_at, new Date(context.now))
      await complete({ ...context, now }, editClass, each, { facts: { ...facts, series_of: record.number } })
    }
    return { result: {}, facts: { ...own, following: others.length } }
  },
})

async function trainersOf(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.all(
    raw<{ person_id: string }>(
      'select person_id from training.class_trainer where org_id = $1 and class_id = $2 order by person_id',
      [tx.orgId, id],
    ),
  )
  return rows.map(({ person_id }) => person_id)
}

/** When it begins as the clock on the wall shows it, e.g. 2026-03-05T09:00. */
async function wallOf(tx: Tx, { starts_at }: Pick<ClassRow, 'starts_at'>, zone: string): Promise<string> {
  const { wall } = await tx.one(
    raw<{ wall: string }>(`select to_char($1::timestamptz at time zone $2, 'YYYY-MM-DD"T"HH24:MI') as wall`, [
      starts_at,
      zone,
    ]),
  )
  return wall
}

const minutesOf = ({ starts_at, ends_at }: Pick<ClassRow, 'starts_at' | 'ends_at'>) =>
  (Date.parse(ends_at) - Date.parse(starts_at)) / 60_000
const sameIds = (left: readonly string[], right: readonly string[]) =>
  JSON.stringify(left.map((id) => id.toLowerCase()).toSorted()) === JSON.stringify(right.toSorted())

type First = { before: ClassRow; trainers: readonly string[]; wall: string }

/** What one that follows is to be: moved by as much, and what was changed of the first one; the rest stays its own. */
async function wishFor(tx: Tx, id: string, input: Wish, { before, trainers, wall }: First): Promise<Wish> {
  const of = await classOf(tx, id)
  const moved_ms = Date.parse(`${input.starts_at}:00Z`) - Date.parse(`${wall}:00Z`)
  const own = Date.parse(`${await wallOf(tx, of, of.time_zone)}:00Z`)
  const pick = <T>(wanted: T, was: T, its: T): T => (wanted === was ? its : wanted)
  const place = pick(input.place_id?.toLowerCase() ?? null, before.place_id, of.place_id)
  const link = pick(input.virtual_link?.trim() ?? '', before.virtual_link, of.virtual_link)
  return {
    starts_at: Number.isNaN(moved_ms) ? input.starts_at : new Date(own + moved_ms).toISOString().slice(0, 16),
    minutes: pick(input.minutes, minutesOf(before), minutesOf(of)),
    time_zone: pick(input.time_zone ?? before.time_zone, before.time_zone, of.time_zone),
    ...(place === null ? {} : { place_id: place }),
    ...(link === '' ? {} : { virtual_link: link }),
    trainer_ids: sameIds(input.trainer_ids, trainers) ? await trainersOf(tx, id) : input.trainer_ids,
    capacity: pick(input.capacity, before.capacity, of.capacity),
    cost: pick(input.cost ?? null, before.cost, of.cost),
  }
}

/** Writes what one class is to be, gives seats that came free, and mails who is concerned. */
async function change(
  { app, tx, now }: Pick<Context<unknown>, 'app' | 'tx' | 'now'>,
  record: RecordRow,
  wish: Wish,
): Promise<Facts> {
  const before = await classOf(tx, record.id)
  const times = await timesOf(tx, wish, 0)
  if (times.starts_at <= now)
    throw invalid('#/starts_at', 'A class is planned for a time that is still to come.')
  const bookings = await bookingsOf(tx, record.id)
  const seated = bookings.filter(({ state }) => state === 'booked').map(({ person_id }) => person_id)
  if (seated.length > wish.capacity)
    throw invalid('#/capacity', 'More people have a seat already. Cancel bookings first, or allow more.')
  const isMoved =
    times.starts_at !== before.starts_at ||
    times.ends_at !== before.ends_at ||
    (wish.place_id?.toLowerCase() ?? null) !== before.place_id ||
    (wish.virtual_link?.trim() ?? '') !== before.virtual_link
  await store(tx, record.id, wish, { ...times, isMoved })
  const of = await classOf(tx, record.id)
  const filled = record.state === 'open' ? await fillSeats(tx, of) : []
  const told = { number: record.number, of }
  if (isMoved && record.state === 'open') await mailAbout({ app, tx, now }, 'moved', told, seated)
  await mailAbout({ app, tx, now }, 'booked', told, filled)
  return { moved: isMoved, filled: filled.length }
}

type Times = Awaited<ReturnType<typeof timesOf>> & { isMoved: boolean }

async function store(tx: Tx, id: string, wish: Wish, when: Times): Promise<void> {
  await orClash(
    tx.all(
      raw(
        `update training.class set starts_at = $3, ends_at = $4, time_zone = $5, place_id = $6, virtual_link = $7, capacity = $8, cost = $9,
           sequence = sequence + $10 where org_id = $1 and id = $2`,
        [
          tx.orgId,
          id,
          when.starts_at,
          when.ends_at,
          when.time_zone,
          wish.place_id ?? null,
          wish.virtual_link?.trim() ?? '',
          wish.capacity,
          wish.cost ?? null,
          when.isMoved ? 1 : 0,
        ],
      ),
    ),
  )
  await setTrainers(tx, id, wish.trainer_ids)
  await orClash(
    tx.all(
      raw('update training.booking set starts_at = $3, ends_at = $4 where org_id = $1 and class_id = $2', [
        tx.orgId,
        id,
        when.starts_at,
        when.ends_at,
      ]),
    ),
  )
}
