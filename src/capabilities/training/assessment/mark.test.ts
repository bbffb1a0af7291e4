import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asKept, asShown, isRight, nothing, numberOf } from './mark.ts'
import { shownOrder, shuffled } from './shuffle.ts'

const options = ['a', 'b', 'c'].map((text) => ({ text }))
const body = { options, lefts: ['x', 'y'], unit: '' }

test('A number is read with a point or a comma, and not where a comma could mean thousands.', () => {
  for (const [written, value] of [
    ['2.5', 2.5],
    [' 2,5 ', 2.5],
    ['−3', -3],
    ['+0.125', 0.125],
    ['0,125', 0.125],
    ['1,000', undefined],
    ['-25,500', undefined],
    ['1 000', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['five', undefined],
    ['.5', undefined],
  ] as const)
    assert.equal(numberOf(written), value, written)
})

test('A number is right within its tolerance, the border included, and not beyond.', () => {
  const key = { value: 0.3, tolerance: 0.2 }
  for (const [written, right] of [
    ['0.1', true],
    ['0.5', true],
    ['0.51', false],
    ['0.09', false],
    ['', false],
  ] as const)
    assert.equal(isRight('number', key, { ...nothing, written }), right, written)
  assert.equal(isRight('number', { value: 0, tolerance: 0 }, null), false)
})

test('Several are right when all of them and no other are chosen, in whatever order; an order only as it is.', () => {
  const given = (...chosen: number[]) => ({ ...nothing, chosen })
  assert.equal(isRight('multiple', { chosen: [0, 2] }, given(2, 0)), true)
  assert.equal(isRight('multiple', { chosen: [0, 2] }, given(0)), false)
  assert.equal(isRight('multiple', { chosen: [0, 2] }, given(0, 1, 2)), false)
  assert.equal(isRight('order', { chosen: [0, 1, 2] }, given(0, 1, 2)), true)
  assert.equal(isRight('order', { chosen: [0, 1, 2] }, given(1, 0, 2)), false)
  assert.equal(isRight('match', { chosen: [0, 1] }, { ...nothing, pairs: [0, 1] }), true)
  assert.equal(isRight('match', { chosen: [0, 1] }, { ...nothing, pairs: [0, -1] }), false)
})

test('What was shown and what is kept say the same, and what does not fit is refused.', () => {
  const shown = [2, 0, 1]
  for (const [kind, given] of [
    ['choice', { ...nothing, chosen: [1] }],
    ['multiple', { ...nothing, chosen: [2, 0] }],
    ['order', { ...nothing, chosen: [1, 2, 0] }],
    ['match', { ...nothing, pairs: [0, -1] }],
    ['text', { ...nothing, written: 'a' }],
  ] as const) {
    const kept = asKept(kind, body, shown, given)
    assert.ok(kept)
    assert.deepEqual(asShown(shown, kept), given)
  }
  assert.deepEqual(asKept('choice', body, shown, { ...nothing, chosen: [1] })?.chosen, [0])
  for (const [kind, given] of [
    ['choice', { ...nothing, chosen: [0, 1] }],
    ['choice', { ...nothing, chosen: [3] }],
    ['choice', { ...nothing, written: 'a' }],
    ['multiple', { ...nothing, chosen: [1, 1] }],
    ['order', { ...nothing, chosen: [1, 2] }],
    ['match', { ...nothing, pairs: [0] }],
    ['match', { ...nothing, pairs: [0, 3] }],
    ['number', { ...nothing, chosen: [0] }],
  ] as const)
    assert.equal(asKept(kind, body, shown, given), undefined, JSON.stringify([kind, given]))
})

test('The same seed gives the same order; over many seeds each option stands about as often at each place.', () => {
  assert.deepEqual(shuffled('a', 'q', 9), shuffled('a', 'q', 9))
  const seen = [0, 0, 0, 0]
  for (let seed = 0; seed < 4000; seed++) {
    const [first = 0] = shuffled(String(seed), 'q', 4)
    seen[first] = (seen[first] ?? 0) + 1
  }
  for (const count of seen) assert.ok(count > 880 && count < 1120, seen.join(' '))
  for (let seed = 0; seed < 50; seed++)
    assert.notDeepEqual(
      shownOrder(String(seed), 'q', 'order', { ...body, options: options.slice(1) }, false),
      [0, 1],
    )
  assert.deepEqual(shownOrder('a', 'q', 'choice', body, false), [0, 1, 2])
})
