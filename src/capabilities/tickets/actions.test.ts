import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const act = (client: Cast['nurse'], id: string, verb: string, body: unknown = {}, headers = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body, headers)

test('A corrected impact gives a new priority and promise; a requester may not correct the ticket.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse)
  const before = must(await agent.get(`/api/tickets/${id}`)).body
  assert.equal(before.priority, 3)
  must(await act(agent, id, 'edit', { impact: 1, urgency: 1, title: 'Nobody can log in', device: 'PC-7' }))
  const seen = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual([seen.priority, seen.title, seen.device], [1, 'Nobody can log in', 'PC-7'])
  assert.ok(seen.due_at < before.due_at)
  const event = seen.events.at(-1)
  assert.deepEqual(event.data.changes.priority, [3, 1])
  assert.deepEqual(event.data.fields, { device: [null, 'PC-7'], impact: [3, 1], urgency: [3, 1] })
  assert.equal((await act(nurse, id, 'edit', { title: 'x' })).status, 403)
  const same = must(await act(agent, id, 'edit', { device: 'PC-7' })).body
  assert.equal(same.version, seen.version, 'what changes nothing leaves no trace')
  for (const [field, value] of Object.entries({ requester_id: id, category_id: id, place_id: id }))
    assert.deepEqual(
      ((answer) => [answer.status, answer.body.errors?.[0]?.pointer])(
        await act(agent, id, 'edit', { [field]: value }),
      ),
      [422, `#/${field}`],
    )
})

test('An edit of an old version is refused and answers what is stored now.', async () => {
  const { agent, secondAgent, nurse } = cast
  const id = await cast.file(nurse)
  must(await act(agent, id, 'edit', { title: 'First' }, { 'if-match': '"1"' }))
  const late = await act(secondAgent, id, 'edit', { title: 'Second' }, { 'if-match': '"1"' })
  assert.equal(late.status, 409)
  assert.deepEqual([late.body.current.title, late.body.current.version], ['First', 2])
})

test('Tags go on and off once each; a requester neither sets nor sees them.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse)
  must(await act(agent, id, 'tag', { tags: ['vip', 'ward 7'] }))
  must(await act(agent, id, 'tag', { tags: ['vip'] }))
  must(await act(agent, id, 'untag', { tags: ['ward 7'] }))
  assert.deepEqual(must(await agent.get(`/api/tickets/${id}`)).body.tags, ['vip'])
  assert.deepEqual(must(await nurse.get(`/api/tickets/${id}`)).body.tags, [])
  assert.equal((await act(nurse, id, 'tag', { tags: ['mine'] })).status, 403)
  const many = Array.from({ length: 20 }, (_, index) => `t${index}`)
  assert.equal((await act(agent, id, 'tag', { tags: many })).status, 422)
  assert.equal((await nurse.post('/api/tickets', { title: 'a', body: 'b', tags: ['x'] })).status, 403)
})

test('Of two agents who take a ticket one gets it and the other reads who has it.', async () => {
  const { agent, secondAgent, nurse } = cast
  const id = await cast.file(nurse)
  const answers = await Promise.all([act(agent, id, 'take'), act(secondAgent, id, 'take')])
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409])
  const refused = answers.find((answer) => answer.status === 409)
  assert.match(refused?.body.detail, /^(Sam|Kim) Agent has taken this already/)
  assert.equal((await act(nurse, id, 'take')).status, 403)
})

