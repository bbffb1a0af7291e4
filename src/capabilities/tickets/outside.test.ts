import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

type Head = { id: string; version: number; updated_at: string }
const shown = async (client: Client, id: string): Promise<Head> =>
  must(await client.get(`/api/tickets/${id}`)).body
const rowOf = async (client: Client, id: string, query = ''): Promise<Head | undefined> =>
  must(await client.get(`/api/tickets?${query}`)).body.rows.find((row: Head) => row.id === id)
const order = async (client: Client, path = '/api/tickets?view=requested'): Promise<string[]> =>
  must(await client.get(path)).body.rows.map((row: Head) => row.id)

/** Everything that stays inside, done to the ticket by an agent. */
async function workInside(id: string): Promise<void> {
  const { agent, secondAgent, desk } = cast
  const article = await cast.file(agent, { title: 'Something else' })
  for (const [verb, body] of [
    ['note', { body: 'Only for us.' }],
    ['tag', { tags: ['inner'] }],
    ['untag', { tags: ['inner'] }],
    ['log-time', { minutes: 3 }],
    ['watch', { person_id: secondAgent.personId }],
    ['unwatch', { person_id: secondAgent.personId }],
    ['link', { type: 'relates_to', to_id: article }],
  ] as const) {
    cast.wardline.clock.advance(1000)
    must(await agent.post(`/api/tickets/${id}/${verb}`, body))
  }
  assert.ok(desk)
}

test('What happens inside moves neither the version, the time nor the place in the list that the requester sees.', async () => {
  const { nurse, agent, wardline } = cast
  const [first, second] = [await cast.file(nurse, { title: 'First' }), await cast.file(nurse)]
  wardline.clock.advance(1000)
  must(await agent.post(`/api/tickets/${second}/reply`, { body: 'Hello' }))
  const before = await shown(nurse, first)
  const everywhere = async () =>
    JSON.stringify([
      await order(nurse),
      await order(nurse, '/api/tickets'),
      await order(nurse, '/api/portal/home'),
      await rowOf(nurse, first),
      await shown(nurse, first),
      must(await nurse.get('/api/tickets/export.csv')).body,
      must(await nurse.get('/api/search?q=First')).body,
      must(await nurse.get('/api/notifications')).body,
    ])
  const page = await everywhere()
  const inside = await shown(agent, first)
  await workInside(first)
  assert.equal(await everywhere(), page)
  const after = await shown(agent, first)
  assert.ok(after.version > inside.version && after.updated_at > inside.updated_at)
  assert.deepEqual((await order(agent, '/api/tickets?view=open'))[0] === second, false)
  wardline.clock.advance(1000)
  const answer = must(await agent.post(`/api/tickets/${first}/reply`, { body: 'Here is news.' })).body
  assert.equal(answer.version, after.version + 1)
  const told = await shown(nurse, first)
  assert.deepEqual([told.version, told.updated_at], [before.version + 1, answer.updated_at])
  assert.equal((await order(nurse))[0], first)
})

test('A requester who acts on the version that she saw is not refused because of a note, but because of a reply.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse)
  const seen = await shown(nurse, id)
  await workInside(id)
  const reply = (version: number) =>
    nurse.post(`/api/tickets/${id}/reply`, { body: 'More of it.' }, { 'if-match': `"${version}"` })
  const answered = must(await reply(seen.version)).body
  assert.equal(answered.version, seen.version + 1, 'the answer counts as she does')
  assert.deepEqual(await rowOf(nurse, id).then((row) => row?.version), seen.version + 1)
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'Ours.' }))
  const refused = await reply(seen.version + 1)
  assert.equal(refused.status, 409)
  assert.equal(refused.body.current.version, seen.version + 2)
  assert.deepEqual(Object.keys(refused.body.current).sort(), [
    'category',
    'id',
    'kind',
    'number',
    'state',
    'updated_at',
    'version',
  ])
  const state = await nurse.post(`/api/tickets/${id}/reopen`)
  assert.deepEqual([state.status, state.body.current.version], [409, seen.version + 2])
  const inner = await shown(agent, id)
  const note = (version: number) =>
    agent.post(`/api/tickets/${id}/note`, { body: 'Again.' }, { 'if-match': `"${version}"` })
  assert.equal((await note(seen.version)).status, 409, 'those inside go by their own')
  must(await note(inner.version))
})

test('Who works on some tickets has asked for others: both stand in one list, each by the change that one may know.', async () => {
  const { specialist, agent, nurse, network, wardline } = cast
  const tick = () => wardline.clock.advance(1000)
  const own = await cast.file(specialist, { title: 'Own request' })
  tick()
  const teams = await cast.file(agent, {
    title: 'Of the team',
    requester_id: nurse.personId,
    team_id: network,
  })
  tick()
  await workInside(own)
  const seen = (path: string) => order(specialist, path)
  for (const view of ['all', 'open', 'unassigned']) {
    const rows = await seen(`/api/tickets?view=${view}`)
    assert.deepEqual(rows, [teams, own], view)
    assert.deepEqual(await seen(`/api/tickets?view=${view}&reverse=true`), [own, teams], view)
    const first = must(await specialist.get(`/api/tickets?view=${view}&limit=1`)).body
    const next = must(
      await specialist.get(`/api/tickets?view=${view}&limit=1&after=${encodeURIComponent(first.next)}`),
    ).body
    assert.deepEqual([first.rows[0].id, next.rows[0].id, next.next], [teams, own, null])
  }
  assert.equal((await rowOf(specialist, own))?.version, 1)
  tick()
  must(await specialist.post(`/api/tickets/${teams}/note`, { body: 'Inner work.' }))
  assert.equal((await rowOf(specialist, teams, 'view=team'))?.version, 2)
  tick()
  must(await agent.post(`/api/tickets/${own}/reply`, { body: 'Your turn.' }))
  assert.deepEqual(await seen('/api/tickets?view=all'), [own, teams])
})
