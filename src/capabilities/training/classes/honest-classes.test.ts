/** What would let somebody be there who was not, tell whose answer it was, or hold a class at no time. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { calendarOf } from './calendar.ts'
import { remindClasses } from './remind.ts'

let wardline: Wardline
let trainer: Client
let admin: Client
const learners: Client[] = []
const now = '2026-06-15T06:00:00Z'

before(async () => {
  wardline = await startWardline({ now })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  admin = await wardline.admin()
  for (let n = 0; n < 12; n++) learners.push(await wardline.person(`Learner ${n}`, ['requester']))
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const at = (n: number) => learners[n] as Client
async function course(): Promise<string> {
  const { id } = must(
    await trainer.post('/api/courses', {
      title: 'A course',
      course_kind: 'update',
      applications: [],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  return id
}
const plan = async (more: object = {}) =>
  trainer.post('/api/classes', {
    course_id: await course(),
    starts_at: '2026-07-01T10:00',
    minutes: 60,
    time_zone: 'UTC',
    trainer_ids: [trainer.personId],
    capacity: 12,
    ...more,
  })
let weeks = 0
/** A class that has begun, with these learners in it. */
async function begun(people: readonly Client[]): Promise<string> {
  const day = new Date(Date.parse(now) + ++weeks * 7 * 86_400_000).toISOString().slice(0, 10)
  const id = must(await plan({ starts_at: `${day}T10:00` })).classes[0].id
  must(await trainer.post(`/api/classes/${id}/open`))
  for (const person of people) must(await person.post(`/api/classes/${id}/book`))
  for (const table of ['class', 'class_trainer', 'booking'])
    await wardline.owner.query(
      `update training.${table} set starts_at = $2, ends_at = $2::timestamptz + interval '1 hour', is_off = true where ${table === 'class' ? 'id' : 'class_id'} = $1`,
      [id, wardline.clock.now().toISOString()],
    )
  must(await trainer.post(`/api/classes/${id}/start`))
  return id
}
const attend = (id: string, people: readonly Client[], attendance = 'attended') =>
  trainer.post(`/api/classes/${id}/attend`, {
    people: people.map(({ personId }) => ({ person_id: personId, attendance })),
  })
const linesOf = async (person: Client) => must(await person.get('/api/training/mine')).lines

test('What the trainer noted is not changed by the code in the room.', async () => {
  const id = await begun([at(0), at(1)])
  const code = must(await trainer.get(`/api/classes/${id}/code`)).link.split('#')[1]
  const checkIn = (who: Client) => who.post(`/api/classes/${id}/check-in`, { code })
  must(await attend(id, [at(0)], 'no_show'))
  const refused = await checkIn(at(0))
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /trainer/)
  must(await checkIn(at(1)))
  must(await checkIn(at(1)))
  assert.equal(must(await trainer.post(`/api/classes/${id}/hold`)).learned, 1)
  assert.equal((await linesOf(at(0))).length, 0)
  assert.equal((await checkIn(at(1))).status, 409, 'over is over')
})

test('Nobody writes down as learned what they took as somebody who was merged into them.', async () => {
  const double = await wardline.person('T. Trainer', ['requester'])
  const id = await begun([at(0), double])
  must(await attend(id, [at(0), double]))
  must(await admin.post(`/api/people/${double.personId}/merge`, { into_id: trainer.personId }))
  assert.equal(must(await trainer.post(`/api/classes/${id}/hold`)).learned, 1)
  assert.deepEqual(await linesOf(trainer), [])
})

