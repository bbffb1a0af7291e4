import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { digestAfter, isTimeZone, quietUntil, type Rest } from './quiet.ts'

const rest = (changes: Partial<Rest> = {}): Rest => ({
  time_zone: 'America/Chicago',
  quiet_from: 22 * 60,
  quiet_to: 7 * 60,
  quiet_days: [1, 2, 3, 4, 5, 6, 7],
  digest: 'daily',
  digest_at: 7 * 60,
  ...changes,
})
const at = (text: string) => new Date(text).toISOString()

test('A night is quiet across midnight, by the clock of the person and not of the server.', () => {
  assert.equal(quietUntil(rest(), at('2026-01-15T21:59:59-06:00')), undefined)
  assert.equal(quietUntil(rest(), at('2026-01-15T22:00:00-06:00')), at('2026-01-16T07:00:00-06:00'))
  assert.equal(quietUntil(rest(), at('2026-01-16T06:59:59-06:00')), at('2026-01-16T07:00:00-06:00'))
  assert.equal(quietUntil(rest(), at('2026-01-16T07:00:00-06:00')), undefined)
  assert.equal(
    quietUntil(rest({ time_zone: 'Europe/Madrid' }), at('2026-01-15T22:00:00-06:00')),
    at('2026-01-16T07:00:00+01:00'),
  )
  assert.equal(
    quietUntil(rest({ quiet_from: null, quiet_to: null }), at('2026-01-16T03:00:00-06:00')),
    undefined,
  )
})

test('A night belongs to the day on which it begins.', () => {
  // 2026-01-16 is a Friday.
  const friday = rest({ quiet_days: [5] })
  assert.equal(quietUntil(friday, at('2026-01-16T03:00:00-06:00')), undefined)
  assert.equal(quietUntil(friday, at('2026-01-16T23:00:00-06:00')), at('2026-01-17T07:00:00-06:00'))
  assert.equal(quietUntil(friday, at('2026-01-17T03:00:00-06:00')), at('2026-01-17T07:00:00-06:00'))
  assert.equal(quietUntil(friday, at('2026-01-17T23:00:00-06:00')), undefined)
})

test('The night of the change of the clocks is an hour shorter in spring and longer in autumn.', () => {
  const spring = quietUntil(rest(), at('2026-03-07T22:00:00-06:00'))
  assert.equal(spring, at('2026-03-08T07:00:00-05:00'))
  assert.equal(Date.parse(spring ?? '') - Date.parse(at('2026-03-07T22:00:00-06:00')), 8 * 3_600_000)
  const autumn = quietUntil(rest(), at('2026-10-31T22:00:00-05:00'))
  assert.equal(Date.parse(autumn ?? '') - Date.parse(at('2026-10-31T22:00:00-05:00')), 10 * 3_600_000)
  // An end that the clocks leave out in spring comes as much later.
  const skipped = rest({ quiet_from: 60, quiet_to: 150 })
  assert.equal(quietUntil(skipped, at('2026-03-08T01:30:00-06:00')), at('2026-03-08T03:30:00-05:00'))
})

test('A digest comes each hour, or each day at the time that was chosen, and always later.', () => {
  assert.equal(digestAfter(rest(), at('2026-01-15T06:00:00-06:00')), at('2026-01-15T07:00:00-06:00'))
  assert.equal(digestAfter(rest(), at('2026-01-15T07:00:00-06:00')), at('2026-01-16T07:00:00-06:00'))
  assert.equal(digestAfter(rest(), at('2026-03-07T12:00:00-06:00')), at('2026-03-08T07:00:00-05:00'))
  const hourly = rest({ digest: 'hourly', time_zone: 'Asia/Kolkata' })
  assert.equal(digestAfter(hourly, at('2026-01-15T10:05:00+05:30')), at('2026-01-15T11:00:00+05:30'))
  assert.equal(digestAfter(hourly, at('2026-01-15T11:00:00+05:30')), at('2026-01-15T12:00:00+05:30'))
})

test('Whatever the hours, the zone and the moment: quiet ends later, within a day and an hour, at a time that is not its inside.', () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(
      minutes,
      minutes,
      fc.constantFrom('America/Chicago', 'Europe/Madrid', 'Australia/Lord_Howe', 'UTC'),
      fc.integer({ min: 0, max: 366 * 1440 }),
      (quiet_from, quiet_to, time_zone, minute) => {
        fc.pre(quiet_from !== quiet_to)
        const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()
        const given = rest({ quiet_from, quiet_to, time_zone })
        const until = quietUntil(given, now)
        if (until === undefined) return
        assert.ok(until > now)
        assert.ok(Date.parse(until) - Date.parse(now) <= 25 * 3_600_000)
        assert.ok(digestAfter(given, now) > now)
      },
    ),
  )
})

test('Zones that people live by are known, offsets and inventions are not.', () => {
  assert.deepEqual(['America/New_York', 'UTC', '+02:00', 'Mars/Base'].map(isTimeZone), [
    true,
    true,
    false,
    false,
  ])
})
