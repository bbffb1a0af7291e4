import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { StatementRefused } from './check-parts.ts'
import { checkStatement } from './check-statement.ts'

const file = resolve(process.env.WARDLINE_DATA ?? '../shared/data', 'xapi/xapi-1.0.3-statement-cases.jsonl')

type Case = { test: string; requirement: string; expect: number[]; statement: unknown }

/** 200 when the statement is taken, 400 when it is refused. */
function answerTo(statement: unknown): number {
  try {
    checkStatement(statement)
    return 200
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error
    assert.match(error.message, /\.$/, 'a refusal is a sentence')
    return 400
  }
}

test('Every case of the conformance suite is answered as it should be.', (t) => {
  if (!existsSync(file)) return t.skip('The cases of the conformance suite are not here.')
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
  assert.equal(cases.length, 950)
  const wrong = cases.filter(({ statement, expect }) => !expect.includes(answerTo(statement)))
  assert.deepEqual(
    wrong.map(({ test, requirement, expect }) => `${expect} ${test}: ${requirement}`),
    [],
  )
})
