import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { daysLater, momentOf } from './moment.ts'

let cast: Cast
const start = '2026-03-06T15:00:00.000Z'
before(async () => {
  cast = await startCast({ now: start })
})
after(() => cast.wardline.close())

const zone = 'America/Chicago'
/** So many minutes from now, as the clocks of the organization show it. */
const inMinutes = (minutes: number) =>
  Temporal.Instant.from(cast.wardline.clock.now().toISOString())
    .add({ minutes })
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
const job = async (name: string, payload: Record<string, unknown>, org = cast.wardline.orgId) => {
  const handle = cast.wardline.composition.app.registry.jobs.get(name)
  assert.ok(handle, name)
  await handle(cast.wardline.composition.app, { org, ...payload })
}
const later = async (id: string, client = cast.agent) =>
  must(await client.get(`/api/tickets/${id}/later`)).body
const bodies = async (id: string) =>
  must(await cast.agent.get(`/api/tickets/${id}`)).body.messages.map(({ body }: { body: string }) => body)
const reasons = async (client: Client) =>
  (
    await cast.rows('select reason from core.notification where person_id = $1 order by created_at, id', [
      client.personId,
    ])
  ).map(({ reason }) => reason)
const schedule = async (id: string, body = 'Did it work over night?', client = cast.agent): Promise<string> =>
  must(await client.post(`/api/tickets/${id}/schedule-reply`, { body, at: inMinutes(2) })).body.reply_id
const minutes = (count: number) => cast.wardline.clock.advance(count * 60_000)

test('A time is meant by the clocks of the organization, also in the nights in which they are changed.', () => {
  assert.equal(momentOf('2026-03-07T09:30', zone), '2026-03-07T15:30:00.000Z')
  assert.equal(momentOf('2026-03-08T09:30', zone), '2026-03-08T14:30:00.000Z')
  assert.equal(momentOf('2026-03-08T02:30', zone), '2026-03-08T08:30:00.000Z', 'left out, so an hour later')
  assert.equal(momentOf('2026-11-01T01:30', zone), '2026-11-01T06:30:00.000Z', 'the first of two')
  assert.equal(daysLater('2026-03-07T15:00:00Z', 1, '09:00', zone), '2026-03-08T14:00:00.000Z')
  assert.throws(() => momentOf('2026-02-30T09:00', zone), RangeError)
})

test('A reply is sent at its time, once, in the name of its author; before that it can be changed by its author alone.', async () => {
  const { agent, secondAgent, nurse } = cast
  const id = await cast.file(nurse)
  const past = await agent.post(`/api/tickets/${id}/schedule-reply`, { body: 'x', at: inMinutes(-1) })
  assert.deepEqual([past.status, past.body.errors[0].detail], [422, 'Choose a time in the future.'])
  const reply = await schedule(id)
  assert.equal((await later(id, secondAgent)).replies[0].author, 'Sam Agent')
  assert.equal((await nurse.get(`/api/tickets/${id}/later`)).status, 403)
  assert.equal(
    (await nurse.post(`/api/tickets/${id}/schedule-reply`, { body: 'x', at: inMinutes(1) })).status,
    403,
  )
  const change = { reply_id: reply, body: 'And did it work?', at: inMinutes(3) }
  assert.equal((await secondAgent.post(`/api/tickets/${id}/change-scheduled`, change)).status, 403)
  must(await agent.post(`/api/tickets/${id}/change-scheduled`, change))
  minutes(2)
  await job('scheduled_replies.send', { reply })
  assert.equal((await bodies(id)).length, 1, 'its time has not come')
  minutes(1)
  await Promise.all([1, 2, 3].map(() => job('scheduled_replies.send', { reply })))
  await job('scheduled_replies.send', { reply })
  assert.deepEqual((await bodies(id)).slice(1), ['And did it work?'])
  assert.deepEqual((await later(id)).replies, [])
  const [row] = await cast.rows('select body from tickets.scheduled_reply where id = $1', [reply])
  assert.equal(row?.body, '', 'the message alone holds the words')
})

