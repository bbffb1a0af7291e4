/** What somebody may not see, however much of it there is, changes nothing in what they are told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, find, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

/** `many` records with the word, one a minute, the newest first. */
async function fill(
  word: string,
  kind: string,
  many: number,
  more: { audience?: string; since?: string } = {},
) {
  const { wardline } = searchers
  const { rows } = await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
     select $1, gen_random_uuid(), $2, 1000000 + (random() * 1e9)::int, $3 || ' ' || g, 'validated', 'done', $4, now() - $5::interval - g * interval '1 minute', now() from generate_series(1, $6::int) g
     returning id`,
    [wardline.orgId, kind, word, more.audience ?? 'parties', more.since ?? '0 minutes', many],
  )
  const ids = rows.map(({ id }) => id)
  await wardline.owner.query(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select org_id, id, id, kind, false, created_at, to_tsvector('core.english', $3) from core.record where org_id = $1 and id = any($2)`,
    [wardline.orgId, ids, word],
  )
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

const told = ({ groups }: Answer) =>
  groups.map(({ kind, order, rows, has_more, is_complete }) => [
    kind,
    order,
    rows.length,
    has_more,
    is_complete,
  ])

test('Articles that may be seen are found behind however many that may not, in the order that they have by themselves.', async () => {
  const { nurse, learnAll } = searchers
  await fill('veiledword', 'article', 3, { audience: 'staff', since: '90 days' })
  await learnAll()
  const alone = told(await find(nurse, 'veiledword '))
  assert.deepEqual(alone, [['article', 'best', 3, false, true]])
  await fill('veiledword', 'article', 600, { audience: 'internal' })
  for (const learn of [async () => {}, learnAll]) {
    await learn()
    assert.deepEqual(told(await find(nurse, 'veiledword ')), alone)
  }
})
