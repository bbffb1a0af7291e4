/**
 * Who is on call, computed. A rota has layers; in each layer people take turns, at the hours that the layer covers,
 * and a cover puts one person in the place of whoever would be on call. Pure: nothing is read, nothing is stored.
 */
import { dateAt, momentOf } from './wall-clock.ts'

/** A part of every week on the wall's clock: weekdays are 1 (Monday) to 7, times `HH:MM`. It may run over Sunday. */
export type WeekSpan = { from_weekday: number; from_time: string; to_weekday: number; to_time: string }

/**
 * People in order, each on call for `length_days`. It begins on `from` and ends on `to`, if at all, both at the
 * hour of the hand-over. With `handover_weekday` turns change on that day, so that the first may be a short one.
 */
export type Rotation = {
  people: string[]
  from: string
  to: string | null
  handover_weekday: number | null
  handover_time: string
  length_days: number
}

/** Whether a layer is covered on holidays as on every day, on holidays only, or not on them. */
export const onHolidays = ['always', 'only', 'never'] as const

/** `hours` are the parts of the week that the layer covers; none means all of it. */
export type Layer = {
  id: string
  name: string
  time_zone: string
  rotations: Rotation[]
  hours: WeekSpan[]
  on_holidays?: (typeof onHolidays)[number]
}

/** This person and nobody else is on call in the layer between the two moments, at whatever hour. */
export type Cover = { id: string; layer_id: string; person_id: string; from_ms: number; to_ms: number }

export type Rota = { layers: readonly Layer[]; covers: readonly Cover[]; holidays?: readonly Holiday[] }

export type Because = { kind: 'rotation'; rotation: number; turn: number } | { kind: 'cover'; id: string }
/** From one moment up to, not including, the other; milliseconds since 1970. */
export type Interval = { from_ms: number; to_ms: number }
/** A day, or a part of one, on which most people do not work. */
export type Holiday = Interval & { name: string }
export type Shift = Interval & { layer_id: string; person_id: string; because: Because }

const day_ms = 86_400_000

/** Who is on call at the moment: at most one shift a layer, in the order of the layers. */
export function onCall(rota: Rota, at_ms: number): Shift[] {
  return rota.layers.flatMap((layer) => layerShifts(rota, layer, { from_ms: at_ms, to_ms: at_ms + 1 }))
}

/** Every shift that touches the time, whole, by layer and then by beginning. */
export function shifts(rota: Rota, within: Interval): Shift[] {
  return rota.layers.flatMap((layer) => layerShifts(rota, layer, within))
}

function layerShifts(rota: Rota, layer: Layer, within: Interval): Shift[] {
  const covers = rota.covers.filter((cover) => cover.layer_id === layer.id)
  const turns = layer.rotations.flatMap((rotation, number) => turnsOf(layer, rotation, number, within))
  const from_ms = Math.min(within.from_ms, ...turns.map((turn) => turn.from_ms))
  const to_ms = Math.max(within.to_ms, ...turns.map((turn) => turn.to_ms))
  const open = hoursOf(layer, { from_ms, to_ms }, rota.holidays)
  const pieces = turns.flatMap((turn) =>
    subtract(intersect([turn], open), covers).map((piece) => ({ ...turn, ...piece })),
  )
  const covered = covers.map(
    ({ id, person_id, from_ms, to_ms }): Shift => ({
      layer_id: layer.id,
      person_id,
      from_ms,
      to_ms,
      because: { kind: 'cover', id },
    }),
  )
  return [...pieces, ...covered]
    .filter((shift) => touches(shift, within))
    .sort((one, other) => one.from_ms - other.from_ms)
}

/** The turns of a rotation that touch the time, without regard to the hours of the layer. */
function turnsOf(layer: Layer, rotation: Rotation, number: number, within: Interval): Shift[] {
  const { people, handover_time, handover_weekday, length_days } = rotation
  const at = (date: string) => momentOf({ date, time: handover_time }, layer.time_zone)
  const begin_ms = at(rotation.from)
  const end_ms = rotation.to === null ? Number.POSITIVE_INFINITY : at(rotation.to)
  const from = Temporal.PlainDate.from(rotation.from)
  const first =
    handover_weekday === null ? from : from.subtract({ days: (from.dayOfWeek - handover_weekday + 7) % 7 })
  const turnAt = (moment_ms: number) =>
    Math.floor(first.until(dateAt(moment_ms, layer.time_zone)).days / length_days)
  // A zone may skip a whole day, so a turn more is looked at on either side.
  const last = turnAt(Math.min(within.to_ms, end_ms)) + 1
  const turns: Shift[] = []
  for (let turn = Math.max(0, turnAt(Math.max(within.from_ms, begin_ms)) - 1); turn <= last; turn++) {
    const starts = first.add({ days: turn * length_days })
    const shift = {
      from_ms: Math.max(begin_ms, at(starts.toString())),
      to_ms: Math.min(end_ms, at(starts.add({ days: length_days }).toString())),
    }
    const person_id = people[turn % people.length]
    if (person_id !== undefined && shift.from_ms < shift.to_ms && touches(shift, within))
      turns.push({
        ...shift,
        layer_id: layer.id,
        person_id,
        because: { kind: 'rotation', rotation: number, turn },
      })
  }
  return turns
}