test('When the requester writes meanwhile nothing is sent: the author is asked, and sends or discards it.', async () => {
  const { agent, nurse, secondAgent } = cast
  const id = await cast.file(nurse)
  const reply = await schedule(id)
  must(await secondAgent.post(`/api/tickets/${id}/reply`, { body: 'A colleague adds something.' }))
  assert.equal((await later(id)).replies[0].state, 'waiting')
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: 'It works now.' }))
  const [held] = (await later(id)).replies
  assert.deepEqual([held.state, held.why, held.body], ['held', 'answered', 'Did it work over night?'])
  assert.ok((await reasons(agent)).includes('reply_held'))
  minutes(2)
  await job('scheduled_replies.send', { reply })
  assert.equal((await bodies(id)).length, 3)
  const again = { reply_id: reply, body: 'Good!', at: inMinutes(1) }
  must(await agent.post(`/api/tickets/${id}/change-scheduled`, again))
  assert.equal((await later(id)).replies[0].state, 'waiting')
  must(await secondAgent.post(`/api/tickets/${id}/discard-scheduled`, { reply_id: reply }))
  minutes(1)
  await job('scheduled_replies.send', { reply })
  assert.equal((await bodies(id)).length, 3)
})

test('A reply is held also by words with which the requester reopens, or writes on a ticket that was merged.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse)
  const stale = await schedule(id, 'Glad that it works')
  must(await agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  assert.equal((await later(id)).replies[0].why, 'done')
  must(await nurse.post(`/api/tickets/${id}/reopen`, { body: 'It does not' }))
  const [whole, merged] = [await cast.file(nurse), await cast.file(nurse)]
  must(await agent.post(`/api/tickets/${merged}/merge`, { into_id: whole }))
  const other = await schedule(whole, 'Glad that it works')
  const said = must(await nurse.post(`/api/tickets/${merged}/reply`, { body: 'It burns' })).body
  minutes(1)
  await job('tickets.hear_merged', { record: merged, message: said.message_id })
  assert.equal((await later(whole)).replies[0].why, 'answered')
  minutes(3)
  for (const reply of [stale, other]) await job('scheduled_replies.send', { reply })
  for (const ticket of [id, whole]) {
    assert.equal((await later(ticket)).replies[0].state, 'held')
    assert.ok(!(await bodies(ticket)).includes('Glad that it works'))
  }
})

test('Nothing is sent for somebody who may not any more, nor on what is over: it is held.', async () => {
  const { wardline, nurse } = cast
  const leaver = await wardline.person('Lee Leaver', ['help-desk'], [cast.desk])
  const id = await cast.file(nurse)
  const reply = await schedule(id, 'From one who left', leaver)
  await wardline.owner.query('delete from core.role_assignment where person_id = $1', [leaver.personId])
  minutes(2)
  await job('scheduled_replies.send', { reply })
  assert.equal((await later(id)).replies[0].why, 'refused')
  const other = await schedule(id, 'Too late')
  must(await cast.agent.post(`/api/tickets/${id}/resolve`, { code: 'fixed' }))
  minutes(2)
  await job('scheduled_replies.send', { reply: other })
  assert.deepEqual(
    (await later(id)).replies.map(({ why }: { why: string }) => why),
    ['refused', 'done'],
  )
  assert.equal((await bodies(id)).length, 1)
  const late = await cast.agent.post(`/api/tickets/${id}/schedule-reply`, { body: 'x', at: inMinutes(1) })
  assert.equal(late.status, 409)
})

test('What is redacted goes from replies that wait, reminders, corrected time and the shared draft.', async () => {
  const { agent, admin, nurse } = cast
  const id = await cast.file(nurse, { body: 'My password is hunter2-secret\nplease help' })
  await schedule(id, 'You wrote:\n> My password is hunter2-secret\n> please help')
  must(await agent.post(`/api/tickets/${id}/follow-up`, { days: 1, note: 'hunter2-secret' }))
  must(await agent.send('PUT', `/api/tickets/${id}/shared-draft`, { body: 'hunter2-secret', version: 0 }))
  const ticket = must(await agent.get(`/api/tickets/${id}`)).body
  must(await admin.post(`/api/tickets/${id}/redact`, { message_id: ticket.messages[0].id, is_whole: true }))
  const { replies, follow_ups } = await later(id)
  assert.deepEqual([replies[0].state, replies[0].why], ['held', 'redacted'])
  assert.doesNotMatch(replies[0].body, /hunter2/)
  assert.equal(must(await agent.get(`/api/tickets/${id}/shared-draft`)).body.body, '')
  assert.match(follow_ups[0].note, /hunter2/, 'the whole message does not stand there')
  must(await admin.post(`/api/tickets/${id}/redact`, { text: 'hunter2-secret', is_everywhere: true }))
  assert.doesNotMatch((await later(id)).follow_ups[0].note, /hunter2/)
})

