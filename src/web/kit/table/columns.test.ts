import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readColumnChoice, writeColumnChoice } from './useColumns.ts'

test('A choice of columns is read from what it was written as', () => {
  const choice = [{ key: 'title', width_px: 320 }, { key: 'state' }]
  assert.equal(writeColumnChoice(choice), 'title:320,state')
  assert.deepEqual(readColumnChoice('title:320,state'), choice)
})

test('What is no choice of columns is none', () => {
  for (const text of [null, '', '["a"]', 'a b', 'title:wide', 'title:3', ','])
    assert.equal(readColumnChoice(text), undefined, String(text))
})
