import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
let id: string
const secret = 'zebrafish'

before(async () => {
  cast = await startCast()
  const { agent, nurse, desk, network } = cast
  id = await cast.file(nurse, { title: 'Printer is slow' })
  const post = (verb: string, body: unknown) => agent.post(`/api/tickets/${id}/${verb}`, body)
  must(await post('assign', { team_id: desk }))
  must(await post('note', { body: `The ${secret} server again. @[Nora Nurse](person:${nurse.personId})` }))
  must(await post('tag', { tags: [secret] }))
  must(await post('log-time', { minutes: 7, note: secret }))
  must(await post('escalate', { team_id: network, reason: `${secret} reason`, tried: `${secret} tried` }))
  must(await post('reply', { body: 'We are looking into it.' }))
})
after(() => cast.wardline.close())

test('The requester sees the public side in the ticket, the list, the export and the notifications, and no word of the inner side.', async () => {
  const { nurse } = cast
  const pages = await Promise.all(
    [
      `/api/tickets/${id}`,
      '/api/tickets',
      '/api/tickets/export.csv',
      '/api/notifications',
      '/api/portal/home',
      '/api/tickets/counts',
    ].map((path) => nurse.get(path)),
  )
  for (const page of pages) {
    const text = JSON.stringify(must(page).body)
    assert.ok(!text.includes(secret), text)
    assert.ok(!text.includes('Network') && !text.includes('Service Desk'), text)
    assert.ok(!text.includes(cast.network) && !text.includes(cast.desk), text)
  }
  const seen = pages[0]?.body
  assert.deepEqual(
    seen.events.map((event: { action: string }) => event.action),
    ['tickets.create', 'tickets.assign', 'tickets.escalate', 'tickets.reply'],
  )
  assert.deepEqual(
    seen.hands.map((hand: { to_team: null; reason: string }) => [hand.to_team, hand.reason]).at(-1),
    [null, ''],
  )
  assert.equal(seen.messages.length, 2)
  assert.deepEqual([seen.team, seen.minutes_spent, seen.reassigned_count], [null, 0, 0])
  const agentEmail = (
    await cast.rows('select email from core.person where id = $1', [cast.agent.personId])
  )[0]?.email
  assert.ok(!JSON.stringify(seen).includes(String(agentEmail)))
})

test('An agent sees the inner side; the writer of a note is warned that the requester was not told.', async () => {
  const seen = must(await cast.agent.get(`/api/tickets/${id}`)).body
  assert.ok(seen.messages.some((message: { body: string }) => message.body.includes(secret)))
  assert.equal(seen.hands.at(-1).reason, `${secret} reason`)
  assert.equal(seen.team.name, 'Network')
  const answer = must(
    await cast.agent.post(`/api/tickets/${id}/note`, { body: `@[Nora](person:${cast.nurse.personId})` }),
  ).body
  assert.deepEqual(answer.warnings, [
    'Nora Nurse was not told, because they may not see internal notes here.',
  ])
})

test('What a note says is found by those inside only: its search entry is marked so.', async () => {
  const entries = await cast.rows(
    `select e.is_internal = coalesce(m.is_internal, false) as is_right, e.is_internal from core.search_entry e
     left join core.message m on m.id = e.entry_id where e.record_id = $1`,
    [id],
  )
  assert.ok(entries.every((entry) => entry.is_right))
  assert.ok(entries.some((entry) => entry.is_internal) && entries.some((entry) => !entry.is_internal))
})

test('Filters, tags and counts find nothing for the requester that the page keeps from her.', async () => {
  const { nurse, agent, desk, network } = cast
  for (const query of [`tag=${secret}`, `team=${network}`, `team=${desk}`, 'view=team']) {
    assert.equal(must(await nurse.get(`/api/tickets?${query}`)).body.rows.length, 0, query)
  }
  assert.equal(must(await agent.get(`/api/tickets?tag=${secret}`)).body.rows.length, 1)
  assert.equal(must(await agent.get(`/api/tickets?team=${network}`)).body.rows.length, 1)
})

test('Somebody else, another team and another organization see and change nothing of it.', async () => {
  const { otherNurse, stranger, wardline } = cast
  const storage = await wardline.person(
    'Stella Storage',
    ['storage-engineer'],
    [await wardline.team('Storage', 2)],
  )
  for (const client of [otherNurse, stranger, storage]) {
    assert.equal((await client.get(`/api/tickets/${id}`)).status, 404)
    assert.equal((await client.post(`/api/tickets/${id}/reply`, { body: 'hello' })).status, 404)
    assert.equal((await client.post(`/api/tickets/${id}/watch`)).status, 404)
    assert.equal((await client.get(`/api/tickets/${id}/escalation-targets`)).status === 200, false)
    assert.deepEqual(must(await client.get('/api/tickets?view=all')).body.rows, [])
    assert.ok(!must(await client.get('/api/tickets/export.csv')).body.includes('Printer'))
    const counts = must(await client.get('/api/tickets/counts')).body
    assert.ok(Object.values(counts).every((count) => count === 0))
  }
})