test('What is redacted on a ticket goes from what waits on the tickets that show its messages.', async () => {
  const { agent, admin, nurse, otherNurse } = cast
  const merged = await cast.file(otherNurse, { body: 'Patient Mary Miller in bed 4' })
  const page = must(await agent.get(`/api/tickets/${merged}`)).body
  const [message] = page.messages
  const split = { title: 'The bed', body: 'See there', message_ids: [message.id] }
  const { ticket } = must(
    await agent.post(`/api/tickets/${merged}/split`, split, { 'if-match': `"${page.version}"` }),
  ).body
  const whole = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${merged}/merge`, { into_id: whole }))
  for (const id of [whole, ticket.id]) {
    await schedule(id, 'You wrote of Mary Miller')
    must(await agent.post(`/api/tickets/${id}/follow-up`, { days: 1, note: 'Mary Miller' }))
    const draft = { body: 'Of Mary Miller', version: 0 }
    must(await agent.send('PUT', `/api/tickets/${id}/shared-draft`, draft))
  }
  const words = { message_id: message.id, text: 'Mary Miller' }
  must(await admin.post(`/api/tickets/${merged}/redact`, words))
  for (const id of [whole, ticket.id]) {
    const { replies, follow_ups } = await later(id)
    assert.deepEqual([replies[0].state, replies[0].why], ['held', 'redacted'])
    assert.doesNotMatch(`${replies[0].body} ${follow_ups[0].note}`, /Miller/)
    assert.equal(must(await agent.get(`/api/tickets/${id}/shared-draft`)).body.body, '')
  }
})

test('A reminder is told once at its time to whom it is for, stands in the list until it is done, and leaves the state.', async () => {
  const { agent, secondAgent, nurse, specialist, desk } = cast
  const id = await cast.file(nurse)
  const team = await agent.post(`/api/tickets/${id}/follow-up`, { days: 1, is_for_team: true })
  assert.equal(team.status, 422)
  must(await agent.post(`/api/tickets/${id}/assign`, { team_id: desk }))
  const own = must(
    await agent.post(`/api/tickets/${id}/follow-up`, { at: inMinutes(1), note: 'Call back' }),
  ).body
  const ours = must(
    await agent.post(`/api/tickets/${id}/follow-up`, { at: inMinutes(2), is_for_team: true }),
  ).body
  assert.equal((await agent.post(`/api/tickets/${id}/follow-up`, { at: inMinutes(-2) })).status, 422)
  assert.equal((await agent.post(`/api/tickets/${id}/follow-up`, {})).status, 422)
  assert.equal((await specialist.post(`/api/tickets/${id}/follow-up`, { days: 1 })).status, 404)
  minutes(2)
  const count = async (client: Client) =>
    (await reasons(client)).filter((each) => each === 'follow_up_due').length
  const before = [await count(agent), await count(secondAgent)]
  for (const { follow_up_id } of [own, ours, own, ours])
    await job('follow_ups.tell', { follow_up: follow_up_id })
  assert.deepEqual(
    [await count(agent), await count(secondAgent)].map((each, index) => each - (before[index] ?? 0)),
    [2, 1],
  )
  const due = async (client: Client) =>
    must(await client.get('/api/follow-ups')).body.rows.filter(
      (row: { ticket_id: string }) => row.ticket_id === id,
    )
  assert.deepEqual(
    (await due(agent)).map((row: { note: string }) => row.note),
    ['Call back', ''],
  )
  assert.equal((await due(secondAgent)).length, 1)
  must(await secondAgent.post(`/api/tickets/${id}/finish-follow-up`, { follow_up_id: ours.follow_up_id }))
  assert.equal(
    (await secondAgent.post(`/api/tickets/${id}/finish-follow-up`, { follow_up_id: ours.follow_up_id }))
      .status,
    404,
  )
  assert.deepEqual([(await due(agent)).length, (await due(secondAgent)).length], [1, 0])
  assert.equal(must(await agent.get(`/api/tickets/${id}`)).body.state, 'new')
})

test('A reminder for the team reaches the team that has the ticket by then, and waits for somebody when nobody is there.', async () => {
  const { agent, secondAgent, specialist, nurse, network, desk, wardline } = cast
  const remind = async (fields: object) => {
    const id = await cast.file(nurse)
    must(await agent.post(`/api/tickets/${id}/assign`, { team_id: network }))
    const body = { at: inMinutes(2), ...fields }
    const { follow_up_id } = must(await agent.post(`/api/tickets/${id}/follow-up`, body)).body
    return { id, follow_up: follow_up_id as string }
  }
  const told = async (id: string) =>
    (
      await cast.rows(
        "select person_id from core.notification where record_id = $1 and reason = 'follow_up_due'",
        [id],
      )
    ).map(({ person_id }) => person_id)
  const isDue = async (client: Client, id: string) =>
    must(await client.get('/api/follow-ups')).body.rows.some(
      (row: { ticket_id: string }) => row.ticket_id === id,
    )
  const moved = await remind({ is_for_team: true })
  must(await agent.post(`/api/tickets/${moved.id}/assign`, { team_id: desk }))
  const empty = await wardline.team('Nobody yet', 2)
  const alone = await remind({ is_for_team: true })
  await wardline.owner.query('update core.record set team_id = $2, owner_id = null where id = $1', [
    alone.id,
    empty,
  ])
  await wardline.owner.query('update tickets.follow_up set person_id = $2 where id = $1', [
    alone.follow_up,
    nurse.personId,
  ])
  minutes(3)
  for (const { follow_up } of [moved, alone]) await job('follow_ups.tell', { follow_up })
  assert.deepEqual((await told(moved.id)).sort(), [agent.personId, secondAgent.personId].sort())
  assert.deepEqual([await isDue(secondAgent, moved.id), await isDue(specialist, moved.id)], [true, false])
  assert.deepEqual(await told(alone.id), [])
  await wardline.owner.query('update core.record set owner_id = $2 where id = $1', [
    alone.id,
    secondAgent.personId,
  ])
  await job('follow_ups.tell', { follow_up: alone.follow_up })
  assert.deepEqual(await told(alone.id), [secondAgent.personId], 'nobody was told, so it was tried again')
  assert.equal(await isDue(secondAgent, alone.id), true)
})

test('Of two who write on the shared draft at once one is refused and sees the words of the other.', async () => {
  const { agent, secondAgent, nurse, specialist } = cast
  const id = await cast.file(nurse)
  const path = `/api/tickets/${id}/shared-draft`
  const first = must(await agent.send('PUT', path, { body: 'Dear Nora', version: 0 })).body
  assert.deepEqual([first.version, first.updated_by], [1, 'Sam Agent'])
  const answers = await Promise.all(
    [agent, secondAgent].flatMap((client) =>
      [1, 2, 3].map((part) => client.send('PUT', path, { body: `${client.personId} ${part}`, version: 1 })),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409])
  const won = answers.find(({ status }) => status === 200)?.body.body
  for (const { status, body } of answers)
    if (status === 409) assert.deepEqual([body.current.body, body.current.version], [won, 2])
  assert.equal((await nurse.get(path)).status, 403)
  assert.equal((await nurse.send('PUT', path, { body: 'x', version: 2 })).status, 403)
  assert.equal((await specialist.get(path)).status, 404)
})

test('One says that the draft is ready and another sends it, once: the message names both.', async () => {
  const { agent, secondAgent, nurse } = cast
  const id = await cast.file(nurse)
  const path = `/api/tickets/${id}/shared-draft`
  must(await agent.send('PUT', path, { body: 'Please restart it.', version: 0 }))
  const ready = must(
    await agent.send('PUT', path, { body: 'Please restart it.', version: 1, is_ready: true }),
  ).body
  assert.equal(ready.ready_by, 'Sam Agent')
  assert.equal((await secondAgent.post(`${path}/send`, { version: 1 })).status, 409)
  const sent = await Promise.all([1, 2, 3].map(() => secondAgent.post(`${path}/send`, { version: 2 })))
  assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 409, 409])
  assert.deepEqual((await bodies(id)).slice(1), [
    'Please restart it.\n\n*Written by Sam Agent, sent by Kim Agent.*',
  ])
  assert.equal(must(await agent.get(path)).body.body, '')
  assert.equal((await nurse.post(`${path}/send`, { version: 2 })).status, 403)
})

test('A shared draft that was thrown away or sent is never taken for the next one.', async () => {
  const { agent, secondAgent, admin, nurse } = cast
  const id = await cast.file(nurse)
  const path = `/api/tickets/${id}/shared-draft`
  const write = async (body: string, client = agent): Promise<number> => {
    const { version } = must(await client.get(path)).body
    return must(await client.send('PUT', path, { body, version })).body.version
  }
  const seen = await write('Good')
  must(await secondAgent.send('DELETE', path, { version: seen }))
  await write('Unfinished, not for the requester', secondAgent)
  assert.equal((await agent.post(`${path}/send`, { version: seen })).status, 409)
  const sent = must(await agent.get(path)).body.version
  must(await agent.post(`${path}/send`, { version: sent }))
  const next = await write('Another', secondAgent)
  for (const version of [seen, sent])
    assert.equal((await agent.send('DELETE', path, { version })).status, 409)
  const [message] = must(await agent.get(`/api/tickets/${id}`)).body.messages
  must(await admin.post(`/api/tickets/${id}/redact`, { message_id: message.id, is_whole: true }))
  await write('After the redaction', secondAgent)
  assert.equal((await agent.post(`${path}/send`, { version: next })).status, 409)
  assert.deepEqual((await bodies(id)).slice(1), ['Unfinished, not for the requester'])
})

test('To send the shared draft while words are redacted waits, and never stands in the way.', async () => {
  const { agent, admin, nurse } = cast
  for (let time = 0; time < 8; time++) {
    const id = await cast.file(nurse, { body: 'A secret word' })
    const path = `/api/tickets/${id}/shared-draft`
    must(await agent.send('PUT', path, { body: 'Good', version: 0 }))
    const [message] = must(await agent.get(`/api/tickets/${id}`)).body.messages
    const [sent, redacted] = await Promise.all([
      agent.post(`${path}/send`, { version: 1 }),
      admin.post(`/api/tickets/${id}/redact`, { message_id: message.id, text: 'secret' }),
    ])
    assert.ok([200, 409].includes(sent.status), String(sent.status))
    assert.equal(redacted.status, 200)
  }
})

test('A draft of one’s own survives signing out and another device, and nobody else sees it, the administrator neither.', async () => {
  const { agent, admin, secondAgent, wardline } = cast
  const id = await cast.file(cast.nurse)
  const key = `/api/drafts/ticket.${id}.reply`
  must(await agent.send('PUT', key, { body: 'half a sentence' }))
  const elsewhere = await wardline.signIn('sam.agent@main.example', 'main')
  assert.equal(must(await elsewhere.get(key)).body.body, 'half a sentence')
  for (const other of [admin, secondAgent, cast.nurse]) assert.equal(must(await other.get(key)).body.body, '')
  const exported = await admin.get('/api/tickets/export.csv')
  assert.doesNotMatch(String(exported.body), /half a sentence/)
})

test('The clock runs on over a reload, one a person, and its time is noted once; what one noted can be corrected.', async () => {
  const { agent, secondAgent, nurse, wardline } = cast
  const id = await cast.file(nurse, { title: '=1+1' })
  must(await agent.send('PUT', '/api/timer', { ticket_id: id }))
  const second = await agent.send('PUT', '/api/timer', { ticket_id: id })
  assert.equal(second.status, 409)
  wardline.clock.advance(12 * 60_000)
  assert.equal(must(await agent.get('/api/timer')).body.timer.ticket_id, id)
  assert.equal(must(await secondAgent.get('/api/timer')).body.timer, null)
  const stops = await Promise.all(
    [1, 2, 3].map(() => agent.post('/api/timer/stop', { note: 'On the phone' })),
  )
  assert.deepEqual(stops.map(({ status }) => status).sort(), [200, 409, 409])
  const time = async () => must(await agent.get(`/api/tickets/${id}/time`)).body
  const [entry] = (await time()).entries
  assert.deepEqual([entry.minutes, entry.note, entry.is_corrected], [12, 'On the phone', false])
  must(await secondAgent.post(`/api/tickets/${id}/log-time`, { minutes: 10 }))
  const correction = { entry_id: entry.id, minutes: 15 }
  assert.equal((await secondAgent.post(`/api/tickets/${id}/correct-time`, correction)).status, 404)
  must(await agent.post(`/api/tickets/${id}/correct-time`, correction))
  assert.equal(must(await agent.get(`/api/tickets/${id}`)).body.minutes_spent, 25)
  assert.deepEqual((await time()).sums, [
    { person: 'Sam Agent', minutes: 15 },
    { person: 'Kim Agent', minutes: 10 },
  ])
  const kept = await cast.rows('select minutes from tickets.time_entry where id = $1', [entry.id])
  assert.deepEqual(kept, [{ minutes: 12 }])
  const days = 'from=2026-03-01&to=2026-03-31'
  const mine = must(await agent.get(`/api/time?${days}`)).body
  assert.deepEqual([mine.total_minutes, mine.tickets.length], [15, 1])
  assert.equal((await agent.get('/api/time?from=2026-03-31&to=2026-03-01')).status, 422)
  const csv = must(await agent.get(`/api/time.csv?${days}`))
  assert.match(String(csv.body), /"'=1\+1",15,On the phone/)
  assert.equal((await nurse.get(`/api/time?${days}`)).status, 403)
})
