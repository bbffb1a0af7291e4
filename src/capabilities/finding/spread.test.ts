import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { file, find, ids, marked, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('Words that stand in two messages of one ticket find it, after a ticket where they stand together.', async () => {
  const { agent, nurse, otherNurse } = searchers
  const apart = await file(nurse, 'Infusion', 'The ferrocart does not move.')
  assert.deepEqual(await ids(nurse, 'ferrocart brakepad '), [])
  assert.equal((await agent.post(`/api/tickets/${apart}/reply`, { body: 'Is the brakepad on?' })).status, 200)
  assert.deepEqual(await ids(nurse, 'ferrocart brakepad '), [apart])
  const together = await file(nurse, 'Cart', 'The ferrocart lost a brakepad.')
  for (const who of [nurse, agent]) assert.deepEqual(await ids(who, 'brakepad ferrocart '), [together, apart])
  assert.deepEqual(await ids(otherNurse, 'ferrocart brakepad '), [])
  const rows = (await find(agent, 'ferrocart brakepad ')).groups[0]?.rows ?? []
  for (const row of rows) assert.ok(marked(row.snippet).length > 0, row.snippet.text)
  assert.deepEqual(await ids(agent, 'ferrocart brakepad ', '&in=titles'), [])
  assert.deepEqual(await ids(agent, 'ferrocart brakepad ', '&to=2001-01-01T00:00:00Z'), [])
})

test('An internal note joins no search of the requester, and a word that is not wanted rules a ticket out.', async () => {
  const { agent, nurse } = searchers
  const id = await file(nurse, 'Lamp', 'The lumenhead blinks.')
  assert.equal((await agent.post(`/api/tickets/${id}/note`, { body: 'The gyrobase is loose.' })).status, 200)
  assert.deepEqual(await ids(agent, 'lumenhead gyrobase '), [id])
  assert.deepEqual(await ids(nurse, 'lumenhead gyrobase '), [])
  await agent.post(`/api/tickets/${id}/reply`, { body: 'A fuseclip was blown.' })
  assert.deepEqual(await ids(nurse, 'lumenhead fuseclip '), [id])
  // What is not wanted rules out the texts in which it stands, and tickets found by several texts as a whole.
  assert.deepEqual(await ids(agent, 'lumenhead fuseclip -gyrobase '), [])
  assert.deepEqual(await ids(nurse, 'lumenhead fuseclip -gyrobase '), [id])
})

test('A specialist finds the words of two messages in what the team has, and not elsewhere.', async () => {
  const { agent, specialist, teamId } = searchers
  const ours = await file(agent, 'Ours', 'The octavalve drips.', { team_id: teamId })
  const theirs = await file(agent, 'Theirs', 'The octavalve drips.')
  for (const id of [ours, theirs]) await agent.post(`/api/tickets/${id}/reply`, { body: 'Order a sealnut.' })
  assert.deepEqual(await ids(specialist, 'octavalve sealnut '), [ours])
  assert.deepEqual((await ids(agent, 'octavalve sealnut ')).sort(), [ours, theirs].sort())
  await searchers.wardline.owner.query(
    "update core.record set state = 'closed', category = 'done' where id = $1",
    [ours],
  )
  assert.deepEqual(await ids(specialist, 'octavalve sealnut '), [ours])
})
