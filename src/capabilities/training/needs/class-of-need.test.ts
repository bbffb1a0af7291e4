import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { newId } from '../../../platform/id/id.ts'

let wardline: Wardline
let trainer: Client
let leader: Client
let ward: string
const hour_ms = 3_600_000

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  leader = await wardline.person('Leo Leader', ['clinical-leader'])
  ward = must(await (await wardline.admin()).post('/api/departments', { name: '4 West' })).id
  await wardline.owner.query("update core.organization set time_zone = 'UTC' where id = $1", [wardline.orgId])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** A confirmed need about an application, shown by one ticket of each of so many people of their own. */
async function need(application: string, count: number): Promise<{ id: string; people: Client[] }> {
  const people: Client[] = []
  for (let n = 0; n < count; n++) people.push(await wardline.person(`${application} Nurse ${n}`, []))
  const ids = people.map(({ personId }) => personId)
  await wardline.owner.query('update core.person set department_id = $1 where id = any($2::uuid[])', [
    ward,
    ids,
  ])
  const id = newId()
  await wardline.owner.query(
    `with r as (insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
       values ($1, $2, 'training_need', nextval('core.record_number'), 'Training need', 'confirmed', 'active', '2026-06-01', '2026-06-01') returning id),
     n as (insert into training.need (org_id, id, application, application_name, department_id, tickets, people, users, days, counted_at)
       select $1, id, lower($3), $3, $4, 5, 5, 5, 90, '2026-06-01' from r),
     t as (insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
       select $1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'How?', 'closed', 'done', p, '2026-06-01', '2026-06-01' from unnest($5::uuid[]) p returning id)
     insert into training.need_ticket (org_id, need_id, ticket_id) select $1, $2, id from t`,
    [wardline.orgId, id, application, ward, ids],
  )
  return { id, people }
}

