import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { serverSentences } from './helpers/sentences.ts'

const spanish = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../src/web/i18n/said.es.json'), 'utf8'),
) as Record<string, string>
const english = serverSentences()
const valuesIn = (text: string) => [...new Set(text.match(/\{\d\}/g))].sort()

test('Everything that the server says to a reader is there in Spanish, with the same values in it.', () => {
  assert.ok(english.size > 500, 'the sentences were found')
  const missing = [...english].filter(([sentence]) => spanish[sentence] === undefined)
  assert.deepEqual(
    missing.map(([sentence, file]) => `${file}: ${sentence}`),
    [],
  )
  for (const [sentence, said] of Object.entries(spanish))
    assert.deepEqual(valuesIn(said), valuesIn(sentence), sentence)
})

test('No sentence is kept in Spanish that the server does not say any more.', () => {
  assert.deepEqual(
    Object.keys(spanish).filter((sentence) => !english.has(sentence)),
    [],
  )
})
