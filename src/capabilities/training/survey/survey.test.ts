import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import { write } from '../../../platform/db/transaction.ts'
import { placesInTables } from '../../privacy/verify.ts'
import { must } from '../assessment/assessment.fixture.ts'
import { findNeeds } from '../needs/find.ts'
import { personsOfNeed } from '../needs/for-class.ts'
import { blocksOf } from './blocks.ts'
import { tendSurveys } from './tend.ts'

let wardline: Wardline
let trainer: Client
let leader: Client
let west: Client[]
let east: Client[]
let cabinet: string
let pump: string
let unit: string
const department: Record<string, string> = {}
const patient = 'Pt John Miller, MRN 48213377, DOB 03/04/1961'

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  leader = await wardline.person('Leo Leader', ['clinical-leader'])
  const admin = await wardline.admin()
  unit = must(await admin.post('/api/departments', { name: 'Nursing' })).id
  for (const name of ['4 West', '5 East'])
    department[name] = must(await admin.post('/api/departments', { name, parent_id: unit })).id
  west = await nurses('West', 6, '4 West')
  east = await nurses('East', 3, '5 East')
  const framework = must(
    await trainer.post('/api/training/frameworks', {
      name: 'Nursing',
      levels: ['Knows it', 'With help', 'Alone'],
    }),
  )
  const competency = async (code: string, name: string) =>
    must(
      await trainer.post('/api/training/competencies', {
        framework_id: framework.id,
        code,
        kind: 'skill',
        name,
      }),
    ).id
  cabinet = await competency('CAB', 'Takes stock of a cabinet')
  pump = await competency('PMP', 'Sets up the pump')
  must(
    await trainer.post('/api/training/requirements', {
      subject: 'department',
      subject_id: department['4 West'],
      competency_id: cabinet,
      level: 3,
      renewal_days: 0,
      grace_days: 30,
      starts_on: '2026-01-01',
    }),
  )
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

async function nurses(ward: string, count: number, in_: string): Promise<Client[]> {
  const people = []
  for (let n = 0; n < count; n++)
    people.push(await wardline.person(`${ward} Nurse ${'ABCDEF'[n]}`, ['requester']))
  await wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    department[in_],
    people.map(({ personId }) => personId),
  ])
  return people
}
const asked = (more: object = {}) => ({
  title: 'What do you need?',
  subject: 'department',
  subject_id: unit,
  competency_ids: [cabinet, pump],
  starts_on: '2026-06-15',
  ends_on: '2026-06-30',
  ...more,
})
const path = '/api/training/needs-surveys'
const ask = async (more: object = {}) => must(await trainer.post(path, asked(more))).id as string
const answer = (client: Client, id: string, levels: readonly (number | null)[], wish?: string) =>
  client.send('PUT', `${path}/${id}/answer`, {
    answers: [cabinet, pump].map((competency_id, at) => ({ competency_id, level: levels[at] ?? null })),
    ...(wish === undefined ? {} : { wish }),
  })
const end = (id: string) => trainer.post(`${path}/${id}/end`)
const results = async (id: string, client = trainer) => must(await client.get(`${path}/${id}/results`))
const rows = async (sql: string, values: unknown[] = []) =>
  (await wardline.owner.query(sql, values)).rows as Record<string, unknown>[]

