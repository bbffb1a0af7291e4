import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashToken, randomToken, readToken, signToken, TokenRefused } from './signing.ts'

const SECRET = 'a-secret-of-the-test-of-at-least-32-bytes'
const NOW = new Date('2026-02-28T12:00:00Z')
const LATER = new Date('2026-02-28T12:10:00Z')

const refusedAs = (code: string) => (error: unknown) => error instanceof TokenRefused && error.code === code

test('A signed token gives its payload back until it expires, and not at or after that moment', () => {
  const token = signToken(SECRET, 'file.download', { file: 'é 🏥', org: 7 }, LATER)
  assert.deepEqual(readToken(SECRET, 'file.download', token, NOW), { file: 'é 🏥', org: 7 })
  assert.throws(() => readToken(SECRET, 'file.download', token, LATER), refusedAs('expired'))
  assert.match(token, /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'it fits into a link as it is')
})

test('A token made for one purpose is refused for another', () => {
  const token = signToken(SECRET, 'file.download', 1, LATER)
  assert.equal(readToken(SECRET, 'file.download', token, NOW), 1)
  assert.throws(() => readToken(SECRET, 'password.reset', token, NOW), refusedAs('invalid'))
})

test('A token of another secret is refused', () => {
  const token = signToken(SECRET.toUpperCase(), 'file.download', 1, LATER)
  assert.throws(() => readToken(SECRET, 'file.download', token, NOW), refusedAs('invalid'))
})

test('A token with any single character changed, added or left out is refused', () => {
  const token = signToken(SECRET, 'file.download', { file: 1 }, LATER)
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    for (const changed of [
      token.slice(0, at) + other + token.slice(at + 1),
      token.slice(0, at) + token.slice(at + 1),
      `${token.slice(0, at)}=${token.slice(at)}`,
    ]) {
      assert.throws(() => readToken(SECRET, 'file.download', changed, NOW), refusedAs('invalid'))
    }
  }
})

test('Text that was never a token is refused', () => {
  for (const text of ['', '.', 'a.b', '..', 'null', `${'a'.repeat(9000)}.b`, '\u0000', 'é.é']) {
    assert.throws(() => readToken(SECRET, 'file.download', text, NOW), refusedAs('invalid'))
  }
})

test('A short secret, a strange purpose or a broken time of expiry is a mistake of the program', () => {
  assert.throws(() => signToken('short', 'file.download', 1, LATER), /32 bytes/)
  assert.throws(() => signToken(SECRET, 'File\nDownload', 1, LATER), /short lower-case name/)
  assert.throws(() => signToken(SECRET, 'file.download', 1, new Date(Number.NaN)), /valid time/)
  assert.throws(() => signToken(SECRET, 'file.download', 'x'.repeat(9000), LATER), /too large/)
})

test('A random token is new each time and is stored only as a hash', () => {
  const tokens = new Set(Array.from({ length: 1000 }, randomToken))
  assert.equal(tokens.size, 1000)
  const token = randomToken()
  assert.match(token, /^[A-Za-z0-9_-]{43}$/)
  assert.match(hashToken(token), /^[0-9a-f]{64}$/)
  assert.equal(hashToken(token), hashToken(token))
  assert.notEqual(hashToken(token), hashToken(randomToken()))
})
