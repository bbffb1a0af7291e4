/** The rota while it is being changed: plain values of fields, and small steps that each answer a new one. */
import type { RotaShown } from '../data.ts'

export type Layer = Omit<RotaShown['layers'][number], 'id'> & { id?: string; key: string }
export type Rotation = Layer['rotations'][number]
export type Span = Layer['hours'][number]
export type Draft = {
  is_always: boolean
  acknowledge_minutes: number
  calendar_id: string | null
  layers: Layer[]
}

export function draftOf(rota: RotaShown): Draft {
  const { is_always, acknowledge_minutes, calendar_id, layers } = rota
  return {
    is_always,
    acknowledge_minutes,
    calendar_id,
    layers: layers.map((layer) => ({ ...layer, key: layer.id })),
  }
}

/** What the API is sent. */
export function bodyOf(draft: Draft) {
  return { ...draft, layers: draft.layers.map(({ key: _key, ...layer }) => layer) }
}

export function newLayer(name: string, time_zone: string, today: string): Layer {
  return { key: crypto.randomUUID(), name, time_zone, hours: [], rotations: [newRotation(today)] }
}

export function newRotation(from: string): Rotation {
  return { people: [], from, to: null, handover_weekday: 1, handover_time: '08:00', length_days: 7 }
}

/** The list with one entry changed. */
export function changed<T>(list: readonly T[], place: number, change: Partial<T>): T[] {
  return list.map((each, index) => (index === place ? { ...each, ...change } : each))
}

/** The list without one entry. */
export function without<T>(list: readonly T[], place: number): T[] {
  return list.filter((_, index) => index !== place)
}

/** The list with one entry a step nearer to its beginning. */
export function earlier<T>(list: readonly T[], place: number): T[] {
  const [before, here] = [list[place - 1], list[place]]
  if (before === undefined || here === undefined) return [...list]
  return list.map((each, index) => (index === place - 1 ? here : index === place ? before : each))
}
