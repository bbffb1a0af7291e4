import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addWorkingTime,
  type CalendarRules,
  compile,
  minuteOf,
  type Span,
  workingMinutesBetween,
  workingTimeBetween,
} from './calendar.ts'

const minute_ms = 60_000
const day_ms = 86_400_000
const noSpans: Span[] = []
const always: CalendarRules = {
  time_zone: 'UTC',
  week: Array.from({ length: 7 }, (): Span[] => [['00:00', '24:00']]),
  holidays: [],
}
const office = (time_zone: string, holidays: CalendarRules['holidays'] = []): CalendarRules => ({
  time_zone,
  week: [
    ...Array.from({ length: 5 }, (): Span[] => [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ]),
    noSpans,
    noSpans,
  ],
  holidays,
})
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds

/** One minute after the other, asked of the clock on the wall: slow and beyond doubt. */
function isWorkingMinute(rules: CalendarRules, at_ms: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(at_ms).toZonedDateTimeISO(rules.time_zone)
  const minute = wall.hour * 60 + wall.minute
  const covers = (from: string, to: string) => minuteOf(from) <= minute && minute < minuteOf(to)
  const date = wall.toPlainDate().toString()
  if (rules.holidays.some((each) => each.date === date && covers(each.from ?? '00:00', each.to ?? '24:00')))
    return false
  return (rules.week[wall.dayOfWeek - 1] ?? []).some(([from, to]) => covers(from, to))
}

/** Moments around which the clocks are put forward or back, or a whole day is left out. */
const turns: [zone: string, at: string][] = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['America/Havana', '2026-03-08T05:00Z'],
  ['Europe/Dublin', '2026-10-25T01:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Asia/Kathmandu', '2026-12-31T18:15Z'],
  ['America/Chicago', '2028-02-29T06:00Z'],
]

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const daySpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 })
  .map((cuts) => {
    const sorted = cuts.sort((a, b) => a - b)
    return Array.from(
      { length: Math.floor(sorted.length / 2) },
      (_, index): Span => [clock(sorted[index * 2] as number), clock(sorted[index * 2 + 1] as number)],
    )
  })
const scene = fc.constantFrom(...turns).chain(([zone, moment]) => {
  const turn_ms = Date.parse(moment)
  const date = (offset: number) => new Date(turn_ms + offset * day_ms).toISOString().slice(0, 10)
  return fc.record({
    rules: fc.record({
      time_zone: fc.constant(zone),
      week: fc.array(daySpans, { minLength: 7, maxLength: 7 }),
      holidays: fc.array(
        fc
          .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 1439 }), fc.boolean())
          .map(([offset, from, isWhole]) => ({
            date: date(offset),
            name: 'Off',
            ...(isWhole ? {} : { from: clock(from), to: clock(Math.min(1440, from + 90)) }),
          })),
        { maxLength: 2 },
      ),
    }),
    from_ms: fc.integer({ min: -1500, max: 1500 }).map((minutes) => turn_ms + minutes * minute_ms),
    length: fc.integer({ min: 0, max: 2500 }),
  })
})

test('Working minutes are those that a patient person counts on the wall’s clock, wherever and whenever it is put.', () => {
  let counted = 0
  fc.assert(
    fc.property(scene, ({ rules, from_ms, length }) => {
      const calendar = compile(rules)
      let expected = 0
      for (let minute = 0; minute < length; minute++)
        if (isWorkingMinute(rules, from_ms + minute * minute_ms)) expected++
      counted += expected
      assert.equal(workingMinutesBetween(calendar, from_ms, from_ms + length * minute_ms), expected)
    }),
    { numRuns: 250, seed: 20260308, endOnFailure: true },
  )
  assert.ok(counted > 50_000, `${counted} minutes`)
})

test('Adding working time gives the first moment by which so much of it has passed.', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 1, max: 4000 }), ({ rules, from_ms }, minutes) => {
      const calendar = compile(rules)
      if (rules.week.every((spans) => spans.length === 0)) return
      const due_ms = addWorkingTime(calendar, from_ms, minutes)
      assert.equal(workingTimeBetween(calendar, from_ms, due_ms), minutes * minute_ms)
      assert.equal(workingTimeBetween(calendar, from_ms, due_ms - 1), minutes * minute_ms - 1)
    }),
    { numRuns: 1000, seed: 20261101, endOnFailure: true },
  )
})

test('Four hours that begin on Friday at 16:00 end on Monday at 11:00, and a day later when Monday is a holiday.', () => {
  const friday = at('2026-07-03T16:00[America/Chicago]')
  const zone = 'America/Chicago'
  assert.equal(addWorkingTime(compile(office(zone)), friday, 240), at('2026-07-06T11:00[America/Chicago]'))
  const holiday = [{ date: '2026-07-06', name: 'Observed' }]
  assert.equal(
    addWorkingTime(compile(office(zone, holiday)), friday, 240),
    at('2026-07-07T11:00[America/Chicago]'),
  )
  const half = [{ date: '2026-07-06', name: 'Morning off', to: '12:00', from: '00:00' }]
  assert.equal(
    addWorkingTime(compile(office(zone, half)), friday, 240),
    at('2026-07-06T16:00[America/Chicago]'),
  )
})

test('The night in which the clocks are put forward has 23 hours around the clock, and the other one 25.', () => {
  const calendar = compile({ ...always, time_zone: 'America/New_York' })
  const day = (date: string) => [
    at(`${date}T00:00[America/New_York]`),
    at(`${date}T23:59:59.999[America/New_York]`) + 1,
  ]
  const [spring = 0, springEnd = 0] = day('2026-03-08')
  const [fall = 0, fallEnd = 0] = day('2026-11-01')
  assert.equal(workingMinutesBetween(calendar, spring, springEnd), 23 * 60)
  assert.equal(workingMinutesBetween(calendar, fall, fallEnd), 25 * 60)
})

test('The end of a span is the moment when its time has passed, not the beginning of the next one.', () => {
  const calendar = compile(office('UTC'))
  assert.equal(addWorkingTime(calendar, at('2026-07-06T08:00[UTC]'), 240), at('2026-07-06T12:00[UTC]'))
  assert.equal(addWorkingTime(calendar, at('2026-07-05T08:00[UTC]'), 0), at('2026-07-05T08:00[UTC]'))
  assert.equal(addWorkingTime(calendar, at('2026-12-31T16:59[UTC]'), 2), at('2027-01-01T08:01[UTC]'))
})

test('A time that nobody works in a century is refused, not searched for without end.', () => {
  const never = compile({ ...always, week: Array.from({ length: 7 }, () => noSpans) })
  assert.throws(() => addWorkingTime(never, 0, 1), RangeError)
  assert.throws(() => workingTimeBetween(never, 0, Date.UTC(2200, 0)), RangeError)
  assert.equal(workingTimeBetween(never, 10, 5), 0)
})
