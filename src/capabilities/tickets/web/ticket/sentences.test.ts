import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { type Dictionary, sentences } from '../../../../web/i18n/dictionary.ts'
import type { TicketEvent } from '../data/ticket.ts'
import { sentencesOf } from './sentences.ts'

const ids = { sam: 'p1', desk: 't1', network: 't2' }
const names = new Map([
  [ids.sam, 'Sam Lee'],
  [ids.desk, 'Service Desk'],
  [ids.network, 'Network'],
])

const event = (verb: string, data: Record<string, unknown> = {}): TicketEvent => ({
  id: 'e1',
  at: '2026-01-01T00:00:00Z',
  actor_id: ids.sam,
  action: `tickets.${verb}`,
  data,
})

test('Passing a ticket on is one sentence with both teams', () => {
  const said = sentencesOf(
    event('escalate', { changes: { team_id: [ids.desk, ids.network], owner_id: ['p2', null] } }),
    names,
  )
  assert.deepEqual(said, [
    { key: 'escalate', values: { who: 'Sam Lee', from: 'Service Desk', to: 'Network' } },
  ])
})

test('A reply says nothing by itself, but tells the state that it changed', () => {
  assert.deepEqual(sentencesOf(event('reply', { message: 'm1' }), names), [])
  assert.deepEqual(sentencesOf(event('reply', { changes: { state: ['new', 'open'] } }), names), [
    { key: 'state', values: { who: 'Sam Lee', to: 'open' } },
  ])
})

test('A changed field tells what it was, and an empty one is left to the words for nothing', () => {
  const said = sentencesOf(event('edit', { fields: { application: [null, 'Meridian'] } }), names)
  assert.deepEqual(said, [
    { key: 'field', values: { who: 'Sam Lee', field: 'application', from: '', to: 'Meridian' } },
  ])
})

test('Tags are told by what was added and what was removed', () => {
  const said = sentencesOf(event('tag', { changes: { tags: [['a'], ['b', 'c']] } }), names)
  assert.deepEqual(
    said.map(({ key, values }) => [key, values.count, values.tags]),
    [
      ['tagged', 2, 'b, c'],
      ['untagged', 1, 'a'],
    ],
  )
})

test('An answer that changes the priority tells both, and P1 that was only proposed is told too', () => {
  const said = (verb: string, data: Record<string, unknown>) =>
    sentencesOf(event(verb, data), names).map(({ key }) => key)
  assert.deepEqual(said('answer', { changes: { priority: [3, 2] }, weighing: { p1: 'proposed' } }), [
    'answer',
    'priority',
    'proposedP1',
  ])
  assert.deepEqual(said('create', { weighing: { p1: 'proposed' } }), ['create', 'proposedP1'])
  assert.deepEqual(said('create', { weighing: { p1: null } }), ['create'])
  assert.deepEqual(said('decline_p1', { weighing: { p1: 'declined' } }), ['decline_p1'])
})

test('An event that nobody knows leaves no line, and a person who is not named is nobody in particular', () => {
  assert.deepEqual(sentencesOf(event('something_new'), names), [])
  assert.deepEqual(sentencesOf({ ...event('close'), actor_id: 'p9' }, names), [
    { key: 'close', values: { who: '' } },
  ])
})

const verbs: [string, Record<string, unknown>][] = [
  ...['create', 'import', 'start', 'ask', 'wait_vendor', 'resume', 'close', 'cancel', 'reopen', 'take'].map(
    (verb): [string, Record<string, unknown>] => [verb, {}],
  ),
  ['resolve', { code: 'fixed' }],
  ['schedule', { fields: { resume_at: [null, '2026-01-02T00:00:00Z'] } }],
  ['hand_back', {}],
  ['log_time', { minutes: 5 }],
  ['link', { type: 'blocks' }],
  ['unlink', { type: 'blocks' }],
  ...['passage', 'file', 'message', 'everywhere'].map((what): [string, Record<string, unknown>] => [
    'redact',
    { what },
  ]),
  ['rate', { rating: 4 }],
  ...['watch', 'unwatch', 'add_participant', 'remove_participant'].map(
    (verb): [string, Record<string, unknown>] => [verb, { person: ids.sam }],
  ),
  ['assign', { changes: { team_id: [null, ids.desk], owner_id: [null, ids.sam] } }],
  ['assign', { changes: { team_id: [ids.desk, ids.network], owner_id: [ids.sam, null] } }],
  ['tag', { changes: { tags: [['a'], ['b']] } }],
  [
    'edit',
    {
      changes: { title: ['a', 'b'], priority: [3, 2], requester_id: ['x', ids.sam] },
      fields: {
        impact: [3, 2],
        place_id: [null, 'x'],
        category_id: [null, 'x'],
        workstation_id: [null, 'x'],
      },
    },
  ],
  ['edit', { changes: { title: [true, true] }, fields: { device: [false, true] } }],
  ['note', { changes: { state: ['new', 'open'] } }],
  ['climbed', { ladder: 'l', step: 1, deed: 'pass' }],
  ['left_out', { ladder: 'l', step: 1, why: 'done' }],
  ...['on_call', 'here', 'hours'].map((duty): [string, Record<string, unknown>] => [
    'given',
    { person: ids.sam, duty, level: 2, open: 3, solved: 4 },
  ]),
  ['nobody', { full: 1, away: 2 }],
  ['start_step', { ladder: 'l', step: 1 }],
]

for (const language of ['en', 'es']) {
  const dictionary = JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../${language}.json`), 'utf8'),
  ) as Dictionary
  const known = sentences(dictionary)
  test(`Every sentence of the timeline and every field in it has its words in ${language}`, () => {
    for (const [verb, data] of verbs) {
      const said = sentencesOf(event(verb, data), names)
      assert.notEqual(said.length, 0, verb)
      for (const { key, values } of said) {
        const isThere = known.has(`tickets.said.${key}`) || known.has(`tickets.said.${key}_other`)
        assert.ok(isThere, key)
        if (values.field) assert.ok(known.has(`tickets.field.${values.field}`), String(values.field))
      }
    }
  })
}
