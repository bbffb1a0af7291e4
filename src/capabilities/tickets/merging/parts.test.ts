import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const post = (client: Cast['agent'], id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const split = async (client: Cast['agent'], id: string, body: unknown) => {
  const { version } = await show(cast.agent, id)
  return client.post(`/api/tickets/${id}/split`, body, { 'if-match': `"${version}"` })
}
const show = async (client: Cast['agent'], id: string) => must(await client.get(`/api/tickets/${id}`)).body
const bodies = (page: { messages: { body: string }[] }) => page.messages.map((each) => each.body)

test('A split shows the chosen messages on a new ticket, and what is redacted is gone from both.', async () => {
  const { nurse, otherNurse, agent, specialist, network } = cast
  const id = await cast.file(nurse, { body: 'The badge reader blinks red. My code is hunter2.' })
  const uploaded = await uploadWith(cast.wardline, agent)('plan.txt', 'text/plain', Buffer.from('a plan'))
  const file = must(uploaded).body.id as string
  const public_id = must(await post(agent, id, 'reply', { body: 'And the door too?', file_ids: [file] })).body
    .message_id
  const note_id = must(await post(agent, id, 'note', { body: 'Ask facilities.' })).body.message_id
  must(await post(nurse, id, 'reply', { body: 'This stays here.' }))
  const [first] = (await show(agent, id)).messages
  const wanted = {
    title: 'The door of ward 7',
    body: 'The door does not open.',
    message_ids: [first.id, public_id, note_id],
    requester_id: otherNurse.personId,
  }
  const { ticket } = must(await split(agent, id, wanted)).body

  const inside = await show(agent, ticket.id)
  assert.deepEqual(bodies(inside), [
    'The badge reader blinks red. My code is hunter2.',
    'And the door too?',
    'Ask facilities.',
    'The door does not open.',
  ])
  assert.deepEqual(
    inside.messages.map((each: { origin_id: string | null }) => each.origin_id),
    [id, id, id, null],
  )
  assert.equal(inside.links[0].id, id)
  const outside = await show(otherNurse, ticket.id)
  assert.deepEqual(bodies(outside), [
    'The badge reader blinks red. My code is hunter2.',
    'And the door too?',
    'The door does not open.',
  ])
  assert.doesNotMatch(JSON.stringify(outside), new RegExp(`${id}|facilities|stays here`))
  assert.equal((await otherNurse.get(`/api/tickets/${id}`)).status, 404)
  assert.equal((await otherNurse.get(`/api/attachments/${file}`)).status, 200, 'a file of a chosen message')
  assert.equal((await specialist.get(`/api/attachments/${file}`)).status, 404)
  must(await post(agent, ticket.id, 'assign', { team_id: network }))
  assert.ok(bodies(await show(specialist, ticket.id)).includes('Ask facilities.'))

  must(
    await agent.send('PUT', `/api/drafts/${encodeURIComponent(`ticket:${ticket.id}:reply`)}`, {
      body: 'Your code hunter2 is',
    }),
  )
  must(await post(agent, id, 'redact', { message_id: first.id, text: 'hunter2' }))
  assert.doesNotMatch(JSON.stringify(await show(otherNurse, ticket.id)), /hunter2/)
  assert.deepEqual(
    await cast.rows("select key from core.draft where key like '%' || $1 || '%'", [ticket.id]),
    [],
  )
})

test('A message of another ticket cannot be taken along, nor by who does not work on the ticket.', async () => {
  const { nurse, agent, specialist } = cast
  const [id, other] = [await cast.file(nurse), await cast.file(nurse)]
  const [mine, foreign] = [(await show(agent, id)).messages[0].id, (await show(agent, other)).messages[0].id]
  const wanted = { title: 'One', body: 'Two', message_ids: [mine, foreign] }
  const refused = await split(agent, id, wanted)
  assert.equal(refused.status, 422)
  assert.equal(refused.body.errors[0].pointer, '#/message_ids/1')
  assert.equal((await split(nurse, id, { ...wanted, message_ids: [mine] })).status, 403)
  assert.equal((await split(specialist, id, { ...wanted, message_ids: [mine] })).status, 404)
  assert.equal((await split(agent, id, { ...wanted, message_ids: [] })).status, 422)
  must(await split(agent, id, { ...wanted, message_ids: [mine] }))
})

test('A split that is sent again files no second ticket.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  const page = await show(agent, id)
  const wanted = { title: 'One', body: 'Two', message_ids: [page.messages[0].id] }
  const send = () => agent.post(`/api/tickets/${id}/split`, wanted, { 'if-match': `"${page.version}"` })
  const both = await Promise.all([send(), send()])
  assert.deepEqual(both.map((each) => each.status).sort(), [200, 409])
  assert.equal((await send()).status, 409)
  const blind = await post(agent, id, 'split', wanted)
  assert.equal(blind.status, 422)
  assert.match(blind.body.detail, /If-Match/)
  assert.equal((await show(agent, id)).links.length, 1)
})

