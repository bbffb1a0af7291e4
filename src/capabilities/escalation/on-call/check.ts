/** What is wrong with a rota that somebody wrote, as sentences that say what to change. */
import type { FieldError } from '../../../platform/http/problem.ts'
import { type Layer, minuteOfWeek, type Rotation, type WeekSpan } from './rota.ts'
import { isTimeZone, momentOf } from './wall-clock.ts'

const week_minutes = 7 * 1440
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The contradictions in the layers; none means that every moment has at most one person a layer. Pure. */
export function checkLayers(layers: readonly Layer[]): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [index, layer] of layers.entries()) {
    const pointer = `#/layers/${index}`
    const say = (field: string, detail: string) => errors.push({ pointer: `${pointer}/${field}`, detail })
    const name = layer.name.trim().toLowerCase()
    if (names.has(name))
      say('name', `Two layers are called “${layer.name.trim()}”. Give each a name of its own.`)
    names.add(name)
    if (!isTimeZone(layer.time_zone)) {
      say('time_zone', `“${layer.time_zone}” is no time zone. Write it like America/New_York.`)
      continue
    }
    if (layer.rotations.length === 0)
      say('rotations', `Nobody takes turns in “${layer.name}”. Add people, or remove the layer.`)
    for (const [place, rotation] of layer.rotations.entries()) {
      const flaw = flawOf(rotation, layer.time_zone)
      if (flaw) say(`rotations/${place}/${flaw.field}`, flaw.detail)
    }
    if (errors.length === 0) errors.push(...overlaps(layer, pointer))
    errors.push(...checkHours(layer.hours, pointer))
  }
  return errors
}

function flawOf(rotation: Rotation, zone: string): { field: string; detail: string } | undefined {
  const { people, from, to, handover_weekday, handover_time, length_days } = rotation
  if (people.length === 0) return { field: 'people', detail: 'Add at least one person who takes turns.' }
  for (const [field, date] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (date !== null && !isDate(date)) return { field, detail: `There is no date ${date}. Choose another.` }
  if (handover_weekday !== null && length_days % 7 !== 0)
    return {
      field: 'handover_weekday',
      detail: `A turn of ${length_days} ${length_days === 1 ? 'day' : 'days'} cannot always end on a ${weekdays[handover_weekday - 1]}. Make it whole weeks, or leave the weekday out.`,
    }
  const at = (date: string) => momentOf({ date, time: handover_time }, zone)
  if (to !== null && at(to) <= at(from))
    return {
      field: 'to',
      detail: `It would end on ${to}, before it begins on ${from}. Choose a later end, or none.`,
    }
  return undefined
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/** Two rotations of a layer never run at the same time. */
function overlaps(layer: Layer, pointer: string): FieldError[] {
  const at = (rotation: Rotation, date: string) =>
    momentOf({ date, time: rotation.handover_time }, layer.time_zone)
  const inOrder = layer.rotations
    .map((rotation, place) => ({ rotation, place, from_ms: at(rotation, rotation.from) }))
    .sort((one, other) => one.from_ms - other.from_ms)
  return inOrder.flatMap(({ rotation, place, from_ms }, index) => {
    const before = inOrder[index - 1]?.rotation
    if (!before) return []
    if (before.to !== null && at(before, before.to) <= from_ms) return []
    const ends = before.to === null ? 'has no end' : `ends on ${before.to} at ${before.handover_time}`
    const detail = `This rotation begins on ${rotation.from} at ${rotation.handover_time}, but the one from ${before.from} ${ends}. End the earlier one by then, or begin this one later.`
    return [{ pointer: `${pointer}/rotations/${place}/from`, detail }]
  })
}

function checkHours(hours: readonly WeekSpan[], pointer: string): FieldError[] {
  const taken: { from: number; to: number; place: number }[] = []
  const errors: FieldError[] = []
  for (const [place, span] of hours.entries()) {
    const from = minuteOfWeek(span.from_weekday, span.from_time)
    const end = minuteOfWeek(span.to_weekday, span.to_time)
    const say = (detail: string) => errors.push({ pointer: `${pointer}/hours/${place}`, detail })
    if (from === end) {
      say(
        `${worded(span)} begins and ends at the same time. Change one of them; for the whole week leave the hours out.`,
      )
      continue
    }
    const to = end < from ? end + week_minutes : end
    const other = taken.find((one) =>
      [-week_minutes, 0, week_minutes].some((shift) => one.from < to + shift && from + shift < one.to),
    )
    // The other one is on the list of hours, since its place was taken from there.
    const twin = other && hours[other.place]
    if (twin) say(`${worded(span)} overlaps ${worded(twin)}. Shorten one of them, or make one of the two.`)
    taken.push({ from, to, place })
  }
  return errors
}

function worded({ from_weekday, from_time, to_weekday, to_time }: WeekSpan): string {
  return `${weekdays[from_weekday - 1]} ${from_time} to ${weekdays[to_weekday - 1]} ${to_time}`
}
