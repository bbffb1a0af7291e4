import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkLayers } from './check.ts'
import { type Cover, doubles, gaps, type Layer, onCall, type Rota, type Rotation, shifts } from './rota.ts'

const minute_ms = 60_000
const day_ms = 86_400_000
const ms = (time: string) => Date.parse(time)
const iso = (time_ms: number) => new Date(time_ms).toISOString().slice(0, 16)

const rotation = (more: Partial<Rotation> = {}): Rotation => ({
  people: ['Ana', 'Ben', 'Cem'],
  from: '2026-03-02',
  to: null,
  handover_weekday: 1,
  handover_time: '08:00',
  length_days: 7,
  ...more,
})
const layer = (more: Partial<Layer> = {}): Layer => ({
  id: 'primary',
  name: 'Primary',
  time_zone: 'America/New_York',
  rotations: [rotation()],
  hours: [],
  ...more,
})
const told = (rota: Rota, from: string, to: string) =>
  shifts(rota, { from_ms: ms(from), to_ms: ms(to) }).map(
    (shift) => `${shift.person_id} ${iso(shift.from_ms)} ${iso(shift.to_ms)} ${shift.because.kind}`,
  )

test('People take turns in order and hand over on the weekday at the hour of the wall, also when the clocks change.', () => {
  assert.deepEqual(told({ layers: [layer()], covers: [] }, '2026-03-02T14:00Z', '2026-03-24T00:00Z'), [
    'Ana 2026-03-02T13:00 2026-03-09T12:00 rotation',
    'Ben 2026-03-09T12:00 2026-03-16T12:00 rotation',
    'Cem 2026-03-16T12:00 2026-03-23T12:00 rotation',
    'Ana 2026-03-23T12:00 2026-03-30T12:00 rotation',
  ])
})

test('Who begins in the middle of the week has a short first turn, and an end cuts the last one.', () => {
  const rotations = [rotation({ from: '2026-04-01', to: '2026-04-08' })]
  assert.deepEqual(
    told({ layers: [layer({ rotations })], covers: [] }, '2026-03-01T00:00Z', '2026-05-01T00:00Z'),
    ['Ana 2026-04-01T12:00 2026-04-06T12:00 rotation', 'Ben 2026-04-06T12:00 2026-04-08T12:00 rotation'],
  )
})

test('A layer of nights and weekends is covered in its hours, and a cover takes its time out of a turn.', () => {
  const hours = [1, 2, 3, 4].map((day) => ({
    from_weekday: day,
    from_time: '18:00',
    to_weekday: day + 1,
    to_time: '08:00',
  }))
  hours.push({ from_weekday: 5, from_time: '18:00', to_weekday: 1, to_time: '08:00' })
  const cover: Cover = {
    id: 'c',
    layer_id: 'primary',
    person_id: 'Dee',
    from_ms: ms('2026-04-07T22:00Z'),
    to_ms: ms('2026-04-08T02:00Z'),
  }
  const rota = { layers: [layer({ hours })], covers: [cover] }
  assert.deepEqual(told(rota, '2026-04-06T13:00Z', '2026-04-08T14:00Z'), [
    'Cem 2026-04-06T22:00 2026-04-07T12:00 rotation',
    'Dee 2026-04-07T22:00 2026-04-08T02:00 cover',
    'Cem 2026-04-08T02:00 2026-04-08T12:00 rotation',
  ])
  assert.deepEqual(onCall(rota, ms('2026-04-07T15:00Z')), [])
  assert.equal(onCall(rota, ms('2026-04-08T01:59Z'))[0]?.person_id, 'Dee')
  // Friday evening to Monday morning is one shift, over two midnights.
  assert.ok(
    told(rota, '2026-04-11T00:00Z', '2026-04-12T00:00Z').includes(
      'Cem 2026-04-10T22:00 2026-04-13T12:00 rotation',
    ),
  )
})

test('A gap is shown where a rotation has ended, where somebody has left, and where nobody is meant to be.', () => {
  const rota = { layers: [layer({ rotations: [rotation({ to: '2026-03-16' })] })], covers: [] }
  const within = { from_ms: ms('2026-03-10T00:00Z'), to_ms: ms('2026-03-20T00:00Z') }
  const found = (isAlways: boolean, isThere = (_person: string) => true) =>
    gaps(rota, within, { isAlways, isThere }).map(
      (gap) => `${gap.layer_id} ${iso(gap.from_ms)} ${iso(gap.to_ms)}`,
    )
  assert.deepEqual(found(false), ['primary 2026-03-16T12:00 2026-03-20T00:00'])
  assert.deepEqual(found(true), ['null 2026-03-16T12:00 2026-03-20T00:00'])
  assert.deepEqual(
    found(false, (person) => person !== 'Ben'),
    ['primary 2026-03-10T00:00 2026-03-20T00:00'],
  )
  const office = {
    layers: [layer({ hours: [{ from_weekday: 2, from_time: '08:00', to_weekday: 2, to_time: '18:00' }] })],
    covers: [],
  }
  assert.deepEqual(gaps(office, within, { isAlways: false, isThere: () => true }), [])
  assert.equal(gaps(office, within, { isAlways: true, isThere: () => true }).length, 3)
})

