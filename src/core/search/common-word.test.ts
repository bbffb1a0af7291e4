import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { find, ids, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('A common word is answered newest first, and each person gets only what is theirs.', async () => {
  const { wardline, nurse, otherNurse, agent, learnAll } = searchers
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', 500000 + g, 'Crowd ' || g, 'closed', 'done', case when g % 100 = 0 then $2::uuid end, now() - g * interval '1 minute', now() - g * interval '1 minute' from generate_series(1, 6000) g`,
    [wardline.orgId, otherNurse.personId],
  )
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, updated_at, to_tsvector('core.english', 'crowdword') from core.record where org_id = $1 and number > 500000`,
    [wardline.orgId],
  )
  await learnAll()
  const all = await find(agent, 'crowdword ', '&kind=ticket')
  assert.equal(all.groups[0]?.order, 'newest')
  assert.deepEqual(
    all.groups[0]?.rows.slice(0, 3).map((row) => row.title.text),
    ['Crowd 1', 'Crowd 2', 'Crowd 3'],
  )
  const own = await find(otherNurse, 'crowdword ', '&limit=50')
  assert.equal(own.groups[0]?.rows.length, 50)
  assert.deepEqual(
    own.groups[0]?.rows.slice(0, 2).map((row) => row.title.text),
    ['Crowd 100', 'Crowd 200'],
  )
  assert.deepEqual(await ids(nurse, 'crowdword '), [])
})
