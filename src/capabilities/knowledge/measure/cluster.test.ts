import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusters, pairs, proposedTitle, weighed, wordsOf } from './cluster.ts'
import { mapInTurns } from './turns.ts'
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

test('Texts that share telling words come together, others stay apart.', async () => {
  const groups = await clusters(
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
  const found = await pairs(
    [doc('1', 'a reset of the password'), doc('2', 'reset of the password'), doc('3', 'printer')],
    0.8,
    10,
  )
  assert.deepEqual(
    found.map(({ a, b }) => [a, b]),
    [['2', '1']],
  )
})

/** How often everybody else had a turn of the event loop before the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let isDone = false
  const count = () => {
    if (isDone) return
    turns += 1
    setImmediate(count)
  }
  setImmediate(count)
  await work()
  isDone = true
  return turns
}

test('While thousands of texts are compared, others have a turn after each piece of the work.', async () => {
  // Forty words each, every one in some thirty texts of 600: all have some hundred others to be compared with.
  const docs = Array.from({ length: 600 }, (_, at) => ({
    id: String(at),
    terms: weighed(
      Array.from({ length: 40 }, (_, i) => `w${(at * 31 + i * (1 + (at % 7)) * 17) % 800}`),
      even,
    ),
  }))
  // Each text is compared with hundreds of others by forty words: some millions of steps.
  assert.ok((await turnsDuring(() => pairs(docs, 0.99, 10))) >= 100)
  assert.ok((await turnsDuring(() => clusters(docs, 0.9))) >= 10)
  assert.ok(
    (await turnsDuring(() =>
      mapInTurns(
        docs,
        () => 1_000,
        ({ id }) => id,
      ),
    )) >= 29,
  )
  assert.equal(await turnsDuring(() => pairs(docs.slice(0, 3), 0.99, 10)), 0, 'little work is done at once')
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
