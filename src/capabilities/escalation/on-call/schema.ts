/** How rotas and shifts are written in the API. */
import { type Static, Type } from 'typebox'
import { Body, Id, Line, Nullable, NullableId, OneOf, Time } from '../../../platform/http/schema.ts'
import {
  doubles,
  type Gap,
  gaps,
  type Interval,
  onHolidays,
  type Rota,
  type Shift,
  shifts,
  touches,
} from './rota.ts'
import type { RotaPerson } from './store.ts'

const Clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'HH:MM' })
const Day = Type.String({ pattern: '^20[0-9]{2}-[0-9]{2}-[0-9]{2}$', description: 'YYYY-MM-DD' })
const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' })
const WeekSpan = Body({ from_weekday: Weekday, from_time: Clock, to_weekday: Weekday, to_time: Clock })
const Rotation = Body({
  people: Type.Array(Id, { maxItems: 50, description: 'In the order of their turns.' }),
  from: Day,
  to: Nullable(Day),
  handover_weekday: Nullable(Weekday),
  handover_time: Clock,
  length_days: Type.Integer({ minimum: 1, maximum: 366 }),
})
const layer = {
  name: Line(100),
  time_zone: Line(64),
  rotations: Type.Array(Rotation, { maxItems: 20 }),
  hours: Type.Array(WeekSpan, {
    maxItems: 30,
    description: 'The parts of the week that are covered; none means all of it.',
  }),
  on_holidays: Type.Optional(
    OneOf(onHolidays, {
      description: 'On holidays too, on them only, or not on them. The first if left out.',
    }),
  ),
}
export const LayerInput = Body({ id: Type.Optional(Id), ...layer })
export type LayerInput = Static<typeof LayerInput>
export const rotaFields = {
  is_always: Type.Boolean({ description: 'Somebody has to be on call at every moment.' }),
  acknowledge_minutes: Type.Integer({ minimum: 1, maximum: 240 }),
  calendar_id: Type.Optional({ ...NullableId, description: 'The calendar whose holidays count.' }),
  layers: Type.Array(LayerInput, { maxItems: 6 }),
}
export const LayerShown = Type.Object({ id: Id, ...layer })
export const Named = Type.Object({ id: Id, name: Type.String() })
export const PersonShown = Type.Object({
  id: Id,
  name: Type.String(),
  is_there: Type.Boolean({ description: 'Active, and a member of the team.' }),
})

export const ShiftShown = Type.Object({
  layer_id: Id,
  person: Named,
  from: Time,
  to: Time,
  because: OneOf(['rotation', 'cover']),
  cover_id: NullableId,
})
export type ShiftShown = Static<typeof ShiftShown>

export const Outlook = Type.Object({
  shifts: Type.Array(ShiftShown),
  gaps: Type.Array(
    Type.Object({
      layer_id: { ...NullableId, description: 'Null where nobody at all is on call.' },
      from: Time,
      to: Time,
    }),
  ),
  doubles: Type.Array(Type.Object({ person: Named, from: Time, to: Time }), {
    description: 'One person in two layers at once.',
  }),
  holidays: Type.Array(Type.Object({ name: Type.String(), from: Time, to: Time })),
})
export type Outlook = Static<typeof Outlook>

const rows_max = 2_000

export const iso = (moment_ms: number) => new Date(moment_ms).toISOString()

/** The shifts of the time with names, where somebody is missing, and who stands in two layers at once. */
export function outlookOf(
  rota: Rota & { is_always: boolean },
  people: readonly RotaPerson[],
  within: Interval,
): Outlook {
  const known = new Map(people.map((person) => [person.id, person]))
  const isThere = (id: string) => known.get(id)?.is_there ?? false
  const twice = doubles(rota, within)
  return {
    shifts: shifts(rota, within)
      .slice(0, rows_max)
      .map((shift) => showShift(shift, nameOf(known, shift.person_id))),
    holidays: (rota.holidays ?? [])
      .filter((holiday) => touches(holiday, within))
      .map(({ name, from_ms, to_ms }) => ({ name, from: iso(from_ms), to: iso(to_ms) })),
    gaps: gaps(rota, within, { isAlways: rota.is_always, isThere }).slice(0, rows_max).map(showGap),
    doubles: twice.slice(0, rows_max).map((each) => ({
      person: { id: each.person_id, name: nameOf(known, each.person_id) },
      from: iso(each.from_ms),
      to: iso(each.to_ms),
    })),
  }
}

export function showShift(shift: Shift, name: string): ShiftShown {
  return {
    layer_id: shift.layer_id,
    person: { id: shift.person_id, name },
    from: iso(shift.from_ms),
    to: iso(shift.to_ms),
    because: shift.because.kind,
    cover_id: shift.because.kind === 'cover' ? shift.because.id : null,
  }
}

function showGap(gap: Gap) {
  return { layer_id: gap.layer_id, from: iso(gap.from_ms), to: iso(gap.to_ms) }
}

function nameOf(people: ReadonlyMap<string, RotaPerson>, id: string): string {
  return people.get(id)?.name ?? '?'
}
