import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import { must } from './assessment.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let competency_id: string

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  const framework = must(await trainer.post('/api/training/frameworks', { name: 'Pharmacy' }))
  competency_id = must(
    await trainer.post('/api/training/competencies', {
      framework_id: framework.id,
      code: 'CAB',
      kind: 'skill',
      name: 'Takes stock of a cabinet',
    }),
  ).id
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

const rubric = () => ({
  title: 'Taking stock',
  levels: ['Not yet', 'With help', 'Alone'],
  criteria: [
    { text: 'Counts twice', level: 3 },
    { text: 'Says what differs', level: 2 },
  ],
  competency_id,
  competency_level: 1,
})
const sheet = (rubric_id: string, more: object = {}) => ({
  rubric_id,
  version: 1,
  person_id: nurse.personId,
  levels: [3, 2],
  evidence: 'Cabinet of the training room',
  signature: 'tess  trainer',
  ...more,
})
const sign = (body: object, client: Client = trainer) => client.post('/api/training/check-offs', body)
const prove = async (client: Client = trainer) =>
  must(await client.post('/api/session/confirm', { password }))

test('A rubric without levels, without a criterion, or that asks for a level that it has not is refused.', async () => {
  for (const [change, sentence] of [
    [{ levels: ['Alone'] }, /two levels/],
    [{ criteria: [] }, /add a criterion/],
    [{ criteria: [{ text: 'Counts', level: 4 }] }, /no such level/],
    [{ competency_level: undefined }, /Choose both/],
    [{ competency_level: 9 }, /no such level/],
    [{ title: 'Pt John Miller, MRN 48213377, DOB 03/04/1961' }, /patient/],
  ] as const) {
    const { status, body } = await trainer.post('/api/training/rubrics', { ...rubric(), ...change })
    assert.equal(status, 422, JSON.stringify(change))
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await nurse.post('/api/training/rubrics', rubric())).status, 403)
  assert.deepEqual(must(await trainer.get('/api/training/rubrics')).rows, [])
  assert.equal((await nurse.get('/api/training/rubrics')).status, 403)
})

test('What was seen is signed with a fresh proof and one’s own name, never of oneself, and becomes a line of learning.', async () => {
  const { id } = must(await trainer.post('/api/training/rubrics', rubric()))
  wardline.clock.advance(11 * 60_000)
  const unproved = await sign(sheet(id))
  assert.deepEqual([unproved.status, unproved.body.type], [403, 'step-up-needed'])
  await prove()
  assert.equal((await sign(sheet(id), nurse)).status, 403)
  for (const [change, sentence] of [
    [{ person_id: trainer.personId }, /Nobody assesses themselves/],
    [{ person_id: wardline.orgId }, /person does not exist/],
    [{ signature: 'Nora Nurse' }, /your own name/],
    [{ levels: [3] }, /each criterion/],
    [{ levels: [3, 4] }, /each criterion/],
    [{ evidence: 'Pt John Miller, MRN 48213377, DOB 03/04/1961' }, /patient/],
  ] as const) {
    const { status, body } = await sign(sheet(id, change))
    assert.equal(status, 422, JSON.stringify(change))
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await sign(sheet(id, { version: 2 }))).status, 409)
  assert.deepEqual(must(await nurse.get('/api/training/check-offs')).rows, [], 'nothing of it is stored')
  assert.equal(must(await sign(sheet(id))).is_passed, true)
  assert.equal(must(await sign(sheet(id, { levels: [2, 2] }))).is_passed, false)
  const { lines } = must(await nurse.get('/api/training/mine'))
  assert.deepEqual(
    lines
      .map((line: Record<string, unknown>) => [
        line.verb,
        line.origin,
        line.score_percent,
        line.title,
        line.assessor,
        line.evidence,
      ])
      .sort(),
    [
      ['failed', 'observed', 50, 'Taking stock', 'Tess Trainer', 'Cabinet of the training room'],
      ['passed', 'observed', 100, 'Taking stock', 'Tess Trainer', 'Cabinet of the training room'],
    ],
  )
  const { rows } = must(await nurse.get('/api/training/check-offs'))
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.signature, row.signed_at, row.is_revoked]),
    [
      ['tess  trainer', '2026-06-15T12:11:00.000Z', false],
      ['tess  trainer', '2026-06-15T12:11:00.000Z', false],
    ],
  )
  assert.deepEqual(rows.find((row: { is_passed: boolean }) => row.is_passed).criteria, [
    { text: 'Counts twice', level: 3, seen: 3 },
    { text: 'Says what differs', level: 2, seen: 2 },
  ])
})

test('A check-off is read by its person, who leads them, and trainers; it is never changed, and taken back by another line.', async () => {
  const { id } = must(await trainer.post('/api/training/rubrics', rubric()))
  await prove()
  const { record_id } = must(await sign(sheet(id)))
  const other = await wardline.person('Otto Other', ['requester'])
  const lead = await wardline.person('Lena Lead', ['requester'])
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    lead.personId,
    nurse.personId,
  ])
  const seen = async (client: Client) =>
    must(await client.get(`/api/training/check-offs?rubric=${id}`)).rows.length
  assert.deepEqual(
    [await seen(nurse), await seen(lead), await seen(trainer), await seen(other)],
    [1, 1, 1, 0],
  )
  must(await trainer.send('PUT', `/api/training/rubrics/${id}`, { ...rubric(), title: 'Taking stock anew' }))
  must(await trainer.post(`/api/training/records/${record_id}/revoke`, { evidence: 'Wrong person' }))
  const [row] = must(await nurse.get(`/api/training/check-offs?rubric=${id}`)).rows
  assert.deepEqual([row.title, row.version, row.is_revoked], ['Taking stock', 1, true])
  must(await trainer.post(`/api/training/rubrics/${id}/archive`, { is_archived: true }))
  assert.equal((await sign(sheet(id, { version: 2 }))).status, 409)
  assert.equal((await sign(sheet(wardline.orgId))).status, 404)
  const { rows } = await wardline.owner.query(
    `select has_column_privilege('wardline_app', 'training.check_off', 'levels', 'update') as levels,
       has_table_privilege('wardline_app', 'training.check_off', 'delete') as gone,
       has_column_privilege('wardline_app', 'training.rubric_version', 'levels', 'update') as names`,
  )
  assert.deepEqual(rows[0], { levels: false, gone: false, names: false })
  const criteria = (level: number) =>
    wardline.owner.query(
      `update training.rubric_version set criteria = jsonb_set(criteria, '{0,level}', to_jsonb($2::int))
       where rubric_id = $1 and version = 1 returning criteria #> '{0,level}' as level`,
      [id, level],
    )
  const [kept] = (await criteria(3)).rows
  assert.equal(kept.level, 3)
  await assert.rejects(criteria(1), /The levels of version 1 .* stay/)
})