test('Watching keeps nobody in: a specialist whose team no longer has the ticket sees it no more.', async () => {
  const { agent, nurse, specialist, network, desk } = cast
  const watched = await cast.file(nurse, { title: 'Wall phone is dead' })
  const give = async (team_id: string) =>
    must(await agent.post(`/api/tickets/${watched}/assign`, { team_id, owner_id: null }))
  await give(network)
  must(await specialist.post(`/api/tickets/${watched}/watch`))
  must(await specialist.get(`/api/tickets/${watched}`))
  await give(desk)
  assert.equal((await specialist.get(`/api/tickets/${watched}`)).status, 404)
  const listed = must(await specialist.get('/api/tickets?view=all')).body.rows
  assert.ok(!listed.some((row: { id: string }) => row.id === watched))
})

test('A specialist sees what her team has, from the inside, and nothing else.', async () => {
  const { specialist, nurse, desk } = cast
  const seen = must(await specialist.get(`/api/tickets/${id}`)).body
  assert.equal(seen.is_inside, true)
  const elsewhere = await cast.file(cast.agent, {
    title: 'For the desk',
    team_id: desk,
    requester_id: nurse.personId,
  })
  assert.equal((await specialist.get(`/api/tickets/${elsewhere}`)).status, 404)
  assert.deepEqual(
    must(await specialist.get('/api/tickets?view=all')).body.rows.map((row: { id: string }) => row.id),
    [id],
  )
})

test('A person who is mentioned and may see it is told; who may not is named in a warning.', async () => {
  const { agent, secondAgent, otherNurse, nurse } = cast
  const body = `@[Kim](person:${secondAgent.personId}) @[Otis](person:${otherNurse.personId}) @[Nobody](person:${id})`
  const { warnings } = must(await agent.post(`/api/tickets/${id}/reply`, { body })).body
  assert.deepEqual(warnings, [
    'Otis Other was not told, because they may not see this. Add them as a participant first.',
    'Somebody you mentioned was not told: there is no such person any more.',
  ])
  const reasonsOf = async (client: Cast['nurse']) =>
    must(await client.get('/api/notifications')).body.rows.map((row: { reason: string }) => row.reason)
  assert.ok((await reasonsOf(secondAgent)).includes('mention'))
  assert.deepEqual(await reasonsOf(otherNurse), [])
  assert.ok((await reasonsOf(nurse)).includes('reply'))
})

test('Notifications are counted and read by their own person only, and lose the title with the right to it.', async () => {
  const { nurse, agent, otherNurse } = cast
  const own = await cast.file(nurse, { title: 'Shared matter' })
  must(await nurse.post(`/api/tickets/${own}/add-participant`, { person_id: otherNurse.personId }))
  const [row] = must(await otherNurse.get('/api/notifications?is_unread=true')).body.rows
  assert.deepEqual(
    [row.reason, row.record.title, row.by.name],
    ['participant', 'Shared matter', 'Nora Nurse'],
  )
  must(await agent.post('/api/notifications/read', { ids: [row.id] }))
  assert.equal(must(await otherNurse.get('/api/notifications/count')).body.unread, 1)
  must(await nurse.post(`/api/tickets/${own}/remove-participant`, { person_id: otherNurse.personId }))
  assert.equal(must(await otherNurse.get('/api/notifications')).body.rows[0].record, null)
  assert.equal(must(await otherNurse.post('/api/notifications/read')).body.unread, 0)
  assert.equal((await otherNurse.get('/api/notifications?after=nonsense')).status, 422)
})

test('Live, the requester hears of replies without a name of a team, and never of notes, tags or time.', async () => {
  const { nurse, agent, wardline } = cast
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = wardline.composition.http.server.address() as AddressInfo
  const listen = async (cookie: string) => {
    const abort = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/api/live`, {
      headers: { cookie },
      signal: abort.signal,
    })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    let text = ''
    const pump = (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        text += new TextDecoder().decode(part.value)
    })().catch(() => undefined)
    const stop = () => {
      abort.abort()
      return pump
    }
    return { text: () => text, stop }
  }
  const heard = { nurse: await listen(nurse.cookie), agent: await listen(agent.cookie) }
  for (const [verb, body] of [
    ['note', { body: secret }],
    ['tag', { tags: ['more'] }],
    ['log-time', { minutes: 1 }],
    ['reply', { body: `public ${secret}` }],
  ] as const)
    must(await agent.post(`/api/tickets/${id}/${verb}`, body))
  const deadline = Date.now() + 10_000
  while (!heard.nurse.text().includes('event: notification') && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await Promise.all([heard.nurse.stop(), heard.agent.stop()])
  assert.match(heard.agent.text(), /tickets\.note/)
  assert.match(heard.nurse.text(), /tickets\.reply/)
  assert.doesNotMatch(heard.nurse.text(), /note|tag"|log_time|team_id|owner_id/)
  assert.ok(!heard.nurse.text().includes(secret) && !heard.nurse.text().includes(agent.personId))
})