test('Candidates are found by requester, device, words and what they are about, and only among what can be merged into.', async () => {
  const { nurse, otherNurse, agent, specialist } = cast
  const id = await cast.file(nurse, { title: 'Infusion pump display flickers', device: 'PUMP-31' })
  const sameWords = await cast.file(otherNurse, { title: 'Display of the infusion pump is dark' })
  const sameDevice = await cast.file(otherNurse, { title: 'It beeps', device: 'pump-31' })
  const samePerson = await cast.file(nurse, { title: 'Badge lost' })
  const stranger = await cast.file(otherNurse, { title: 'Lunch menu' })
  const gone = await cast.file(nurse, { title: 'Infusion pump display flickers again', device: 'PUMP-31' })
  const find = async (q = '') =>
    must(await agent.get(`/api/tickets/${id}/merge-candidates?q=${encodeURIComponent(q)}`)).body.rows as {
      id: string
      number: number
      reasons: string[]
    }[]
  const before = await find()
  assert.equal(before[0]?.id, gone, 'the likeliest first')
  must(await post(agent, gone, 'cancel'))
  const rows = await find()
  const reasonsOf = (wanted: string) => rows.find((row) => row.id === wanted)?.reasons
  assert.deepEqual(reasonsOf(sameWords), ['words'])
  assert.deepEqual(reasonsOf(sameDevice), ['device'])
  assert.deepEqual(reasonsOf(samePerson), ['requester'])
  for (const absent of [id, stranger, gone]) assert.equal(reasonsOf(absent), undefined)
  const { number } = await show(agent, stranger)
  assert.deepEqual(
    (await find(`#${number}`)).map((row) => row.id),
    [stranger],
  )
  assert.deepEqual(
    (await find('lunch')).map((row) => row.id),
    [stranger],
  )
  assert.equal((await nurse.get(`/api/tickets/${id}/merge-candidates`)).status, 403)
  assert.equal((await specialist.get(`/api/tickets/${id}/merge-candidates`)).status, 404)

  const path = `/api/tickets/merge-preview?into=${id}`
  const seen = must(await agent.get(`${path}&id=${sameWords}&id=${gone}&id=${samePerson}`)).body
  assert.equal(seen.into.id, id)
  assert.deepEqual(
    seen.rows.map((row: Record<string, unknown>) => [
      row.id,
      row.problem,
      row.is_same_requester,
      row.messages,
    ]),
    [
      [sameWords, null, false, 1],
      [samePerson, null, true, 1],
      [gone, 'This cannot be merged, because its state is “cancelled”.', true, 1],
    ],
  )
  assert.equal((await nurse.get(`${path}&id=${sameWords}`)).status, 403)
  assert.equal((await cast.stranger.get(`${path}&id=${sameWords}`)).status, 422)
})

