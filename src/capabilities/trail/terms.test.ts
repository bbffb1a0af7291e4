import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashesOfTerms, hashOfTerm } from './terms.ts'

test('The same word has another hash in another organization and under another secret, and the same however it is written.', () => {
  const hash = hashOfTerm('secret', 'one', 'Ward')
  assert.match(hash, /^[0-9a-f]{16}$/)
  assert.notEqual(hash, hashOfTerm('secret', 'two', 'Ward'))
  assert.notEqual(hash, hashOfTerm('another', 'one', 'Ward'))
  assert.notEqual(hash, hashOfTerm('secret', 'one', 'Wards'))
  assert.equal(hash, hashOfTerm('secret', 'one', ' ward '))
})

test('Each word is kept once, in no order of theirs, and no more than twenty.', () => {
  const hashes = hashesOfTerms('secret', 'one', 'zebra, ant; zebra "ant"')
  assert.deepEqual(hashes, ['ant', 'zebra'].map((word) => hashOfTerm('secret', 'one', word)).sort())
  const many = Array.from({ length: 30 }, (_, at) => `word${at}`).join(' ')
  assert.equal(hashesOfTerms('secret', 'one', many).length, 20)
})
