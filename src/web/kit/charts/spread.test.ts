import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { spread } from './spread.ts'

test('Names that are far enough apart stay where they are', () => {
  assert.deepEqual(spread([10, 50, 90], 15), [10, 50, 90])
})

test('Names at the same place move apart to both sides', () => {
  assert.deepEqual(spread([50, 50], 20), [40, 60])
})

test('No two names are ever nearer than the gap, and their order stays', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }), (places) => {
      const moved = spread(places, 15)
      const order = places.map((place, index) => ({ place, moved: moved[index] ?? 0 }))
      order.sort((a, b) => a.place - b.place || a.moved - b.moved)
      for (let at = 1; at < order.length; at += 1) {
        assert.ok((order[at]?.moved ?? 0) - (order[at - 1]?.moved ?? 0) >= 15 - 1e-9)
      }
    }),
  )
})