test('A ticket is assigned to teams in use and to people who work on tickets only.', async () => {
  const { agent, nurse, secondAgent, desk, network } = cast
  const id = await cast.file(nurse)
  must(await act(agent, id, 'assign', { team_id: desk, owner_id: secondAgent.personId }))
  const told = must(await secondAgent.get('/api/notifications')).body.rows[0]
  assert.deepEqual([told.reason, told.record.id], ['assigned', id])
  const toNurse = await act(agent, id, 'assign', { owner_id: nurse.personId })
  assert.deepEqual([toNurse.status, toNurse.body.errors[0].pointer], [422, '#/owner_id'])
  const foreign = await act(agent, id, 'assign', { team_id: id })
  assert.deepEqual([foreign.status, foreign.body.errors[0].pointer], [422, '#/team_id'])
  must(await act(agent, id, 'assign', { team_id: network }))
  const seen = must(await agent.get(`/api/tickets/${id}`)).body
  assert.equal(seen.reassigned_count, 1)
  assert.deepEqual(
    seen.hands.map((hand: { direction: string; to_team: string }) => [hand.direction, hand.to_team]),
    [['across', 'Network']],
  )
  assert.equal((await act(nurse, id, 'assign', { team_id: desk })).status, 403)
})

test('One follows what one sees; others are made to follow by those who work on it, if they may see it.', async () => {
  const { agent, secondAgent, nurse, otherNurse } = cast
  const id = await cast.file(nurse)
  must(await act(agent, id, 'watch'))
  assert.equal((await act(nurse, id, 'watch', { person_id: otherNurse.personId })).status, 403)
  assert.equal((await act(agent, id, 'watch', { person_id: otherNurse.personId })).status, 422)
  must(await act(agent, id, 'watch', { person_id: secondAgent.personId }))
  must(await act(nurse, id, 'reply', { body: 'Still red.' }))
  for (const watcher of [agent, secondAgent]) {
    const [latest] = must(await watcher.get('/api/notifications')).body.rows
    assert.deepEqual([latest.reason, latest.record.id], ['reply', id])
  }
  must(await act(agent, id, 'unwatch'))
  assert.deepEqual(must(await agent.get(`/api/tickets/${id}`)).body.watcher_ids, [secondAgent.personId])
})

test('A participant sees the public side and answers, cannot cancel, and loses sight when removed.', async () => {
  const { nurse, otherNurse, agent } = cast
  const id = await cast.file(nurse)
  assert.equal((await otherNurse.get(`/api/tickets/${id}`)).status, 404)
  must(await act(nurse, id, 'add-participant', { person_id: otherNurse.personId }))
  must(await act(agent, id, 'note', { body: 'between us' }))
  const seen = must(await otherNurse.get(`/api/tickets/${id}`)).body
  assert.equal(seen.messages.length, 1)
  must(await act(otherNurse, id, 'reply', { body: 'It is red for me too.' }))
  assert.equal((await act(otherNurse, id, 'cancel')).status, 403)
  assert.equal((await act(otherNurse, id, 'remove-participant', { person_id: nurse.personId })).status, 403)
  must(await act(nurse, id, 'remove-participant', { person_id: otherNurse.personId }))
  assert.equal((await otherNurse.get(`/api/tickets/${id}`)).status, 404)
})

test('Time adds up; a requester does not see it and cannot note any.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  must(await act(agent, id, 'log-time', { minutes: 20 }))
  assert.equal(
    must(await act(agent, id, 'log-time', { minutes: 25, note: 'on the phone' })).body.minutes_spent,
    45,
  )
  assert.equal((await act(agent, id, 'log-time', { minutes: 0 })).status, 422)
  assert.equal((await act(nurse, id, 'log-time', { minutes: 5 })).status, 403)
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.minutes_spent, 0)
})

test('Only the requester rates, and only what is resolved.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  assert.equal((await act(nurse, id, 'rate', { rating: 5 })).status, 409)
  must(await act(agent, id, 'resolve', { code: 'fixed', cause: 'Loose cable' }))
  must(await act(nurse, id, 'rate', { rating: 5, comment: 'Quick!' }))
  assert.equal((await act(agent, id, 'rate', { rating: 1 })).status, 403)
  assert.equal((await act(nurse, id, 'rate', { rating: 6 })).status, 422)
  const seen = must(await nurse.get(`/api/tickets/${id}`)).body
  assert.deepEqual([seen.rating, seen.rating_comment, seen.cause], [5, 'Quick!', null])
  assert.ok(
    !JSON.stringify(await cast.rows('select data from core.event where record_id = $1', [id])).includes(
      'Quick',
    ),
  )
})