test('A class that has begun takes no bookings, whoever reads of everybody leads nobody, and how it was is said when it is over.', async () => {
  const leader = await wardline.person('Leo Leader', ['clinical-leader', 'requester'])
  const { id } = must(await plan({ starts_at: '2026-07-27T10:00' })).classes[0]
  must(await trainer.post(`/api/classes/${id}/open`))
  const book = (who: Client, person: Client) =>
    who.post(`/api/classes/${id}/book`, { person_id: person.personId })
  const refused = await book(leader, at(4))
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /whom you lead/)
  must(await book(leader, leader))
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    leader.personId,
    at(4).personId,
  ])
  must(await book(leader, at(4)))
  const past = wardline.clock.now().toISOString()
  await wardline.owner.query(
    "update training.class set starts_at = $2, ends_at = $2::timestamptz + interval '1 hour' where id = $1",
    [id, past],
  )
  const late = await book(at(5), at(5))
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /has begun/)
  must(await trainer.post(`/api/classes/${id}/start`))
  must(await attend(id, [at(4)]))
  const say = () => at(4).post(`/api/classes/${id}/feedback`, { rating: 3 })
  assert.equal((await say()).status, 404)
  must(await trainer.post(`/api/classes/${id}/hold`))
  must(await say())
  assert.equal((await say()).status, 404)
})

test('A class that is only planned is in no list of learners, and whoever saw an older one changes nothing.', async () => {
  const { id } = must(await plan({ starts_at: '2026-08-03T10:00' })).classes[0]
  const listed = async (who: Client) =>
    must(await who.get('/api/classes?until=2026-09-01T00:00:00Z')).rows.some(
      (row: { id: string }) => row.id === id,
    )
  assert.deepEqual([await listed(at(0)), await listed(trainer)], [false, true])
  const { record_version } = must(await trainer.get(`/api/classes/${id}`))
  const edit = (version?: number) =>
    trainer.post(
      `/api/classes/${id}/edit`,
      {
        ...{ starts_at: '2026-08-03T11:00', minutes: 60, time_zone: 'UTC', capacity: 3 },
        trainer_ids: [trainer.personId],
      },
      version === undefined ? {} : { 'if-match': `"${version}"` },
    )
  assert.ok((await edit()).status >= 400, 'without saying which one was seen')
  must(await edit(record_version))
  assert.equal((await edit(record_version)).status, 409)
  must(await trainer.post(`/api/classes/${id}/open`))
  assert.equal(await listed(at(0)), true)
})

test('Somebody who has a seat is not added once more.', async () => {
  const id = await begun([at(6)])
  const walkIn = () => trainer.post(`/api/classes/${id}/walk-in`, { person_id: at(6).personId })
  must(await attend(id, [at(6)], 'excused'))
  assert.equal((await walkIn()).status, 409)
  const { roster } = must(await trainer.get(`/api/classes/${id}`))
  assert.equal(roster[0].attendance, 'excused')
})

test('A seat that comes free is given to nobody who has left.', async () => {
  const { classes } = must(await plan({ starts_at: '2026-07-20T10:00', capacity: 1 }))
  const { id } = classes[0]
  must(await trainer.post(`/api/classes/${id}/open`))
  const leaver = await wardline.person('Lina Leaver', ['requester'])
  for (const person of [at(0), leaver, at(1)]) must(await person.post(`/api/classes/${id}/book`))
  await wardline.owner.query('update core.person set is_active = false where id = $1', [leaver.personId])
  must(await at(0).post(`/api/classes/${id}/unbook`))
  const { roster } = must(await trainer.get(`/api/classes/${id}`))
  assert.deepEqual(
    Object.fromEntries(roster.map(({ person, state }: { person: string; state: string }) => [person, state])),
    { 'Learner 0': 'cancelled', 'Lina Leaver': 'waitlisted', 'Learner 1': 'booked' },
  )
})

