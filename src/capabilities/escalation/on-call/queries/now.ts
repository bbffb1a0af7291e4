/** Who is on call now, of each team that has a rota. */
import { type Static, Type } from 'typebox'
import { reader } from '../../../../core/registry.ts'
import { Id, Nullable, NullableTime, Time } from '../../../../platform/http/schema.ts'
import { readsRotas } from '../may.ts'
import { gaps, type Layer, shifts } from '../rota.ts'
import { iso, Named } from '../schema.ts'
import { loadRotas, peopleOfTeams, type RotaPerson, type StoredRota } from '../store.ts'

const ahead_ms = 28 * 86_400_000

const LayerNow = Type.Object({
  layer: Named,
  person: Nullable(
    Type.Object({ id: Id, name: Type.String(), phone: Nullable(Type.String()), is_there: Type.Boolean() }),
  ),
  until: { ...NullableTime, description: 'When the shift of this person ends.' },
  because: Nullable(Type.String()),
  next: Nullable(Type.Object({ person: Named, from: Time })),
})
const Row = Type.Object({
  team: Named,
  layers: Type.Array(LayerNow),
  gap: {
    ...NullableTime,
    description: 'When somebody is missing for the next time, in the next four weeks.',
  },
})

export const whoIsOnCall = reader({
  name: 'on_call.now',
  summary: 'Who is on call now and who comes next, of each team with a rota or of one.',
  path: '/api/on-call/now',
  query: Type.Object({ team_id: Type.Optional(Id) }, { additionalProperties: false }),
  output: Type.Object({ rows: Type.Array(Row) }),
  permits: readsRotas,
  run: async ({ tx, query, now }) => {
    const now_ms = Date.parse(now)
    const within = { from_ms: now_ms, to_ms: now_ms + ahead_ms }
    const rotas = await loadRotas(tx, within, query.team_id === undefined ? null : [query.team_id])
    const used = rotas.filter((rota) => rota.layers.length > 0)
    const people = await peopleOfTeams(tx, used)
    return { rows: used.map((rota) => rowOf(rota, people.get(rota.team.id) ?? new Map(), now_ms)) }
  },
})

type People = ReadonlyMap<string, RotaPerson & { phone: string | null }>

function rowOf(rota: StoredRota, people: People, now_ms: number): Static<typeof Row> {
  const within = { from_ms: now_ms, to_ms: now_ms + ahead_ms }
  const isThere = (id: string) => people.get(id)?.is_there ?? false
  const gap = gaps(rota, within, { isAlways: rota.is_always, isThere })[0]
  return {
    team: rota.team,
    layers: rota.layers.map((layer) => layerNow(rota, layer, people, now_ms)),
    gap: gap ? iso(gap.from_ms) : null,
  }
}

function layerNow(rota: StoredRota, layer: Layer, people: People, now_ms: number): Static<typeof LayerNow> {
  const only = { ...rota, layers: [layer] }
  const all = shifts(only, { from_ms: now_ms, to_ms: now_ms + ahead_ms })
  const present = all.find((shift) => shift.from_ms <= now_ms && now_ms < shift.to_ms)
  const next = all.find((shift) => shift.from_ms > now_ms && shift.person_id !== present?.person_id)
  const nameOf = (id: string) => ({ id, name: people.get(id)?.name ?? '?' })
  const person = present && people.get(present.person_id)
  return {
    layer: { id: layer.id, name: layer.name },
    person: person
      ? { id: person.id, name: person.name, phone: person.phone, is_there: person.is_there }
      : null,
    until: present ? iso(present.to_ms) : null,
    because: present?.because.kind ?? null,
    next: next ? { person: nameOf(next.person_id), from: iso(next.from_ms) } : null,
  }
}