/** When the layer is to be covered, in order and without overlaps, for all of the time and a little more. */
function hoursOf(layer: Layer, within: Interval, holidays: readonly Holiday[] = []): Interval[] {
  const open = weekHours(layer, within)
  if (layer.on_holidays === 'only') return intersect(open, union(holidays))
  return layer.on_holidays === 'never' ? subtract(open, holidays) : open
}

function weekHours(layer: Layer, within: Interval): Interval[] {
  if (layer.hours.length === 0) return [within]
  const last = dateAt(within.to_ms, layer.time_zone).add({ days: 7 })
  const monday = mondayOf(dateAt(within.from_ms, layer.time_zone)).subtract({ days: 7 })
  const found: Interval[] = []
  for (let week = monday; Temporal.PlainDate.compare(week, last) <= 0; week = week.add({ days: 7 }))
    for (const span of layer.hours) {
      const day = (weekday: number) => week.add({ days: weekday - 1 }).toString()
      const runsOver =
        minuteOfWeek(span.to_weekday, span.to_time) <= minuteOfWeek(span.from_weekday, span.from_time)
      found.push({
        from_ms: momentOf({ date: day(span.from_weekday), time: span.from_time }, layer.time_zone),
        to_ms: momentOf(
          { date: day(span.to_weekday + (runsOver ? 7 : 0)), time: span.to_time },
          layer.time_zone,
        ),
      })
    }
  return union(found)
}

/** Minutes since Monday, 00:00. */
export function minuteOfWeek(weekday: number, time: string): number {
  return (weekday - 1) * 1440 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 })
}

/** Where somebody is missing. Without `layer_id` nobody at all is on call, in any layer. */
export type Gap = Interval & { layer_id: string | null }

/**
 * The gaps in the time. Each layer has to be covered in its hours, and with `isAlways` somebody has to be on call
 * at every moment. People for whom `isThere` says no (who left, say) cover nothing.
 */
export function gaps(
  rota: Rota,
  within: Interval,
  options: { isAlways: boolean; isThere: (personId: string) => boolean },
): Gap[] {
  const staffed = shifts(rota, within).filter((shift) => options.isThere(shift.person_id))
  const nobody = options.isAlways ? subtract([within], staffed) : []
  const missing = rota.layers.flatMap((layer) => {
    const wanted = intersect(hoursOf(layer, within, rota.holidays), [within])
    const present = staffed.filter((shift) => shift.layer_id === layer.id)
    return subtract(wanted, [...present, ...nobody]).map((gap) => ({ ...gap, layer_id: layer.id }))
  })
  return [...nobody.map((gap) => ({ ...gap, layer_id: null })), ...missing].sort(
    (one, other) => one.from_ms - other.from_ms,
  )
}

/** One person in two layers at once, so that the second could not help the first. */
export type Double = Interval & { person_id: string; layer_ids: [string, string] }

export function doubles(rota: Rota, within: Interval): Double[] {
  const found: Double[] = []
  const all = shifts(rota, within).sort((one, other) => one.from_ms - other.from_ms)
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1)) {
      if (other.from_ms >= one.to_ms) break
      if (other.person_id !== one.person_id || other.layer_id === one.layer_id) continue
      const both = { from_ms: other.from_ms, to_ms: Math.min(one.to_ms, other.to_ms) }
      found.push({ ...both, person_id: one.person_id, layer_ids: [one.layer_id, other.layer_id] })
    }
  return found
}

/** True when the person is on call in the layer for all of the time. */
export function isHeld(rota: Rota, layerId: string, personId: string, within: Interval): boolean {
  const held = shifts(rota, within).filter((one) => one.layer_id === layerId && one.person_id === personId)
  return subtract([within], held).length === 0
}

// ---------------------------------------------------------------- intervals

export function touches(one: Interval, other: Interval): boolean {
  return one.from_ms < other.to_ms && other.from_ms < one.to_ms
}

/** The same time in order, with neighbors joined. */
export function union(all: readonly Interval[]): Interval[] {
  const joined: Interval[] = []
  for (const { from_ms, to_ms } of [...all].sort((one, other) => one.from_ms - other.from_ms)) {
    const last = joined.at(-1)
    if (from_ms >= to_ms) continue
    if (last && from_ms <= last.to_ms) last.to_ms = Math.max(last.to_ms, to_ms)
    else joined.push({ from_ms, to_ms })
  }
  return joined
}

function intersect(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return some.flatMap((one) =>
    others
      .filter((other) => touches(one, other))
      .map((other) => ({
        from_ms: Math.max(one.from_ms, other.from_ms),
        to_ms: Math.min(one.to_ms, other.to_ms),
      })),
  )
}

/** What is left of the intervals when others are taken away. */
export function subtract(some: readonly Interval[], taken: readonly Interval[]): Interval[] {
  let left = some.map(({ from_ms, to_ms }) => ({ from_ms, to_ms }))
  for (const away of union(taken))
    left = left.flatMap((one) =>
      touches(one, away)
        ? [
            { from_ms: one.from_ms, to_ms: away.from_ms },
            { from_ms: away.to_ms, to_ms: one.to_ms },
          ].filter((rest) => rest.from_ms < rest.to_ms)
        : [one],
    )
  return left
}

/** The most that is computed at once: a little over a year. */
export const within_ms_max = 400 * day_ms
