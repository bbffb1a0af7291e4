import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ICAL from 'ical.js'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { signToken } from '../../../platform/secrets/signing.ts'
import { code_purpose } from './attend.ts'
import { calendarOf } from './calendar.ts'
import { remindClasses } from './remind.ts'

let wardline: Wardline
let trainer: Client
let other: Client
let lead: Client
let room: string
const learners: Client[] = []
const hour_ms = 3_600_000
const early = '2026-06-15T06:00:00Z'

before(async () => {
  wardline = await startWardline({ now: early })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  other = await wardline.person('Tom Trainer', ['trainer', 'requester'])
  lead = await wardline.person('Lea Lead', ['requester'])
  for (let n = 0; n < 8; n++) learners.push(await wardline.person(`Learner ${n}`, ['requester']))
  await wardline.owner.query('update core.person set manager_id = $1 where id = any($2::uuid[])', [
    lead.personId,
    learners.slice(0, 2).map(({ personId }) => personId),
  ])
  room = newId()
  await wardline.owner.query("insert into core.place (org_id, id, name) values ($1, $2, 'Room 4')", [
    wardline.orgId,
    room,
  ])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const at = (n: number) => learners[n] as Client
let courses = 0
async function course(more: object = {}): Promise<string> {
  const { id } = must(
    await trainer.post('/api/courses', {
      title: `Course ${++courses}`,
      course_kind: 'update',
      applications: [],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
      ...more,
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  return id
}
// Each test has days of its own, so that nobody is in the way of another one.
let days = 0
const day = () => new Date(Date.parse(early) + ++days * 7 * 24 * hour_ms).toISOString().slice(0, 10)
const wish = (course_id: string, on: string, more: object = {}) => ({
  course_id,
  starts_at: `${on}T10:00`,
  minutes: 60,
  time_zone: 'UTC',
  trainer_ids: [trainer.personId],
  capacity: 2,
  ...more,
})
async function opened(
  more: object = {},
  of: object = {},
): Promise<{ id: string; on: string; body: ReturnType<typeof wish> }> {
  const on = day()
  const body = wish(await course(of), on, more)
  const { classes } = must(await trainer.post('/api/classes', body))
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  return { id: classes[0].id, on, body }
}
const book = (id: string, who: Client, person?: Client) =>
  who.post(`/api/classes/${id}/book`, person ? { person_id: person.personId } : {})
const unbook = (id: string, who: Client, person?: Client) =>
  who.post(`/api/classes/${id}/unbook`, person ? { person_id: person.personId } : {})
const seats = async (id: string): Promise<Record<string, string[]>> => {
  const { roster } = must(await trainer.get(`/api/classes/${id}`))
  const states: Record<string, string[]> = {}
  for (const { state, person } of roster) states[state] = [...(states[state] ?? []), person]
  return states
}
const mails = async (person: Client) =>
  (
    await wardline.owner.query(
      'select subject, calendar_method, calendar, body_text from core.outbox where to_person_id = $1 order by created_at, id',
      [person.personId],
    )
  ).rows
/** Lets the class begin so many minutes from now; the clock itself would end the sessions. What was before is out of the way. */
async function bring(id: string, minutes: number): Promise<void> {
  const starts_at = new Date(wardline.clock.now().getTime() + minutes * 60_000).toISOString()
  for (const [table, key] of [
    ['class', 'id'],
    ['class_trainer', 'class_id'],
    ['booking', 'class_id'],
  ])
    for (const change of [
      `is_off = true where ${key} <> $1 and $2::timestamptz is not null`,
      `starts_at = $2, ends_at = $2::timestamptz + interval '1 hour' where ${key} = $1`,
    ])
      await wardline.owner.query(`update training.${table} set ${change}`, [id, starts_at])
}

test('A class is planned for those who teach, and a series has all of its weeks at the same hour by the clock, or none.', async () => {
  const course_id = await course()
  const body = wish(course_id, '2027-03-18', { time_zone: 'Europe/Madrid', place_id: room, weeks: 3 })
  const { classes } = must(await trainer.post('/api/classes', body))
  const times = await Promise.all(
    classes.map(async ({ id }: { id: string }) => must(await trainer.get(`/api/classes/${id}`)).starts_at),
  )
  // Summer time begins in between.
  assert.deepEqual(
    times.map((time: string) => new Date(time).toISOString()),
    ['2027-03-18T09:00:00.000Z', '2027-03-25T09:00:00.000Z', '2027-04-01T08:00:00.000Z'],
  )
  assert.equal((await at(0).get(`/api/classes/${classes[0].id}`)).status, 404)
  assert.equal((await at(0).post(`/api/classes/${classes[0].id}/book`)).status, 404)
  assert.equal((await at(0).post('/api/classes', body)).status, 403)
  const count = async () =>
    (
      await wardline.owner.query('select count(*)::int as n from training.class where org_id = $1', [
        wardline.orgId,
      ])
    ).rows[0].n
  const before = await count()
  // Its third week meets the first one of the series that is there.
  const clash = await trainer.post(
    '/api/classes',
    wish(course_id, '2027-03-04', { ...body, starts_at: '2027-03-04T10:00', trainer_ids: [other.personId] }),
  )
  assert.equal(clash.status, 409)
  assert.match(clash.body.detail, /room is taken/)
  for (const [more, status] of [
    [{ time_zone: 'Mars/Base' }, 422],
    [{ starts_at: '2027-02-30T10:00' }, 422],
    [{ starts_at: '2020-01-01T10:00' }, 422],
    [{ place_id: newId() }, 422],
    [{ trainer_ids: [newId()] }, 422],
    [{ virtual_link: 'http://meet.example.org' }, 422],
    [{ course_id: newId() }, 422],
    [{ capacity: 0 }, 422],
  ] as const)
    assert.equal(
      (await trainer.post('/api/classes', { ...body, ...more })).status,
      status,
      JSON.stringify(more),
    )
  assert.equal(await count(), before)
})

test('Of many who plan at once in one room, or with one trainer, one gets it.', async () => {
  const on = day()
  const course_id = await course()
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      (n % 2 ? trainer : other).post(
        '/api/classes',
        wish(course_id, on, { place_id: room, trainer_ids: [at(n).personId] }),
      ),
    ),
  )
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409])
  const taught = await Promise.all(
    Array.from({ length: 4 }, () =>
      trainer.post('/api/classes', wish(course_id, day(), { starts_at: `${on}T15:30` })),
    ),
  )
  assert.deepEqual(taught.map(({ status }) => status).sort(), [200, 409, 409, 409])
  const [winner] = taught.filter(({ status }) => status === 200)
  must(
    await trainer.post(`/api/classes/${winner?.body.classes[0].id}/cancel`, {
      reason: 'The trainer is ill.',
    }),
  )
  must(await trainer.post('/api/classes', wish(course_id, on, { starts_at: `${on}T15:30` })))
})

test('Many who book at once get no more seats than there are, the others wait, and nobody is in two classes at a time.', async () => {
  const { id, on, body } = await opened({ capacity: 3 })
  const answers = await Promise.all(learners.map((learner) => book(id, learner)))
  for (const answer of answers) must(answer)
  const { booked = [], waitlisted = [] } = await seats(id)
  assert.deepEqual([booked.length, waitlisted.length], [3, 5])
  assert.equal((await book(id, at(0))).status, 409)
  const { classes } = must(
    await trainer.post('/api/classes', { ...body, starts_at: `${on}T10:30`, trainer_ids: [other.personId] }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  const twice = await book(classes[0].id, at(0))
  assert.match(twice.body.detail, /another class at that time/)
  // All who have a seat give it up at once: the three who waited longest get them.
  const holders = learners.filter((_, n) => booked.includes(`Learner ${n}`))
  for (const answer of await Promise.all(holders.map((learner) => unbook(id, learner)))) must(answer)
  const then = await seats(id)
  assert.deepEqual(then.booked, waitlisted.slice(0, 3))
  assert.deepEqual(then.waitlisted, waitlisted.slice(3))
  // More seats go to those who wait; fewer than are taken are refused.
  const { record_version } = must(await trainer.get(`/api/classes/${id}`))
  const { course_id: _, ...rest } = body
  const edit = (capacity: number, version = record_version) =>
    trainer.post(`/api/classes/${id}/edit`, { ...rest, capacity }, { 'if-match': `"${version}"` })
  assert.equal((await edit(2)).status, 422)
  must(await edit(4))
  assert.deepEqual((await seats(id)).booked, waitlisted.slice(0, 4))
  assert.equal((await edit(5)).status, 409)
})

test('Of many classes at one time that a person books at once, one is theirs.', async () => {
  const { id, on, body } = await opened()
  const ids = [id]
  for (const teacher of learners.slice(1, 4)) {
    const wished = { ...body, starts_at: `${on}T10:15`, trainer_ids: [teacher.personId] }
    const { classes } = must(await trainer.post('/api/classes', wished))
    must(await trainer.post(`/api/classes/${classes[0].id}/open`))
    ids.push(classes[0].id)
  }
  const all = await Promise.all(ids.map((each) => book(each, at(0))))
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 409, 409, 409])
})

test('Who leads a person books and approves for them, and nobody else does but those who teach.', async () => {
  const { id } = await opened({}, { needs_approval: true })
  assert.equal(must(await book(id, at(0))).booking, 'requested')
  assert.equal((await book(id, at(2), at(3))).status, 403)
  assert.equal((await book(id, lead, at(2))).status, 403)
  assert.equal(must(await book(id, lead, at(1))).booking, 'booked')
  const decide = (who: Client, person: Client, is_approved: boolean) =>
    who.post(`/api/classes/${id}/decide`, { person_id: person.personId, is_approved })
  assert.equal((await decide(at(0), at(0), true)).status, 403)
  assert.equal((await decide(at(2), at(0), true)).status, 403)
  assert.deepEqual(
    must(await lead.get('/api/classes/waiting')).rows.map(({ person }: { person: string }) => person),
    ['Learner 0'],
  )
  assert.deepEqual(must(await at(2).get('/api/classes/waiting')).rows, [])
  assert.equal(must(await decide(lead, at(0), true)).booking, 'booked')
  assert.equal((await decide(lead, at(0), true)).status, 409)
  assert.equal(must(await book(id, trainer, at(2))).booking, 'waitlisted')
  must(await book(id, at(3)))
  assert.equal(must(await decide(trainer, at(3), false)).booking, 'declined')
  assert.deepEqual(
    must(await lead.get(`/api/classes/${id}`)).roster.map(({ person }: { person: string }) => person),
    ['Learner 0', 'Learner 1'],
  )
  assert.deepEqual(must(await at(4).get(`/api/classes/${id}`)).roster, [])
  assert.equal((await unbook(id, at(2), at(0))).status, 403)
  must(await unbook(id, lead, at(0)))
  assert.deepEqual((await seats(id)).booked, ['Learner 1', 'Learner 2'])
})

test('The link to join is for those who have a seat and those who teach.', async () => {
  const { id } = await opened({ virtual_link: 'https://meet.example.org/x', capacity: 1 })
  const link = async (who: Client) => must(await who.get(`/api/classes/${id}`)).virtual_link
  assert.equal(await link(at(0)), null)
  must(await book(id, at(0)))
  must(await book(id, at(1)))
  assert.equal(await link(at(0)), 'https://meet.example.org/x')
  assert.equal(await link(at(1)), null)
  assert.equal(await link(trainer), 'https://meet.example.org/x')
  must(await unbook(id, at(0)))
  assert.equal(await link(at(0)), null)
  for (const { body_text, calendar } of [...(await mails(at(0))), ...(await mails(at(1)))])
    assert.ok(!`${body_text}${calendar}`.includes('meet.example.org'))
})

test('Who is there is noted by list and by code, walk-ins get what is free, and what was learned is written down once.', async () => {
  const { id } = await opened({ capacity: 4 })
  for (const n of [0, 1, 2]) must(await book(id, at(n)))
  const attend = (n: number, attendance: string) =>
    trainer.post(`/api/classes/${id}/attend`, { people: [{ person_id: at(n).personId, attendance }] })
  assert.equal((await attend(0, 'attended')).status, 409)
  assert.equal((await trainer.post(`/api/classes/${id}/start`)).status, 409)
  await bring(id, 5)
  assert.equal((await at(0).post(`/api/classes/${id}/start`)).status, 403)
  must(await trainer.post(`/api/classes/${id}/start`))
  must(await attend(0, 'attended'))
  assert.equal((await attend(5, 'attended')).status, 422)
  assert.equal((await at(1).get(`/api/classes/${id}/code`)).status, 403)
  const { link } = must(await trainer.get(`/api/classes/${id}/code`))
  const code = link.split('#')[1]
  const checkIn = (who: Client, with_code = code) =>
    who.post(`/api/classes/${id}/check-in`, { code: with_code })
  assert.equal((await checkIn(at(1), `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)).status, 409)
  const { config } = wardline.composition.app
  const later = new Date(wardline.clock.now().getTime() + hour_ms)
  const ofAnother = signToken(config.secret, code_purpose, [wardline.orgId, newId()], later)
  assert.equal((await checkIn(at(1), ofAnother)).status, 409)
  must(await checkIn(at(1)))
  assert.match((await checkIn(at(5))).body.detail, /no seat/)
  wardline.clock.advance(4 * 60_000)
  assert.equal((await checkIn(at(2))).status, 409)
  const walkIn = (n: number) => trainer.post(`/api/classes/${id}/walk-in`, { person_id: at(n).personId })
  must(await walkIn(5))
  assert.equal((await walkIn(5)).status, 409)
  assert.match((await walkIn(6)).body.detail, /seats are taken/)
  assert.equal((await unbook(id, at(2))).status, 409)
  assert.equal(must(await trainer.post(`/api/classes/${id}/hold`)).learned, 3)
  assert.equal((await trainer.post(`/api/classes/${id}/hold`)).status, 409)
  const { roster } = must(await trainer.get(`/api/classes/${id}`))
  assert.deepEqual(
    Object.fromEntries(
      roster.map(({ person, attendance }: { person: string; attendance: string }) => [person, attendance]),
    ),
    { 'Learner 0': 'attended', 'Learner 1': 'attended', 'Learner 2': 'no_show', 'Learner 5': 'attended' },
  )
  assert.equal(must(await at(0).get('/api/training/mine')).lines.length, 1)
  assert.equal(must(await at(2).get('/api/training/mine')).lines.length, 0)
})

test('How a class was is said once by who was there, and shown from five answers on, without names.', async () => {
  const { id } = await opened({ capacity: 8 })
  for (const learner of learners) must(await book(id, learner))
  const say = (who: Client, more: object = {}) =>
    who.post(`/api/classes/${id}/feedback`, { rating: 4, ...more })
  assert.equal((await say(at(0))).status, 404)
  await bring(id, 0)
  must(await trainer.post(`/api/classes/${id}/start`))
  const people = learners.slice(0, 6).map(({ personId }) => ({ person_id: personId, attendance: 'attended' }))
  must(await trainer.post(`/api/classes/${id}/attend`, { people }))
  must(await trainer.post(`/api/classes/${id}/hold`))
  assert.equal((await say(at(7))).status, 404)
  assert.equal((await say(at(0), { words: 'As with patient John Miller, MRN 4482913.' })).status, 422)
  for (const n of [0, 1, 2, 3]) must(await say(at(n), { words: `Fine ${n}` }))
  assert.equal((await say(at(0))).status, 404)
  const feedback = async (who: Client) => must(await who.get(`/api/classes/${id}`)).feedback
  assert.deepEqual(await feedback(trainer), { answers: 4, told: 0, average: null, words: [] })
  must(await say(at(4), { rating: 5 }))
  const shown = await feedback(trainer)
  assert.deepEqual(
    [shown.answers, shown.average, [...shown.words].sort()],
    [5, 4.2, ['Fine 0', 'Fine 1', 'Fine 2', 'Fine 3']],
  )
  assert.deepEqual((await feedback(at(0))).words, [])
})

test('A seat given up within a day is noted as late, and one that is given up before is not.', async () => {
  const { id } = await opened()
  must(await book(id, at(0)))
  assert.equal(must(await unbook(id, at(0))).is_late, false)
  assert.equal((await unbook(id, at(0))).status, 409)
  must(await book(id, at(0)))
  await bring(id, 6 * 60)
  assert.equal(must(await unbook(id, at(0))).is_late, true)
})

test('Each change is one mail with one entry for the calendar, which keeps its name and counts up; a reminder is sent once.', async () => {
  const { id, on, body } = await opened({ place_id: room })
  const learner = await wardline.person('Lone Learner', ['requester'])
  const minute = () => wardline.clock.advance(60_000)
  must(await book(id, learner))
  const { url } = must(await learner.post('/api/notices/calendar', { parts: ['classes'] }))
  minute()
  const { record_version } = must(await trainer.get(`/api/classes/${id}`))
  const { course_id: _, ...rest } = body
  must(
    await trainer.post(
      `/api/classes/${id}/edit`,
      { ...rest, starts_at: `${on}T12:00` },
      { 'if-match': `"${record_version}"` },
    ),
  )
  minute()
  await bring(id, 20 * 60)
  const { app } = wardline.composition
  await Promise.all([remindClasses(app), remindClasses(app)])
  await remindClasses(app)
  minute()
  must(await trainer.post(`/api/classes/${id}/cancel`, { reason: 'The trainer is ill.' }))
  assert.equal((await book(id, at(0))).status, 409)
  const sent = await mails(learner)
  assert.deepEqual(
    sent.map(({ subject, calendar_method }) => [subject.replace(/\d+/, 'N'), calendar_method]),
    [
      ['You have a seat in class #N', 'REQUEST'],
      ['Class #N has changed', 'REQUEST'],
      ['Soon: class #N', null],
      ['Class #N is cancelled', 'CANCEL'],
    ],
  )
  const entries: Record<string, string>[] = sent.flatMap(({ calendar }) =>
    calendar === null ? [] : [parse(calendar)],
  )
  assert.equal(new Set(entries.map(({ UID }) => UID)).size, 1)
  assert.deepEqual(
    entries.map(({ SEQUENCE }) => SEQUENCE),
    ['0', '1', '2'],
  )
  assert.deepEqual(
    entries.map(({ METHOD }) => METHOD),
    ['REQUEST', 'REQUEST', 'CANCEL'],
  )
  assert.deepEqual(
    entries.slice(0, 2).map(({ DTSTART }) => DTSTART),
    [10, 12].map((hour) => `${on.replaceAll('-', '')}T${hour}0000Z`),
  )
  assert.equal(entries[2]?.STATUS, 'CANCELLED')
  assert.equal(entries[0]?.LOCATION, 'Room 4')
  // In the own calendar it is the same entry, cancelled as well.
  const own = parse(String(must(await wardline.anonymous.get(new URL(url).pathname))))
  assert.deepEqual([own.UID, own.SEQUENCE, own.STATUS], [entries[2]?.UID, '2', 'CANCELLED'])
  // What somebody wrote does not travel.
  for (const { body_text, calendar } of sent) assert.ok(!`${body_text}${calendar}`.includes('Course '))
})

/** The properties of the one event, unfolded; refuses what is no calendar. */
function parse(text: string): Record<string, string> {
  assert.ok(text.endsWith('\r\n'))
  const raw = text.slice(0, -2).split('\r\n')
  for (const line of raw) {
    assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.doesNotMatch(line, /\p{Cc}/u)
  }
  const lines = raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
  assert.deepEqual([lines[0], lines.at(-1)], ['BEGIN:VCALENDAR', 'END:VCALENDAR'])
  // Another parser reads the same out of it.
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
  assert.ok(event)
  const { uid, sequence, startDate, endDate } = new ICAL.Event(event)
  assert.ok(lines.includes(`UID:${uid}`) && lines.includes(`SEQUENCE:${sequence}`))
  assert.ok(startDate.toJSDate() < endDate.toJSDate())
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z]+=(?:"[^"]*"|[^;:"]*))*:(.*)$/.exec(line) ?? []
      assert.notEqual(name, '', line)
      return [name, value]
    }),
  )
}

test('What is odd in a name breaks no entry of a calendar.', () => {
  const entry = {
    uid: 'a@b',
    sequence: 1,
    starts_at: '2026-06-15T10:00:00.000Z',
    ends_at: '2026-06-15T11:00:00.000Z',
    summary: 'Class, one; two\\three\r\nATTENDEE:mailto:x@y',
    description: 'é'.repeat(100),
    location: 'Room 4',
    url: 'https://a.example',
    organizer: 'a@b.example',
    attendee: { name: 'Ana "Nurse"\r\nX: 1; B, C', email: 'ana@b.example' },
    now: '2026-06-15T09:00:00.000Z',
  }
  const read = parse(calendarOf('REQUEST', entry))
  assert.equal(read.SUMMARY, 'Class\\, one\\; two\\\\three\\nATTENDEE:mailto:x@y')
  assert.equal(read.DESCRIPTION, 'é'.repeat(100))
  assert.equal(read.ATTENDEE, 'mailto:ana@b.example')
  assert.equal(read.X, undefined)
  const event = new ICAL.Component(ICAL.parse(calendarOf('REQUEST', entry))).getFirstSubcomponent('vevent')
  assert.equal(event?.getFirstPropertyValue('summary'), entry.summary.replace('\r\n', '\n'))
  assert.equal(event?.getFirstPropertyValue('attendee'), 'mailto:ana@b.example')
  assert.equal(event?.getAllProperties('attendee').length, 1)
})

test('Words are taken out of a course and its class for good, and what does not stand there is refused.', async () => {
  const { id, body } = await opened({}, { title: 'Taught by Zelda Quirk', summary: 'Zelda Quirk says so.' })
  const redact = (where: string, text: string) => trainer.post(`/api/${where}/redact`, { text })
  must(await redact(`courses/${body.course_id}`, 'Zelda Quirk'))
  assert.equal((await redact(`courses/${body.course_id}`, 'Zelda Quirk')).status, 422)
  must(await redact(`classes/${id}`, 'Zelda Quirk'))
  assert.equal((await at(0).post(`/api/classes/${id}/redact`, { text: 'Taught' })).status, 403)
  const left = JSON.stringify([
    must(await trainer.get(`/api/courses/${body.course_id}`)),
    must(await trainer.get(`/api/classes/${id}`)),
  ])
  assert.ok(!left.includes('Zelda'))
})

test('Mail about classes says why it came and how it is ended; who turned it off finds the news in the product.', async () => {
  const [reads, mutes] = [
    await wardline.person('Ria Reads', ['requester']),
    await wardline.person('Otto Off', ['requester']),
  ]
  const choose = async (who: Client, mail: string) =>
    must(
      await who.send('PUT', '/api/notices/settings', {
        ...{ time_zone: null, quiet: null, digest: 'daily', digest_at: 420 },
        kinds: [{ kind: 'classes', in_app: true, mail, push: false }],
      }),
    )
  // What enters the calendar comes at once, since it cannot wait for others.
  await choose(reads, 'digest')
  await choose(mutes, 'off')
  const { id } = await opened()
  const invited = [reads.personId, mutes.personId]
  must(await book(id, trainer, reads))
  must(await book(id, trainer, mutes))
  const told = async (who: Client) =>
    must(await who.get('/api/notices?kind=classes')).rows.map(({ reason }: { reason: string }) => reason)
  for (const each of [reads, mutes]) assert.deepEqual(await told(each), ['class_seat'])
  const { rows } = await wardline.owner.query(
    'select to_person_id, calendar_method, body_text, body_html, unsubscribe_url from core.outbox where to_person_id = any($1::uuid[])',
    [invited],
  )
  assert.deepEqual(
    rows.map(({ to_person_id, calendar_method }) => [to_person_id, calendar_method]),
    [[reads.personId, 'REQUEST']],
  )
  for (const body of [rows[0].body_text, rows[0].body_html]) {
    assert.match(body, /You get this mail because it is about what you are told of as “Your classes”\./)
    assert.match(body, /\/mail-settings#/)
  }
  assert.match(rows[0].unsubscribe_url, /\/api\/notices\/unsubscribe\//)
  await choose(mutes, 'now')
  must(await trainer.post(`/api/classes/${id}/cancel`, { reason: 'The room is wet' }))
  assert.deepEqual(
    (await mails(mutes)).map(({ calendar_method }) => calendar_method),
    ['CANCEL'],
  )
})
