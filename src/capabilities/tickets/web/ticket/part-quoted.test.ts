import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partQuoted } from './part-quoted.ts'

test('A quote at the end is folded; one in the middle, one line, and a text that is nothing else stay.', () => {
  assert.deepEqual(partQuoted('It works.\n\n> On Monday we wrote:\n> > We have it.'), {
    words: 'It works.',
    quoted: '> On Monday we wrote:\n> > We have it.',
  })
  for (const text of ['> a\n> b', 'As said:\n> a\n> b', 'As said:\n\n> a', 'x\n\n> a\n> b\n\nNo.', ''])
    assert.deepEqual(partQuoted(text), { words: text, quoted: '' })
})