async function course(application: string): Promise<string> {
  const { id } = must(
    await trainer.post('/api/courses', {
      title: `${application} on the ward`,
      course_kind: 'update',
      applications: [application],
      audience: '',
      summary: '',
      needs_approval: true,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 45, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  return id
}

const proposed = async (id: string) => must(await trainer.get(`/api/training-needs/${id}/class`))
/** The second click: as it was filled in. */
function wishOf(of: Answer['body'], more: object = {}) {
  return {
    course_id: of.course_id,
    starts_at: of.starts_at,
    minutes: of.minutes,
    capacity: of.capacity,
    trainer_ids: [of.trainer.id],
    person_ids: of.people.map(({ id }: { id: string }) => id),
    ...(of.place_id ? { place_id: of.place_id } : {}),
    ...more,
  }
}
const plan = (id: string, body: object, client = trainer) =>
  client.post(`/api/training-needs/${id}/plan-class`, body)
const stateOf = async (id: string) => must(await trainer.get(`/api/training-needs/${id}`)).state
const mailsOf = async (person: Client) =>
  (
    await wardline.owner.query(
      'select subject, body_text, calendar from core.outbox where to_person_id = $1',
      [person.personId],
    )
  ).rows

test('A confirmed need has a class with everything filled in, and the second click plans it, opens it and keeps a seat for those concerned.', async () => {
  const courseId = await course('Meridian')
  const { id, people } = await need('Meridian', 5)
  const of = await proposed(id)
  assert.deepEqual(
    of.people.map(({ name }: { name: string }) => name),
    [0, 1, 2, 3, 4].map((n) => `Meridian Nurse ${n}`),
  )
  assert.deepEqual([of.course_id, of.minutes, of.capacity], [courseId, 45, 5])
  assert.equal(of.starts_at, '2026-06-22T09:00', 'the first working day from a week on')
  assert.equal(of.trainer.id, trainer.personId)
  const done = must(await plan(id, wishOf(of, { capacity: 3 })))
  assert.deepEqual([done.booked, done.waitlisted, done.left_out], [3, 2, 0])
  assert.equal(done.state, 'planned')
  const seen = must(await trainer.get(`/api/training-needs/${id}`))
  assert.deepEqual(
    seen.classes.map((each: { id: string; state: string }) => [each.id, each.state]),
    [[done.class_id, 'open']],
  )
  const made = must(await (people[0] as Client).get(`/api/classes/${done.class_id}`))
  assert.equal(made.own, 'booked', 'although the course asks for a yes: who plans it has said so')
  const [invited] = await mailsOf(people[0] as Client)
  assert.match(invited.subject, /You are invited to class/)
  assert.match(invited.calendar, /METHOD:REQUEST/)
  assert.match((await mailsOf(people[4] as Client))[0].subject, /waitlist/)
  assert.equal((await plan(id, wishOf(of))).status, 409, 'not planned twice')
  assert.equal((await trainer.get(`/api/training-needs/${id}/class`)).status, 409)
  // Whoever cannot come makes room for who waits.
  must(await (people[0] as Client).post(`/api/classes/${done.class_id}/unbook`, {}))
  assert.equal(must(await (people[3] as Client).get(`/api/classes/${done.class_id}`)).own, 'booked')
})

test('A time is proposed at which the trainer is free, and who sits in another class then is left out.', async () => {
  await course('RxLedger')
  const { id, people } = await need('RxLedger', 3)
  const of = await proposed(id)
  assert.equal(of.starts_at, '2026-06-22T10:00', 'the trainer teaches at nine')
  const other = await need('DoseVault', 1)
  const second = await wardline.person('Tom Trainer', ['it-trainer'])
  await course('DoseVault')
  const elsewhere = must(
    await trainer.post('/api/classes', {
      course_id: of.course_id,
      starts_at: of.starts_at,
      minutes: 30,
      capacity: 5,
      trainer_ids: [second.personId],
    }),
  ).classes[0].id
  must(await trainer.post(`/api/classes/${elsewhere}/open`))
  must(await trainer.post(`/api/classes/${elsewhere}/book`, { person_id: people[0]?.personId }))
  const done = must(await plan(id, wishOf(of)))
  assert.deepEqual([done.booked, done.left_out], [2, 1])
  assert.equal((await proposed(other.id)).people.length, 1)
})

test('A need is delivered when its class was held, and has to be planned again when it is called off.', async () => {
  await course('Slotwise')
  const { id, people } = await need('Slotwise', 2)
  const first = must(await plan(id, wishOf(await proposed(id))))
  must(await trainer.post(`/api/classes/${first.class_id}/cancel`, { reason: 'The room is flooded.' }))
  assert.equal(await stateOf(id), 'confirmed')
  assert.equal(
    must(await (people[0] as Client).get(`/api/classes/${first.class_id}`)).cancel_reason,
    'The room is flooded.',
  )
  for (const mail of await mailsOf(people[0] as Client))
    assert.ok(!JSON.stringify(mail).includes('flooded'), 'what somebody wrote is in no mail')
  const second = must(await plan(id, wishOf(await proposed(id))))
  for (const [table, key] of [
    ['class', 'id'],
    ['class_trainer', 'class_id'],
    ['booking', 'class_id'],
  ])
    await wardline.owner.query(
      `update training.${table} set starts_at = $2, ends_at = $2::timestamptz + interval '1 hour' where ${key} = $1`,
      [second.class_id, new Date(wardline.clock.now().getTime() + hour_ms / 2).toISOString()],
    )
  must(await trainer.post(`/api/classes/${second.class_id}/start`))
  assert.equal(await stateOf(id), 'planned')
  must(await trainer.post(`/api/classes/${second.class_id}/hold`))
  assert.equal(await stateOf(id), 'delivered')
})

test('Who does not plan training sees no proposal and plans nothing, and nobody is invited whom the need does not concern.', async () => {
  await course('Northwind')
  const { id, people } = await need('Northwind', 2)
  const of = await proposed(id)
  const nurse = people[0] as Client
  for (const client of [leader, nurse]) {
    assert.equal((await client.get(`/api/training-needs/${id}/class`)).status, 403)
    assert.ok([403, 404].includes((await plan(id, wishOf(of), client)).status))
  }
  const before = (await wardline.owner.query('select count(*) from training.class')).rows
  assert.equal((await plan(id, wishOf(of, { person_ids: [leader.personId] }))).status, 422)
  assert.equal((await plan(id, wishOf(of, { person_ids: [] }))).status, 422)
  assert.equal((await plan(id, wishOf(of, { course_id: newId() }))).status, 422)
  const room = newId()
  assert.equal((await plan(id, wishOf(of, { place_id: room }))).status, 422)
  assert.deepEqual((await wardline.owner.query('select count(*) from training.class')).rows, before)
  assert.equal(await stateOf(id), 'confirmed', 'nothing half stored')
  const reason = 'As patient John Miller, MRN 4482913, fell.'
  const done = must(await plan(id, wishOf(of)))
  const said = await trainer.post(`/api/classes/${done.class_id}/cancel`, { reason })
  assert.equal(said.status, 422)
  assert.equal((await trainer.post(`/api/classes/${done.class_id}/cancel`, { reason: ' ' })).status, 422)
  assert.equal(await stateOf(id), 'planned')
})
