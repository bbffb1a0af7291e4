import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../helpers/server.ts'
import { attack } from './attack.ts'
import { changedWrongly, wrongWith } from './checks.ts'
import { chanceOf } from './hostile.ts'
import { rawShots, sendRaw } from './raw.ts'

const seconds = 15

test('A quarter of a minute of hostile requests finds no failure, no leak and no write without right.', async () => {
  const report = await attack({ seed: Number(process.env.ATTACK_SEED ?? 20_261_122), seconds })
  assert.deepEqual(report.findings, [])
  assert.ok(report.requests > 300, `${report.requests} requests`)
  const [first, last] = [report.memory.at(1), report.memory.at(-1)]
  assert.ok(first && last && last.heap_bytes - first.heap_bytes < 60e6, JSON.stringify(report.memory))
})

test('What the attack looks for, it finds.', () => {
  const reply = (status: number, text: string, type = 'application/problem+json') => ({ status, text, type })
  const problem = { type: 'invalid', title: 'Wrong', status: 422 }
  assert.equal(wrongWith(reply(422, JSON.stringify(problem)), ['secret']), undefined)
  assert.equal(wrongWith(reply(200, '{"a":1}', 'application/json'), ['secret']), undefined)
  for (const wrong of [
    reply(500, JSON.stringify({ ...problem, status: 500 })),
    reply(200, 'the secret', 'text/plain'),
    reply(422, JSON.stringify(problem), 'application/json'),
    reply(422, JSON.stringify({ ...problem, status: 400 })),
    reply(422, JSON.stringify({ type: 'invalid' })),
    reply(422, 'no JSON'),
    reply(422, JSON.stringify({ ...problem, detail: 'at /x/node_modules/pg' })),
  ])
    assert.notEqual(wrongWith(wrong, ['secret']), undefined, JSON.stringify(wrong))
  const before = new Map([
    ['core.record', '1 5'],
    ['core.audit', '1 5'],
    ['core.role', '1 5'],
  ])
  const after = new Map([
    ['core.record', '1 6'],
    ['core.audit', '2 11'],
    ['core.role', '1 7'],
  ])
  assert.deepEqual(changedWrongly(before, after, 'administrator', true), ['core.record', 'core.role'])
  assert.deepEqual(changedWrongly(before, after, 'nobody', false), ['core.record', 'core.role'])
  assert.deepEqual(changedWrongly(before, after, 'agent', false), ['core.role'])
  assert.deepEqual([chanceOf(7), chanceOf(7)].map((each) => each.below(1e9))[0], chanceOf(7).below(1e9))
})

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
})
after(() => wardline.close())

test('What is no HTTP is refused with a problem and safe headers, answered once, and the server goes on.', async () => {
  const { port } = wardline.composition.http.server.address() as AddressInfo
  for (const [what, text] of Object.entries(rawShots)) {
    const back = await sendRaw(port, text)
    const statuses = [...back.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
    assert.ok(
      statuses.length <= 1 && statuses.every((status) => status >= 400 && status < 500),
      `${what}: ${back}`,
    )
    // Node answers some itself, with nothing but the status.
    if (statuses.length === 0 || back.endsWith('\r\n\r\n0\r\n\r\n')) continue
    assert.match(back, /content-type: application\/problem\+json/i, what)
    assert.match(back, /content-security-policy: default-src/i, what)
  }
  assert.equal((await wardline.anonymous.get('/health/live')).status, 200)
})
