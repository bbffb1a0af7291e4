import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { publish } from './fixture.ts'

let cast: Cast
let laptop: string
before(async () => {
  cast = await startCast()
  laptop = await publish(cast.admin)
})
after(() => cast.wardline.close())

const ask = (client: Cast['nurse'], item: string, answers: unknown, more: object = {}) =>
  client.post(`/api/catalog/items/${item}/requests`, { version: 1, answers, ...more })
const pointers = (answer: { body: { errors: { pointer: string }[] } }) =>
  answer.body.errors.map(({ pointer }) => pointer)

test('A patient in an answer is masked on the ticket, opens to who works on it, and is redacted with it.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin)
  const { id } = must(
    await ask(nurse, item, { model: 'strong', why: 'The scans of pt Wanda Winterwind are large.' }),
  ).body
  const { request } = must(await agent.get(`/api/tickets/${id}/request`)).body
  const mask = /⟦name (\w{10})⟧/.exec(request.answers.why)?.[1]
  const opened = must(await agent.post('/api/privacy/reveal', { masks: [mask], reason: 'To plan it.' })).body
  assert.deepEqual(opened.words, [{ mask, words: 'Wanda Winterwind' }])
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Winterwind', is_everywhere: true }))
  assert.deepEqual(await cast.rows("select 1 from privacy.covered where words like '%Winterwind%'"), [])
})

test('An agent corrects an answer: the timeline says which question and not a word of the answer.', async () => {
  const { nurse, agent } = cast
  const { id } = must(await ask(nurse, laptop, { model: 'strong', why: 'For zebrafish pictures' })).body
  const change = (answers: unknown, client = agent) =>
    client.post(`/api/tickets/${id}/change-answers`, { answers })
  assert.equal((await change({ why: 'For maps' }, nurse)).status, 403)
  assert.deepEqual(pointers(await change({ why: '' })), ['#/answers/why'])
  assert.deepEqual(pointers(await change({ nothing: 'x' })), ['#/answers/nothing'])
  must(await change({ why: 'For walrus maps' }))
  const ticket = must(await agent.get(`/api/tickets/${id}`)).body
  const event = ticket.events.at(-1)
  assert.deepEqual(
    [event.action, event.data],
    ['catalog.change_answers', { answers: ['why'], names: { why: 'Why does it have to be strong?' } }],
  )
  assert.doesNotMatch(JSON.stringify(ticket.events), /walrus|zebrafish/)
  const found = async (q: string) =>
    must(await agent.get(`/api/tickets?q=${q}`)).body.rows.map((row: { id: string }) => row.id)
  assert.deepEqual([await found('walrus'), await found('zebrafish')], [[id], []])
  must(await change({ model: 'light' }))
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual(request.answers, { model: 'light' }, 'what is not asked any more is forgotten')
  const plain = await cast.file(nurse)
  assert.equal(
    (await agent.post(`/api/tickets/${plain}/change-answers`, { answers: { why: 'x' } })).status,
    409,
  )
})

test('A corrected answer is corrected in the title too, unless somebody wrote the title by hand.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Tool', es: 'Equipo' },
    title: '{{item}} {{model}} {{from}}',
  })
  const titleOf = async (id: string) => must(await agent.get(`/api/tickets/${id}`)).body.title
  const change = async (id: string, answers: object) =>
    must(await agent.post(`/api/tickets/${id}/change-answers`, { answers }))
  const { id } = must(await ask(nurse, item, { model: 'strong', why: 'For maps', from: '2999-01-01' })).body
  await change(id, { from: '2999-01-02' })
  assert.equal(await titleOf(id), 'Tool Strong 2999-01-02')
  await change(id, { model: 'light' })
  assert.equal(await titleOf(id), 'Tool Light 2999-01-02')
  const { events } = must(await agent.get(`/api/tickets/${id}`)).body
  assert.doesNotMatch(JSON.stringify(events.at(-1)), /Strong/)
  assert.equal(must(await agent.get('/api/tickets?q=2999-01-01')).body.rows.length, 0)
  must(await agent.post(`/api/tickets/${id}/edit`, { title: 'By hand' }))
  await change(id, { from: null })
  assert.equal(await titleOf(id), 'By hand')
  const spanish = must(await ask(nurse, item, { model: 'light' }, { language: 'es' })).body
  await change(spanish.id, { from: '2999-01-01' })
  assert.equal(await titleOf(spanish.id), 'Equipo Ligero 2999-01-01')
})

test('What is redacted from a whole ticket is gone from its answers, its title and from search.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Folder' },
    title: 'Folder {{name}}',
    fields: [{ key: 'name', type: 'text', label: { en: 'Which folder?' } }],
  })
  const { id } = must(await ask(nurse, item, { name: 'Quetzal Smith notes' })).body
  assert.equal(must(await agent.get('/api/tickets?q=quetzal')).body.rows.length, 1)
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Quetzal Smith', is_everywhere: true }))
  assert.equal(must(await nurse.get(`/api/tickets/${id}/request`)).body.request.answers.name, '▇ notes')
  assert.equal(must(await agent.get('/api/tickets?q=quetzal')).body.rows.length, 0)
  const left = await cast.rows("select 1 from catalog.request where answers::text like '%Quetzal%'")
  assert.equal(left.length, 0)
  assert.equal(
    (await agent.post(`/api/tickets/${id}/redact`, { text: 'Quetzal Smith', is_everywhere: true })).status,
    422,
  )
})

test('A number and a day that are redacted go from the answers as a whole, and are found no more.', async () => {
  const { admin, nurse, agent } = cast
  const item = await publish(admin, {
    name: { en: 'Record' },
    fields: [
      { key: 'figure', type: 'number', label: { en: 'Number?' }, unit: 'MRN' },
      { key: 'born', type: 'date', label: { en: 'Born?' } },
      { key: 'seen', type: 'date', label: { en: 'Seen?' } },
      { key: 'kept', type: 'number', label: { en: 'How many?' } },
    ],
  })
  const answers = { figure: 4711234, born: '1961-04-02', seen: '1999-12-31', kept: 5 }
  const { id } = must(await ask(nurse, item, answers)).body
  for (const text of ['4711234', '1961-04-02', 'December 31, 1999'])
    must(await agent.post(`/api/tickets/${id}/redact`, { text, is_everywhere: true }))
  const { request } = must(await nurse.get(`/api/tickets/${id}/request`)).body
  assert.deepEqual(request.answers, { kept: 5 })
  assert.equal(must(await agent.get('/api/tickets?q=4711234')).body.rows.length, 0)
})
