import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'

let wardline: Wardline
let trainer: Client
let lead: Client
let nurse: Client
let other: Client
let pump: string
let ward: string
let last: string

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const learn = async (person: Client, happened_on: string, more: object = {}): Promise<string> =>
  must(
    await trainer.post('/api/training/records', {
      ...{ person_id: person.personId, verb: 'completed', origin: 'outside', happened_on },
      ...{ title: 'Pump course', evidence: 'Sheet 7', competencies: [{ competency_id: pump, level: 1 }] },
      ...more,
    }),
  ).id

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  lead = await wardline.person('Lena Lead', ['requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  other = await wardline.person('Olga Other', ['requester'])
  const admin = await wardline.admin()
  ward = must(await admin.post('/api/departments', { name: '4 West' })).id
  const place = 'update core.person set manager_id = $2, department_id = $3 where id = $1'
  await wardline.owner.query(place, [nurse.personId, lead.personId, ward])
  const framework = must(
    await trainer.post('/api/training/frameworks', { name: 'Ward', levels: ['no', 'yes'] }),
  )
  const competency = { framework_id: framework.id, code: 'PMP', kind: 'skill', name: 'Sets up the pump' }
  pump = must(await trainer.post('/api/training/competencies', competency)).id
  must(
    await trainer.post('/api/training/requirements', {
      ...{ subject: 'person', subject_id: nurse.personId, competency_id: pump, level: 1, valid_months: 12 },
      ...{ renewal_days: 30, grace_days: 0, starts_on: '2024-01-01' },
    }),
  )
  await learn(nurse, '2024-02-01', { version: '1' })
  last = await learn(nurse, '2026-02-01', { score_percent: 90, duration_minutes: 45, provider: '=Maker' })
  const wrong = await learn(nurse, '2026-03-01', {
    verb: 'passed',
    origin: 'observed',
    assessor_id: trainer.personId,
  })
  must(await trainer.post(`/api/training/records/${wrong}/revoke`, { evidence: 'Somebody else sat it.' }))
  await learn(nurse, '2026-04-01', { verb: 'failed', title: 'Scanner test' })
  await learn(lead, '2026-05-01', { title: 'Leading' })
  await learn(other, '2026-05-02')
})
after(() => wardline?.close())

type Row = { id: string; person: string; happened_on: string; standing: string; valid_until: string | null }
const list = async (client: Client, query: Record<string, string | number> = {}) => {
  const text = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
  return must(await client.get(`/api/training/records?${text}`)) as {
    rows: Row[]
    next: string | null
    departments: object[]
    people: { name: string }[]
    chosen: { name: string }[]
  }
}
const days = async (client: Client, query: Record<string, string> = {}) =>
  (await list(client, query)).rows.map(({ happened_on }) => happened_on)

test('A trainer reads of everybody, who leads of their people and themselves, a nurse of herself.', async () => {
  assert.equal((await list(trainer)).rows.length, 7)
  assert.deepEqual(
    new Set((await list(lead)).rows.map(({ person }) => person)),
    new Set(['Lena Lead', 'Nora Nurse']),
  )
  assert.deepEqual((await list(lead)).people.map(({ name }) => name).toSorted(), ['Lena Lead', 'Nora Nurse'])
  assert.deepEqual([...new Set((await list(nurse)).rows.map(({ person }) => person))], ['Nora Nurse'])
  assert.deepEqual((await list(nurse, { person: other.personId })).rows, [])
  assert.deepEqual((await list(nurse, { person: other.personId })).chosen, [], 'and no name is told')
  assert.deepEqual(await days(trainer, { person: other.personId }), ['2026-05-02'])
})

test('Each line says whether it counts today, by what is asked of its person, and is found by that.', async () => {
  const of = { person: nurse.personId }
  const said = (await list(trainer, of)).rows.map(({ happened_on, standing, valid_until }) => [
    ...[happened_on, standing, valid_until],
  ])
  assert.deepEqual(said, [
    ['2026-06-15', 'no_proof', null],
    ['2026-04-01', 'no_proof', null],
    ['2026-03-01', 'revoked', '2027-03-01'],
    ['2026-02-01', 'valid', '2027-02-01'],
    ['2024-02-01', 'ended', '2025-02-01'],
  ])
  assert.deepEqual(await days(trainer, { ...of, standing: 'valid' }), ['2026-02-01'])
  assert.deepEqual(await days(trainer, { ...of, standing: 'ended' }), ['2024-02-01'])
  assert.deepEqual(await days(trainer, { ...of, standing: 'revoked' }), ['2026-03-01'])
  assert.deepEqual(await days(trainer, { standing: 'valid' }), ['2026-05-02', '2026-05-01', '2026-02-01'])
})

