import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { file, find, ids, marked, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

test('Typing errors are forgiven and what was meant is told.', async () => {
  const { nurse, learnAll } = searchers
  const id = await file(nurse, 'Stethoscope offline', 'The stethoscope does not send.')
  await learnAll()
  const found = await find(nurse, 'stetoscope offline ')
  assert.equal(found.did_you_mean, 'stethoscope offline')
  assert.deepEqual(
    found.groups.flatMap((group) => group.rows.map((row) => row.id)),
    [id],
  )
  assert.equal((await find(nurse, 'stethoscope')).did_you_mean, null)
  assert.deepEqual((await find(nurse, 'zzzqqqxxx')).groups, [])
})

test('The beginning of the last word finds the word while it is typed, and a finished word only itself.', async () => {
  const { nurse, learnAll } = searchers
  const id = await file(nurse, 'Telemetrographic pump', 'Slow.')
  await learnAll()
  assert.deepEqual(await ids(nurse, 'pump telemetro'), [id])
  assert.deepEqual(await ids(nurse, 'pump telemetro '), [])
  assert.deepEqual(await ids(nurse, '"telemetro"'), [])
})

test('Words that mean the same in health IT find each other, and an organization adds its own.', async () => {
  const { wardline, nurse } = searchers
  const mfa = await file(nurse, 'Second step', 'My two-factor prompt never comes.')
  const wow = await file(nurse, 'Cart', 'The workstation on wheels does not roll.')
  assert.ok((await ids(nurse, 'MFA')).includes(mfa))
  assert.ok((await ids(nurse, '2fa ')).includes(mfa))
  assert.ok((await ids(nurse, 'wow ')).includes(wow))
  assert.deepEqual(await ids(nurse, '"MFA"'), [], 'quoted words are meant as they stand')
  const own = await file(nurse, 'Blue box', 'The bluebox hums.')
  assert.deepEqual(await ids(nurse, 'hummer '), [])
  await wardline.owner.query('insert into core.synonym (org_id, id, words) values ($1, $2, $3)', [
    wardline.orgId,
    newId(),
    ['hummer', 'bluebox'],
  ])
  assert.deepEqual(await ids(nurse, 'hummer '), [own])
})

test('Quoted words must stand together and a minus word must not be there.', async () => {
  const { nurse } = searchers
  const together = await file(nurse, 'One', 'The amber lantern flickers.')
  const apart = await file(nurse, 'Two', 'The lantern is not amber.')
  assert.deepEqual((await ids(nurse, 'amber lantern ')).sort(), [together, apart].sort())
  assert.deepEqual(await ids(nurse, '"amber lantern"'), [together])
  assert.deepEqual(await ids(nurse, 'amber lantern -flickers'), [apart])
  assert.deepEqual(await ids(nurse, '-flickers'), [], 'unwanted words alone look for nothing')
})

test('A match in the title comes before one in the text, and titles alone can be searched.', async () => {
  const { nurse } = searchers
  const inText = await file(nurse, 'Something', 'A vermillion thing. '.repeat(3))
  const inTitle = await file(nurse, 'Vermillion thing', 'Nothing more.')
  const found = await find(nurse, 'vermillion ')
  assert.equal(found.groups[0]?.order, 'best')
  assert.deepEqual(
    found.groups[0]?.rows.map((row) => row.id),
    [inTitle, inText],
  )
  assert.deepEqual(await ids(nurse, 'vermillion ', '&in=titles'), [inTitle])
})

test('Kind, state, team and date narrow what is found.', async () => {
  const { teamId, agent } = searchers
  const open = await file(agent, 'Cobaltine', 'Cobaltine one.', { team_id: teamId })
  const other = await file(agent, 'Cobaltine', 'Cobaltine two.')
  await agent.post(`/api/tickets/${other}/start`, {})
  assert.deepEqual(await ids(agent, 'cobaltine ', `&team=${teamId}`), [open])
  assert.deepEqual(await ids(agent, 'cobaltine ', '&state=new'), [open])
  assert.deepEqual(await ids(agent, 'cobaltine ', '&kind=article'), [])
  assert.equal((await ids(agent, 'cobaltine ', '&to=2001-01-01T00:00:00Z')).length, 0)
  assert.equal((await ids(agent, 'cobaltine ', '&from=2001-01-01T00:00:00Z')).length, 2)
})

test('Marks stand exactly on the words, beside emoji, accents and text from right to left.', async () => {
  const { nurse } = searchers
  const texts = [
    ['🚑🚑 the résumézord failed 🏥', 'resumezord', 'résumézord'],
    ['مرحبا بالعالم zirconline مرحبا', 'zirconline', 'zirconline'],
    ['שלום עולם', 'שלום', 'שלום'],
    ['a <b>quixotical</b> & "thing"', 'quixotical', 'quixotical'],
  ] as const
  for (const [body, q, word] of texts) {
    await file(nurse, 'Marks', body)
    const row = (await find(nurse, q)).groups[0]?.rows[0]
    assert.ok(row, q)
    assert.deepEqual(marked(row.snippet), [word])
    assert.ok(row.snippet.text.includes(word))
  }
})

test('Words deep in a long text are shown with what stands around each of them.', async () => {
  const { nurse, learnAll } = searchers
  const filler = (word: string) => `Then we did ${word} again and waited. `.repeat(60)
  const body = `${filler('this')}The spectrogon blinked twice. ${filler('that')}In the end both ládybirds flew, as the policies say. ${filler('more')}`
  await file(nurse, 'A long story', body)
  await learnAll()
  const marks = async (q: string) => {
    const row = (await find(nurse, q)).groups[0]?.rows[0]
    assert.ok(row, q)
    return [marked(row.snippet), row.snippet.text] as const
  }
  const [one, said] = await marks('spectrogon ')
  assert.deepEqual(one, ['spectrogon'])
  assert.match(said, /The spectrogon blinked twice/)
  const [both, around] = await marks('ladybird spectrogon ')
  assert.deepEqual(both, ['spectrogon', 'ládybirds'])
  assert.match(around, /blinked twice.* … .*flew/)
  // Of a phrase the place of its first word is not yet the place; of some words the stem is not how they begin.
  assert.match((await marks('"waited in the end" '))[1], /waited. In the end/)
  assert.deepEqual((await marks('policy spectrogon '))[0], ['spectrogon', 'policies'])
})

test('An article that says the most telling word again and again comes before one that holds all words in passing, not so of words in quotes.', async () => {
  const { wardline, nurse, learnAll } = searchers
  const article = async (number: number, title: string, body: string) => {
    const { rows } = await wardline.owner.query(
      `insert into core.record (org_id, id, kind, number, title, state, category, audience, created_at, updated_at)
       values ($1, gen_random_uuid(), 'article', $2, $3, 'validated', 'done', 'staff', now(), now()) returning id`,
      [wardline.orgId, number, title],
    )
    await wardline.owner.query(
      `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
       values ($1, $2, $2, 'article', false, now(), setweight(to_tsvector('core.english', $3), 'A') || to_tsvector('core.english', $4))`,
      [wardline.orgId, rows[0].id, title, body],
    )
    return rows[0].id as string
  }
  const passing = await article(
    910_001,
    'Notes',
    `A gyroscope and a setting. ${'Other matters are told here. '.repeat(40)}`,
  )
  const telling = await article(910_002, 'Gyroscope', 'The gyroscope turns. '.repeat(12))
  for (let other = 0; other < 8; other++) await article(910_010 + other, `Setting ${other}`, 'A setting.')
  await learnAll()
  assert.deepEqual((await ids(nurse, 'gyroscope setting ', '&kind=article')).slice(0, 2), [telling, passing])
  assert.deepEqual(await ids(nurse, 'gyroscope "setting" ', '&kind=article'), [passing])
})
