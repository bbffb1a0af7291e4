import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Answer, Client } from '../../../../test/helpers/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let trainer: Client
const hour_ms = 3_600_000

before(async () => {
  cast = await startCast({ now: '2026-06-15T06:00:00Z' })
  trainer = await cast.wardline.person('Tess Trainer', ['trainer', 'requester'])
})
after(() => cast.wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

let weeks = 0
/** An open class about the application, in a week of its own. */
async function opened(application: string, more: object = {}, of: object = {}): Promise<string> {
  const { id: course_id } = must(
    await trainer.post('/api/courses', {
      title: `All about ${application}`,
      course_kind: 'update',
      applications: [application],
      audience: '',
      summary: '',
      needs_approval: false,
      objectives: [{ statement: 'Does it' }],
      activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
      ...of,
    }),
  )
  must(await trainer.post(`/api/courses/${course_id}/publish`))
  const on = new Date(cast.wardline.clock.now().getTime() + ++weeks * 7 * 24 * hour_ms)
  const { classes } = must(
    await trainer.post('/api/classes', {
      course_id,
      starts_at: `${on.toISOString().slice(0, 10)}T10:00`,
      minutes: 60,
      time_zone: 'UTC',
      trainer_ids: [trainer.personId],
      capacity: 1,
      ...more,
    }),
  )
  must(await trainer.post(`/api/classes/${classes[0].id}/open`))
  return classes[0].id
}
const lessons = async (ticket: string, client = cast.agent) =>
  must(await client.get(`/api/tickets/${ticket}/lessons`))
const book = (ticket: string, class_id: string, client = cast.agent) =>
  client.post(`/api/tickets/${ticket}/book-requester`, { class_id })
const versionOf = async (ticket: string) => must(await cast.agent.get(`/api/tickets/${ticket}`)).version
const send = async (ticket: string, body: object, client = cast.agent) =>
  client.post(`/api/tickets/${ticket}/send-lesson`, body, { 'if-match': `"${await versionOf(ticket)}"` })
const mailsOf = (person: Client) =>
  cast.rows(
    'select subject, body_text, calendar from core.outbox where to_person_id = $1 order by created_at, id',
    [person.personId],
  )
const eventsOf = (record: string) =>
  cast.rows('select action, data from core.event where record_id = $1 order by at, id', [record])

test('An agent books the requester into the next class that fits, the requester is told without a word of the ticket, and both timelines tell it.', async () => {
  const { agent, nurse } = cast
  const other = await opened('Elsewhere')
  const fitting = await opened('Meridian')
  const ticket = await cast.file(nurse, { title: 'Zeppelin question', application: ' meridian ' })
  const offered = await lessons(ticket)
  assert.equal(offered.why_not, null)
  assert.deepEqual(
    offered.classes.map(({ id, fits, free }: { id: string; fits: boolean; free: number }) => [
      id,
      fits,
      free,
    ]),
    [
      [fitting, true, 1],
      [other, false, 1],
    ],
  )
  assert.deepEqual(must(await book(ticket, fitting)).booking, 'booked')
  const [mail] = await mailsOf(nurse)
  assert.match(String(mail?.calendar), /METHOD:REQUEST/)
  assert.doesNotMatch(JSON.stringify(mail), new RegExp(`zeppelin|${ticket}`, 'i'))
  const told = (await eventsOf(ticket)).at(-1)
  assert.equal(told?.action, 'classes.book_requester')
  const ofClass = (await eventsOf(fitting)).at(-1)
  assert.equal(ofClass?.action, 'classes.book')
  assert.ok(!JSON.stringify(ofClass).includes(ticket), 'the class does not learn of which ticket')
  const [seat] = must(await trainer.get(`/api/classes/${fitting}`)).roster
  assert.deepEqual([seat.person, seat.way, seat.state], ['Nora Nurse', 'agent', 'booked'])
  assert.equal((await lessons(ticket)).classes[0].own, 'booked')
  assert.equal((await book(ticket, fitting)).status, 409, 'not twice')
  // Whoever asked sees her ticket without how she was taught.
  const seen = must(await nurse.get(`/api/tickets/${ticket}`))
  assert.ok(!JSON.stringify(seen.events).includes('book_requester'))
  // The next one waits in line, and is told so.
  const second = await cast.file(cast.otherNurse, { application: 'Meridian' })
  assert.equal((await lessons(second)).classes[0].free, 0)
  assert.equal(must(await book(second, fitting, cast.secondAgent)).booking, 'waitlisted')
  assert.match(String((await mailsOf(cast.otherNurse)).at(-1)?.subject), /waitlist/)
  assert.equal((await book(second, newId())).status, 422)
  must(await agent.get(`/api/tickets/${second}`))
})

test('A course that needs a yes gets a request, and a class at the same time is refused.', async () => {
  const asks = await opened('Slotwise', {}, { needs_approval: true })
  const ticket = await cast.file(cast.nurse, { application: 'Slotwise' })
  assert.equal(must(await book(ticket, asks)).booking, 'requested')
  const { starts_at } = must(await trainer.get(`/api/classes/${asks}`))
  const same = await opened('Slotwise', {
    starts_at: new Date(starts_at).toISOString().slice(0, 16),
    trainer_ids: [cast.otherNurse.personId],
  })
  const rows: { id: string; is_clash: boolean }[] = (await lessons(ticket)).classes
  assert.equal(rows.find(({ id }) => id === same)?.is_clash, true)
  assert.match((await book(ticket, same)).body.detail, /another class at that time/)
})

test('A class that fits by what users of the application have to know is offered first too.', async () => {
  const { id: framework_id } = must(await trainer.post('/api/training/frameworks', { name: 'Own' }))
  const { id: competency_id } = must(
    await trainer.post('/api/training/competencies', {
      framework_id,
      code: 'DV-1',
      kind: 'task',
      name: 'Counts',
    }),
  )
  must(
    await trainer.post('/api/training/requirements', {
      subject: 'application',
      named: 'DoseVault',
      competency_id,
      level: 1,
      starts_on: '2026-01-01',
      renewal_days: 0,
      grace_days: 30,
      active_days_min: 0,
    }),
  )
  const id = await opened('Cabinets', {}, { objectives: [{ statement: 'Counts', competency_id, level: 1 }] })
  const ticket = await cast.file(cast.nurse, { application: 'DoseVault' })
  const [first] = (await lessons(ticket)).classes
  assert.deepEqual([first.id, first.fits], [id, true])
})

test('Nobody is booked who was merged, who left, who is not one person of the staff, or for a ticket that goes on elsewhere.', async () => {
  const { wardline, agent } = cast
  const id = await opened('Refusing', { capacity: 9 })
  const refused = async (change: string, sentence: RegExp) => {
    const person = await wardline.person(`Person ${newId().slice(-6)}`, [])
    const ticket = await cast.file(person, { application: 'Refusing' })
    await wardline.owner.query(change, [change.includes('core.person') ? person.personId : ticket])
    assert.match((await lessons(ticket)).why_not, sentence)
    assert.deepEqual((await lessons(ticket)).classes, [])
    const answer = await book(ticket, id)
    assert.equal(answer.status, 409)
    assert.match(answer.body.detail, sentence)
    assert.equal((await send(ticket, { kind: 'article', lesson_id: newId() })).status, 409)
  }
  await refused('update core.person set is_active = false where id = $1', /does not work here/)
  await refused("update core.person set kind = 'contact' where id = $1", /one person of the staff/)
  await refused("update core.record set state = 'cancelled', category = 'done' where id = $1", /withdrawn/)
  await refused("update core.record set state = 'merged', category = 'done' where id = $1", /merged/)
  await refused('update core.record set requester_id = null where id = $1', /Nobody is named/)
  const admin = cast.admin.personId
  await refused(
    `update core.person set is_active = false, merged_into_id = '${admin}' where id = $1`,
    /merged into another one/,
  )
  assert.deepEqual(must(await trainer.get(`/api/classes/${id}`)).roster, [])
  must(await agent.get('/api/classes'))
})

test('Who does not work on the ticket books nobody from it and learns nothing, and of a restricted one nothing shows in the class.', async () => {
  const { nurse, otherNurse, specialist, stranger, wardline } = cast
  const id = await opened('Secret', { capacity: 3 })
  const ticket = await cast.file(nurse, { application: 'Secret' })
  assert.equal((await book(ticket, id, nurse)).status, 403)
  assert.equal((await nurse.get(`/api/tickets/${ticket}/lessons`)).status, 403)
  for (const client of [otherNurse, specialist, stranger]) {
    assert.ok([403, 404].includes((await book(ticket, id, client)).status))
    assert.ok([403, 404].includes((await client.get(`/api/tickets/${ticket}/lessons`)).status))
  }
  await wardline.owner.query("update core.record set restriction = 'listed' where id = $1", [ticket])
  assert.equal((await book(ticket, id)).status, 404)
  await wardline.owner.query("update core.record set restriction = 'team', team_id = $2 where id = $1", [
    ticket,
    cast.desk,
  ])
  must(await book(ticket, id))
  const { rows } = await wardline.owner.query(
    `select (select json_agg(b) from training.booking b where class_id = $1)::text
       || (select json_agg(e) from core.event e where record_id = $1)::text as all`,
    [id],
  )
  assert.ok(!rows[0].all.includes(ticket))
})

test('A short lesson is mailed to the requester in their language, once, and only what everybody may open.', async () => {
  const { wardline, nurse, agent } = cast
  const packageId = newId()
  await wardline.owner.query(
    `insert into training.package (org_id, id, format, identifier, title, size_bytes, uploaded_by, uploaded_at)
     values ($1, $2, 'scorm12', 'x', 'RxLedger in five minutes', 1, $3, now())`,
    [wardline.orgId, packageId, trainer.personId],
  )
  await wardline.owner.query("update core.person set language = 'es' where id = $1", [nurse.personId])
  const ticket = await cast.file(nurse, { title: 'Zeppelin again', application: 'RxLedger' })
  assert.deepEqual((await lessons(ticket)).lessons, [
    { kind: 'package', id: packageId, title: 'RxLedger in five minutes' },
  ])
  const seen = await versionOf(ticket)
  const again = () =>
    agent.post(
      `/api/tickets/${ticket}/send-lesson`,
      { kind: 'package', lesson_id: packageId },
      { 'if-match': `"${seen}"` },
    )
  const before = (await mailsOf(nurse)).length
  must(await again())
  assert.equal((await again()).status, 409, 'the same click twice sends one mail')
  const mails = await mailsOf(nurse)
  assert.equal(mails.length, before + 1)
  assert.match(String(mails.at(-1)?.subject), /lección breve/)
  assert.ok(String(mails.at(-1)?.body_text).includes(`/learning/courses/${packageId}`))
  assert.doesNotMatch(JSON.stringify(mails.at(-1)), /zeppelin|RxLedger/i)
  assert.equal((await eventsOf(ticket)).at(-1)?.action, 'classes.send_lesson')
  assert.equal((await send(ticket, { kind: 'package', lesson_id: newId() })).status, 422)
  assert.equal((await send(ticket, { kind: 'article', lesson_id: packageId })).status, 422)
  await wardline.owner.query('update training.package set retired_at = now() where id = $1', [packageId])
  assert.equal((await send(ticket, { kind: 'package', lesson_id: packageId })).status, 422)
  await wardline.owner.query('update core.person set email = null where id = $1', [nurse.personId])
  assert.match((await send(ticket, { kind: 'package', lesson_id: packageId })).body.detail, /no mail address/)
  await wardline.owner.query("update core.record set restriction = 'team', team_id = $2 where id = $1", [
    ticket,
    cast.desk,
  ])
  const { number } = must(await agent.get(`/api/tickets/${ticket}`))
  await wardline.owner.query(
    "update core.person set email = 'nora.nurse@main.example', language = 'en' where id = $1",
    [nurse.personId],
  )
  await wardline.owner.query('update training.package set retired_at = null where id = $1', [packageId])
  must(await send(ticket, { kind: 'package', lesson_id: packageId }))
  assert.ok(!String((await mailsOf(nurse)).at(-1)?.body_text).includes(`#${number}`), 'not even its number')
})
