import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { remindDue } from './remind.ts'

let wardline: Wardline
let trainer: Client
let lead: Client
let nurses: Client[]
let pump: string
let scanner: string

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const learn = async (person: Client, competency_id: string, happened_on: string): Promise<string> =>
  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: person.personId, verb: 'completed', origin: 'observed', happened_on },
      ...{ assessor_id: trainer.personId, competencies: [{ competency_id, level: 1 }] },
    }),
  ).id
const ask = async (person: Client, competency_id: string, more: object = {}) =>
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: person.personId, competency_id, level: 1, valid_months: 12 },
      ...{ renewal_days: 60, grace_days: 0, starts_on: '2025-01-01', ...more },
    }),
  )
/** How often each was told since the last time, by name. */
async function told(): Promise<Record<string, number>> {
  await Promise.all([remindDue(wardline.composition.app), remindDue(wardline.composition.app)])
  const { rows } = await wardline.owner.query(
    `with gone as (delete from notices.waiting where kind = 'learning' and channel = 'mail' returning notification_id)
     select p.name || ' ' || n.reason as who, count(*)::int as times from gone g
       join core.notification n on n.id = g.notification_id join core.person p on p.id = n.person_id group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map(({ who, times }) => [who, times]))
}
const on = async (day: string) => {
  wardline.clock.advance(Date.parse(`${day}T12:00:00Z`) - wardline.clock.now().getTime())
  // The session of before has ended since.
  trainer = await wardline.signIn('tess.trainer@main.example')
}

before(async () => {
  wardline = await startWardline({ now: '2026-01-02T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  lead = await wardline.person('Lena Lead', [])
  nurses = [await wardline.person('Nora Nurse', []), await wardline.person('Nils Nurse', [])]
  for (const { personId } of nurses)
    await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
      personId,
      lead.personId,
    ])
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const competency = async (code: string) =>
    must(
      await trainer.post('/api/training/competencies', {
        ...{ framework_id: framework.id, code, kind: 'skill', name: `Knows ${code}` },
      }),
    ).id as string
  pump = await competency('PMP')
  scanner = await competency('SCN')
})
after(() => wardline?.close())

test('Who has to renew is told when the window opens, 30 and 7 days before the end and when it is over, once each.', async () => {
  const [nora, nils] = nurses as [Client, Client]
  // Both end on July 1, 2026; one mail tells of two.
  for (const competency of [pump, scanner]) {
    await ask(nora, competency)
    await learn(nora, competency, '2025-07-01')
  }
  await ask(nils, pump)
  await learn(nils, pump, '2025-07-01')
  assert.deepEqual(await told(), {}, 'nothing is near')
  for (const [day, isTold] of [
    ['2026-05-01', false],
    ['2026-05-02', true],
    ['2026-05-03', false],
    ['2026-06-01', true],
    ['2026-06-23', false],
    ['2026-06-24', true],
    ['2026-06-30', false],
    ['2026-07-01', true],
    ['2026-07-02', false],
  ] as const) {
    await on(day)
    assert.deepEqual(
      await told(),
      isTold
        ? { 'Lena Lead learning_due_led': 1, 'Nils Nurse learning_due': 1, 'Nora Nurse learning_due': 1 }
        : {},
      day,
    )
  }
})

test('Who renewed hears no more of the former day, and what was taken back is told again.', async () => {
  const [nora] = nurses as [Client, Client]
  const id = await learn(nora, pump, '2026-07-02')
  await learn(nora, scanner, '2026-07-02')
  await on('2026-07-03')
  assert.deepEqual(await told(), {})
  must(await trainer.post(`/api/training/records/${id}/revoke`, { evidence: 'Somebody else sat it.' }))
  assert.deepEqual(await told(), {}, 'that it was over was told already')
  await on('2027-07-01')
  assert.deepEqual(await told(), { 'Lena Lead learning_due_led': 1, 'Nora Nurse learning_due': 1 }, 'in 2027')
})

test('What was never learned is told before it is due; what is asked with a day long ago floods nobody.', async () => {
  const [, nils] = nurses as [Client, Client]
  await ask(nils, scanner, { starts_on: '2027-07-01', grace_days: 20 })
  assert.deepEqual(await told(), { 'Nils Nurse learning_due': 1 }, 'their lead was told today')
  await on('2027-07-20')
  assert.deepEqual(await told(), { 'Lena Lead learning_due_led': 1, 'Nils Nurse learning_due': 1 })
  const late = await wardline.person('Lars Late', [])
  await ask(late, pump, { starts_on: '2020-01-01' })
  assert.deepEqual(Object.keys(await told()).filter((who) => who.startsWith('Lars')).length, 1)
  await on('2027-08-20')
  assert.deepEqual(Object.keys(await told()).filter((who) => who.startsWith('Lars')).length, 0)
})

test('Who led somebody and left is told of nobody.', async () => {
  const gone = await wardline.person('Gus Gone', [])
  const led = await wardline.person('Lia Led', [])
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    led.personId,
    gone.personId,
  ])
  await wardline.owner.query('update core.person set is_active = false where id = $1', [gone.personId])
  await ask(led, pump, { starts_on: '2027-08-20' })
  await told()
  const { rows } = await wardline.owner.query(
    "select person_id from core.notification where reason like 'learning_due%' and person_id = any($1)",
    [[gone.personId, led.personId]],
  )
  assert.deepEqual(rows, [{ person_id: led.personId }])
})

test('A reader finds the notice with why it came; who wants none is told by no way.', async () => {
  const [nora] = nurses as [Client, Client]
  const reader = await wardline.signIn('nora.nurse@main.example')
  const { rows } = must(await reader.get('/api/notices?kind=learning&limit=1'))
  assert.deepEqual([rows[0].reason, rows[0].why, rows[0].by], ['learning_due', 'named', null])
  must(await reader.post('/api/notices/mute-kind', { kind: 'learning', is_muted: true }))
  await learn(nora, scanner, '2027-08-01')
  await ask(nora, scanner, { valid_months: 1, renewal_days: 0 })
  await told()
  const { rows: kept } = await wardline.owner.query(
    "select read_at from core.notification where person_id = $1 and reason = 'learning_due' order by created_at desc limit 1",
    [nora.personId],
  )
  assert.notEqual(kept[0].read_at, null)
})