test('Parts that are told have enough people, hold everybody, and leave no smaller part to be reckoned.', () => {
  const group = (name: string, n: number) => Array.from({ length: n }, () => name)
  const told = (...sizes: number[]) =>
    blocksOf(sizes.map((n, at) => group('abcdef'[at] as string, n))).map((block) =>
      [...new Set(block)].sort().join(''),
    )
  assert.deepEqual(told(9, 6), ['a', 'b'])
  assert.deepEqual(told(9, 6, 1), ['a', 'bc'], 'the one would be the difference, so that the smallest joins')
  assert.deepEqual(told(9, 2, 3), ['a', 'bc'])
  assert.deepEqual(told(4), [])
  assert.deepEqual(told(2, 2), [])
  assert.deepEqual(told(5), ['a'])
  for (let round = 0; round < 300; round++) {
    const sizes = Array.from({ length: 1 + (round % 6) }, (_, at) => ((round * 7 + at * 5) % 11) + 1)
    const blocks = blocksOf(sizes.map((n, at) => group('abcdef'[at] as string, n)))
    const all = sizes.reduce((sum, n) => sum + n, 0)
    assert.ok(blocks.every((block) => block.length >= 5))
    assert.equal(blocks.flat().length, all < 5 ? 0 : all, 'all or nobody')
  }
})

test('A survey that asks too few, of nothing, or in the past is refused; only trainers ask.', async () => {
  await wardline.owner.query("update core.person set title = 'Porter' where id = any($1::uuid[])", [
    east.slice(0, 3).map(({ personId }) => personId),
  ])
  for (const [change, sentence] of [
    [{ subject_id: department['5 East'] }, /Fewer than 5 people/],
    [{ subject: 'job', named: 'porter' }, /Fewer than 5 people/],
    [{ subject_id: wardline.orgId }, /department does not exist/],
    [{ competency_ids: [wardline.orgId] }, /not there any more/],
    [{ starts_on: '2026-06-14' }, /has passed/],
    [{ ends_on: '2026-06-14' }, /ends before it begins/],
    [{ ends_on: '2026-12-31' }, /92 days/],
    [{ title: patient }, /patient/],
  ] as const) {
    const { status, body } = await trainer.post(path, asked(change))
    assert.equal(status, 422, JSON.stringify(change))
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await leader.post(path, asked())).status, 403)
  assert.equal((await trainer.post(path, asked({ competency_ids: [] }))).status, 422)
  assert.deepEqual(must(await trainer.get(path)).rows, [], 'nothing of it is stored')
})

test('Who is asked is told, answers, changes it until the end, and is found by nobody afterwards.', async () => {
  const id = await ask()
  const reasons = await rows("select person_id from core.notification where reason = 'survey_asked'")
  assert.equal(reasons.length, 9)
  const [one] = west as [Client]
  const form = `${path}/${id}/form`
  assert.deepEqual(
    must(await one.get(`${path}/mine`)).rows.map((row: { has_answered: boolean }) => row.has_answered),
    [false],
  )
  assert.deepEqual(must(await trainer.get(`${path}/mine`)).rows, [])
  assert.equal((await trainer.get(form)).status, 404, 'who is not asked')
  assert.equal((await answer(trainer, id, [1, 1])).status, 404)
  for (const [levels, wish, sentence] of [
    [[4, 1], undefined, /no such level/],
    [[1, 1], patient, /patient/],
  ] as const) {
    const { status, body } = await answer(one, id, levels, wish)
    assert.equal(status, 422)
    assert.match(body.errors[0].detail, sentence)
  }
  const half = await one.send('PUT', `${path}/${id}/answer`, {
    answers: [{ competency_id: cabinet, level: 1 }],
  })
  assert.match(half.body.errors[0].detail, /Say of each one/)
  assert.equal((await rows('select 1 from training.needs_survey_answer')).length, 0)
  must(await answer(one, id, [1, null], 'More about the cabinet'))
  must(await answer(one, id, [2, null], 'More about the pump'))
  const given = must(await one.get(form))
  assert.deepEqual(
    given.competencies.map((each: Record<string, unknown>) => [each.level, each.is_answered]),
    [
      [2, true],
      [null, true],
    ],
  )
  assert.equal(given.wish, 'More about the pump')
  assert.equal((await rows('select 1 from training.needs_survey_answer')).length, 2, 'changed, not added')
  for (const person of west.slice(1)) must(await answer(person, id, [3, 1]))
  const running = await results(id)
  assert.deepEqual([running.answered, running.asked, running.competencies], [6, 9, []])
  const before_ = await rows('select answer_key from training.needs_survey_answer order by 1')
  assert.equal((await leader.post(`${path}/${id}/end`)).status, 403)
  must(await end(id))
  assert.equal((await end(id)).status, 409)
  assert.equal((await answer(one, id, [1, 1])).status, 409)
  assert.equal((await one.get(form)).status, 409)
  assert.deepEqual(must(await one.get(`${path}/mine`)).rows, [])
  const [survey] = await rows('select key_sealed from training.needs_survey where id = $1', [id])
  assert.equal(survey?.key_sealed, null)
  const after_ = await rows('select answer_key from training.needs_survey_answer order by 1')
  assert.equal(after_.length, 12)
  const known = new Set(before_.map(({ answer_key }) => (answer_key as Buffer).toString('hex')))
  assert.ok(after_.every(({ answer_key }) => !known.has((answer_key as Buffer).toString('hex'))))
  // The order in which the rows lie is the one of their keys, and not the one in which people answered.
  const lying = await rows('select answer_key from training.needs_survey_answer order by ctid')
  assert.deepEqual(lying, after_)
})

