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

test('Matches that are many but not everywhere come newest first, all of them by team, in exact order.', async () => {
  const { agent, wardline, teamId, learnAll } = searchers
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, team_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', 700000 + g, 'Herd ' || g, 'closed', 'done', case when g % 500 = 0 then $2::uuid end, now() - g * interval '1 minute', now() - g * interval '1 minute' from generate_series(1, 12000) g`,
    [wardline.orgId, teamId],
  )
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, updated_at, to_tsvector('core.english', case when number % 4 = 0 then 'herdword' else 'otherwise' end) from core.record where org_id = $1 and number > 700000
     order by number % 7`,
    [wardline.orgId],
  )
  // As if there were many more entries in all, so that walking until the page is full would take too long.
  await wardline.owner.query('update core.search_total set entries = entries + 2000000 where org_id = $1', [
    wardline.orgId,
  ])
  await wardline.owner.query('analyze core.search_entry')
  await learnAll()
  const all = await find(agent, 'herdword ', '&kind=ticket&limit=50')
  assert.equal(all.groups[0]?.order, 'newest')
  assert.deepEqual(
    all.groups[0]?.rows.map((row) => row.title.text),
    Array.from({ length: 50 }, (_, at) => `Herd ${(at + 1) * 4}`),
  )
  assert.equal(all.groups[0]?.has_more, true)
  const ofTeam = await find(agent, 'herdword ', `&kind=ticket&limit=50&team=${teamId}`)
  assert.deepEqual(
    ofTeam.groups[0]?.rows.map((row) => row.title.text).sort(),
    Array.from({ length: 24 }, (_, at) => `Herd ${(at + 1) * 500}`).sort(),
  )
  assert.equal(ofTeam.groups[0]?.is_complete, true)
})

test('A word of which there is much but nothing lately is found all the same, newest first over days and weeks and years.', async () => {
  const { agent, wardline, learnAll } = searchers
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', 800000 + g, 'Once ' || g, 'closed', 'done', now() - interval '200 days' - g * interval '4 hours', now() from generate_series(1, 3000) g`,
    [wardline.orgId],
  )
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, created_at, to_tsvector('core.english', 'onceword') from core.record where org_id = $1 and number > 800000
     order by number % 11`,
    [wardline.orgId],
  )
  await learnAll()
  const titles = async (more: string) => {
    const [group] = (await find(agent, 'onceword ', `&kind=ticket&limit=50${more}`)).groups
    return [
      group?.order,
      group?.has_more,
      group?.is_complete,
      ...(group?.rows ?? []).map((row) => row.title.text),
    ]
  }
  const fifty = (from: number) => Array.from({ length: 50 }, (_, at) => `Once ${from + at}`)
  assert.deepEqual(await titles(''), ['newest', true, true, ...fifty(1)])
  // Right after the entry of that number.
  const at = (g: number) => new Date(Date.now() - (200 * 24 + g * 4) * 3_600_000 + 60_000).toISOString()
  assert.deepEqual(await titles(`&to=${at(2000)}`), ['newest', true, true, ...fifty(2000)])
  assert.deepEqual(await titles(`&to=${at(2990)}`), [
    'newest',
    false,
    true,
    ...Array.from({ length: 11 }, (_, g) => `Once ${2990 + g}`),
  ])
  assert.deepEqual(await titles(`&from=${at(10)}`), [
    'newest',
    false,
    true,
    ...Array.from({ length: 9 }, (_, g) => `Once ${g + 1}`),
  ])
})

test('What stands in very many articles takes no place from another kind.', async () => {
  const { agent, wardline, learnAll } = searchers
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
     select $1, gen_random_uuid(), case g when 1300 then 'major_incident' else 'article' end, 900000 + g, 'Shelf ' || g, 'validated', 'done', 'staff', now() - g * interval '1 hour', now() from generate_series(1, 1300) g`,
    [wardline.orgId],
  )
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, created_at, to_tsvector('core.english', 'shelfword') from core.record where org_id = $1 and number > 900000`,
    [wardline.orgId],
  )
  await learnAll()
  const { groups } = await find(agent, 'shelfword ', '&kind=article&kind=major_incident')
  assert.deepEqual(
    groups.map(({ kind, order, rows, is_complete }) => [
      kind,
      order,
      rows.length,
      rows[0]?.title.text,
      is_complete,
    ]),
    [
      ['article', 'newest', 20, 'Shelf 1', true],
      ['major_incident', 'best', 1, 'Shelf 1300', true],
    ],
  )
})

test('Two words that stand together more often than was guessed are shown newest first, not the oldest of them.', async () => {
  const { agent, wardline, learnAll } = searchers
  await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
     select $1, gen_random_uuid(), 'ticket', 1000000 + g, 'Pair ' || g, 'closed', 'done', now() - (2000 - g) * interval '3 hours', now() from generate_series(1, 2000) g`,
    [wardline.orgId],
  )
  // Written the oldest first, as most are, so that the first that are read are the oldest.
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, created_at, to_tsvector('core.english', case when number % 2 = 0 then 'pairleft pairright' else 'pairleft' end) from core.record
     where org_id = $1 and number > 1000000 order by number`,
    [wardline.orgId],
  )
  await wardline.owner.query('update core.search_total set entries = entries + 5000000 where org_id = $1', [
    wardline.orgId,
  ])
  await learnAll()
  const [fewer] = (await find(agent, 'pairleft pairright -nowhere ', '&kind=ticket&to=2000-01-01T00:00:00Z'))
    .groups
  assert.equal(fewer, undefined)
  const [pairs] = (await find(agent, 'pairleft pairright ', '&kind=ticket')).groups
  // A thousand are fetched and ranked; these are as many.
  assert.equal(pairs?.order, 'best')
  await wardline.owner.query(
    `update core.search_entry e set words = to_tsvector('core.english', 'pairleft pairright') from core.record r
     where r.org_id = $1 and r.number between 1000001 and 1000003 and e.org_id = r.org_id and e.entry_id = r.id`,
    [wardline.orgId],
  )
  const [newest] = (await find(agent, 'pairleft pairright ', '&kind=ticket')).groups
  assert.equal(newest?.order, 'newest')
  assert.deepEqual(
    newest?.rows.map((row) => row.title.text),
    Array.from({ length: 20 }, (_, at) => `Pair ${2000 - at * 2}`),
  )
  assert.equal(newest?.has_more, true)
})
