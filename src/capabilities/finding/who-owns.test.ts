import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { ids, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('Who owns an article is found by those who work on articles, and by no reader.', async () => {
  const { agent, wardline } = searchers
  const role = (key: string, permissions: string[]) =>
    wardline.owner.query(
      'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
      [wardline.orgId, newId(), key, permissions],
    )
  await role('reads-names', ['people.read'])
  const reader = await wardline.person('Rosa Reader', ['reads-names'])
  const made = await agent.post('/api/articles', {
    title: 'Obsidian mirror',
    body: 'Turn it.',
    audience: 'staff',
  })
  const { id } = made.body
  assert.equal((await agent.post(`/api/articles/${id}/publish`)).status, 200)
  await wardline.owner.query('update core.record set owner_id = $2 where id = $1', [id, agent.personId])
  assert.deepEqual(await ids(reader, 'obsidian'), [id])
  assert.deepEqual(await ids(reader, 'obsidian by:José'), [])
  assert.deepEqual(await ids(agent, 'obsidian by:José'), [id])
})

test('A word that two people look for may still be a name; of three it is a word.', async () => {
  const { nurse, otherNurse, agent, wardline } = searchers
  const kept = async () => (await wardline.owner.query('select words from core.search_miss')).rows
  const search = (who: Searchers['nurse']) => who.get('/api/search?stage=done&q=zorblatter')
  // Two people may share the one byte that stands for them, so that their bytes are told apart here.
  for (const who of [nurse, otherNurse, nurse, otherNurse]) await search(who)
  assert.deepEqual(await kept(), [])
  await wardline.owner.query('update core.search_miss_word set people = array[900, 901]::smallint[]')
  await search(agent)
  assert.deepEqual(await kept(), [{ words: 'zorblatter' }])
})
