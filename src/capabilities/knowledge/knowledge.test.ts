import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'

let wardline: Wardline
let nurse: Client
let agent: Client
let writer: Client
let publisher: Client

before(async () => {
  wardline = await startWardline()
  await role('kb-agent', ['knowledge.read_internal', 'tickets.read_all', 'tickets.link', 'tickets.work'])
  await role('kb-writer', ['knowledge.read_internal', 'knowledge.write', 'tickets.read_all', 'tickets.link'])
  await role('kb-publisher', [
    'knowledge.read_internal',
    'knowledge.write',
    'knowledge.publish',
    'knowledge.archive',
  ])
  nurse = await wardline.person('Nora Nurse', [])
  agent = await wardline.person('Sam Agent', ['kb-agent'])
  writer = await wardline.person('Wanda Writer', ['kb-writer'])
  publisher = await wardline.person('Paula Publisher', ['kb-publisher'])
})
after(() => wardline?.close())

async function role(key: string, permissions: string[]): Promise<void> {
  await wardline.owner.query(
    'insert into core.role (org_id, id, key, title, permissions) values ($1, $2, $3, $3, $4)',
    [wardline.orgId, newId(), key, permissions],
  )
}

type Draft = { title?: string; body?: string; audience?: string }

async function write({
  title = 'An article',
  body = 'Some words.',
  audience = 'staff',
}: Draft): Promise<string> {
  const made = await writer.post('/api/articles', { title, body, audience })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id as string
}

async function published(draft: Draft): Promise<string> {
  const id = await write(draft)
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 200)
  return id
}

const statusOf = async (who: Client, id: string) => (await who.get(`/api/articles/${id}`)).status