test('Neither a table nor the audit log says whose an answer is.', async () => {
  const { columns } = (
    await rows(`select array_agg(a.attname::text order by a.attname) as columns from pg_attribute a
      where a.attrelid = 'training.needs_survey_answer'::regclass and a.attnum > 0 and not a.attisdropped`)
  )[0] as { columns: string[] }
  assert.deepEqual(columns, [
    'answer_key',
    'competency_id',
    'department_id',
    'org_id',
    'self_level',
    'survey_id',
    'wanted_level',
  ])
  const audit = await rows(
    "select to_jsonb(a)->'data' as data from core.audit a where a.action = 'training.answer_needs_survey'",
  )
  assert.ok(audit.length >= 7)
  for (const { data } of audit) assert.deepEqual(Object.keys(data as object), ['survey'])
})

test('The result tells wanted and self-rated levels by department, of five and more, and no difference tells of fewer.', async () => {
  const id = await ask()
  const [one, two, ...others] = west as [Client, Client, ...Client[]]
  must(await answer(one, id, [1, null], 'A course on the cabinet'))
  must(await answer(two, id, [2, null]))
  for (const person of others) must(await answer(person, id, [3, 2]))
  must(await end(id))
  const alone = await results(id, leader)
  const told = (of: { competencies: { id: string; blocks: unknown }[] }, competency: string) =>
    of.competencies.find((each) => each.id === competency)?.blocks
  assert.deepEqual(told(alone, cabinet), [
    {
      department_id: department['4 West'],
      department: '4 West',
      is_mixed: false,
      n: 6,
      rows: [{ wanted: 3, is_mixed: false, n: 6, unused: 0, levels: [1, 1, 4], below: 2 }],
    },
  ])
  assert.deepEqual(alone.wishes, [], 'fewer than five wishes')
  const second = await ask()
  for (const [at, person] of [...west, ...east].entries())
    must(await answer(person, second, [3, 1], `W${at}`))
  must(await end(second))
  const both = await results(second)
  assert.deepEqual(told(both, cabinet), [
    {
      department_id: null,
      department: null,
      is_mixed: true,
      n: 9,
      // Of the three of whom nothing is required nothing is told by itself either.
      rows: [{ wanted: null, is_mixed: true, n: 9, unused: 0, levels: [0, 0, 9], below: 0 }],
    },
  ])
  assert.equal(both.wishes.length, 9)
  const few = await ask()
  for (const person of west.slice(0, 4)) must(await answer(person, few, [1, 1]))
  must(await end(few))
  assert.deepEqual(told(await results(few), cabinet), [])
  assert.equal((await (west[0] as Client).get(`${path}/${id}/results`)).status, 403)
  assert.equal((await trainer.get(`${path}/${wardline.orgId}/results`)).status, 404)
})

