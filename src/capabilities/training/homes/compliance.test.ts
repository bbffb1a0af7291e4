/** How much of what is asked is in place, by department and month, beside what was reckoned by hand. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { reckon } from '../requirements/reckon.ts'

let wardline: Wardline
let trainer: Client
let west: string
let below: string
let competency_id: string
let requirement: { id: string }
let nurses: Client[]

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

before(async () => {
  wardline = await startWardline({ now: '2026-01-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  const admin = await wardline.admin()
  west = must(await admin.post('/api/departments', { name: '4 West' })).id
  below = must(await admin.post('/api/departments', { name: '4 West, nights', parent_id: west })).id
  const { id: framework_id } = must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  competency_id = must(
    await trainer.post('/api/training/competencies', { framework_id, code: 'C1', kind: 'skill', name: 'C' }),
  ).id
  nurses = []
  for (const letter of 'ABCD') nurses.push(await wardline.person(`Nurse ${letter}`, ['requester']))
  await moveTo(west, nurses.slice(0, 3))
  await moveTo(below, nurses.slice(3))
  requirement = must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'department', subject_id: west, competency_id, level: 1 },
      ...{ valid_months: 3, renewal_days: 30, grace_days: 10, starts_on: '2026-01-15' },
    }),
  )
  await wardline.person('Pia Person', ['requester'])
})
after(() => wardline?.close())

const moveTo = (department: string, people: Client[]) =>
  wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    department,
    people.map(({ personId }) => personId),
  ])
const learn = async (person: Client | undefined, happened_on: string) =>
  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: person?.personId, verb: 'completed', origin: 'observed', happened_on },
      ...{ assessor_id: trainer.personId, competencies: [{ competency_id, level: 1 }] },
    }),
  )
const count = () => reckon(wardline.composition.app, { org: wardline.orgId })
const read = async (query = '') => must(await trainer.get(`/api/training/compliance${query}`))
async function goTo(day: string): Promise<void> {
  wardline.clock.advance(
    new Date(`${day}T12:00:00Z`).getTime() - wardline.composition.app.clock.now().getTime(),
  )
  await count()
  trainer = await wardline.signIn('tess.trainer@main.example', 'main')
}

test('Before anything was counted nothing is told.', async () => {
  assert.deepEqual(await read(), { counted_on: null, departments: [], months: [] })
})

test('Whoever has still time to learn is complete; who had their time, or whose proof ended, is not.', async () => {
  await learn(nurses[0], '2026-01-10')
  await count()
  const [first] = (await read()).months
  assert.deepEqual(first, { day: '2026-01-15', people: 4, complete: 4, asked: 4, met: 1 })
  await goTo('2026-01-25')
  assert.deepEqual((await read()).months, [{ day: '2026-01-25', people: 4, complete: 4, asked: 4, met: 1 }])
  await goTo('2026-01-26')
  assert.deepEqual((await read()).months, [{ day: '2026-01-26', people: 4, complete: 1, asked: 4, met: 1 }])
})

test('Each month keeps its last count, whoever moves or learns afterwards.', async () => {
  await goTo('2026-02-20')
  await learn(nurses[1], '2026-02-19')
  await count()
  await goTo('2026-03-20')
  await learn(nurses[3], '2026-01-05')
  await moveTo(below, nurses.slice(2, 3))
  await count()
  // The proof of the first nurse ends, and so does that of the last one.
  await goTo('2026-04-20')
  await count()
  const { counted_on, months, departments } = await read()
  assert.equal(counted_on, '2026-04-20')
  assert.deepEqual(months, [
    { day: '2026-01-26', people: 4, complete: 1, asked: 4, met: 1 },
    { day: '2026-02-20', people: 4, complete: 2, asked: 4, met: 2 },
    { day: '2026-03-20', people: 4, complete: 3, asked: 4, met: 3 },
    { day: '2026-04-20', people: 4, complete: 1, asked: 4, met: 1 },
  ])
  assert.deepEqual(departments, [
    {
      department_id: below,
      department: '4 West, nights',
      ...{ people: 2, complete: 0, asked: 2, met: 0 },
      before: { day: '2026-01-26', people: 1, complete: 0 },
    },
    {
      department_id: west,
      department: '4 West',
      ...{ people: 2, complete: 1, asked: 2, met: 1 },
      before: { day: '2026-01-26', people: 3, complete: 1 },
    },
  ])
})

test('A department is told with those below it, one below by itself, and of one that is not there nothing.', async () => {
  assert.equal((await read(`?department=${west}`)).departments.length, 2)
  const one = await read(`?department=${below}`)
  assert.deepEqual(
    one.months.map(({ people, complete }: { people: number; complete: number }) => [people, complete]),
    [
      [1, 0],
      [1, 0],
      [2, 1],
      [2, 0],
    ],
  )
  assert.deepEqual((await read(`?department=${wardline.orgId}`)).months, [])
  assert.equal((await trainer.get('/api/training/compliance?department=x')).status, 422)
})

test('It goes out as CSV with a line in the audit log, to who reads of everybody and nobody else.', async () => {
  const { status, body } = await trainer.get('/api/training/compliance/export.csv')
  assert.equal(status, 200)
  const lines = String(body).replace('\uFEFF', '').trim().split('\r\n')
  assert.equal(lines.length, 9)
  assert.equal(lines[0], 'Day,Department,People,With everything in place,Asked,In place')
  assert.equal(lines[7], '2026-04-20,4 West,2,1,2,1')
  const { rows } = await wardline.owner.query(
    "select data from core.audit where action = 'training.export_compliance' and actor_id = $1",
    [trainer.personId],
  )
  assert.deepEqual(rows, [{ data: { lines: 8 } }])
  const nurse = await wardline.signIn('nurse.a@main.example', 'main')
  for (const path of ['/api/training/compliance', '/api/training/compliance/export.csv']) {
    assert.equal((await nurse.get(path)).status, 403)
    assert.equal((await wardline.anonymous.get(path)).status, 401)
  }
})

test('What nobody has to have any more is not counted, and neither is a day before it is asked.', async () => {
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurses[0]?.personId, competency_id, level: 1 },
      ...{ renewal_days: 0, grace_days: 0, starts_on: '2026-05-01' },
    }),
  )
  await count()
  assert.equal((await read()).months.at(-1).asked, 4)
  must(await trainer.send('DELETE', `/api/training/requirements/${requirement.id}`, {}))
  await goTo('2026-05-02')
  assert.deepEqual((await read()).months.at(-1), {
    day: '2026-05-02',
    people: 1,
    complete: 1,
    asked: 1,
    met: 1,
  })
})