async function found(who: Client, q: string): Promise<string[]> {
  const answer = await who.get(`/api/search?kind=article&q=${encodeURIComponent(q)}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.groups.flatMap((group: { rows: { id: string }[] }) => group.rows.map((row) => row.id))
}

async function suggested(
  who: Client,
  text: string,
): Promise<{ id: string; sentence: { text: string; marks: [number, number][] } }[]> {
  const answer = await who.post('/api/search/suggest', { text })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body.rows
}

test('A draft is seen by writers and by nobody else, until it is published.', async () => {
  const id = await write({ title: 'Galvanic badge reader', body: 'Hold the galvanic badge flat.' })
  assert.equal(await statusOf(writer, id), 200)
  assert.deepEqual(await found(writer, 'galvanic'), [id])
  for (const who of [nurse, agent]) {
    assert.equal(await statusOf(who, id), 404)
    assert.deepEqual(await found(who, 'galvanic'), [])
    assert.deepEqual(await suggested(who, 'my galvanic badge does not work'), [])
    assert.ok(!(await who.get('/api/articles')).body.rows.some((row: { id: string }) => row.id === id))
    assert.equal((await who.get(`/api/articles/${id}/versions`)).status, 404)
    assert.equal((await who.post(`/api/articles/${id}/rate`, { is_helpful: true })).status, 404)
  }
  assert.equal((await writer.post(`/api/articles/${id}/publish`)).status, 403)
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 200)
  assert.equal(await statusOf(nurse, id), 200)
  assert.deepEqual(await found(nurse, 'galvanic'), [id])
  assert.deepEqual(
    (await suggested(nurse, 'my galvanic badge does not work')).map((row) => row.id),
    [id],
  )
})

test('An internal article is read by agents and does not exist for requesters.', async () => {
  const id = await published({
    title: 'Reset the sphygmobox',
    body: 'The master code of the sphygmobox.',
    audience: 'internal',
  })
  assert.equal(await statusOf(agent, id), 200)
  assert.deepEqual(await found(agent, 'sphygmobox'), [id])
  assert.deepEqual(
    (await suggested(agent, 'sphygmobox broken')).map((row) => row.id),
    [id],
  )
  assert.equal(await statusOf(nurse, id), 404)
  assert.deepEqual(await found(nurse, 'sphygmobox'), [])
  assert.deepEqual(await suggested(nurse, 'sphygmobox broken'), [])
  const number = (await agent.get(`/api/articles/${id}`)).body.number
  assert.equal((await agent.get(`/api/articles/by-slug/${number}-whatever`)).status, 200)
  assert.equal((await nurse.get(`/api/articles/by-slug/${number}-whatever`)).status, 404)
  assert.equal((await nurse.get(`/api/search?q=${number}`)).body.jump, null)
})

test('Readers keep the published text while a new one is being written.', async () => {
  const id = await published({ title: 'Old title', body: 'The oldfangled way.' })
  const edited = await writer.post(`/api/articles/${id}/edit`, {
    title: 'New title',
    body: 'The newfangled way.',
    note: 'Rewritten.',
  })
  assert.equal(edited.body.latest_version, 2)
  assert.equal(edited.body.state, 'validated')
  const read = (await nurse.get(`/api/articles/${id}`)).body
  assert.deepEqual(
    [read.title, read.body, read.has_unpublished_changes, read.latest_version],
    ['Old title', 'The oldfangled way.', false, null],
  )
  assert.equal((await nurse.get(`/api/articles/${id}?draft=true`)).status, 404)
  assert.deepEqual(await found(nurse, 'newfangled'), [])
  assert.deepEqual(await found(nurse, 'oldfangled'), [id])
  const draft = (await writer.get(`/api/articles/${id}?draft=true`)).body
  assert.deepEqual(
    [draft.title, draft.body, draft.has_unpublished_changes],
    ['New title', 'The newfangled way.', true],
  )
  assert.deepEqual(await found(writer, 'newfangled'), [id])
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).body.published_version, 2)
  assert.equal((await nurse.get(`/api/articles/${id}`)).body.title, 'New title')
  assert.deepEqual(await found(nurse, 'newfangled'), [id])
  assert.deepEqual(await found(nurse, 'oldfangled'), [])
})

test('Each save is a version that stays; two are compared, and an old one comes back on top.', async () => {
  const id = await write({ title: 'First', body: 'one' })
  await writer.post(`/api/articles/${id}/edit`, { body: 'two', note: 'Second thoughts.' })
  const same = await writer.post(`/api/articles/${id}/edit`, { body: 'two' })
  assert.equal(same.body.latest_version, 2, 'saving the same text makes no version')
  const rows = (await writer.get(`/api/articles/${id}/versions`)).body.rows
  assert.deepEqual(
    rows.map((row: { version: number; note: string }) => [row.version, row.note]),
    [
      [2, 'Second thoughts.'],
      [1, ''],
    ],
  )
  assert.equal(rows[0].author.name, 'Wanda Writer')
  const both = (await writer.get(`/api/articles/${id}/compare?from=1&to=2`)).body
  assert.deepEqual([both.from.body, both.to.body], ['one', 'two'])
  assert.equal((await writer.get(`/api/articles/${id}/compare?from=1&to=9`)).status, 404)
  assert.equal(
    (await writer.post(`/api/articles/${id}/restore-version`, { version: 1 })).body.latest_version,
    3,
  )
  assert.equal((await writer.get(`/api/articles/${id}`)).body.body, 'one')
  await publisher.post(`/api/articles/${id}/publish`)
  assert.equal((await nurse.get(`/api/articles/${id}/versions`)).status, 404)
  assert.equal((await nurse.get(`/api/articles/${id}/compare?from=1&to=2`)).status, 404)
  assert.equal((await nurse.post(`/api/articles/${id}/edit`, { body: 'mine' })).status, 403)
  await assert.rejects(
    wardline.composition.app.pool.query("update knowledge.version set body = 'x'"),
    /permission denied/,
    'the application cannot change a version',
  )
})

test('Two who edit at once: the second is told what is stored now.', async () => {
  const id = await write({ body: 'start' })
  const seen = (await writer.get(`/api/articles/${id}`)).body.version
  assert.equal(
    (await writer.post(`/api/articles/${id}/edit`, { body: 'a' }, { 'if-match': `"${seen}"` })).status,
    200,
  )
  const second = await publisher.post(`/api/articles/${id}/edit`, { body: 'b' }, { 'if-match': `"${seen}"` })
  assert.equal(second.status, 409)
})

test('An article that is taken back or put away is gone for readers and kept for writers.', async () => {
  const id = await published({ title: 'Palimpsest', body: 'A palimpsest machine.' })
  assert.equal((await writer.post(`/api/articles/${id}/archive`)).status, 403)
  assert.equal((await publisher.post(`/api/articles/${id}/unpublish`)).body.state, 'work_in_progress')
  assert.equal(await statusOf(nurse, id), 404)
  assert.deepEqual(await found(nurse, 'palimpsest'), [])
  assert.deepEqual(await found(writer, 'palimpsest'), [id])
  await publisher.post(`/api/articles/${id}/publish`)
  assert.deepEqual(await found(nurse, 'palimpsest'), [id])
  assert.equal((await publisher.post(`/api/articles/${id}/archive`)).body.state, 'archived')
  assert.equal(await statusOf(nurse, id), 404)
  assert.deepEqual(await found(nurse, 'palimpsest'), [])
  assert.deepEqual(await suggested(nurse, 'palimpsest'), [])
  assert.equal(await statusOf(writer, id), 200)
  assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 409)
  assert.equal((await publisher.post(`/api/articles/${id}/revive`)).body.state, 'work_in_progress')
})

test('Changing who reads a published article takes the right to publish, and works at once.', async () => {
  const id = await published({ title: 'Audience', body: 'The chromaticity table.' })
  assert.equal((await writer.post(`/api/articles/${id}/edit`, { audience: 'internal' })).status, 403)
  assert.equal((await publisher.post(`/api/articles/${id}/edit`, { audience: 'internal' })).status, 200)
  assert.equal(await statusOf(nurse, id), 404)
  assert.deepEqual(await found(nurse, 'chromaticity'), [])
  assert.equal(await statusOf(agent, id), 200)
})

test('Each person says once whether it helped, and may say otherwise later.', async () => {
  const id = await published({})
  assert.equal(
    (await nurse.post(`/api/articles/${id}/rate`, { is_helpful: false, comment: 'Step 3 is wrong.' })).status,
    200,
  )
  assert.equal((await agent.post(`/api/articles/${id}/rate`, { is_helpful: true })).status, 200)
  assert.deepEqual((await nurse.get(`/api/articles/${id}`)).body.helpful, {
    yes: 1,
    no: 1,
    mine: false,
    my_comment: 'Step 3 is wrong.',
  })
  await nurse.post(`/api/articles/${id}/rate`, { is_helpful: true })
  assert.deepEqual((await nurse.get(`/api/articles/${id}`)).body.helpful, {
    yes: 2,
    no: 0,
    mine: true,
    my_comment: '',
  })
  const draft = await write({})
  assert.equal((await writer.post(`/api/articles/${draft}/rate`, { is_helpful: true })).status, 409)
})

test('Views are counted by day and told to writers only; reading a draft counts nothing.', async () => {
  const id = await published({})
  for (let i = 0; i < 3; i++) await nurse.get(`/api/articles/${id}`)
  await writer.get(`/api/articles/${id}?draft=true`)
  assert.equal((await writer.get(`/api/articles/${id}`)).body.views_30_days, 3)
  assert.equal((await nurse.get(`/api/articles/${id}`)).body.views_30_days, null)
  const rows = await wardline.owner.query('select views from knowledge.view where article_id = $1', [id])
  assert.deepEqual(rows.rows, [{ views: 5 }])
})

test('The tickets that an article solved are told to those who may see them.', async () => {
  const id = await published({})
  const ticket = (await nurse.post('/api/tickets', { title: 'Solved so', body: 'Thanks.' })).body
  const linked = await agent.post(`/api/tickets/${ticket.id}/link`, { type: 'solved_by', to_id: id })
  assert.equal(linked.status, 200, JSON.stringify(linked.body))
  const other = await wardline.person('Olga Other', [])
  const numbers = async (who: Client) =>
    (await who.get(`/api/articles/${id}`)).body.tickets.map((each: { number: number }) => each.number)
  assert.deepEqual(await numbers(agent), [ticket.number])
  assert.deepEqual(await numbers(nurse), [ticket.number])
  assert.deepEqual(await numbers(other), [])
})

test('The list is filtered, paged by key and shows each person only what is theirs to read.', async () => {
  const made: string[] = []
  for (let i = 0; i < 5; i++) {
    const id = await published({ title: `Shelf ${i}` })
    await writer.post(`/api/articles/${id}/edit`, {
      application: 'Shelfware',
      topic: 'Shelves',
      tags: ['shelf'],
      review_at: `2030-01-0${i + 1}T00:00:00Z`,
    })
    made.unshift(id)
  }
  const draft = await write({ title: 'Shelf draft' })
  await writer.post(`/api/articles/${draft}/edit`, { application: 'Shelfware' })
  const seen: string[] = []
  let after = ''
  do {
    const page = (await nurse.get(`/api/articles?application=Shelfware&limit=2${after}`)).body
    seen.push(...page.rows.map((row: { id: string }) => row.id))
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  assert.deepEqual(seen, made)
  const count = async (who: Client, query: string) =>
    (await who.get(`/api/articles?application=Shelfware&${query}`)).body.rows.length
  assert.equal(await count(writer, ''), 6)
  assert.equal(await count(writer, 'state=work_in_progress'), 1)
  assert.equal(await count(nurse, 'state=work_in_progress'), 0)
  assert.equal(await count(nurse, 'review_before=2030-01-03T00:00:00Z'), 2)
  assert.equal(await count(nurse, 'tag=shelf&topic=Shelves&audience=staff'), 5)
  assert.equal(await count(nurse, 'audience=public'), 0)
  for (const after of [
    'x',
    Buffer.from('["2030-99-99T00:00:00Z","x"]').toString('base64url'),
    Buffer.from('[1,2]').toString('base64url'),
  ])
    assert.equal((await nurse.get(`/api/articles?after=${after}`)).status, 422)
})

test('A suggestion for the words of a request brings the sentence that matched.', async () => {
  const id = await published({
    title: 'Connect from home',
    body: 'What you need is a laptop.\n\nWhen the gatehouse turns yellow, accept the hotel’s page. Then try again.',
    audience: 'public',
  })
  await published({ title: 'Printer jam', body: 'Open the lower drawer.', audience: 'public' })
  const rows = await suggested(nurse, 'Hi, the gatehouse client stays yellow at the hotel and I cannot work.')
  assert.equal(rows[0]?.id, id)
  const sentence = rows[0].sentence
  assert.equal(sentence.text, 'When the gatehouse turns yellow, accept the hotel’s page.')
  assert.ok(sentence.marks.map(([from, to]) => sentence.text.slice(from, to)).includes('yellow'))
  assert.deepEqual(await suggested(nurse, 'zzqx'), [])
})

test('What an article must not be is refused with a sentence, and nothing is written.', async () => {
  const before = (await writer.get('/api/articles?limit=100')).body.rows.length
  for (const [body, status] of [
    [{ title: '', body: 'x' }, 422],
    [{ title: 'x', body: 'y'.repeat(200_001) }, 422],
    [{ title: 'x', body: 'nul \u0000' }, 422],
    [{ title: 'x', body: 'x', audience: 'everybody' }, 422],
    [{ title: 'x', body: 'x', published_version: 1 }, 422],
  ] as const)
    assert.equal((await writer.post('/api/articles', body)).status, status, JSON.stringify(body).slice(0, 80))
  assert.equal((await nurse.post('/api/articles', { title: 'x', body: 'x' })).status, 403)
  assert.equal((await wardline.anonymous.get('/api/articles')).status, 401)
  const empty = await write({ body: '  ' })
  assert.equal((await publisher.post(`/api/articles/${empty}/publish`)).status, 409)
  assert.equal((await writer.get('/api/articles?limit=100')).body.rows.length, before + 1)
})

test('Another organization’s articles do not exist here.', async () => {
  const { orgId } = await wardline.organization('elsewhere')
  await wardline.owner.query(
    "insert into core.role (org_id, id, key, title, permissions) values ($1, $2, 'kb', 'kb', '{knowledge.write,knowledge.publish}')",
    [orgId, newId()],
  )
  const stranger = await wardline.person('Stella Stranger', ['kb'], [], orgId)
  const made = await stranger.post('/api/articles', {
    title: 'Ours alone',
    body: 'The heliotrope valve.',
    audience: 'public',
  })
  await stranger.post(`/api/articles/${made.body.id}/publish`)
  assert.deepEqual(await found(stranger, 'heliotrope'), [made.body.id])
  assert.deepEqual(await found(publisher, 'heliotrope'), [])
  assert.deepEqual(await suggested(publisher, 'heliotrope'), [])
  assert.equal(await statusOf(publisher, made.body.id), 404)
  assert.equal((await publisher.post(`/api/articles/${made.body.id}/edit`, { body: 'x' })).status, 404)
})
