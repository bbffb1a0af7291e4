import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { missingId } from '../../../../test/helpers/openapi.ts'
import type { Client } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { gaps, type Layer, onCall, type Rota, shifts } from './rota.ts'

const hour_ms = 3_600_000
const zone = 'America/Chicago'
let cast: Cast
let lead: Client
let calendar: string

before(async () => {
  cast = await startCast({ now: '2026-12-21T15:00:00Z' })
  lead = await cast.wardline.person('Lea Lead', ['network-administrator'], [cast.network])
  await cast.wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    lead.personId,
  ])
  const work = [['08:00', '17:00']]
  calendar = must(
    await cast.admin.post('/api/calendars', {
      name: 'Office',
      time_zone: zone,
      week: [work, work, work, work, work, [], []],
      holidays: [
        { date: '2026-12-25', name: 'Christmas' },
        { date: '2026-12-31', name: 'New Year’s Eve', from: '12:00', to: '24:00' },
      ],
      is_default: true,
      site_ids: [],
      team_ids: [],
    }),
  ).body.id
})
after(() => cast?.wardline.close())

const layer = (name: string, person: string, on_holidays?: Layer['on_holidays']) => ({
  name,
  time_zone: zone,
  hours: [],
  rotations: [
    {
      people: [person],
      from: '2026-12-01',
      to: null,
      handover_weekday: null,
      handover_time: '08:00',
      length_days: 7,
    },
  ],
  ...(on_holidays ? { on_holidays } : {}),
})
const at = (time: string) => Date.parse(`${time}-06:00`)

test('On a holiday the layer for holidays is covered and the other one is not, and nobody is missing in between.', () => {
  const rota: Rota = {
    layers: [
      { id: 'usual', ...layer('Usual', 'ben', 'never') },
      { id: 'feast', ...layer('Feast', 'cem', 'only') },
    ],
    covers: [],
    holidays: [{ name: 'Christmas', from_ms: at('2026-12-25T00:00:00'), to_ms: at('2026-12-26T00:00:00') }],
  }
  const who = (time: string) => onCall(rota, at(time)).map(({ person_id }) => person_id)
  assert.deepEqual(who('2026-12-24T23:59:59'), ['ben'])
  assert.deepEqual(who('2026-12-25T00:00:00'), ['cem'])
  assert.deepEqual(who('2026-12-25T23:59:59'), ['cem'])
  assert.deepEqual(who('2026-12-26T00:00:00'), ['ben'])
  const within = { from_ms: at('2026-12-20T00:00:00'), to_ms: at('2026-12-30T00:00:00') }
  assert.deepEqual(gaps(rota, within, { isAlways: true, isThere: () => true }), [])
  const without = { ...rota, layers: rota.layers.slice(0, 1) }
  assert.deepEqual(
    gaps(without, within, { isAlways: true, isThere: () => true }).map(
      ({ from_ms, to_ms }) => (to_ms - from_ms) / hour_ms,
    ),
    [24],
    'without the second layer the day is a gap',
  )
})

test('A cover holds on holidays too, and hours and holidays hold together.', () => {
  const feast = { from_ms: at('2026-12-25T00:00:00'), to_ms: at('2026-12-26T00:00:00') }
  const hours = [{ from_weekday: 5, from_time: '09:00', to_weekday: 5, to_time: '12:00' }]
  const rota: Rota = {
    layers: [{ id: 'feast', ...layer('Feast', 'cem', 'only'), hours }],
    covers: [
      {
        id: 'c',
        layer_id: 'feast',
        person_id: 'ben',
        from_ms: at('2026-12-25T11:00:00'),
        to_ms: at('2026-12-27T00:00:00'),
      },
    ],
    holidays: [{ name: 'Christmas', ...feast }],
  }
  const found = shifts(rota, { from_ms: at('2026-12-14T00:00:00'), to_ms: at('2026-12-31T00:00:00') })
  assert.deepEqual(
    found.map(({ person_id, from_ms, to_ms }) => [
      person_id,
      new Date(from_ms).toISOString(),
      new Date(to_ms).toISOString(),
    ]),
    [
      ['cem', '2026-12-25T15:00:00.000Z', '2026-12-25T17:00:00.000Z'],
      ['ben', '2026-12-25T17:00:00.000Z', '2026-12-27T06:00:00.000Z'],
    ],
  )
})