test('Answers are told by fives, so that the next one alone is none that could be told from the others.', async () => {
  const people = learners.slice(0, 11)
  const id = await begun(people)
  must(await attend(id, people))
  must(await trainer.post(`/api/classes/${id}/hold`))
  const say = async (n: number, rating: number) =>
    must(await at(n).post(`/api/classes/${id}/feedback`, { rating, words: `Said ${n}` }))
  const shown = async () => must(await trainer.get(`/api/classes/${id}`)).feedback
  for (let n = 0; n < 5; n++) await say(n, 5)
  assert.deepEqual([(await shown()).average, (await shown()).words.length], [5, 5])
  for (let n = 5; n < 9; n++) await say(n, 1)
  const between = await shown()
  assert.deepEqual([between.answers, between.told, between.average, between.words.length], [9, 5, 5, 5])
  await Promise.all([say(9, 1), say(10, 1)])
  const last = await shown()
  assert.deepEqual([last.answers, last.words.length], [11, 10])
  assert.equal(last.average, 3)
})

test('A class is at a time that there is, in a zone that every part of the product knows.', async () => {
  const { rows } = await wardline.owner.query<{ name: string }>(
    "select name from pg_timezone_names where name in ('Factory', 'posixrules', 'localtime', 'posix/Europe/Madrid')",
  )
  assert.ok(rows.length > 0)
  for (const { name } of rows) {
    const refused = await plan({ time_zone: name })
    assert.equal(refused.status, 422, name)
    assert.match(refused.body.errors[0].detail, /time zone/)
  }
  // The clocks go from two to three in this night.
  const gone = await plan({ time_zone: 'Europe/Madrid', starts_at: '2027-03-28T02:30' })
  assert.equal(gone.status, 422, JSON.stringify(gone.body))
  assert.match(gone.body.errors[0].detail, /clocks/)
  const series = { time_zone: 'Europe/Madrid', starts_at: '2027-03-21T02:30' }
  assert.equal((await plan({ ...series, weeks: 2 })).status, 422)
  must(await plan(series))
  must(await plan({ time_zone: 'Europe/Madrid', starts_at: '2027-10-31T02:30' }))
})

test('One organization in which reminders fail keeps no other one waiting.', async () => {
  const other = await wardline.organization('other')
  const id = must(await plan({ starts_at: '2026-06-15T20:00' })).classes[0].id
  must(await trainer.post(`/api/classes/${id}/open`))
  must(await at(3).post(`/api/classes/${id}/book`))
  const { app } = wardline.composition
  const broken = {
    ...app,
    pool: new Proxy(app.pool, {
      get: (pool, name) =>
        name === 'query'
          ? async () => ({ rows: [{ id: 'no organization' }, { id: other.orgId }, { id: wardline.orgId }] })
          : Reflect.get(pool, name),
    }),
  }
  await assert.rejects(remindClasses(broken as typeof app), /1 organization/)
  const { rows } = await wardline.owner.query(
    "select 1 from core.outbox where to_person_id = $1 and subject like 'Soon:%'",
    [at(3).personId],
  )
  assert.equal(rows.length, 1)
})

test('Nothing that somebody is called becomes a line of its own in a calendar.', () => {
  const text = calendarOf('REQUEST', {
    uid: 'class-1@host',
    sequence: 0,
    starts_at: now,
    ends_at: now,
    summary: 'Class #1\r\nATTACH:https://evil.example',
    description: 'a;b,c\\d\nBEGIN:VALARM',
    location: `Room\r4 ${'é'.repeat(80)} \u2028X`,
    url: 'https://host/learning/classes',
    organizer: 'it@host.example',
    attendee: { name: 'A"\r\nATTENDEE:mailto:x@y.example\u0085', email: 'a@host.example' },
    now,
  })
  const lines = text.split('\r\n')
  assert.equal(lines.at(-1), '')
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75))
  assert.ok(!/[\r\n]/.test(text.replaceAll('\r\n', '')))
  const names = text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => line.split(/[:;]/)[0])
  assert.deepEqual(
    names.filter((name) => /^(ATTACH|ATTENDEE|BEGIN)$/.test(name ?? '')),
    ['BEGIN', 'BEGIN', 'ATTENDEE'],
  )
})