test('From a result a trainer proposes a need, told apart from what the queue shows, and the night leaves it alone.', async () => {
  const id = await ask()
  for (const person of west) must(await answer(person, id, [1, 3]))
  must(await answer(east[0] as Client, id, [1, 3]))
  const propose = (body: object, client = trainer) => client.post(`${path}/${id}/needs`, body)
  assert.equal((await propose({ competency_id: cabinet })).status, 409, 'it still runs')
  must(await end(id))
  assert.equal((await propose({ competency_id: cabinet }, leader)).status, 403)
  assert.match(
    (await propose({ competency_id: wardline.orgId })).body.errors[0].detail,
    /did not ask for this/,
  )
  const hidden = await propose({ competency_id: cabinet, department_id: department['5 East'] })
  assert.match(hidden.body.errors[0].detail, /so few people/)
  const need = must(await propose({ competency_id: cabinet }))
  assert.equal((await propose({ competency_id: cabinet })).status, 409)
  await findNeeds(wardline.composition.app, { org: wardline.orgId })
  const shown = must(await leader.get(`/api/training-needs/${need.id}`))
  assert.deepEqual(
    [shown.application, shown.department, shown.people, shown.users, shown.rate, shown.evidence],
    ['CAB Takes stock of a cabinet', '', 7, 9, null, []],
  )
  assert.deepEqual(shown.survey, { id, title: 'What do you need?', below: 6 })
  const persons = await write(wardline.composition.app.pool, wardline.orgId, (tx) =>
    personsOfNeed(tx, need.id),
  )
  assert.equal(persons.length, 9)
  must(await trainer.post(`/api/training-needs/${need.id}/confirm`, {}))
  const filled = must(await trainer.get(`/api/training-needs/${need.id}/class`))
  assert.equal(filled.people.length, 9, 'a class is for all who were asked')
  must(await trainer.post(`/api/training-needs/${need.id}/close`, {}))
  must(await propose({ competency_id: cabinet }))
  const listed = must(await trainer.get('/api/training-needs')).rows
  assert.equal(listed.filter((row: { survey: object | null }) => row.survey !== null).length, 2)
})

test('A survey begins on its day, ends after its last one, and takes no answer in between the last day and its end.', async () => {
  const id = await ask({ starts_on: '2026-06-20', ends_on: '2026-06-20' })
  const told = async () =>
    (await rows("select 1 from core.notification where reason = 'survey_asked'")).length
  const before_ = await told()
  assert.equal((await answer(west[0] as Client, id, [1, 1])).status, 404, 'it has not begun')
  await tendSurveys(wardline.composition.app)
  assert.equal(await told(), before_)
  wardline.clock.advance(5 * 86_400_000)
  await tendSurveys(wardline.composition.app)
  await tendSurveys(wardline.composition.app)
  assert.equal(await told(), before_ + 9, 'once')
  const one = await wardline.signIn('west.nurse.a@main.example')
  must(await answer(one, id, [1, 1]))
  wardline.clock.advance(86_400_000)
  const next = await wardline.signIn('west.nurse.a@main.example')
  assert.equal((await answer(next, id, [2, 1])).status, 409)
  await tendSurveys(wardline.composition.app)
  const [survey] = await rows('select key_sealed, ended_at from training.needs_survey where id = $1', [id])
  assert.equal(survey?.key_sealed, null)
  assert.ok(survey?.ended_at)
})

