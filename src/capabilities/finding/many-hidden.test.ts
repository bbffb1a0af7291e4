/** What somebody may not see, however much of it there is, changes nothing in what they are told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { type Answer, file, find, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

type Made = {
  audience?: string
  since?: string
  requester?: string
  team?: string
  restriction?: string
  words?: string
}

let first = 0
/** `many` records with the words, one a minute, the newest first. */
async function fill(word: string, kind: string, many: number, made: Made = {}) {
  const { wardline } = searchers
  const { rows } = await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, audience, requester_id, team_id, restriction, created_at, updated_at)
     select $1, gen_random_uuid(), $2, 1000000 + $10::int + g, $3 || ' ' || g, 'validated', 'done', $4, $7, $8, $9, now() - $5::interval - g * interval '1 minute', now() from generate_series(1, $6::int) g
     returning id`,
    [
      wardline.orgId,
      kind,
      word,
      made.audience ?? 'parties',
      made.since ?? '0 minutes',
      many,
      made.requester ?? null,
      made.team ?? null,
      made.restriction ?? null,
      first,
    ],
  )
  first += many
  const ids = rows.map(({ id }) => id)
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, created_at, to_tsvector('core.english', $3) from core.record where org_id = $1 and id = any($2)`,
    [wardline.orgId, ids, made.words ?? word],
  )
  return ids as string[]
}

test('A word that stands in very many safety events, inner articles or problems alone is answered like one that stands nowhere.', async () => {
  const { nurse, specialist, learnAll } = searchers
  await fill('heparinoid', 'safety_event', 250)
  await fill('innerword', 'article', 250, { audience: 'internal' })
  await fill('draftword', 'article', 250)
  await fill('problemword', 'problem', 250)
  // Before and after the words are counted, which decides how they are looked for.
  for (const learn of [async () => {}, learnAll]) {
    await learn()
    for (const who of [nurse, specialist]) {
      const nowhere = await find(who, 'nowhereatall ')
      for (const word of ['heparinoid', 'innerword', 'draftword', 'problemword'])
        assert.deepEqual(await find(who, `${word} `), nowhere, word)
    }
  }
})

/** All that is told but for what the counts of words decide, which are of everything: how well each fits. */
const told = ({ groups, close }: Answer) => ({
  groups: groups.map(({ kind, order, rows, has_more, is_complete }) => ({
    kind,
    order,
    has_more,
    is_complete,
    ids: rows.map(({ id }) => id),
  })),
  close: close.map(({ id }) => id),
})

