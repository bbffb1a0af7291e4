import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { startWardline } from '../../../../test/helpers/server.ts'

const file = resolve(process.env.WARDLINE_DATA ?? '../shared/data', 'xapi/xapi-1.0.3-statement-cases.jsonl')
const headers = { 'x-experience-api-version': '1.0.3' }
const at_once = 10

type Case = { test: string; requirement: string; expect: number[]; statement: Record<string, unknown> }

test('The endpoint answers every statement of the conformance suite as it should, over HTTP, with a sentence where it refuses.', async (t) => {
  if (!existsSync(file)) return t.skip('The cases of the conformance suite are not here.')
  const cases = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
  const wardline = await startWardline()
  try {
    const trainer = await wardline.person('Tess Trainer', ['trainer'])
    const wrong: string[] = []
    const counts = new Map<number, number>()
    const waiting = cases.values()
    const work = async () => {
      for (const { statement, expect, test, requirement } of waiting) {
        const { status, body } = await trainer.send('POST', '/api/xapi/statements', statement, headers)
        counts.set(status, (counts.get(status) ?? 0) + 1)
        if (!expect.includes(status)) wrong.push(`${status} for ${expect} ${test}: ${requirement}`)
        else if (status === 400) assert.match(body.detail, /\.$/)
      }
    }
    await Promise.all(Array.from({ length: at_once }, work))
    t.diagnostic(
      `${cases.length - wrong.length} of ${cases.length} as expected: ${JSON.stringify([...counts])}`,
    )
    assert.deepEqual(wrong, [])
    assert.equal(cases.length, 950)
    const { rows } = await wardline.owner.query('select count(*)::int as kept from training.statement')
    assert.equal(rows[0].kept, counts.get(200), 'what was refused left nothing')
  } finally {
    await wardline.close()
  }
})
