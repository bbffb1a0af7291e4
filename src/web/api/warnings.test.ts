import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speakSentences } from '../i18n/said.ts'
import { currentToasts } from '../kit/toast.ts'
import { ask } from './client.ts'

test('What an answer warns about is said on every page, in the language of the reader.', async () => {
  speakSentences({ '{0} was not told.': 'No se avisó a {0}.' })
  const response = new Response('{}', { status: 200 })
  const data = { id: 'x', warnings: ['Otis Other was not told.', 'Unknown here.'] }
  assert.equal(await ask(Promise.resolve({ data, response })), data)
  await ask(Promise.resolve({ data: { warnings: [] }, response }))
  await ask(Promise.resolve({ data: 'text', response }))
  assert.deepEqual(
    currentToasts().map(({ text }) => text),
    ['No se avisó a Otis Other.', 'Unknown here.'],
  )
})
