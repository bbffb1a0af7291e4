import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

test('Who receives a ticket sees in one piece what was tried, who had it, the articles, the files and the bounces.', async () => {
  const { agent, admin, nurse, specialist, network, secondAgent, desk } = cast
  const id = await cast.file(agent, { requester_id: nurse.personId, team_id: desk })
  must(await agent.post(`/api/tickets/${id}/take`))
  must(await agent.post(`/api/tickets/${id}/assign`, { owner_id: secondAgent.personId }))
  const article = async (title: string) => {
    const made = must(
      await admin.post('/api/articles', { title, body: 'Turn it on.', audience: 'staff' }),
    ).body
    must(await admin.post(`/api/articles/${made.id}/publish`))
    return made.id as string
  }
  const [linked, mentioned] = [await article('Badge readers'), await article('Certificates')]
  must(await agent.post(`/api/tickets/${id}/link`, { type: 'relates_to', to_id: linked }))
  must(await agent.post(`/api/tickets/${id}/note`, { body: `Tried [this](/answers/${mentioned}).` }))
  must(
    await agent.post(`/api/tickets/${id}/escalate`, {
      team_id: network,
      reason: 'Needs the switch',
      tried: 'Another cable, another port',
    }),
  )
  const packet = must(await specialist.get(`/api/tickets/${id}/packet`)).body
  const [pass] = packet.passes
  assert.deepEqual(
    [pass.from_team, pass.to_team, pass.by.name, pass.reason, pass.tried],
    ['Service Desk', 'Network', 'Sam Agent', 'Needs the switch', 'Another cable, another port'],
  )
  assert.deepEqual(
    packet.owners.map((each: { person: { name: string } }) => each.person.name),
    ['Kim Agent', 'Sam Agent'],
  )
  assert.deepEqual(
    packet.articles.map((each: { title: string; is_linked: boolean }) => [each.title, each.is_linked]),
    [
      ['Badge readers', true],
      ['Certificates', false],
    ],
  )
  assert.equal(packet.bounces, 0)
  assert.deepEqual(
    packet.notes.map((each: { by: { name: string }; body: string }) => [each.by.name, each.body]),
    [['Sam Agent', `Tried [this](/answers/${mentioned}).`]],
  )
  must(await specialist.post(`/api/tickets/${id}/hand-back`, { reason: 'Not the switch' }))
  assert.equal((await specialist.get(`/api/tickets/${id}/packet`)).status, 404, 'it is not theirs any more')
  const back = must(await agent.get(`/api/tickets/${id}/packet`)).body
  assert.equal(back.bounces, 1)
  assert.equal(back.passes[0].reason, 'Not the switch', 'the last one stands first')
  assert.equal((await nurse.get(`/api/tickets/${id}/packet`)).status, 403)
  assert.equal((await cast.stranger.get(`/api/tickets/${id}/packet`)).status, 404)
})

test('What was redacted is not in the packet, and neither is an article that one may not read.', async () => {
  const { agent, admin, nurse, network, desk, wardline } = cast
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, gen_random_uuid(), 'reader', 'Reader', '{tickets.read_all}')",
    [wardline.orgId],
  )
  const reader = await wardline.person('Rita Reader', ['reader'])
  const id = await cast.file(agent, { requester_id: nurse.personId, team_id: desk })
  const made = must(
    await admin.post('/api/articles', { title: 'Draft', body: 'x', audience: 'internal' }),
  ).body
  must(await agent.post(`/api/tickets/${id}/note`, { body: `See /answers/${made.id}` }))
  must(
    await agent.post(`/api/tickets/${id}/escalate`, {
      team_id: network,
      reason: 'hunter2 did not work',
      tried: 'hunter2',
    }),
  )
  must(await admin.post('/api/session/confirm', { password: 'correct horse battery staple' }))
  must(await admin.post(`/api/tickets/${id}/redact`, { text: 'hunter2', is_everywhere: true }))
  const packet = must(await reader.get(`/api/tickets/${id}/packet`)).body
  assert.ok(!JSON.stringify(packet).includes('hunter2'))
  assert.deepEqual(packet.articles, [])
  assert.equal(must(await agent.get(`/api/tickets/${id}/packet`)).body.articles.length, 1)
})