test('Lines are found by department, competency, result, origin, assessor, words and days, and together.', async () => {
  assert.equal((await list(trainer, { department: ward })).rows.length, 5)
  assert.equal((await list(trainer, { competency: pump })).rows.length, 6, 'what takes back shows none')
  assert.deepEqual(await days(trainer, { verb: 'failed' }), ['2026-04-01'])
  assert.deepEqual(await days(trainer, { origin: 'observed', verb: 'passed' }), ['2026-03-01'])
  assert.deepEqual(await days(trainer, { assessor: trainer.personId }), ['2026-03-01'])
  assert.deepEqual(await days(trainer, { words: 'SCANNER' }), ['2026-04-01'])
  assert.deepEqual(await days(trainer, { words: 'maker' }), ['2026-02-01'])
  assert.deepEqual(await days(trainer, { words: '%' }), [], 'a sign of patterns is a sign')
  assert.deepEqual(await days(trainer, { from: '2026-05-01', to: '2026-05-01' }), ['2026-05-01'])
  const names = await list(trainer, { person: nurse.personId, competency: pump })
  assert.deepEqual(names.chosen.map(({ name }) => name).toSorted(), ['Nora Nurse', 'Sets up the pump'])
  assert.equal((await trainer.get('/api/training/records?from=0026-05-01')).status, 422)
  assert.equal((await trainer.get('/api/training/records?standing=good')).status, 422)
})

test('Pages follow each other without a line twice or none, and a wrong key is refused.', async () => {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(trainer, {
      limit: 2,
      ...(after ? { after } : {}),
    })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after)
  assert.equal(ids.length, 7)
  assert.equal(new Set(ids).size, 7)
  assert.equal((await trainer.get('/api/training/records?after=nothing')).status, 422)
  const odd = Buffer.from(JSON.stringify(['no day', last, last])).toString('base64url')
  assert.equal((await trainer.get(`/api/training/records?after=${odd}`)).status, 422)
})

test('The learning of a double is read with the person it was merged into.', async () => {
  const double = await wardline.person('Nora N.', ['requester'])
  await learn(double, '2026-05-20')
  await wardline.owner.query('update core.person set merged_into_id = $2, is_active = false where id = $1', [
    double.personId,
    nurse.personId,
  ])
  assert.deepEqual((await days(nurse))[1], '2026-05-20')
  const [, newest] = (await list(lead)).rows
  assert.deepEqual([newest?.happened_on, newest?.person], ['2026-05-20', 'Nora Nurse'])
})

test('The export holds what the list shows, no formulas, and is written down before it leaves.', async () => {
  const answer = await trainer.get(`/api/training/records/export.csv?standing=valid&person=${nurse.personId}`)
  assert.equal(answer.status, 200)
  const [head, ...lines] = String(answer.body).replace('\uFEFF', '').trim().split('\r\n')
  assert.ok(head?.startsWith('Day,Person,Job,Department,Title,Version'))
  const line = lines.find((each) => each.startsWith('2026-02-01')) ?? ''
  assert.ok(line.includes(',Nora Nurse,,4 West,Pump course,'), line)
  assert.ok(line.includes("'=Maker") && line.includes('Sets up the pump (no)'), line)
  assert.ok(line.includes(',90,45,'), line)
  const { rows } = await wardline.owner.query(
    "select actor_id, data from core.audit where action = 'training.export_records' order by at desc limit 1",
  )
  assert.equal(rows[0].actor_id, trainer.personId)
  assert.equal(rows[0].data.lines, lines.length)
})

