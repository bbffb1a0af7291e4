import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersOf, type Form, plainToMarkdown, readForm, stepsOf } from './form.ts'

const empty: Form = { key: 'k', device: '', title: '', body: '', files: [], answers: {} }
const plain = (en: string) => ({ portal: { en, es: '' }, desk: { en: '', es: '' } })
const questions = ['care', 'people'].map((key) => ({
  key,
  ...plain(key),
  answers: ['yes', 'no'].map((answer) => ({ key: answer, ...plain(answer) })),
}))

test('Something broken is weighed by the questions of its topic, a question is asked with three', () => {
  assert.deepEqual(stepsOf('incident', true, questions), [
    'kind',
    'topic',
    'ask-care',
    'ask-people',
    'place',
    'words',
    'check',
  ])
  assert.deepEqual(stepsOf('question', true, questions), ['kind', 'topic', 'words', 'check'])
  assert.deepEqual(stepsOf('service_request', false, questions), ['kind', 'place', 'words', 'check'])
  assert.deepEqual(stepsOf('incident', true, []), ['kind', 'topic', 'place', 'words', 'check'])
})

test('Only what she was asked is sent: not what another topic asked, nor anything of a question', () => {
  const answers = { care: 'yes', printers: 'all', people: 'perhaps' }
  assert.deepEqual(answersOf({ ...empty, kind: 'incident', answers }, questions), { care: 'yes' })
  assert.deepEqual(answersOf({ ...empty, kind: 'incident' }, questions), {})
  assert.equal(answersOf({ ...empty, kind: 'question', answers }, questions), undefined)
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
