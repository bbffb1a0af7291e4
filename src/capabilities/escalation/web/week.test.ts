import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSpans, writeSpans } from './week.ts'

test('Hours are read as people write them, and written as they are read.', () => {
  assert.deepEqual(readSpans('8-12, 13:00–17:30'), [
    ['08:00', '12:00'],
    ['13:00', '17:30'],
  ])
  assert.deepEqual(readSpans('0-24'), [['00:00', '24:00']])
  assert.deepEqual(readSpans(' '), [])
  const spans = readSpans('22:15 - 24:00') ?? []
  assert.deepEqual(readSpans(writeSpans(spans)), spans)
})

test('What is no time of the day is not taken for one.', () => {
  for (const text of ['nine to five', '8', '8-25', '24-24', '8:60-9', '8-12-13', '24:30-2'])
    assert.equal(readSpans(text), undefined, text)
})
