import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDay, startOfDay } from './day.ts'

test('A day begins at midnight of the organization, wherever the reader sits.', () => {
  assert.equal(startOfDay('2026-01-10', 'America/Chicago'), '2026-01-10T06:00:00.000Z')
  assert.equal(startOfDay('2026-07-10', 'America/Chicago'), '2026-07-10T05:00:00.000Z')
  assert.equal(startOfDay('2026-07-10', 'Europe/Madrid'), '2026-07-09T22:00:00.000Z')
  assert.equal(startOfDay('2026-07-10', 'Asia/Kathmandu'), '2026-07-09T18:15:00.000Z')
  assert.equal(startOfDay('2026-07-10', 'UTC'), '2026-07-10T00:00:00.000Z')
})

test('The days on which clocks change begin where they do, even where midnight is jumped over.', () => {
  assert.equal(startOfDay('2026-03-08', 'America/Chicago'), '2026-03-08T06:00:00.000Z')
  assert.equal(startOfDay('2026-03-09', 'America/Chicago'), '2026-03-09T05:00:00.000Z')
  assert.equal(startOfDay('2026-11-01', 'America/Chicago'), '2026-11-01T05:00:00.000Z')
  assert.equal(startOfDay('2026-11-02', 'America/Chicago'), '2026-11-02T06:00:00.000Z')
  // In Beirut the clocks go from midnight to one.
  assert.equal(startOfDay('2026-03-29', 'Asia/Beirut'), '2026-03-28T22:00:00.000Z')
})

test('The next day is found over the ends of months and years; what is no day has none.', () => {
  assert.equal(nextDay('2026-02-28'), '2026-03-01')
  assert.equal(nextDay('2026-12-31'), '2027-01-01')
  for (const text of ['', 'tomorrow', '2026-13-01', '10/03/2026'])
    assert.deepEqual([nextDay(text), startOfDay(text, 'UTC')], [undefined, undefined], text)
})
