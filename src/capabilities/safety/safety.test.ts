import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { usualMatrix } from './risk.ts'

const hour_ms = 3_600_000
let cast: Cast
let officer: Client
let second: Client
let ticket: string

before(async () => {
  cast = await startCast()
  officer = await cast.wardline.person('Olga Officer', ['clinical-safety-officer'])
  second = await cast.wardline.person('Sven Second', ['clinical-safety-officer'])
  ticket = await cast.file(cast.nurse)
})
after(() => cast?.wardline.close())

const nearMiss = { outcome: 'near_miss', description: 'The pump showed another dose.' }
const send = (who: Client, path: string, body: unknown = {}) => who.post(`/api/safety-events/${path}`, body)

/** Reports something and answers the event as the officer finds it. */
async function reported(body: Record<string, unknown> = nearMiss) {
  must(await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, body))
  return must(await officer.get('/api/safety-events')).body.rows[0]
}

test('Who sees a ticket reports a near miss, and learns only that it has arrived.', async () => {
  const answer = must(await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, nearMiss))
  assert.deepEqual(Object.keys(answer.body), ['reported_at'])
  const seen = must(await cast.nurse.get(`/api/tickets/${ticket}/safety-reports`)).body
  assert.deepEqual(seen, { own: [answer.body.reported_at], events: [] })
  assert.deepEqual((await cast.agent.get(`/api/tickets/${ticket}/safety-reports`)).body, {
    own: [],
    events: [],
  })
  const { own, events } = must(await officer.get(`/api/tickets/${ticket}/safety-reports`)).body
  assert.deepEqual([own.length, events.length, events[0].title], [0, 1, 'Near miss'])
  for (const path of ['', `/${events[0].id}`])
    assert.equal((await cast.nurse.get(`/api/safety-events${path}`)).status, 403, path)
})

test('Who does not see the ticket can neither report about it nor ask.', async () => {
  for (const who of [cast.otherNurse, cast.specialist, cast.stranger]) {
    assert.equal((await who.post(`/api/tickets/${ticket}/safety-reports`, nearMiss)).status, 404)
    assert.equal((await who.get(`/api/tickets/${ticket}/safety-reports`)).status, 404)
  }
})

test('A report without words or of an unknown outcome is refused at its field.', async () => {
  for (const [body, pointer] of [
    [{ ...nearMiss, description: '' }, '#/description'],
    [{ ...nearMiss, outcome: 'fun' }, '#/outcome'],
  ] as const) {
    const { status, body: problem } = await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, body)
    assert.equal(status, 422)
    assert.equal(problem.errors[0].pointer, pointer)
  }
})

test('A report sent twice under one key is one report.', async () => {
  const key = { 'idempotency-key': 'the-same' }
  const path = `/api/tickets/${ticket}/safety-reports`
  const first = must(await cast.nurse.post(path, nearMiss, key)).body
  const before = must(await officer.get('/api/safety-events')).body.rows.length
  assert.deepEqual(must(await cast.nurse.post(path, nearMiss, key)).body, first)
  assert.equal(must(await officer.get('/api/safety-events')).body.rows.length, before)
})

test('Every safety officer is told, without a word of it, and the bell of nobody else rings.', async () => {
  const event = await reported()
  for (const who of [officer, second]) {
    const [news] = must(await who.get('/api/notifications')).body.rows
    assert.equal(news.reason, 'safety_reported')
    assert.equal(news.by, null)
    assert.deepEqual([news.record.id, news.record.title], [event.id, 'Near miss'])
  }
  for (const who of [cast.agent, cast.admin, cast.specialist])
    assert.equal((await who.get('/api/notifications/count')).body.unread, 0)
  const mails = await cast.rows('select 1 from core.outbox')
  assert.equal(mails.length, 0, 'mail would be read in the outbox')
})

test('An event goes from its report through assessment and action to its end.', async () => {
  const { id } = await reported({ outcome: 'harm', description: 'A wrong dose was given.' })
  assert.equal((await send(officer, `${id}/act`)).status, 409, 'nobody took it')
  assert.equal((await send(officer, `${id}/assess`, assessment)).status, 409, 'it has no owner')
  assert.equal(must(await send(officer, `${id}/take`)).body.state, 'assessing')
  assert.equal((await send(officer, `${id}/act`)).status, 409, 'it was not assessed')
  must(await send(officer, `${id}/assess`, assessment))
  must(await send(officer, `${id}/rename`, { title: 'Wrong dose after the update' }))
  must(await send(officer, `${id}/note`, { body: 'The pharmacy was told.' }))
  must(await send(officer, `${id}/assign`, { owner_id: second.personId }))
  assert.equal((await send(officer, `${id}/assign`, { owner_id: cast.agent.personId })).status, 422)
  must(await send(second, `${id}/act`))
  must(await send(second, `${id}/watch`))
  must(await send(second, `${id}/close`, { reason: 'The update was taken back.' }))
  const event = must(await officer.get(`/api/safety-events/${id}`)).body
  assert.deepEqual(
    [event.state, event.level, event.owner.name, event.title, event.findings, event.is_late],
    ['closed', 'high', 'Sven Second', 'Wrong dose after the update', assessment.findings, false],
  )
  assert.deepEqual(
    [event.ticket.id, event.reporter.name, event.reason],
    [ticket, 'Nora Nurse', 'The update was taken back.'],
  )
  assert.deepEqual(
    [event.notes[0].body, event.notes[0].author.name],
    ['The pharmacy was told.', 'Olga Officer'],
  )
  assert.deepEqual(event.moves, ['reopen'])
  assert.deepEqual(
    event.events.map(({ action }: { action: string }) => action.replace('safety.', '')),
    ['report', 'take', 'assess', 'rename', 'note', 'assign', 'act', 'watch', 'close'],
  )
  assert.equal(must(await send(officer, `${id}/reopen`)).body.state, 'assessing')
})

