import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startWardline, type Wardline } from '../../test/helpers/server.ts'
import { forgetAnswers } from './idempotency.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline({ now: '2026-03-06T15:00:00.000Z' })
})
after(() => wardline.close())

test('What a call that may be sent twice answered is forgotten after two days, every day.', async () => {
  await wardline.person('Nora Nurse', [])
  const file = async (key: string) => {
    // A session is over long before.
    const nurse = await wardline.signIn('nora.nurse@main.example', 'main')
    const body = { title: 'I cannot log in', body: 'The badge reader blinks red.' }
    const { status, body: filed } = await nurse.send('POST', '/api/tickets', body, { 'idempotency-key': key })
    assert.equal(status, 200)
    return filed.id
  }
  const first = await file('first')
  wardline.clock.advance(47 * 3_600_000)
  await forgetAnswers(wardline.composition.app)
  assert.equal(await file('first'), first)
  await file('second')
  wardline.clock.advance(2 * 3_600_000)
  await forgetAnswers(wardline.composition.app)
  const { rows } = await wardline.owner.query('select key from core.idempotency')
  assert.deepEqual(rows, [{ key: 'second' }])
  const schedules = wardline.composition.app.registry.capabilities.flatMap((each) => each.schedules ?? [])
  assert.ok(schedules.some((each) => /^\d+ \d+ \* \* \* people.forget_answers$/.test(each)))
})
