import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { priorityOf } from '../../tickets/index.ts'
import { deeds } from './ladder.ts'
import { levelsFor } from './raise.ts'
import { reasonsWhy } from './view.ts'

for (const language of ['en', 'es'])
  test(`The timeline has words for each deed and for each reason to leave a step out in ${language}.`, () => {
    const path = resolve(import.meta.dirname, `../../tickets/web/${language}.json`)
    const { said } = JSON.parse(readFileSync(path, 'utf8')).tickets as { said: Record<string, string> }
    for (const deed of deeds) assert.ok(said[`climbed_${deed}`], deed)
    for (const why of reasonsWhy) assert.ok(said[`left_out_${why}`], why)
  })

test('From every impact and urgency the priority can be raised by one, and only the highest cannot.', () => {
  for (const impact of [1, 2, 3, 4])
    for (const urgency of [1, 2, 3, 4]) {
      const now = priorityOf(impact, urgency)
      const raised = levelsFor({ impact, urgency }, now - 1)
      if (now === 1) assert.equal(raised, undefined)
      else {
        assert.ok(raised)
        assert.equal(priorityOf(raised.impact, raised.urgency), now - 1)
        assert.ok(raised.impact <= impact && raised.urgency <= urgency, 'nothing becomes less urgent')
      }
    }
})