test('Who has not answered is reminded once, two days before the end; who has is left in peace.', async () => {
  const { app } = wardline.composition
  const day = (days: number) =>
    new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
  trainer = await wardline.signIn('tess.trainer@main.example')
  const first = await wardline.signIn('west.nurse.a@main.example')
  const id = await ask({ starts_on: day(0), ends_on: day(15) })
  must(await answer(first, id, [1, 2]))
  const told = async () =>
    (
      await rows(
        `select p.name, count(*)::int as n from core.notification n join core.person p on p.id = n.person_id
         where n.reason = 'survey_asked' and n.created_at > $1 group by p.name order by 1`,
        [asking],
      )
    ).map(({ name, n }) => `${name} ${n}`)
  const asking = app.clock.now().toISOString()
  await tendSurveys(app)
  assert.deepEqual(await told(), [], 'it began only now, and ends in 15 days')
  wardline.clock.advance(12 * 86_400_000)
  await tendSurveys(app)
  assert.deepEqual(await told(), [], 'three days are left')
  wardline.clock.advance(86_400_000)
  await Promise.all([tendSurveys(app), tendSurveys(app)])
  await tendSurveys(app)
  const names = await told()
  assert.equal(names.length, 8, 'nine are asked, and one answered')
  assert.ok(names.every((line) => line.endsWith(' 1')))
  assert.ok(names.includes('West Nurse B 1') && !names.some((line) => line.startsWith('West Nurse A')))
})

test('Words go from a title and from wishes for good; of wishes that nobody reads it is not told whether they held them.', async () => {
  const today = wardline.composition.app.clock.now().toISOString().slice(0, 10)
  const people = []
  for (const letter of 'abcdef') people.push(await wardline.signIn(`west.nurse.${letter}@main.example`))
  trainer = await wardline.signIn('tess.trainer@main.example')
  const id = await ask({ title: 'After Zebulon', starts_on: today, ends_on: today })
  const redact = (text: string, client = trainer) => client.post(`${path}/${id}/redact`, { text })
  const stored = async () =>
    (
      await rows('select words from training.needs_survey_wish where survey_id = $1 order by words', [id])
    ).map(({ words }) => words)
  must(await answer(people[0] as Client, id, [1, 1], 'More about Zebulon'))
  assert.deepEqual(must(await redact('More about Zebulon')), { places: 0 })
  assert.deepEqual(must(await redact('Ottokar')), { places: 0 }, 'the same answer for what stands nowhere')
  assert.deepEqual(await stored(), ['▇'])
  assert.equal(must(await redact('Zebulon')).places, 1, 'the title')
  for (const client of people) must(await answer(client, id, [1, 1], 'The bed of Wilhelmina'))
  must(await end(id))
  assert.equal((await redact('Wilhelmina', people[0])).status, 403)
  assert.equal((await redact(' ')).status, 422)
  assert.equal(must(await redact('Wilhelmina')).places, 6)
  assert.equal((await redact('Wilhelmina')).status, 422)
  const { title, wishes } = await results(id)
  assert.deepEqual([title, wishes[0]], ['After ▇', 'The bed of ▇'])
  assert.deepEqual(await placesInTables(wardline.ownerUrl, 'Wilhelmina'), [])
  assert.deepEqual(await placesInTables(wardline.ownerUrl, 'Zebulon'), [])
  assert.equal(
    (await trainer.post(`${path}/${cabinet}/redact`, { text: 'x' })).status,
    404,
    'what is no survey',
  )
})

test('A survey that asked an entry which was merged since asks the person.', async () => {
  const today = wardline.composition.app.clock.now().toISOString().slice(0, 10)
  const admin = await wardline.admin()
  const double = (await nurses('Twin', 1, '4 West'))[0] as Client
  const id = await ask({ starts_on: today, ends_on: today })
  const one = await wardline.person('Tina Twin', ['requester'])
  const mine = async () => must(await one.get(`${path}/mine`)).rows.map((each: { id: string }) => each.id)
  assert.deepEqual(await mine(), [])
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: one.personId }))
  assert.deepEqual(await mine(), [id])
  must(await answer(one, id, [1, 2]))
  const { competencies } = must(await one.get(`${path}/${id}/form`))
  assert.deepEqual(
    competencies.map(({ level }: { level: number }) => level),
    [1, 2],
  )
})