test('The last part that ends tells who has the whole, once, also when two end at the same time.', async () => {
  const { nurse, agent, secondAgent, specialist } = cast
  const whole = await cast.file(nurse)
  must(await post(agent, whole, 'take'))
  const parts = [await cast.file(nurse), await cast.file(nurse), await cast.file(nurse)]
  for (const part of parts) must(await post(agent, part, 'link', { type: 'parent', to_id: whole }))
  const circle = await post(agent, whole, 'link', { type: 'parent', to_id: parts[0] })
  assert.equal(circle.status, 409)
  const withOpenParts = async (client: Cast['agent']) =>
    (must(await client.get('/api/tickets?open_parts=true')).body.rows as { id: string }[]).map(
      (row) => row.id,
    )
  const told = async () =>
    (
      await cast.rows("select id from core.notification where reason = 'children_done' and record_id = $1", [
        whole,
      ])
    ).length
  assert.deepEqual(await withOpenParts(agent), [whole])
  assert.deepEqual(await withOpenParts(nurse), [whole], 'her own parts she sees')
  assert.deepEqual(await withOpenParts(specialist), [])
  must(await post(secondAgent, parts[0] ?? '', 'resolve', { code: 'fixed' }))
  assert.equal(await told(), 0)
  // Both stand at the same place before either may go on.
  const holder = await cast.wardline.owner.connect()
  await holder.query('begin')
  await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`parts of ${whole}`])
  const ending = Promise.all(
    parts.slice(1).map((part) => post(secondAgent, part, 'resolve', { code: 'fixed' })),
  )
  const waiting =
    "select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"
  for (let tries = 0; tries < 200; tries++) {
    if ((await holder.query(waiting)).rows[0].count === 2) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { count } = (await holder.query(waiting)).rows[0]
  await holder.query('commit')
  holder.release()
  for (const answer of await ending) must(answer)
  assert.equal(count, 2)
  assert.equal(await told(), 1)
  assert.deepEqual(await withOpenParts(agent), [])
  must(await post(agent, whole, 'resolve', { code: 'fixed' }))
  assert.equal((await show(agent, parts[0] ?? '')).state, 'resolved')
})

test('When the last open part is merged away, who has the whole is told.', async () => {
  const { nurse, agent, secondAgent } = cast
  const [whole, part, other] = [await cast.file(nurse), await cast.file(nurse), await cast.file(nurse)]
  must(await post(secondAgent, whole, 'take'))
  must(await post(agent, part, 'link', { type: 'parent', to_id: whole }))
  must(await post(agent, part, 'merge', { into_id: other }))
  assert.deepEqual(
    await cast.rows('select person_id, reason from core.notification where record_id = $1 and reason <> $2', [
      whole,
      'filed',
    ]),
    [{ person_id: secondAgent.personId, reason: 'children_done' }],
  )
})

test('The preview of a merge tells nothing of what is inside tickets that others handle.', async () => {
  const { nurse, agent, specialist, network } = cast
  const [own, second, worked] = [
    await cast.file(specialist),
    await cast.file(specialist),
    await cast.file(specialist),
  ]
  must(await post(agent, own, 'note', { body: 'Between us.' }))
  must(await post(agent, await cast.file(nurse), 'link', { type: 'parent', to_id: own }))
  must(await post(agent, worked, 'assign', { team_id: network }))
  const preview = async (into: string, id: string) =>
    must(await specialist.get(`/api/tickets/merge-preview?into=${into}&id=${id}`)).body.rows[0]
  const row = await preview(worked, own)
  assert.equal(row.problem, 'This one is handled by others.')
  assert.deepEqual([row.requester, row.is_same_requester, row.messages, row.open_parts], [null, false, 0, 0])
  const intoOthers = await preview(second, worked)
  assert.match(intoOthers.problem, /handled by others/)
  assert.equal(intoOthers.is_same_requester, false)
})