test('Who is on call in two layers at once is found.', () => {
  const second = layer({ id: 'second', name: 'Second', rotations: [rotation({ people: ['Ben', 'Ana'] })] })
  const both = doubles(
    { layers: [layer(), second], covers: [] },
    { from_ms: ms('2026-03-02T14:00Z'), to_ms: ms('2026-04-13T00:00Z') },
  )
  // Three people against two: in six weeks they meet as Ana and as Ben once each.
  assert.deepEqual(
    both.map((each) => `${each.person_id} ${iso(each.from_ms)}`),
    ['Ana 2026-03-23T12:00', 'Ben 2026-03-30T12:00'],
  )
})

test('What contradicts itself is refused with a sentence that says what to change.', () => {
  const sentences = (more: Partial<Layer>, ...others: Layer[]) =>
    checkLayers([layer(more), ...others]).map(({ pointer, detail }) => `${pointer} ${detail}`)
  assert.deepEqual(sentences({}), [])
  assert.deepEqual(sentences({}, layer({ id: 'x', name: 'primary ' })), [
    '#/layers/1/name Two layers are called “primary”. Give each a name of its own.',
  ])
  assert.match(sentences({ time_zone: 'Mars/Base' })[0] ?? '', /time_zone “Mars\/Base” is no time zone/)
  assert.match(sentences({ time_zone: '+02:00' })[0] ?? '', /is no time zone/)
  assert.match(sentences({ rotations: [] })[0] ?? '', /rotations Nobody takes turns/)
  const one = (more: Partial<Rotation>) => sentences({ rotations: [rotation(more)] })[0] ?? ''
  assert.match(one({ people: [] }), /people Add at least one person/)
  assert.match(one({ from: '2026-02-30' }), /from There is no date 2026-02-30/)
  assert.match(one({ to: '2026-03-02' }), /to It would end on 2026-03-02, before it begins/)
  assert.match(one({ length_days: 3 }), /A turn of 3 days cannot always end on a Monday/)
  assert.equal(one({ length_days: 3, handover_weekday: null }), '')
  const two = (first: Partial<Rotation>, second: Partial<Rotation>) =>
    sentences({ rotations: [rotation(first), rotation(second)] })[0] ?? ''
  assert.match(
    two({}, { from: '2026-05-04' }),
    /rotations\/1\/from .* but the one from 2026-03-02 has no end/,
  )
  assert.match(
    two({ to: '2026-05-04' }, { from: '2026-05-04', handover_time: '07:00' }),
    /the one from 2026-03-02 ends on 2026-05-04 at 08:00\. End the earlier one by then/,
  )
  assert.equal(two({ to: '2026-05-04' }, { from: '2026-05-04' }), '')
  const span = (from_weekday: number, from_time: string, to_weekday: number, to_time: string) => ({
    from_weekday,
    from_time,
    to_weekday,
    to_time,
  })
  assert.match(
    sentences({ hours: [span(1, '08:00', 1, '08:00')] })[0] ?? '',
    /begins and ends at the same time/,
  )
  assert.match(
    sentences({ hours: [span(5, '18:00', 1, '08:00'), span(1, '07:00', 1, '12:00')] })[0] ?? '',
    /hours\/1 Monday 07:00 to Monday 12:00 overlaps Friday 18:00 to Monday 08:00/,
  )
  assert.deepEqual(sentences({ hours: [span(5, '18:00', 1, '08:00'), span(1, '08:00', 1, '12:00')] }), [])
})

// ---------------------------------------------------------------- against counting every minute

