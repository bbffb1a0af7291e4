import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { file, find, ids, marked, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('A requester finds her own ticket by its title and text, and nobody else’s requester does.', async () => {
  const { wardline, nurse, otherNurse, agent } = searchers
  const id = await file(nurse, 'Kestrel monitor dark', 'The wobblescreen stays black.')
  assert.deepEqual(await ids(nurse, 'wobblescreen'), [id])
  assert.deepEqual(await ids(nurse, 'kestrel'), [id])
  assert.deepEqual(await ids(agent, 'wobblescreen'), [id])
  assert.deepEqual(await ids(otherNurse, 'wobblescreen'), [])
  assert.equal((await wardline.anonymous.get('/api/search?q=wobblescreen')).status, 401)
})

test('An internal note is found by who works on the ticket and never by its requester.', async () => {
  const { nurse, agent } = searchers
  const id = await file(nurse, 'Quartz account', 'Please help.')
  assert.equal(
    (await agent.post(`/api/tickets/${id}/note`, { body: 'Suspect a phlogiston leak.' })).status,
    200,
  )
  const seen = (await find(agent, 'phlogiston')).groups[0]?.rows[0]
  assert.equal(seen?.id, id)
  assert.equal(seen?.is_internal, true)
  assert.deepEqual(marked(seen.snippet), ['phlogiston'])
  const hidden = await find(nurse, 'phlogiston')
  assert.deepEqual(hidden.groups, [])
  assert.equal(hidden.did_you_mean, null)
})

test('The word of a hidden note is not even proposed for a typing error.', async () => {
  const { nurse, agent, learnAll } = searchers
  const id = await file(nurse, 'Account again', 'Please.')
  await agent.post(`/api/tickets/${id}/note`, { body: 'The xenolithic module again, xenolithic indeed.' })
  await learnAll()
  assert.equal((await find(agent, 'xenolithik')).did_you_mean, 'xenolithic')
  const outside = await find(nurse, 'xenolithik')
  assert.equal(outside.did_you_mean, null)
  assert.deepEqual(outside.groups, [])
})

test('A specialist finds what his team has and not what it has not.', async () => {
  const { teamId, agent, specialist } = searchers
  const ours = await file(agent, 'Ours', 'The tachyon array.', { team_id: teamId })
  const theirs = await file(agent, 'Theirs', 'The tachyon array.')
  assert.deepEqual(await ids(specialist, 'tachyon'), [ours])
  assert.deepEqual((await ids(agent, 'tachyon')).sort(), [ours, theirs].sort())
})

test('Another organization’s tickets are never found.', async () => {
  const { wardline, agent } = searchers
  const { orgId } = await wardline.organization('elsewhere')
  const stranger = await wardline.person('Stella Stranger', ['administrator'], [], orgId)
  const id = await file(stranger, 'Umbrella unit', 'The gyroflux is loud.')
  assert.deepEqual(await ids(stranger, 'gyroflux'), [id])
  assert.deepEqual(await ids(agent, 'gyroflux'), [])
  const number = (await wardline.owner.query('select number from core.record where id = $1', [id])).rows[0]
    .number
  assert.equal((await find(agent, `#${number}`)).jump, null)
  assert.equal((await find(stranger, `#${number}`)).jump?.id, id)
})

test('A number jumps to its record for who may see it.', async () => {
  const { wardline, nurse, otherNurse } = searchers
  const id = await file(nurse, 'Jump here', 'Text.')
  const number = (await wardline.owner.query('select number from core.record where id = $1', [id])).rows[0]
    .number
  for (const q of [`${number}`, `#${number}`, ` ${number} `])
    assert.equal((await find(nurse, q)).jump?.id, id)
  assert.equal((await find(otherNurse, `${number}`)).jump, null)
  assert.equal((await find(nurse, '999999999999999')).jump, null)
})

test('People are found by the beginning of their names, without accents, by who may read the directory.', async () => {
  const { nurse, agent } = searchers
  assert.deepEqual(
    (await find(agent, 'jose alv')).people.map((person) => person.name),
    ['José Álvarez'],
  )
  assert.deepEqual((await find(nurse, 'jose alv')).people, [])
})

test('A search leaves a line in the audit log with counts and without the words.', async () => {
  const { wardline, agent } = searchers
  await find(agent, 'confidentialword')
  const { rows } = await wardline.owner.query(
    "select data::text, actor_id from core.audit where action = 'search.find' order by at desc, id desc limit 1",
  )
  assert.equal(rows[0].actor_id, agent.personId)
  assert.match(rows[0].data, /found/)
  assert.doesNotMatch(rows[0].data, /confidentialword/)
  // What is only close was read as well.
  const near = await file(agent, 'Quokkaword alone', 'Nothing else.')
  const { groups, close } = await find(agent, 'quokkaword wombatword ')
  assert.deepEqual([groups, close.map(({ id }) => id)], [[], [near]])
  const last = await wardline.owner.query(
    "select data from core.audit where action = 'search.find' order by at desc, id desc limit 1",
  )
  assert.deepEqual([last.rows[0].data.found, last.rows[0].data.close], [0, 1])
})

test('A text that was taken away is found no more, and its words are not proposed.', async () => {
  const { wardline, nurse, learnAll } = searchers
  const id = await file(nurse, 'Secret', 'My passcode is hunterhunter.')
  await learnAll()
  assert.deepEqual(await ids(nurse, 'hunterhunter '), [id])
  const { forgetWords } = await import('../../core/search/entry.ts')
  const { write } = await import('../../platform/db/transaction.ts')
  await write(wardline.composition.app.pool, wardline.orgId, async (tx) =>
    tx.send(forgetWords(wardline.orgId, id)),
  )
  assert.deepEqual(await ids(nurse, 'hunterhunter '), [])
  const { rowCount } = await wardline.owner.query("select from core.search_word where word = 'hunterhunt'")
  assert.equal(rowCount, 0)
})
