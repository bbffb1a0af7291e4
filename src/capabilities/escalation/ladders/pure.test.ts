import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { deeds } from './ladder.ts'
import { reasonsWhy } from './view.ts'

for (const language of ['en', 'es'])
  test(`The timeline has words for each deed and for each reason to leave a step out in ${language}.`, () => {
    const path = resolve(import.meta.dirname, `../../tickets/web/${language}.json`)
    const { said } = JSON.parse(readFileSync(path, 'utf8')).tickets as { said: Record<string, string> }
    for (const deed of deeds) assert.ok(said[`climbed_${deed}`], deed)
    for (const why of reasonsWhy) assert.ok(said[`left_out_${why}`], why)
  })
