import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSource, commandSources, rankCommands } from './commands.ts'
import { capsOf, comboOf, type KeyPress, matchSequence } from './keys.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

test('A key press has one name on every keyboard', () => {
  assert.equal(comboOf(press('j')), 'j')
  assert.equal(comboOf(press('J', { shiftKey: true })), 'shift+j')
  assert.equal(comboOf(press('k', { ctrlKey: true })), 'mod+k')
  assert.equal(comboOf(press('k', { metaKey: true })), 'mod+k')
  // A question mark needs Shift on one keyboard and not on another.
  assert.equal(comboOf(press('?', { shiftKey: true })), '?')
  assert.equal(comboOf(press('?')), '?')
  assert.equal(comboOf(press('Enter')), 'Enter')
  assert.equal(comboOf(press(' ')), 'Space')
})

test('A sequence is complete only with its last key', () => {
  assert.equal(matchSequence(['g'], 'g q'), 'part')
  assert.equal(matchSequence(['g', 'q'], 'g q'), 'full')
  assert.equal(matchSequence(['g', 'x'], 'g q'), 'none')
  assert.equal(matchSequence(['j'], 'j'), 'full')
  assert.equal(matchSequence(['j', 'j'], 'j'), 'none')
})

test('The caps are those of the reader’s keyboard', () => {
  assert.deepEqual(capsOf('mod+k', false), [['Ctrl', 'K']])
  assert.deepEqual(capsOf('mod+k', true), [['⌘', 'K']])
  assert.deepEqual(capsOf('g q', false), [['G'], ['Q']])
})

test('A command is found by the beginning of its words first, whatever the case or accents', () => {
  const commands = [
    { id: '1', label: 'Open the queue' },
    { id: '2', label: 'Queue settings' },
    { id: '3', label: 'Sesión nueva', keywords: 'login' },
  ]
  assert.deepEqual(ids(rankCommands(commands, 'QUEUE')), ['2', '1'])
  assert.deepEqual(ids(rankCommands(commands, 'sesion')), ['3'])
  assert.deepEqual(ids(rankCommands(commands, 'login nueva')), ['3'])
})

test('Words that nothing holds find nothing, and no words find everything', () => {
  assert.deepEqual(rankCommands([{ id: '1', label: 'Open' }], 'close'), [])
  assert.equal(rankCommands([{ id: '1', label: 'Open' }], '  ').length, 1)
})

test('A source is there until its page is left', () => {
  const remove = addSource({ id: 'x', group: 'X', commands: [] })
  assert.equal(commandSources().length, 1)
  remove()
  assert.equal(commandSources().length, 0)
})

function ids(commands: readonly { id: string }[]): string[] {
  return commands.map((command) => command.id)
}
