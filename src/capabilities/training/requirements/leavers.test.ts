/** Of whom something is asked no more: they are in no list and in no count of what is missing. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { reckon } from './reckon.ts'

let wardline: Wardline
let trainer: Client
let competency_id: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer'])
  const { id: framework_id } = must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  competency_id = must(
    await trainer.post('/api/training/competencies', { framework_id, code: 'C1', kind: 'skill', name: 'C' }),
  ).id
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

test('Who left, lost the role for which it is asked, or is to get it, misses nothing.', async () => {
  const names = ['Stays Here', 'Has Left', 'Lost Role', 'Comes Later']
  const people: Client[] = []
  for (const name of names) people.push(await wardline.person(name, ['help-desk']))
  const { rows } = await wardline.owner.query<{ id: string }>(
    "select id from core.role where key = 'help-desk' and org_id = $1",
    [wardline.orgId],
  )
  const role = rows[0]?.id
  const assigned = (person: Client | undefined, change: string) =>
    wardline.owner.query(`update core.role_assignment set ${change} where person_id = $1 and role_id = $2`, [
      person?.personId,
      role,
    ])
  await assigned(people[3], "valid_from = '2026-07-01T00:00:00Z'")
  must(
    await trainer.post('/api/training/requirements', {
      ...{ competency_id, level: 1, renewal_days: 0, grace_days: 0, starts_on: '2026-01-01' },
      ...{ subject: 'role', subject_id: role },
    }),
  )
  const missing = async () => {
    const { rows, now } = must(await trainer.get(`/api/training/gaps?competency=${competency_id}`))
    assert.equal(now, rows.length)
    return rows.map(({ person }: { person: string }) => person).sort()
  }
  assert.deepEqual(await missing(), ['Has Left', 'Lost Role', 'Stays Here'])
  await wardline.owner.query('update core.person set is_active = false where id = $1', [people[1]?.personId])
  await assigned(people[2], "valid_from = '2026-01-01T00:00:00Z', valid_to = '2026-06-15T11:59:00Z'")
  await reckon(wardline.composition.app, { org: wardline.orgId })
  assert.deepEqual(await missing(), ['Stays Here'])
  wardline.clock.advance(17 * 86_400_000)
  await reckon(wardline.composition.app, { org: wardline.orgId })
  trainer = await wardline.signIn('tess.trainer@main.example', 'main')
  assert.deepEqual(await missing(), ['Comes Later', 'Stays Here'])
})

test('A year that was mistyped is refused, so that no day beyond it is told.', async () => {
  const person = await wardline.person('Yara Year', ['help-desk'])
  const ask = (starts_on: string) =>
    trainer.post('/api/training/requirements', {
      ...{ competency_id, level: 1, renewal_days: 0, grace_days: 366, starts_on },
      ...{ subject: 'person', subject_id: person.personId },
    })
  const learn = (happened_on: string) =>
    trainer.post('/api/training/records', {
      ...{ person_id: person.personId, verb: 'passed', origin: 'observed', assessor_id: trainer.personId },
      happened_on,
    })
  for (const refused of [await ask('9999-12-31'), await ask('0202-01-01'), await learn('0202-01-01')]) {
    assert.equal(refused.status, 422, JSON.stringify(refused.body))
    assert.match(refused.body.errors[0].detail, /between the years 1900 and 2199/)
  }
  must(await ask('2199-12-31'))
  must(await learn('1900-01-01'))
  must(await person.get('/api/training/mine'))
})
