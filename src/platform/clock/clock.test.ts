import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeClock, systemClock } from './clock.ts'

test('A fake clock stands still until it is advanced', () => {
  const clock = fakeClock('2026-03-01T08:00:00Z')
  assert.equal(clock.now().toISOString(), '2026-03-01T08:00:00.000Z')
  clock.advance(90_000)
  assert.equal(clock.now().toISOString(), '2026-03-01T08:01:30.000Z')
})

test('A date handed out by a fake clock cannot be used to turn the clock', () => {
  const clock = fakeClock('2026-03-01T08:00:00Z')
  clock.now().setFullYear(1999)
  assert.equal(clock.now().getUTCFullYear(), 2026)
})

test('A fake clock refuses a start that is not a date', () => {
  assert.throws(() => fakeClock('yesterday'), RangeError)
})

test('The system clock tells the time of the machine', () => {
  assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 1000)
})