test('Articles and tickets are found in the same order, and as completely, with and without whatever is hidden beside them.', async () => {
  const { wardline, nurse, specialist, agent, teamId, learnAll } = searchers
  const other = await wardline.team('Others', 1)
  // Sees more tickets than are looked at one by one, and still only some.
  const many_tickets = await wardline.team('Many tickets', 2)
  await fill('filler', 'ticket', 2_100, { team: many_tickets, since: '300 days' })
  const crowd = await wardline.person('Cora Crowd', ['search-specialist'], [teamId, many_tickets])
  const seen = {
    // Fewer and more than are ranked, of both sorts.
    fewword: { article: 3, ticket: 4 },
    manyword: { article: 230, ticket: 230 },
  }
  for (const [word, counts] of Object.entries(seen)) {
    await fill(word, 'article', counts.article, { audience: 'staff', since: '90 days' })
    await fill(word, 'ticket', counts.ticket, {
      requester: nurse.personId,
      team: teamId,
      since: '90 days',
    })
  }
  await fill('pairone', 'ticket', 2, { team: teamId, since: '90 days', words: 'pairone fewword' })
  // Two words in two messages of one ticket.
  const [split] = await fill('splitone', 'ticket', 1, { team: teamId, since: '90 days' })
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     values ($1, gen_random_uuid(), $2, 'ticket', false, now() - interval '89 days', to_tsvector('core.english', 'splittwo manyword'))`,
    [wardline.orgId, split],
  )
  const searches = [
    'splitone splittwo',
    ...Object.keys(seen),
    'fewword pairone',
    'pairone nothingelse',
    'manyword kind:ticket',
  ]
  const readers: [string, Client][] = [
    ['nurse', nurse],
    ['specialist', specialist],
    ['crowd', crowd],
    ['agent', agent],
  ]
  const answers = async () => {
    const all: Record<string, ReturnType<typeof told>> = {}
    for (const [name, who] of readers)
      for (const search of searches) all[`${name}: ${search}`] = told(await find(who, `${search} `))
    return all
  }
  await learnAll()
  const alone = await answers()
  const orders = JSON.stringify(alone['nurse: fewword'])
  assert.match(orders, /"kind":"ticket","order":"best"/)
  assert.match(orders, /"kind":"article","order":"best"/)
  assert.equal(alone['crowd: fewword']?.groups.find(({ kind }) => kind === 'ticket')?.order, 'best')
  for (const name of ['specialist', 'crowd', 'agent'])
    assert.deepEqual(alone[`${name}: splitone splittwo`]?.groups[0]?.ids, [split])
  const many = JSON.stringify(alone['specialist: manyword'])
  assert.match(many, /"kind":"ticket","order":"newest"/)
  assert.match(many, /"kind":"article","order":"newest"/)
  // The nurse and the specialist see none of them, the agent none of the restricted tickets.
  await fill('fewword', 'article', 2_300, { restriction: 'listed' })
  await fill('manyword', 'article', 400, { restriction: 'listed' })
  for (const word of Object.keys(seen))
    await fill(word, 'ticket', 1_100, { restriction: 'listed', team: other })
  await fill('pairone', 'ticket', 150, { restriction: 'listed', words: 'pairone' })
  await fill('splitone', 'ticket', 150, { restriction: 'listed' })
  await fill('splittwo', 'ticket', 150, { restriction: 'listed' })
  // What is seen is read last, as if it had been written to lately.
  await wardline.owner.query(
    "update core.search_entry set words = words where at < now() - interval '80 days'",
  )
  assert.deepEqual(await answers(), alone, 'the agent sees all but what is restricted')
  for (const word of Object.keys(seen)) await fill(word, 'ticket', 1_100, { team: other })
  await fill('pairone', 'ticket', 150, { team: other, words: 'pairone' })
  await fill('splitone', 'ticket', 150, { team: other })
  await fill('splittwo', 'ticket', 150, { team: other })
  readers.pop()
  const outside = Object.fromEntries(Object.entries(alone).filter(([name]) => !name.startsWith('agent')))
  assert.deepEqual(await answers(), outside)
  // How telling a word is, is counted over everything, which decides what is close.
  await learnAll()
  const groupsOf = (all: Record<string, { groups: unknown }>) =>
    Object.entries(all).map(([name, { groups }]) => [name, groups])
  assert.deepEqual(groupsOf(await answers()), groupsOf(outside))
})

test('Very many hidden tickets with the same rare words take no place among those that a ticket could be merged with.', async () => {
  const { wardline, nurse, otherNurse, agent, specialist, teamId, learnAll } = searchers
  const other = await wardline.team('Elsewhere', 1)
  await fill('zephyr', 'ticket', 450, { restriction: 'listed', words: 'zephyr xylotron' })
  await fill('zephyr', 'ticket', 450, { team: other, words: 'zephyr xylotron', restriction: 'team' })
  const title = 'Zephyr xylotron'
  const about = await file(otherNurse, title, 'It hums.')
  const same = await file(nurse, title, 'It hums too.')
  // Done, so that it is not found among the newest that are open.
  await wardline.owner.query(
    "update core.record set team_id = $2, category = 'done', state = 'resolved' where id = $1",
    [same, teamId],
  )
  await wardline.owner.query('update core.record set team_id = $2 where id = $1', [about, teamId])
  await learnAll()
  for (const who of [agent, specialist]) {
    const { status, body } = await who.get(`/api/tickets/${about}/merge-candidates`)
    assert.equal(status, 200)
    assert.deepEqual(
      body.rows.map(({ id }: { id: string }) => id),
      [same],
    )
  }
})

test('Where so many texts of a few articles match that the search stops, it says so, with and without hidden ones beside them.', async () => {
  const { wardline, nurse } = searchers
  const said = async (ids: readonly string[], many: number) =>
    wardline.owner.query(
      `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
       select $1, gen_random_uuid(), id, 'article', false, now() - g * interval '1 hour', to_tsvector('core.english', 'oftenword')
       from unnest($2::uuid[]) id, generate_series(1, $3::int) g`,
      [wardline.orgId, ids, many],
    )
  await said(await fill('oftenword', 'article', 2, { audience: 'staff' }), 140)
  const told = async () =>
    (await find(nurse, 'oftenword ')).groups.map(({ kind, order, rows, is_complete }) => [
      kind,
      order,
      rows.length,
      is_complete,
    ])
  const alone = await told()
  assert.deepEqual(alone, [['article', 'newest', 2, false]])
  await said(await fill('oftenword', 'article', 3, { restriction: 'listed' }), 140)
  assert.deepEqual(await told(), alone)
})
