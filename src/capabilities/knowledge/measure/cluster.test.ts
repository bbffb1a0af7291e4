import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusters, pairs, proposedTitle, weighed, wordsOf } from './cluster.ts'
import { wilson } from './wilson.ts'

test('Of nothing there is no share, and of little there is a wide interval.', () => {
  assert.equal(wilson(0, 0), null)
  const few = wilson(3, 3)
  assert.ok(few && few.share === 1 && few.low < 0.5 && few.high === 1)
  const many = wilson(90, 100)
  assert.ok(many && Math.abs(many.low - 0.8256) < 0.001 && Math.abs(many.high - 0.9448) < 0.001)
})

const even = () => 1
const doc = (id: string, text: string) => ({ id, terms: weighed(wordsOf(text), even) })

test('Texts that share telling words come together, others stay apart.', () => {
  const groups = clusters(
    [
      doc('1', 'label printer blank'),
      doc('2', 'phone dead'),
      doc('3', 'label printer prints blank'),
      doc('4', 'phone line dead'),
    ],
    0.5,
  )
  assert.deepEqual(
    groups.map((group) => group.map(({ id }) => id)),
    [
      ['1', '3'],
      ['2', '4'],
    ],
  )
  assert.deepEqual(
    pairs(
      [doc('1', 'a reset of the password'), doc('2', 'reset of the password'), doc('3', 'printer')],
      0.8,
      10,
    ).map(({ a, b }) => [a, b]),
    [['2', '1']],
  )
})

test('A proposed title holds what several people wrote, and never a name or a number.', () => {
  const titles = [
    'Label printer 4711 blank for Olga',
    'Label printer blank, MRN 00123',
    'Olga: label printer blank again',
    'The label printer is blank',
  ]
  const tickets = titles.map((title, at) => ({ id: String(at), title, requester_id: `p${at}` }))
  const stemOf = new Map(
    [...new Set(titles.flatMap(wordsOf))]
      .filter((word) => !['the', 'is', 'for'].includes(word))
      .map((word) => [word, word]),
  )
  const names = new Set(['olga'])
  assert.deepEqual(proposedTitle(tickets, stemOf, (word) => names.has(word))?.title, 'Label printer blank')
  const one = tickets.map((ticket) => ({ ...ticket, requester_id: 'the same' }))
  assert.equal(
    proposedTitle(one, stemOf, () => false),
    null,
  )
})
