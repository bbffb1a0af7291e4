import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gain, gainOf, studentQuantile } from './gain.ts'

const about = (actual: number | null, expected: number, within = 5e-4) =>
  assert.ok(actual !== null && Math.abs(actual - expected) < within, `${actual} is not ${expected}`)

test('The gain is the part of what was left; who had nothing left has none.', () => {
  assert.equal(gainOf({ before: 40, after: 70 }), 0.5)
  assert.equal(gainOf({ before: 40, after: 40 }), 0)
  assert.equal(gainOf({ before: 50, after: 25 }), -0.5)
  assert.equal(gainOf({ before: 0, after: 100 }), 1)
  assert.equal(gainOf({ before: 100, after: 100 }), undefined)
})

test('The quantiles of Student are those of the books.', () => {
  for (const [freedom, value] of [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [29, 2.045],
    [100, 1.984],
  ] as const)
    about(studentQuantile(freedom), value)
})

test('The interval is that of the average of the gains, of those alone who had something left.', () => {
  const gains = [0, 0.25, 0.5, 0.75, 1]
  const pairs = gains.map((each) => ({ before: 20, after: 20 + each * 80 }))
  const all = gain([...pairs, { before: 100, after: 90 }])
  assert.deepEqual([all.n, all.full], [6, 1])
  about(all.gain, 0.5)
  // The standard deviation is 0.3953, of five: 2.776 × 0.3953 / √5.
  about(all.low, 0.5 - 0.4908)
  about(all.high, 0.5 + 0.4908)
  about(all.before, 200 / 6)
})

test('Of fewer than five nothing is said, and no gain where fewer than five had something left.', () => {
  const one = { before: 50, after: 75 }
  assert.deepEqual(gain([one, one, one, one]), {
    n: 4,
    full: 0,
    before: null,
    after: null,
    gain: null,
    low: null,
    high: null,
  })
  const full = { before: 100, after: 100 }
  const all = gain([one, one, one, one, full])
  assert.deepEqual([all.n, all.full, all.before, all.gain], [5, 1, 60, null])
})
