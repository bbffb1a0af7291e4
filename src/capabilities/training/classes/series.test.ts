/** A class of a series that is changed with those that follow it: all or none, and each keeps what is its own. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'

let wardline: Wardline
let trainer: Client
let other: Client
let nurse: Client
let course_id: string
let rooms: string[]

before(async () => {
  wardline = await startWardline({ now: '2026-09-01T06:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  other = await wardline.person('Otto Trainer', ['trainer'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  const admin = await wardline.admin()
  rooms = []
  for (const name of ['Room 1', 'Room 2', 'Room 3'])
    rooms.push(must(await admin.post('/api/places', { name })).id)
  const made = must(
    await trainer.post('/api/courses', {
      ...{ title: 'A course', course_kind: 'update', applications: [], audience: '', summary: '' },
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
    }),
  )
  must(await trainer.post(`/api/courses/${made.id}/publish`))
  course_id = made.id
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const wish = (starts_at: string, more: object = {}) => ({
  ...{ starts_at, minutes: 60, time_zone: 'Europe/Madrid', capacity: 5 },
  trainer_ids: [trainer.personId],
  ...more,
})
async function series(starts_at: string, more: object = {}): Promise<string[]> {
  const { classes } = must(
    await trainer.post('/api/classes', { course_id, ...wish(starts_at, more), weeks: 4 }),
  )
  const ids = classes.map(({ id }: { id: string }) => id)
  for (const id of ids) must(await trainer.post(`/api/classes/${id}/open`))
  return ids
}
const show = async (id: string) => must(await trainer.get(`/api/classes/${id}`))
async function edit(id: string, body: object): Promise<Answer> {
  const { record_version } = await show(id)
  return trainer.post(`/api/classes/${id}/edit`, body, { 'if-match': `"${record_version}"` })
}
const timesOf = async (ids: readonly string[]) => {
  const times: string[] = []
  for (const id of ids) times.push((await show(id)).starts_at.slice(0, 16))
  return times
}
const mails = async () =>
  (
    await wardline.owner.query<{ subject: string; calendar: string }>(
      'select subject, calendar from core.outbox where to_person_id = $1 order by created_at, id',
      [nurse.personId],
    )
  ).rows

test('What follows moves by as much by the clock on the wall, across the end of summer time; what came before and what has begun stay.', async () => {
  const ids = await series('2026-10-14T10:00')
  assert.deepEqual((await show(ids[1] as string)).following, 2)
  assert.deepEqual((await show(ids[3] as string)).following, 0)
  for (const id of ids) must(await nurse.post(`/api/classes/${id}/book`))
  const before = (await mails()).length
  must(await edit(ids[1] as string, wish('2026-10-22T14:30', { place_id: rooms[0], with_following: true })))
  assert.deepEqual(await timesOf(ids), [
    '2026-10-14T08:00',
    '2026-10-22T12:30',
    '2026-10-29T13:30',
    '2026-11-05T13:30',
  ])
  const sent = (await mails()).slice(before)
  assert.equal(sent.length, 3)
  for (const { calendar } of sent) assert.match(calendar, /\r\nSEQUENCE:1\r\n/)
  assert.equal(new Set(sent.map(({ calendar }) => /\r\nUID:(.*)\r\n/.exec(calendar)?.[1])).size, 3)
  const { rows } = await wardline.owner.query(
    `select data from core.event where record_id = any($1::uuid[]) and action = 'classes.edit' order by record_id`,
    [ids],
  )
  assert.equal(rows.length, 3, 'each tells it on its own timeline')
})

test('What somebody gave to one alone stays its own; only what is changed now goes on to those that follow.', async () => {
  const ids = await series('2026-10-15T18:00', { place_id: rooms[1] })
  const [first, second, third] = ids as [string, string, string]
  const thirdTime = '2026-10-29T19:00'
  must(
    await edit(
      third,
      wish(thirdTime, { place_id: rooms[2], trainer_ids: [other.personId], minutes: 90, cost: 12 }),
    ),
  )
  must(
    await edit(
      first,
      wish('2026-10-15T18:00', {
        ...{ place_id: rooms[1], capacity: 9, virtual_link: 'https://meet.example/a', with_following: true },
      }),
    ),
  )
  const of = await show(third)
  assert.deepEqual(
    [of.place_id, of.trainers, of.cost, of.capacity, of.virtual_link, of.starts_at.slice(0, 16)],
    [rooms[2], ['Otto Trainer'], 12, 9, 'https://meet.example/a', '2026-10-29T18:00'],
  )
  assert.equal((Date.parse(of.ends_at) - Date.parse(of.starts_at)) / 60_000, 90)
  const next = await show(second)
  assert.deepEqual([next.place_id, next.capacity, next.trainers], [rooms[1], 9, ['Tess Trainer']])
})

test('A series is not in its own way, a week later or a week earlier.', async () => {
  const ids = await series('2026-12-01T08:00', { place_id: rooms[0] })
  const later = wish('2026-12-08T08:00', { place_id: rooms[0], with_following: true })
  must(await edit(ids[0] as string, later))
  const moved = ['2026-12-08T07:00', '2026-12-15T07:00', '2026-12-22T07:00', '2026-12-29T07:00']
  assert.deepEqual(await timesOf(ids), moved)
  must(await edit(ids[0] as string, { ...later, starts_at: '2026-12-01T08:00' }))
  assert.deepEqual((await timesOf(ids))[0], '2026-12-01T07:00')
  assert.deepEqual((await timesOf(ids))[3], '2026-12-22T07:00')
})

test('Where one of them cannot be, none is moved, and nobody is mailed.', async () => {
  const ids = await series('2027-02-02T08:00', { place_id: rooms[0] })
  must(await nurse.post(`/api/classes/${ids[0]}/book`))
  must(
    await trainer.post('/api/classes', {
      course_id,
      ...wish('2027-02-23T15:30', { place_id: rooms[0], trainer_ids: [other.personId] }),
    }),
  )
  const before = [await timesOf(ids), (await mails()).length]
  const refused = await edit(
    ids[0] as string,
    wish('2027-02-02T15:00', { place_id: rooms[0], with_following: true }),
  )
  assert.deepEqual([refused.status, refused.body.detail?.includes('room is taken')], [409, true])
  assert.deepEqual([await timesOf(ids), (await mails()).length], before)
  // By itself it can.
  must(await edit(ids[0] as string, wish('2027-02-02T15:00', { place_id: rooms[0] })))
  assert.deepEqual((await timesOf(ids)).slice(0, 2), ['2027-02-02T14:00', '2027-02-09T07:00'])
})

test('Fewer seats than one of them has taken are refused for all, and so is an old version and whoever does not teach.', async () => {
  const ids = await series('2027-04-06T08:00')
  const [first, , third] = ids as [string, string, string]
  const second = await wardline.person('Nils Nurse', ['requester'])
  for (const person of [nurse, second]) must(await person.post(`/api/classes/${third}/book`))
  const fewer = wish('2027-04-06T08:00', { capacity: 1, with_following: true })
  const refused = await edit(first, fewer)
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/capacity'])
  assert.equal((await show(first)).capacity, 5)
  const old = await trainer.post(`/api/classes/${first}/edit`, fewer, { 'if-match': '"0"' })
  assert.equal(old.status, 409)
  assert.equal((await nurse.post(`/api/classes/${first}/edit`, fewer, { 'if-match': '"1"' })).status, 403)
  must(await edit(first, { ...fewer, capacity: 2 }))
  assert.equal((await show(third)).capacity, 2)
})

test('Two who change the same series at once do it one after the other, and wait for each other no longer than that.', async () => {
  const ids = await series('2027-06-01T08:00')
  const [first, second] = [await show(ids[0] as string), await show(ids[1] as string)]
  const answers = await Promise.all([
    trainer.post(`/api/classes/${ids[0]}/edit`, wish('2027-06-01T09:00', { with_following: true }), {
      'if-match': `"${first.record_version}"`,
    }),
    trainer.post(`/api/classes/${ids[1]}/edit`, wish('2027-06-08T11:00', { with_following: true }), {
      'if-match': `"${second.record_version}"`,
    }),
  ])
  // The second one either came first, or saw a version that was not the last one.
  assert.ok(
    answers.every(({ status }) => status === 200 || status === 409),
    JSON.stringify(answers.map(({ body }) => body)),
  )
  assert.ok(answers.some(({ status }) => status === 200))
})

test('A series is called off from one class on: what came before takes place, and everybody who was booked is told once for each.', async () => {
  const ids = await series('2027-09-07T08:00')
  for (const id of ids) must(await nurse.post(`/api/classes/${id}/book`))
  const before = (await mails()).length
  const off = (body: object) => trainer.post(`/api/classes/${ids[1]}/cancel`, body)
  assert.equal((await off({ reason: ' ', with_following: true })).status, 422)
  must(await off({ reason: 'The trainer left.', with_following: true }))
  const states: string[] = []
  for (const id of ids) states.push((await show(id)).state)
  assert.deepEqual(states, ['open', 'cancelled', 'cancelled', 'cancelled'])
  assert.equal((await show(ids[3] as string)).cancel_reason, 'The trainer left.')
  const sent = (await mails()).slice(before)
  assert.equal(sent.length, 3)
  for (const { calendar } of sent) assert.match(calendar, /\r\nSTATUS:CANCELLED\r\n/)
})
