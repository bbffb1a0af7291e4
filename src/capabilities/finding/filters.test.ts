import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { file, find, ids, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
before(async () => {
  searchers = await startSearchers()
})
after(() => searchers?.wardline.close())

const flaws = (answer: { filters: { flaw: string | null }[] }) => answer.filters.map(({ flaw }) => flaw)

test('Somebody finds her own requests by a filter alone in a hospital with very many newer ones, and who sees none of what was looked at is told.', async () => {
  const { wardline, nurse, otherNurse, specialist } = searchers
  const mine = await file(nurse, 'My own quiet printer', 'x')
  const other = await file(otherNurse, 'Others', 'y')
  await wardline.owner.query(
    `insert into core.record select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 100000 + g, 'updated_at', now() + interval '10 years'))).* from core.record r, generate_series(1, 30001) g where r.id = $1`,
    [other],
  )
  assert.ok((await ids(nurse, 'by:me')).includes(mine))
  const { groups } = await find(specialist, 'kind:ticket state:open')
  assert.deepEqual(
    groups.map(({ kind, rows, is_complete }) => [kind, rows.length, is_complete]),
    [['ticket', 0, false]],
  )
  // Without the foreign keys of some forty tables being asked for each of them.
  await wardline.owner.query(
    'set session_replication_role = replica; delete from core.record where number > 100000; reset session_replication_role',
  )
})

test('Each filter narrows a search, and with a minus it leaves out.', async () => {
  const { agent, nurse, wardline } = searchers
  const one = await file(nurse, 'Opaline pump', 'It beeps.', { application: 'Infusion' })
  const two = await file(agent, 'Second matter', 'The opaline thing.')
  await agent.post(`/api/tickets/${two}/start`, {})
  await wardline.owner.query("update core.record set tags = '{Ward Round}' where id = $1", [one])
  const number = (await wardline.owner.query('select number from core.record where id = $1', [two])).rows[0]
    .number
  const cases: [string, string[]][] = [
    ['opaline ', [one, two]],
    ['opaline tag:"ward round"', [one]],
    ['opaline -tag:"ward round"', [two]],
    ['opaline app:infusion', [one]],
    ['opaline state:open', [two]],
    ['opaline -state:open', [one]],
    ['title:opaline', [one]],
    ['opaline -title:opaline ', [two]],
    ['opaline kind:ticket', [one, two]],
    ['opaline kind:article', []],
    ['opaline by:me', [two]],
    ['opaline by:"Nora Nurse"', [one]],
    [`opaline number:${number}`, [two]],
    ['opaline after:2001', [one, two]],
    ['opaline before:2001', []],
    ['opaline estado:open', [two]],
    // Without a word the filters alone are enough.
    ['tag:"ward round"', [one]],
    [`number:${number}`, [two]],
  ]
  for (const [q, expected] of cases) {
    const answer = await find(agent, q)
    assert.deepEqual(
      answer.groups.flatMap((group) => group.rows.map((row) => row.id)).sort(),
      [...expected].sort(),
      q,
    )
    assert.deepEqual(
      [...new Set(flaws(answer))].filter((flaw) => flaw !== null),
      [],
      q,
    )
  }
})

test('A day begins in the organization’s time zone: “after:” includes it, “before:” does not.', async () => {
  const { agent, wardline } = searchers
  const id = await file(agent, 'Midnight', 'A nocturnal amulet.')
  // 04:30 UTC is 23:30 of the day before in Chicago.
  await wardline.owner.query(
    "update core.search_entry set at = '2026-01-15T04:30:00Z' where record_id = $1",
    [id],
  )
  assert.deepEqual(await ids(agent, 'amulet after:2026-01-14 before:2026-01-15'), [id])
  assert.deepEqual(await ids(agent, 'amulet after:2026-01-15'), [])
  assert.deepEqual(await ids(agent, 'amulet before:2026-01-14'), [])
  assert.deepEqual(await ids(agent, 'amulet after:2026-01 before:2026-02'), [id])
})

test('A value that nothing can have finds nothing and says what to write instead.', async () => {
  const { agent } = searchers
  await file(agent, 'Garnet', 'A garnet.')
  for (const [q, word] of [
    ['garnet kind:banana', /kind:/],
    ['garnet state:banana', /state:/],
    ['garnet after:yesterday', /2026-03-31/],
    ['garnet before:2026-02-31', /2026-03-31/],
    ['garnet after:0000', /2026-03-31/],
    ['garnet number:12x', /1234/],
    ['garnet by:"Zaphod Nobody"', /Nobody is called/],
  ] as const) {
    const answer = await find(agent, q)
    assert.deepEqual(flaws(answer), ['value'], q)
    assert.match(answer.filters[0]?.sentence ?? '', word, q)
    assert.deepEqual(answer.groups, [], q)
  }
  assert.equal((await ids(agent, 'garnet kind:ticket')).length, 1)
})

test('An unknown filter is told and looked for as words; one without a value narrows nothing.', async () => {
  const { agent } = searchers
  const id = await file(agent, 'Beryl color:green', 'A beryl of color green.')
  const unknown = await find(agent, 'beryl color:green')
  assert.deepEqual(flaws(unknown), ['unknown'])
  assert.match(unknown.filters[0]?.sentence ?? '', /“color:”.*title:, tag:/)
  assert.deepEqual(
    unknown.groups.flatMap((group) => group.rows.map((row) => row.id)),
    [id],
  )
  const empty = await find(agent, 'beryl tag:')
  assert.deepEqual(flaws(empty), ['empty'])
  assert.deepEqual(
    empty.groups.flatMap((group) => group.rows.map((row) => row.id)),
    [id],
  )
  assert.deepEqual(flaws(await find(agent, 'Error: beryl http://a.b/c')), [], 'pasted text is no filter')
})

test('A filter finds nobody more than the person may see: tags, owners and names are for the inside.', async () => {
  const { nurse, otherNurse, agent, wardline } = searchers
  const id = await file(nurse, 'Turquoise', 'A turquoise.')
  await wardline.owner.query("update core.record set tags = '{suspect}' where id = $1", [id])
  assert.deepEqual(await ids(agent, 'turquoise tag:suspect'), [id])
  assert.deepEqual(await ids(nurse, 'turquoise tag:suspect'), [])
  assert.deepEqual(await ids(nurse, 'turquoise by:me'), [id])
  assert.deepEqual(await ids(otherNurse, 'turquoise by:me'), [])
  const named = await find(nurse, 'turquoise by:"Olga Nurse"')
  assert.deepEqual(flaws(named), ['value'], 'who may not read the directory learns nothing of its names')
  assert.deepEqual(await ids(otherNurse, 'number:1 state:new'), [])
})

test('What holds only some of the words follows as close, and never what is kept from the person.', async () => {
  const { nurse, otherNurse, agent, learnAll } = searchers
  const id = await file(nurse, 'Carnelian scanner jammed', 'The carnelian scanner at the desk jams.')
  await learnAll()
  const answer = await find(agent, 'carnelian scanner unobtainable ')
  assert.deepEqual(answer.groups, [])
  assert.deepEqual(
    answer.close.map((row) => row.id),
    [id],
  )
  assert.deepEqual((await find(otherNurse, 'carnelian scanner unobtainable ')).close, [])
  assert.deepEqual((await find(agent, 'carnelian scanner unobtainable kind:article')).close, [])
  assert.deepEqual((await find(agent, '"carnelian desk" ')).close, [], 'one phrase is one word')
})

test('What looks like a typing error is found behind what holds the typed word, never before it.', async () => {
  const { nurse, agent, learnAll } = searchers
  for (let i = 0; i < 24; i++) await file(nurse, `Spectrometer ${i}`, 'The spectrometer is off.')
  await learnAll()
  const typo = await file(nurse, 'Spektrometer', 'The spektrometer again.')
  const answer = await find(agent, 'spektrometer ', '&limit=10')
  const rows = answer.groups.flatMap((group) => group.rows)
  assert.equal(rows[0]?.id, typo)
  assert.equal(rows[0]?.is_similar, false)
  assert.ok(rows.length > 5 && rows.slice(1).every((row) => row.is_similar))
  assert.equal(answer.did_you_mean, 'spectrometer')
  const right = await find(agent, 'spectrometer ', '&limit=10')
  assert.ok(right.groups[0]?.rows.every((row) => !row.is_similar))
  assert.equal(right.did_you_mean, null)
})
