import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { file, ids, type Searchers, startSearchers } from './fixture.ts'

let searchers: Searchers
let admin: Client
before(async () => {
  searchers = await startSearchers()
  admin = await searchers.wardline.admin()
})
after(() => searchers?.wardline.close())

const add = (words: unknown) => admin.post('/api/synonyms', { words })
const listed = async () =>
  (await admin.get('/api/synonyms')).body as {
    rows: { id: string; words: string[] }[]
    shipped: { words: string[]; is_replaced: boolean }[]
  }

test('A group of words holds in the next search, as do its change and its removal.', async () => {
  const { nurse } = searchers
  const id = await file(nurse, 'Grey box', 'The thinboxer hums.')
  assert.deepEqual(await ids(nurse, 'hummingbird terminal '), [])
  const made = await add(['  Hummingbird   Terminal', 'ThinBoxer'])
  assert.deepEqual(
    [made.status, made.body.words],
    [200, ['hummingbird terminal', 'thinboxer']],
    JSON.stringify(made.body),
  )
  assert.deepEqual(await ids(nurse, 'HUMMINGBIRD terminal '), [id])
  const path = `/api/synonyms/${made.body.id}`
  assert.equal((await admin.send('PATCH', path, { words: ['colibri', 'thinboxer'] })).status, 200)
  assert.deepEqual(await ids(nurse, 'hummingbird terminal '), [])
  assert.deepEqual(await ids(nurse, 'colibri '), [id])
  assert.deepEqual((await listed()).rows, [{ id: made.body.id, words: ['colibri', 'thinboxer'] }])
  assert.equal((await admin.send('DELETE', path)).status, 200)
  assert.deepEqual(await ids(nurse, 'colibri '), [])
  assert.equal((await admin.send('DELETE', path)).status, 404)
  assert.equal((await admin.send('PATCH', path, { words: ['a1', 'b1'] })).status, 404)
})

test('A group of one’s own stands instead of the shipped one with the same word, and the list says so.', async () => {
  const { nurse } = searchers
  const id = await file(nurse, 'Loan', 'My notebook is gone.')
  assert.ok((await ids(nurse, 'laptop ')).includes(id))
  const shipped = async () => (await listed()).shipped.find(({ words }) => words.includes('laptop'))
  assert.equal((await shipped())?.is_replaced, false)
  const made = await add(['laptop', 'portable'])
  assert.equal((await shipped())?.is_replaced, true)
  assert.ok(!(await ids(nurse, 'laptop ')).includes(id))
  await admin.send('DELETE', `/api/synonyms/${made.body.id}`)
  assert.ok((await ids(nurse, 'laptop ')).includes(id))
})

test('What cannot be a group is refused, and each wrong word is pointed at.', async () => {
  const first = await add(['gurney', 'stretcher'])
  assert.equal(first.status, 200)
  for (const [words, pointers] of [
    [['gurney', 'trolley'], ['#/words/0']],
    [['trolley', 'the'], ['#/words/1']],
    [['trolley', 'Trolley '], ['#/words/1']],
    [
      ['trolley', '"bed"', '-bed'],
      ['#/words/1', '#/words/2'],
    ],
    [['trolley', 'one two three four five six'], ['#/words/1']],
    [['trolley'], ['#/words']],
    [Array.from({ length: 21 }, (_, at) => `word${at}`), ['#/words']],
    [['trolley', 'x'.repeat(61)], ['#/words/1']],
    [['trolley', ' '], ['#/words/1']],
  ] as const) {
    const refused = await add(words)
    assert.equal(refused.status, 422, JSON.stringify(words))
    assert.deepEqual(
      refused.body.errors.map(({ pointer }: { pointer: string }) => pointer),
      pointers,
      JSON.stringify(refused.body),
    )
  }
  // A group may keep its own words.
  const kept = await admin.send('PATCH', `/api/synonyms/${first.body.id}`, {
    words: ['gurney', 'stretcher', 'cot'],
  })
  assert.equal(kept.status, 200)
})

test('Two groups written at the same moment do not get the same word.', async () => {
  const answers = await Promise.all([add(['lightcart', 'carta']), add(['lightcart', 'cartb'])])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422])
})

test('Only who manages the organization sees or changes the groups, and another organization’s stay its own.', async () => {
  const { agent, wardline } = searchers
  const made = await add(['gantry', 'portal crane'])
  assert.equal((await agent.get('/api/synonyms')).status, 403)
  assert.equal((await agent.post('/api/synonyms', { words: ['aa', 'bb'] })).status, 403)
  assert.equal((await agent.send('DELETE', `/api/synonyms/${made.body.id}`)).status, 403)
  const { orgId } = await wardline.organization('far')
  const stranger = await wardline.person('Stella Far', ['administrator'], [], orgId)
  assert.deepEqual((await stranger.get('/api/synonyms')).body.rows, [])
  assert.equal((await stranger.send('DELETE', `/api/synonyms/${made.body.id}`)).status, 404)
  assert.equal((await stranger.post('/api/synonyms', { words: ['gantry', 'arch'] })).status, 200)
})

test('The audit log holds who changed a group and none of its words.', async () => {
  await add(['secretphrase', 'otherphrase'])
  const { rows } = await searchers.wardline.owner.query(
    "select data::text from core.audit where action = 'synonyms.create'",
  )
  assert.ok(rows.length > 0)
  assert.ok(rows.every(({ data }) => !data.includes('secretphrase')))
})

test('Who keeps the words sees what a search becomes: its own group, the shipped one, and what is passed over.', async () => {
  const rows = async (q: string) =>
    (await admin.get(`/api/synonyms/try?q=${encodeURIComponent(q)}`)).body.rows as {
      typed: string
      same: string[]
      is_exact: boolean
      is_unwanted: boolean
      is_passed_over: boolean
      is_beginning: boolean
    }[]
  await admin.post('/api/synonyms', { words: ['quokka', 'wallaby board'] })
  const [own, the, wanted, not] = await rows('quokka the "wallaby board" -emr')
  assert.deepEqual([own?.typed, own?.same], ['quokka', ['wallaby board']])
  assert.equal(the?.is_passed_over, true)
  assert.deepEqual([wanted?.is_exact, wanted?.same], [true, []])
  assert.deepEqual([not?.is_unwanted, not?.is_beginning], [true, false])
  const [shipped] = await rows('emr ')
  assert.ok((shipped?.same.length ?? 0) > 0)
  assert.equal((await searchers.nurse.get('/api/synonyms/try?q=emr')).status, 403)
})