const assessment = { severity: 4, likelihood: 3, findings: 'The update changed the unit.' }

test('What is no safety event ends with the reason, and its deadline with it.', async () => {
  const { id } = await reported()
  assert.equal((await send(officer, `${id}/dismiss`, {})).status, 422, 'a reason is needed')
  must(await send(officer, `${id}/dismiss`, { reason: 'No patient was near.' }))
  const event = must(await officer.get(`/api/safety-events/${id}`)).body
  assert.deepEqual(
    [event.state, event.reason, event.owner.name],
    ['not_safety', 'No patient was near.', 'Olga Officer'],
  )
  assert.notEqual(event.assessed_at, null)
  assert.equal((await send(officer, `${id}/assess`, assessment)).status, 409)
})

test('That an assessment is late is told once, and not of what was assessed in time.', async () => {
  const late = await reported({ outcome: 'severe_harm', description: 'A patient fell ill.' })
  const inTime = await reported({ outcome: 'severe_harm', description: 'Another one.' })
  assert.equal(Date.parse(late.due_at) - Date.parse(late.reported_at), 4 * hour_ms)
  must(await send(officer, `${inTime.id}/take`))
  must(await send(officer, `${inTime.id}/assess`, assessment))
  const run = () =>
    cast.wardline.composition.app.registry.jobs.get('safety.tell_late')?.(cast.wardline.composition.app, {})
  const told = async () =>
    must(await officer.get('/api/notifications')).body.rows.filter(
      ({ reason, record }: { reason: string; record: { id: string } }) =>
        reason === 'safety_late' && [late.id, inTime.id].includes(record.id),
    )
  await run()
  assert.equal((await told()).length, 0, 'there is time yet')
  cast.wardline.clock.advance(4 * hour_ms)
  // The sessions have ended meanwhile.
  officer = await cast.wardline.signIn('olga.officer@main.example', 'main')
  second = await cast.wardline.signIn('sven.second@main.example', 'main')
  cast.nurse = await cast.wardline.signIn('nora.nurse@main.example', 'main')
  cast.admin = await cast.wardline.admin()
  await Promise.all([run(), run()])
  await run()
  assert.deepEqual(
    (await told()).map(({ record }: { record: { id: string } }) => record.id),
    [late.id],
  )
  const event = must(await officer.get(`/api/safety-events/${late.id}`)).body
  assert.equal(event.is_late, true)
  assert.equal(event.events.filter(({ action }: { action: string }) => action === 'safety.late').length, 1)
  assert.equal(must(await officer.get(`/api/safety-events/${inTime.id}`)).body.is_late, false)
})

test('Hours, owner of new reports and matrix are set by safety officers alone, one after the other.', async () => {
  const { officers, ...setting } = must(await officer.get('/api/safety/settings')).body
  assert.deepEqual(
    officers.map(({ name }: { name: string }) => name),
    ['Olga Officer', 'Sven Second'],
  )
  const put = (who: Client, body: unknown) => who.send('PUT', '/api/safety/settings', body)
  const changed = { ...setting, hours: { ...setting.hours, near_miss: 10 }, owner_id: second.personId }
  assert.equal((await put(cast.admin, changed)).status, 403)
  const falling = usualMatrix.map((row) => [...row]).with(4, ['low', 'low', 'low', 'low', 'low'])
  const refused = await put(officer, { ...changed, matrix: falling })
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/matrix'])
  assert.equal((await put(officer, { ...changed, owner_id: cast.agent.personId })).status, 422)
  assert.equal(must(await put(officer, changed)).body.version, 1)
  assert.equal((await put(second, changed)).status, 409, 'the second one did not see the first change')
  const event = await reported()
  assert.equal(event.owner.name, 'Sven Second')
  assert.equal(Date.parse(event.due_at) - Date.parse(event.reported_at), 10 * hour_ms)
  must(await put(officer, { ...changed, version: 1, owner_id: null }))
})

test('The list is filtered by state and words, and goes on from page to page.', async () => {
  const found = async (query: string) => must(await officer.get(`/api/safety-events?${query}`)).body
  assert.equal((await found('words=fell%20ill')).rows.length, 1)
  assert.equal((await found('words=%25fell')).rows.length, 0, 'a percent sign is a percent sign')
  const closed = await found('state=not_safety')
  assert.ok(
    closed.rows.length > 0 && closed.rows.every(({ state }: { state: string }) => state === 'not_safety'),
  )
  const all = (await found('limit=100')).rows.map(({ id }: { id: string }) => id)
  const walked: string[] = []
  for (let after = ''; ; ) {
    const page = await found(`limit=2${after}`)
    walked.push(...page.rows.map(({ id }: { id: string }) => id))
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  assert.deepEqual(walked, all)
  assert.equal((await officer.get('/api/safety-events?after=nonsense')).status, 422)
})

test('Each reading leaves a line in the audit log, and the page shows who has read it.', async () => {
  const { id } = await reported()
  await second.get(`/api/safety-events/${id}`)
  const { readings } = must(await officer.get(`/api/safety-events/${id}`)).body
  assert.deepEqual(
    readings.map(({ by, times }: { by: { name: string }; times: number }) => [by.name, times]).sort(),
    [
      ['Olga Officer', 1],
      ['Sven Second', 1],
    ],
  )
  const lines = await cast.rows("select 1 from core.audit where action = 'safety.show' and record_id = $1", [
    id,
  ])
  assert.equal(lines.length, 2)
})
