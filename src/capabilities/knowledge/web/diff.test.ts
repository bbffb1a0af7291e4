import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aroundChanges, diffTexts, type Line } from './diff.ts'

const show = (lines: Line[]) =>
  lines
    .map(({ parts }) =>
      parts
        .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
        .join(''),
    )
    .join('\n')

const side = (lines: Line[], kind: 'added' | 'removed') =>
  lines
    .filter(({ parts }) => parts.some((part) => part.kind === kind || part.kind === 'same'))
    .map(({ parts }) =>
      parts
        .filter((part) => part.kind === kind || part.kind === 'same')
        .map((part) => part.text)
        .join(''),
    )
    .join('\n')

test('A changed word is marked inside its line, and the other lines stay as they are', () => {
  assert.equal(
    show(diffTexts('First\nPress the red button twice.\nLast', 'First\nPress the green button twice.\nLast')),
    'First\nPress the -red-+green+ button twice.\nLast',
  )
})

test('A new line and a line that is gone are marked as a whole', () => {
  assert.equal(show(diffTexts('one\ntwo', 'one\nnew\ntwo')), 'one\n+new+\ntwo')
  assert.equal(show(diffTexts('one\ntwo\nthree', 'one\nthree')), 'one\n-two-\nthree')
})

test('Lines with hardly a word in common stand one after the other', () => {
  assert.equal(
    show(diffTexts('Call the desk.', 'Unplug it and wait a minute')),
    '-Call the desk.-+ Unplug it and wait a minute+',
  )
})

test('The same text has no change, and nothing is left of both when everything is', () => {
  assert.deepEqual(
    diffTexts('a\nb', 'a\nb').map((line) => line.isChanged),
    [false, false],
  )
})

test('Both texts can be read back from the comparison of random texts', () => {
  const words = ['a', 'b', 'c', 'd e', 'f', '']
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % below
  }
  for (let round = 0; round < 300; round++) {
    const text = () => Array.from({ length: next(7) + 1 }, () => `${words[next(6)]} x`).join('\n')
    const [before, after] = [text(), text()]
    const lines = diffTexts(before, after)
    // A line that took another one's place begins with a blank, so blanks are not compared.
    const plain = (value: string) => value.replace(/\s+/g, '')
    assert.equal(plain(side(lines, 'removed')), plain(before))
    assert.equal(plain(side(lines, 'added')), plain(after))
  }
})

test('Texts too long to compare word by word are still answered at once', () => {
  const before = Array.from({ length: 3000 }, (_, index) => `before ${index}`).join('\n')
  const after = Array.from({ length: 3000 }, (_, index) => `after ${index}`).join('\n')
  const started_ms = Date.now()
  assert.ok(diffTexts(before, after).length >= 3000)
  assert.ok(Date.now() - started_ms < 2000)
})

test('Long unchanged stretches are left out around the changes', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
  const shown = aroundChanges(diffTexts(before, before.replace('line 10', 'line ten')), 2)
  assert.equal(shown.length, 7)
  assert.equal(shown[0], undefined)
  assert.equal(shown.at(-1), undefined)
})
