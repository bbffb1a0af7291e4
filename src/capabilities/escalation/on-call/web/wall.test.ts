import assert from 'node:assert/strict'
import { test } from 'node:test'
import { datePlus, midnights, momentOf, mondayOf, wallOf } from './wall.ts'

const iso = (moment_ms: number) => new Date(moment_ms).toISOString()

test('The clock on the wall is read and written in the zone, also where the clocks change.', () => {
  const zone = 'America/New_York'
  assert.equal(iso(momentOf('2026-04-06T08:00', zone)), '2026-04-06T12:00:00.000Z')
  assert.equal(iso(momentOf('2026-11-01T01:30', zone)), '2026-11-01T05:30:00.000Z')
  assert.equal(iso(momentOf('2026-03-08T02:30', zone)), '2026-03-08T07:30:00.000Z')
  assert.equal(wallOf('2026-11-01T06:30:00Z', zone), '2026-11-01T01:30')
  const days = midnights('2026-03-07', 3, zone).map((at, index, all) => at - (all[index - 1] ?? at))
  assert.deepEqual(
    days.map((length_ms) => length_ms / 3_600_000),
    [0, 24, 23, 24],
  )
})

test('A week begins on Monday.', () => {
  assert.equal(mondayOf('2026-04-12'), '2026-04-06')
  assert.equal(mondayOf('2026-04-06'), '2026-04-06')
  assert.equal(datePlus('2026-02-27', 3), '2026-03-02')
})
