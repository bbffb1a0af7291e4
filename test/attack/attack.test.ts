import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../helpers/server.ts'
import { changedWrongly } from './allowed.ts'
import { attack } from './attack.ts'
import { grownBy, wrongWith } from './checks.ts'
import { chanceOf } from './hostile.ts'
import { takePrint } from './prints.ts'
import { rawShots, sendRaw } from './raw.ts'
import type { Attacker } from './target.ts'

const seconds = 15

test('A quarter of a minute of hostile requests finds no failure, no leak and no write without right.', async () => {
  const report = await attack({ seed: Number(process.env.ATTACK_SEED ?? 20_261_122), seconds })
  assert.deepEqual(report.findings, [])
  assert.ok(report.requests > 300, `${report.requests} requests`)
  const [first, last] = [report.memory.at(1), report.memory.at(-1)]
  assert.ok(first && last && last.heap_bytes - first.heap_bytes < 60e6, JSON.stringify(report.memory))
})

test('A server that leaks and writes on purpose is found out, by each of its defects.', async () => {
  const { findings } = await attack({ seed: 7, seconds, isMisbehaving: true })
  const all = findings.join('\n')
  for (const wanted of [
    /tells the word zebrafishvictim:/,
    /tells the word wolverinesealed in a header/,
    /The log tells axolotlharmed/,
    /changed [^\n]*core\.person\b/,
    /changed [^\n]*core\.role_assignment of themselves/,
    /changed [^\n]*core\.record closed/,
    /answers 500/,
  ])
    assert.match(all, wanted)
})

test('What the attack looks for, it finds.', () => {
  const reply = (status: number, text: string, type = 'application/problem+json') => ({
    status,
    text,
    type,
    headers: '{}',
  })
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
  for (const header of ['{"x-told":"secret"}', '{"set-cookie":["a=secret"]}'])
    assert.match(
      String(wrongWith({ ...reply(200, '{}', 'application/json'), headers: header }, ['secret'])),
      /in a header/,
    )
  assert.deepEqual([chanceOf(7), chanceOf(7)].map((each) => each.below(1e9))[0], chanceOf(7).below(1e9))
})

test('Memory that grows after the middle of an attack is told, and what was filled before is not.', () => {
  const measured = (...figures: number[]) =>
    figures.map((mb, index) => ({ second: index * 60, heap_bytes: mb * 1e6, rss_bytes: mb * 3e6 }))
  assert.equal(grownBy(measured(100, 160, 170, 172, 171)), undefined)
  assert.match(String(grownBy(measured(100, 110, 120, 140, 160))), /grew from second 120 to 240/)
  const resident = measured(100, 100, 100, 100, 100).map((each, index) => ({
    ...each,
    rss_bytes: each.rss_bytes + index * 50e6,
  }))
  assert.match(String(grownBy(resident)), /resident by 100000000/)
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

test('Every write shows in the prints, and each attacker may change what their role is for and nothing else.', async () => {
  const { owner, orgId } = wardline
  const attacker = await wardline.person('Attacked Print', [])
  const other = await wardline.person('Other Print', [])
  const file = async () => (await other.post('/api/tickets', { title: 'A', body: 'B' })).body.id as string
  const [ticket, closed] = [await file(), await file()]
  const changes = async (deed: () => Promise<unknown>, of: Attacker, person = attacker.personId) => {
    const before = await takePrint(owner, orgId, person, [closed])
    await deed()
    return changedWrongly(before, await takePrint(owner, orgId, person, [closed]), of)
  }
  const sql = (text: string, ...values: unknown[]) => owner.query(text, values)
  const draft = () => attacker.send('PUT', '/api/drafts/attack', { body: 'A draft' })
  for (const who of ['nobody', 'requester', 'agent', 'lead'] as const) {
    assert.deepEqual(await changes(draft, who), [], who)
    const right = await changes(
      () =>
        sql('update core.role_assignment set valid_to = valid_to where person_id = $1', attacker.personId),
      who,
    )
    assert.deepEqual(right, ['core.role_assignment of themselves'], who)
    const hash = await changes(
      () => sql('update core.password set hash = hash where person_id = $1', other.personId),
      who,
    )
    assert.deepEqual(hash, ['core.password'], who)
    const shut = await changes(() => sql('update core.record set title = title where id = $1', closed), who)
    assert.deepEqual(shut, ['core.record closed'], who)
  }
  const touch = () => sql('update core.record set title = title where id = $1', ticket)
  assert.deepEqual(await changes(touch, 'agent'), [])
  assert.deepEqual(await changes(touch, 'nobody'), ['core.record'])
  const remove = () => sql('delete from core.draft where person_id = $1', attacker.personId)
  assert.deepEqual(await changes(remove, 'stranger', other.personId), ['core.draft'])
  assert.deepEqual(await changes(async () => {}, 'stranger'), [])
})