const save = (more: Record<string, unknown>, version: number) =>
  lead.send('PUT', `/api/teams/${cast.network}/rota`, {
    version,
    is_always: true,
    acknowledge_minutes: 10,
    layers: [layer('Usual', cast.specialist.personId, 'never'), layer('Feast', lead.personId, 'only')],
    ...more,
  })

test('A rota names a calendar; its holidays are shown, move the turns, and follow when the calendar changes.', async () => {
  const refused = await save({}, 0)
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['#/layers/0/on_holidays', '#/layers/1/on_holidays'],
  )
  const unknown = await save({ calendar_id: missingId }, 0)
  assert.deepEqual([unknown.status, unknown.body.errors[0].pointer], [422, '#/calendar_id'])
  must(await save({ calendar_id: calendar }, 0))
  const rota = must(await lead.get(`/api/teams/${cast.network}/rota`)).body
  assert.deepEqual([rota.calendar_id, rota.calendars], [calendar, [{ id: calendar, name: 'Office' }]])
  assert.deepEqual(
    rota.layers.map((each: { on_holidays: string }) => each.on_holidays),
    ['never', 'only'],
  )
  const look = async () =>
    must(
      await lead.get(
        `/api/teams/${cast.network}/rota/shifts?from=2026-12-22T06:00:00Z&to=2027-01-02T06:00:00Z`,
      ),
    ).body
  const { holidays, shifts: turns, gaps: missing } = await look()
  assert.deepEqual(
    holidays.map(({ name, from, to }: { name: string; from: string; to: string }) => [name, from, to]),
    [
      ['Christmas', '2026-12-25T06:00:00.000Z', '2026-12-26T06:00:00.000Z'],
      ['New Year’s Eve', '2026-12-31T18:00:00.000Z', '2027-01-01T06:00:00.000Z'],
    ],
  )
  const feast = turns.filter(({ layer_id }: { layer_id: string }) => layer_id === rota.layers[1].id)
  assert.deepEqual(
    feast.map(({ person, from }: { person: { name: string }; from: string }) => [person.name, from]),
    [
      ['Lea Lead', '2026-12-25T06:00:00.000Z'],
      ['Lea Lead', '2026-12-31T18:00:00.000Z'],
    ],
  )
  assert.deepEqual(missing, [])
  const { rules, ...rest } = must(await cast.admin.get('/api/calendars')).body.rows[0]
  const { name, is_default, site_ids, team_ids } = rest
  must(
    await cast.admin.send('PUT', `/api/calendars/${calendar}`, {
      name,
      is_default,
      site_ids,
      team_ids,
      ...rules,
      holidays: rules.holidays.slice(0, 1),
    }),
  )
  assert.equal((await look()).holidays.length, 1)
})

test('Who may not change the rota is not shown the calendars, and a calendar of another organization is none.', async () => {
  const { calendars } = must(await cast.agent.get(`/api/teams/${cast.network}/rota`)).body
  assert.deepEqual(calendars, [])
  const outsider = await cast.wardline.signIn('admin@other.example', 'other')
  const theirs = must(
    await outsider.post('/api/calendars', {
      name: 'Theirs',
      time_zone: zone,
      week: [[['08:00', '17:00']], [], [], [], [], [], []],
      holidays: [],
      is_default: false,
      site_ids: [],
      team_ids: [],
    }),
  ).body.id
  assert.equal((await save({ calendar_id: theirs }, 1)).status, 422)
})