test('What is closed takes no reply; it is reopened within 14 days and not later.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const id = await cast.file(nurse)
  assert.equal((await act(agent, id, 'close')).status, 409)
  must(await act(agent, id, 'resolve', { code: 'fixed' }))
  must(await act(nurse, id, 'reply', { body: 'Thank you.' }))
  must(await act(agent, id, 'close'))
  assert.equal((await act(nurse, id, 'reply', { body: 'One more thing' })).status, 409)
  assert.equal((await act(otherNurse, id, 'reopen')).status, 404)
  must(await act(nurse, id, 'reopen'))
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.reopened_count, 1)
  must(await act(agent, id, 'resolve', { code: 'fixed' }))
  await wardline.owner.query(
    "update tickets.ticket set resolved_at = resolved_at - interval '15 days' where id = $1",
    [id],
  )
  const late = await act(nurse, id, 'reopen')
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /more than 14 days ago/)
})

test('Scheduling wants a time in the future, and each pause ends by resuming.', async () => {
  const { nurse, agent, wardline } = cast
  const id = await cast.file(nurse)
  const yesterday = new Date(wardline.clock.now().getTime() - 86_400_000).toISOString()
  const tomorrow = new Date(wardline.clock.now().getTime() + 86_400_000).toISOString()
  assert.equal((await act(agent, id, 'schedule', { resume_at: yesterday })).status, 422)
  must(await act(agent, id, 'schedule', { resume_at: tomorrow }))
  assert.equal((await act(nurse, id, 'resume')).status, 403)
  must(await act(agent, id, 'resume'))
  for (const verb of ['ask', 'wait-vendor']) {
    must(await act(agent, id, verb))
    must(await act(agent, id, 'resume'))
  }
  assert.equal((await act(agent, id, 'start')).status, 409)
  must(await act(nurse, id, 'cancel'))
  assert.equal((await act(agent, id, 'resolve', { code: 'fixed' })).status, 409)
})

test('The same Idempotency-Key files one ticket, also twice at once and with a file; another body is refused.', async () => {
  const { nurse } = cast
  const body = { title: 'Double click', body: 'I pressed twice.' }
  const headers = { 'idempotency-key': 'press-1' }
  const answers = await Promise.all([1, 2, 3].map(() => nurse.post('/api/tickets', body, headers)))
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200],
  )
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1)
  assert.equal((await cast.rows('select id from core.record where title = $1', [body.title])).length, 1)
  const other = await nurse.post('/api/tickets', { ...body, title: 'Another' }, headers)
  assert.deepEqual([other.status, other.body.type], [422, 'idempotency-key-reused'])
  assert.equal((await cast.rows("select id from core.record where title = 'Another'")).length, 0)
})

test('A ticket is filed for others, with a team, by those who work on tickets only.', async () => {
  const { nurse, otherNurse, agent, network } = cast
  const forOther = { title: 'On behalf', body: '', requester_id: otherNurse.personId }
  assert.equal((await nurse.post('/api/tickets', forOther)).status, 403)
  assert.equal((await nurse.post('/api/tickets', { title: 'x', body: '', team_id: network })).status, 403)
  assert.equal((await nurse.post('/api/tickets', { title: 'x', body: '', kind: 'problem' })).status, 422)
  const id = (
    must(await agent.post('/api/tickets', { ...forOther, team_id: network })).body as { id: string }
  ).id
  assert.equal(must(await otherNurse.get(`/api/tickets/${id}`)).body.requester.name, 'Otis Other')
  const told = must(await otherNurse.get('/api/notifications')).body.rows
  assert.ok(
    told.some(
      (each: { reason: string; record: { id: string } }) => each.reason === 'filed' && each.record.id === id,
    ),
  )
})
