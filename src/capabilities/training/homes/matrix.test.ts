import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let trainer: Client
let lead: Client
let under: Client
let nurses: Client[]
let other: Client
let pump: string
let cabinet: string
let ward: string

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  lead = await wardline.person('Lena Lead', ['requester'])
  under = await wardline.person('Udo Under', ['requester'])
  nurses = []
  for (const letter of 'ABC') nurses.push(await wardline.person(`Nurse ${letter}`, ['requester']))
  other = await wardline.person('Olga Other', ['requester'])
  const admin = await wardline.admin()
  ward = must(await admin.post('/api/departments', { name: '4 West' })).id
  await follows(under, lead)
  for (const nurse of nurses) await follows(nurse, under)
  await wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    ward,
    nurses.slice(0, 2).map(({ personId }) => personId),
  ])
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const competency = async (code: string, name: string) =>
    must(
      await trainer.post('/api/training/competencies', {
        framework_id: framework.id,
        code,
        kind: 'skill',
        name,
      }),
    ).id as string
  pump = await competency('PMP', 'Sets up the pump')
  cabinet = await competency('CAB', '=Takes stock')
  for (const person of [...nurses, lead, other]) await ask(person, pump)
  await ask(nurses[0] as Client, cabinet)
  await learn(nurses[0] as Client, pump, '2026-06-01')
  await learn(nurses[1] as Client, pump, '2024-01-01')
})
after(() => wardline?.close())

const follows = (person: Client, manager: Client) =>
  wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    person.personId,
    manager.personId,
  ])
const ask = async (person: Client, competency_id: string, valid_months = 12) =>
  must(
    await trainer.post('/api/training/requirements', {
      subject: 'person',
      subject_id: person.personId,
      competency_id,
      level: 1,
      valid_months,
      renewal_days: 30,
      grace_days: 0,
      starts_on: '2026-01-01',
    }),
  )
const learn = async (person: Client, competency_id: string, happened_on: string) =>
  must(
    await trainer.post('/api/training/records', {
      person_id: person.personId,
      verb: 'completed',
      origin: 'observed',
      assessor_id: trainer.personId,
      happened_on,
      competencies: [{ competency_id, level: 1 }],
    }),
  )
type Row = { person: string; cells: { competency_id: string; state: string; is_late: boolean }[] }
const matrix = async (client: Client, query = '') => must(await client.get(`/api/training/matrix${query}`))
const names = ({ rows }: { rows: Row[] }) => rows.map(({ person }) => person)

test('Who leads sees those whom they lead, however far down, and not themselves; others see nobody; a trainer sees all.', async () => {
  assert.deepEqual(names(await matrix(lead)), ['Nurse A', 'Nurse B', 'Nurse C'])
  assert.deepEqual(names(await matrix(under)), ['Nurse A', 'Nurse B', 'Nurse C'])
  assert.deepEqual(await matrix(nurses[0] as Client), { rows: [], competencies: [], next: null })
  assert.deepEqual(names(await matrix(trainer)), ['Lena Lead', 'Nurse A', 'Nurse B', 'Nurse C', 'Olga Other'])
  assert.equal((await wardline.anonymous.get('/api/training/matrix')).status, 401)
  assert.equal((await wardline.anonymous.get('/api/training/matrix/export.csv')).status, 401)
})

test('Each cell tells the state and its days, and an empty one that nothing is asked.', async () => {
  const { rows, competencies } = await matrix(lead)
  assert.deepEqual(
    competencies.map(({ code }: { code: string }) => code),
    ['CAB', 'PMP'],
  )
  const [a, b, c] = rows as Row[]
  const cell = (row: Row | undefined, id: string) =>
    row?.cells.find(({ competency_id }) => competency_id === id)
  assert.deepEqual(cell(a, pump), {
    competency_id: pump,
    state: 'certified',
    is_late: false,
    due_on: '2026-06-15',
    achieved_on: '2026-06-01',
    expires_on: '2027-06-01',
  })
  assert.deepEqual([cell(b, pump)?.state, cell(b, pump)?.is_late], ['expired', true])
  assert.deepEqual([cell(c, pump)?.state, cell(c, pump)?.is_late], ['assigned', false])
  assert.deepEqual([cell(a, cabinet)?.state, cell(b, cabinet)], ['assigned', undefined])
})

test('Of two requirements of one competency the cell tells the one that is missing, and not the one that is kept.', async () => {
  await ask(nurses[1] as Client, pump, 120)
  const { credentials } = must(await trainer.get(`/api/training/people/${nurses[1]?.personId}`))
  assert.deepEqual(credentials.map(({ state }: { state: string }) => state).toSorted(), [
    'certified',
    'expired',
  ])
  const { rows } = await matrix(lead)
  assert.deepEqual(
    rows[1].cells.map(({ state }: { state: string }) => state),
    ['expired'],
  )
})

test('It comes page by page, by department and by competency; a page that does not exist is refused.', async () => {
  const first = await matrix(trainer, '?limit=2')
  assert.deepEqual(names(first), ['Lena Lead', 'Nurse A'])
  const second = await matrix(trainer, `?limit=2&after=${first.next}`)
  assert.deepEqual(names(second), ['Nurse B', 'Nurse C'])
  const third = await matrix(trainer, `?limit=2&after=${second.next}`)
  assert.deepEqual([names(third), third.next], [['Olga Other'], null])
  assert.deepEqual(names(await matrix(trainer, `?department=${ward}`)), ['Nurse A', 'Nurse B'])
  const only = await matrix(trainer, `?competency=${cabinet}`)
  assert.deepEqual([names(only), only.competencies.length, only.rows[0].cells.length], [['Nurse A'], 1, 1])
  assert.equal((await trainer.get('/api/training/matrix?after=x')).status, 422)
})

test('The export holds what the page shows, in words, with no formula, and leaves a line.', async () => {
  const { status, body } = await lead.get('/api/training/matrix/export.csv')
  assert.equal(status, 200)
  const lines = String(body).replace('\uFEFF', '').trim().split('\r\n')
  assert.equal(lines.length, 4)
  assert.match(lines[0] as string, /^Person,Job,Department,CAB =Takes stock,PMP Sets up the pump$/)
  assert.match(lines[1] as string, /^Nurse A,.*assigned 2026-06-15,certified 2027-06-01$/)
  const { rows } = await wardline.owner.query(
    "select data from core.audit where action = 'training.export_matrix' and actor_id = $1",
    [lead.personId],
  )
  assert.equal(rows.length, 1)
})