test('The last day that has ended by now is just the one before what has not, for whatever validity and day.', async () => {
  const { rows } = await wardline.owner.query(`
    with shape as (
      select n, (n % 10 + 1)::smallint * case when n % 3 = 0 then 12 else 1 end::smallint as months,
        case when n % 3 = 0 then (array['01-01', '02-28', '06-30', '12-31', '11-23'])[1 + n % 5] end as day,
        case when n % 3 = 0 then (n * 37 % 365) else 0 end::smallint as active,
        '2024-01-01'::date + (n * 53 % 1200) as today
      from generate_series(1, 240) n
    ), known as (
      select *, training.ended_until(today, months::smallint, day, active) as until from shape)
    select n from known, lateral (select until + k as achieved from generate_series(-500, 500, 7) k union select until + k from generate_series(-3, 3) k) d
    where until is null or (training.ends_on(achieved, months::smallint, day, active) <= today) is distinct from (achieved <= until)`)
  assert.deepEqual(rows, [])
  const { rows: never } = await wardline.owner.query(
    "select training.ended_until('2026-01-01', null, null, 0::smallint)::text as day",
  )
  assert.deepEqual(never, [{ day: '-infinity' }])
})

test('Signs of patterns in the words that are looked for mean themselves, and letters are found with and without accents.', async () => {
  const found = async (words: string) =>
    must(await trainer.get(`/api/training/records?words=${encodeURIComponent(words)}`)).rows.length
  await wardline.owner.query(
    `update training.record_words set title = 'Réanimation 100%_a\\b' where line_id = (select line_id from training.record_words order by line_id limit 1)`,
  )
  assert.deepEqual(
    await Promise.all(['reanimation', 'RÉANIM', '100%', '%_a', 'a\\b', '100_', 'x%'].map(found)),
    [1, 1, 1, 1, 1, 0, 0],
  )
})

test('Asked by how they stand, lines are just those that say so of themselves, whatever is asked of whom and for how long.', async () => {
  const { rows: frameworks } = await wardline.owner.query('select id from training.framework limit 1')
  const asked: [string, object][] = [
    ['LONG', { valid_months: 60 }],
    ['EVER', { renewal_days: 0 }],
    ['YEAR', { valid_months: 12, ends_on_day: '12-31', active_days_min: 90 }],
  ]
  for (const [code, more] of asked) {
    const competency = { framework_id: frameworks[0].id, code, kind: 'skill', name: code }
    const { id } = must(await trainer.post('/api/training/competencies', competency))
    must(
      await trainer.post('/api/training/requirements', {
        ...{ subject: 'person', subject_id: nurse.personId, competency_id: id, level: 1 },
        ...{ renewal_days: 30, grace_days: 0, starts_on: '2024-01-01', ...more },
      }),
    )
    for (const day of ['2020-01-05', '2023-11-30', '2025-09-30', '2025-12-01', '2026-06-01'])
      for (const person of [nurse, other])
        await learn(person, day, { competencies: [{ competency_id: id, level: 1 }] })
  }
  const all = (await list(trainer, { limit: '100' })).rows as { id: string; standing: string }[]
  for (const standing of ['valid', 'ended', 'revoked', 'no_proof']) {
    const found = (await list(trainer, { standing, limit: '100' })).rows.map(({ id }) => id)
    const said = all.filter((row) => row.standing === standing).map(({ id }) => id)
    assert.deepEqual(found, said, standing)
    assert.ok(said.length > 0, standing)
  }
  // Older than what has ended by another requirement, and not ended itself.
  assert.ok((await days(trainer, { standing: 'valid', person: nurse.personId })).includes('2023-11-30'))
})

test('Words that more lines hold than are looked up by themselves are found all the same.', async () => {
  await wardline.owner.query(
    `with line as (insert into training.learning_record (org_id, id, person_id, verb, origin, happened_on, recorded_by, recorded_at)
       select $1, gen_random_uuid(), $2, 'completed', 'prior', '2020-01-01'::date + n % 900, $2, now() from generate_series(1, 5100) n returning id)
     insert into training.record_words (org_id, line_id, person_id, title) select $1, id, $2, 'Yearly refresher' from line`,
    [wardline.orgId, nurse.personId],
  )
  const { rows } = must(await trainer.get('/api/training/records?words=refresher&limit=60'))
  assert.equal(rows.length, 60)
  assert.ok(rows.every(({ title }: { title: string }) => title === 'Yearly refresher'))
})
