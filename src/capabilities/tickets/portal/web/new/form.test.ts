import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Form, plainToMarkdown, promiseOf, readForm, stepsOf, weightOf } from './form.ts'

const empty: Form = { key: 'k', device: '', title: '', body: '', files: [] }

test('Something broken is weighed by six questions, a question is asked with three', () => {
  assert.deepEqual(stepsOf('incident', true), ['kind', 'topic', 'care', 'people', 'place', 'words', 'check'])
  assert.deepEqual(stepsOf('question', true), ['kind', 'topic', 'words', 'check'])
  assert.deepEqual(stepsOf('service_request', false), ['kind', 'place', 'words', 'check'])
})

test('Patient care and many people make it urgent, and what was not asked counts as usual', () => {
  assert.deepEqual(weightOf({ ...empty, kind: 'incident', care: 'now', people: 'unit' }), {
    impact: 1,
    urgency: 1,
  })
  assert.deepEqual(weightOf({ ...empty, kind: 'incident', care: 'no', people: 'me' }), {
    impact: 3,
    urgency: 3,
  })
  assert.deepEqual(weightOf({ ...empty, kind: 'question', care: 'now', people: 'unit' }), {
    impact: 3,
    urgency: 3,
  })
})

test('The promise shown before sending is the one that the server makes', () => {
  const now = Date.parse('2026-03-01T10:00:00Z')
  assert.equal(
    promiseOf({ ...empty, kind: 'incident', care: 'now', people: 'unit' }, now),
    '2026-03-01T14:00:00.000Z',
  )
  assert.equal(promiseOf({ ...empty, kind: 'question' }, now), '2026-03-04T10:00:00.000Z')
})

test('Plain words look the same when they are shown as Markdown', () => {
  assert.equal(plainToMarkdown('# 12 is broken\n> really'), '\\# 12 is broken\n\\> really')
  assert.equal(
    plainToMarkdown('one\n        two\n- a list stays a list'),
    'one\n   two\n- a list stays a list',
  )
  assert.equal(plainToMarkdown('It blinks.\n---\nThen it stops.'), 'It blinks.\n\\---\nThen it stops.')
})

test('A kept form comes back whole, and what is no form is left', () => {
  assert.deepEqual(readForm(JSON.stringify({ ...empty, title: 'Hi' })), { ...empty, title: 'Hi' })
  assert.deepEqual(readForm('{"key":"k"}'), empty)
  assert.equal(readForm('{}'), undefined)
  assert.equal(readForm('not json'), undefined)
})