/** Two weeks in which the clocks of a zone do something odd; Apia skipped a day, Lord Howe moves by half an hour. */
const oddWeeks = [
  ['America/New_York', '2026-03-01'],
  ['America/New_York', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-03-29'],
  ['Australia/Lord_Howe', '2026-09-27'],
  ['Pacific/Apia', '2011-12-24'],
  ['Asia/Kolkata', '2026-01-04'],
] as const
const odd_days = 14

/** For each minute the latest time that a wall clock of the zone has shown so far, without Temporal. */
const walls = new Map<string, string[]>()
function wallOf(zone: string, start: string): string[] {
  const known = walls.get(`${zone} ${start}`)
  if (known) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  let latest = ''
  const wall = Array.from({ length: odd_days * 1440 }, (_, minute) => {
    const shown = format.format(ms(`${start}T00:00Z`) + minute * minute_ms).replace(' ', 'T')
    if (shown > latest) latest = shown
    return latest
  })
  walls.set(`${zone} ${start}`, wall)
  return wall
}

const datePlus = (date: string, days: number) =>
  new Date(ms(`${date}T00:00Z`) + days * day_ms).toISOString().slice(0, 10)
const weekdayOf = (date: string) => ((new Date(ms(`${date}T00:00Z`)).getUTCDay() + 6) % 7) + 1

/** Who is on call in each minute, found by walking from minute to minute. */
function walk(rota: Rota, one: Layer, start: string): string[] {
  const wall = wallOf(one.time_zone, start)
  const firstMonday = datePlus(start, 1 - weekdayOf(start) - 14)
  const open = one.hours.flatMap((span) =>
    Array.from({ length: 6 }, (_, week) => {
      const at = (weekday: number, time: string) => `${datePlus(firstMonday, week * 7 + weekday - 1)}T${time}`
      const from = at(span.from_weekday, span.from_time)
      const to = at(span.to_weekday, span.to_time)
      return to > from ? [from, to] : [from, at(span.to_weekday + 7, span.to_time)]
    }),
  )
  return wall.map((now, minute) => {
    const now_ms = ms(`${start}T00:00Z`) + minute * minute_ms
    const cover = rota.covers.find(
      (each) => each.layer_id === one.id && each.from_ms <= now_ms && now_ms < each.to_ms,
    )
    if (cover) return cover.person_id
    if (one.hours.length > 0 && !open.some(([from = '', to = '']) => from <= now && now < to)) return ''
    for (const { from, to, handover_time, handover_weekday, length_days, people } of one.rotations) {
      if (now < `${from}T${handover_time}` || (to !== null && now >= `${to}T${handover_time}`)) continue
      const back = handover_weekday === null ? 0 : (weekdayOf(from) - handover_weekday + 7) % 7
      let turn = 0
      while (`${datePlus(from, (turn + 1) * length_days - back)}T${handover_time}` <= now) turn++
      return people[turn % people.length] ?? ''
    }
    return ''
  })
}

const time = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 7, 8, 18, 23), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const weekday = fc.integer({ min: 1, max: 7 })
const drawn = fc.constantFrom(...oddWeeks).chain(([zone, start]) =>
  fc.record({
    start: fc.constant(start),
    layers: fc.array(
      fc.record({
        id: fc.uuid(),
        name: fc.uuid(),
        time_zone: fc.constant(zone),
        rotations: fc.array(
          fc
            .record({
              people: fc.array(fc.constantFrom('Ana', 'Ben', 'Cem', 'Dee'), { minLength: 1, maxLength: 4 }),
              begin: fc.integer({ min: -30, max: 12 }),
              lasts: fc.option(fc.integer({ min: 1, max: 20 })),
              handover_weekday: fc.option(weekday),
              handover_time: time,
              length_days: fc.constantFrom(1, 2, 3, 7, 14),
            })
            .map(({ begin, lasts, ...rest }) => ({
              ...rest,
              from: datePlus(start, begin),
              to: lasts === null ? null : datePlus(start, begin + lasts),
            })),
          { minLength: 1, maxLength: 2 },
        ),
        hours: fc.array(
          fc.record({ from_weekday: weekday, from_time: time, to_weekday: weekday, to_time: time }),
          { maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    covers: fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 1, max: 3_000 })), { maxLength: 1 }),
  }),
)

test('In weeks with odd clocks the shifts name for every minute whom counting the minutes names.', () => {
  let compared = 0
  const property = fc.property(drawn, ({ start, layers, covers }) => {
    fc.pre(checkLayers(layers).length === 0)
    const start_ms = ms(`${start}T00:00Z`)
    const rota: Rota = {
      layers,
      covers: covers.map(([from, lasts], index) => ({
        id: String(index),
        layer_id: layers[0]?.id ?? '',
        person_id: 'Eve',
        from_ms: start_ms + from * minute_ms,
        to_ms: start_ms + (from + lasts) * minute_ms,
      })),
    }
    const found = shifts(rota, { from_ms: start_ms, to_ms: start_ms + odd_days * day_ms })
    for (const one of layers) {
      const counted = walk(rota, one, start)
      const painted = counted.map(() => '')
      for (const shift of found.filter((each) => each.layer_id === one.id))
        for (let at = shift.from_ms; at < shift.to_ms; at += minute_ms) {
          const minute = (at - start_ms) / minute_ms
          assert.ok(painted[minute] === '' || painted[minute] === undefined, 'two are on call at once')
          if (minute >= 0 && minute < painted.length) painted[minute] = shift.person_id
        }
      assert.deepEqual(painted, counted)
      for (let minute = 7; minute < counted.length; minute += 397) {
        const now = onCall(rota, start_ms + minute * minute_ms).find((each) => each.layer_id === one.id)
        assert.equal(now?.person_id ?? '', counted[minute])
        if (now)
          assert.ok(
            found.some((each) => JSON.stringify(each) === JSON.stringify(now)),
            'a shift looks the same from wherever one looks',
          )
      }
      compared++
    }
  })
  fc.assert(property, { numRuns: 120 })
  assert.ok(compared >= 120)
})
