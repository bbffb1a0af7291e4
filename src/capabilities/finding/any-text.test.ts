import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('No text that anybody can type is an error.', async () => {
  const { agent } = searchers
  const naughty = [
    '',
    ' ',
    '"',
    '""',
    '-',
    '--',
    '-"',
    "'",
    "''",
    '\\',
    '\\\\',
    "a'b",
    "a\\'b",
    ':*',
    'a:*',
    'a:A',
    '!a',
    '&',
    '|',
    '(a',
    'a)',
    '<->',
    'a <-> b',
    '%',
    '_',
    '%%%',
    '*',
    '#',
    '#12#',
    '#99999999999999999999',
    'null',
    'undefined',
    "'; drop table core.record; --",
    '$1',
    '$$',
    '\u0000',
    '\u0007',
    '\ud800',
    'a\u202eb',
    '👩‍👩‍👧‍👦',
    'ﷺ',
    'İstanbul',
    'ß',
    '\uE000x\uE001',
    'http://a.b/c?d=e&f',
    'a@b.c',
    '1.2.3',
    '-1',
    '1e5',
    'a-b-c',
    '--a',
    '-"a b"',
    '“curly quotes”',
    'x'.repeat(500),
    '" '.repeat(240),
    '-a '.repeat(160),
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
    'the',
    'the and of',
    'in',
    '{}',
    '[]',
    '../../etc/passwd',
    '%00',
    'ａｂｃ',
    '٣',
    '０',
  ]
  for (const q of naughty) {
    // A lone surrogate cannot be encoded in an address; the replacement character stands for it.
    const asked = [
      await agent.get(`/api/search?q=${encodeURIComponent(q.toWellFormed())}`),
      await agent.post('/api/search/suggest', { text: q }),
    ]
    for (const answer of asked)
      assert.ok(
        answer.status === 200 || answer.status === 422,
        `${JSON.stringify(q)} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      )
  }
  assert.equal((await agent.get(`/api/search?q=${'x'.repeat(501)}`)).status, 422)
  assert.equal((await agent.get('/api/search')).status, 422)
})
