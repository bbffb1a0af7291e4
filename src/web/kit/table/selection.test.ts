import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movedIndex, toggleRow } from './selection.ts'

const keys = ['a', 'b', 'c', 'd', 'e']

test('A row alone is selected and released', () => {
  const one = toggleRow(new Set(), keys, 1, undefined, false)
  assert.deepEqual([...one], ['b'])
  assert.deepEqual([...toggleRow(one, keys, 1, 1, false)], [])
})

test('With Shift everything between the last row and this one is selected, in either direction', () => {
  assert.deepEqual([...toggleRow(new Set(['b']), keys, 3, 1, true)].sort(), ['b', 'c', 'd'])
  assert.deepEqual([...toggleRow(new Set(['d']), keys, 1, 3, true)].sort(), ['b', 'c', 'd'])
})

test('With Shift on a selected row the range is released', () => {
  assert.deepEqual([...toggleRow(new Set(['a', 'b', 'c']), keys, 2, 1, true)], ['a'])
})

test('A row that is not there changes nothing', () => {
  assert.deepEqual([...toggleRow(new Set(['a']), keys, 9, undefined, false)], ['a'])
})

test('The keys move within the list and never beyond it', () => {
  assert.equal(movedIndex('ArrowDown', 0, 5, 10), 1)
  assert.equal(movedIndex('ArrowUp', 0, 5, 10), 0)
  assert.equal(movedIndex('PageDown', 1, 5, 10), 4)
  assert.equal(movedIndex('Home', 3, 5, 10), 0)
  assert.equal(movedIndex('End', 3, 5, 10), 4)
  assert.equal(movedIndex('x', 3, 5, 10), undefined)
  assert.equal(movedIndex('ArrowDown', 0, 0, 10), undefined)
})
