import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { publish } from '../catalog/fixture.ts'
import type { Field } from '../catalog/form.ts'
import { type Cast, must } from '../tickets/fixture.ts'
import { bodyOf, placesOf, startGuarded, wordsFor } from './fixture.ts'
import { masksIn } from './mask.ts'

let cast: Cast
let officer: Client
before(async () => {
  ;({ cast, officer } = await startGuarded())
})
after(() => cast.wardline.close())
const copies = (words: string) => placesOf(cast, words)

test('What is no patient data is let through, comes back and is not masked again; only who reviews decides.', async () => {
  const { nurse, agent, admin } = cast
  const words = 'Please ask pt Wilhelm Umlaut, the printer is named so.'
  const id = await cast.file(nurse, { body: words })
  const page = must(await officer.get('/api/privacy/findings?state=suspected')).body
  const row = page.rows.find((each: { record_id: string }) => each.record_id === id)
  assert.deepEqual(
    [row.kind, row.words, row.place, row.before],
    ['name', 'Wilhelm Umlaut', 'message', 'Please ask pt '],
  )
  for (const client of [agent, nurse, admin]) {
    assert.equal((await client.get('/api/privacy/findings')).status, 403)
    assert.equal((await client.post('/api/privacy/decide', { ids: [row.id], decision: 'allow' })).status, 403)
  }
  must(await officer.post('/api/privacy/decide', { ids: [row.id], decision: 'allow' }))
  assert.equal(await bodyOf(agent, id), words)
  assert.equal(await bodyOf(agent, await cast.file(nurse, { body: words })), words, 'it was learned')
  assert.equal(must(await officer.get('/api/privacy/findings?state=false_positive')).body.rows[0].id, row.id)
})

test('An officer who let words through and thinks better of it has them masked again, or taken out of the messages.', async () => {
  const { nurse, agent } = cast
  const words = 'Please ask pt Leopold Irrlicht, the printer is named so.'
  const id = await cast.file(nurse, { body: words })
  const rows = must(await officer.get('/api/privacy/findings')).body.rows as {
    id: string
    record_id: string
  }[]
  const ids = rows.filter(({ record_id }) => record_id === id).map((row) => row.id)
  const decide = async (decision: string) =>
    must(await officer.post('/api/privacy/decide', { ids, decision }))
  await decide('allow')
  assert.equal(await bodyOf(agent, id), words)
  await decide('confirm')
  assert.match(await bodyOf(agent, id), /^Please ask pt ⟦name \w{10}⟧, the/)
  assert.ok((await copies('Irrlicht')).every((place) => place.startsWith('privacy.covered')))
  assert.match(
    await bodyOf(agent, await cast.file(nurse, { body: words })),
    /⟦name/,
    'it is not harmless any more',
  )
  await decide('allow')
  assert.equal(await bodyOf(agent, id), words)
  await decide('redact')
  assert.match(await bodyOf(agent, id), /^Please ask pt ▇ removed by Paula Privacy/)
  const left = await copies('Irrlicht')
  assert.equal(left.length, 1, 'only what the second ticket covers')
  assert.match(left[0] ?? '', /^privacy\.covered/)
})

test('A title that is let through reads as it was written, in lists and search too, and is masked again with second thoughts.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse, { title: 'Queue of pt Hortensia Vollmond', body: 'It is stuck.' })
  const title = async () => must(await agent.get(`/api/tickets/${id}`)).body.title as string
  const rows = must(await officer.get('/api/privacy/findings')).body.rows as {
    id: string
    record_id: string
  }[]
  const ids = rows.filter(({ record_id }) => record_id === id).map((row) => row.id)
  const decide = async (decision: string) =>
    must(await officer.post('/api/privacy/decide', { ids, decision }))
  const found = async () => JSON.stringify(must(await agent.get('/api/search?q=Vollmond')).body).includes(id)
  assert.match(await title(), /^Queue of pt ⟦name/)
  await decide('allow')
  assert.equal(await title(), 'Queue of pt Hortensia Vollmond')
  assert.ok(await found())
  await decide('confirm')
  assert.match(await title(), /^Queue of pt ⟦name/)
  assert.ok(!(await found()))
  assert.ok((await copies('Vollmond')).every((place) => place.startsWith('privacy.covered')))
  await decide('allow')
  await decide('redact')
  assert.equal(await title(), 'Queue of pt ▇')
  assert.deepEqual(await copies('Vollmond'), [])
})

test('A finding that is redacted leaves no copy, and its mask tells that it is gone.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse, { title: 'Band', body: 'Band of pt Quirin Abendrot is torn.' })
  must(await nurse.send('PUT', `/api/drafts/ticket.${id}.reply`, { body: 'Quirin Abendrot again' }))
  const masks = masksIn(await bodyOf(agent, id))
  const rows = must(await officer.get('/api/privacy/findings')).body.rows as {
    id: string
    record_id: string
  }[]
  const ids = rows.filter(({ record_id }) => record_id === id).map((row) => row.id)
  // What a legal hold keeps is not taken away here either.
  const hold = must(await officer.post('/api/privacy/place-hold', { record_id: id, reason: 'A claim.' })).body
    .id
  const refused = await officer.post('/api/privacy/decide', { ids, decision: 'redact' })
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /legal hold/)
  assert.ok((await copies('Abendrot')).length > 0)
  must(await officer.post('/api/privacy/lift-hold', { id: hold }))
  must(await officer.post('/api/privacy/decide', { ids, decision: 'redact' }))
  assert.deepEqual(await copies('Abendrot'), [])
  assert.deepEqual(
    (await wordsFor(nurse, masks)).map(({ words, state }) => [words, state]),
    [[null, 'redacted']],
  )
  assert.equal((await officer.post('/api/privacy/decide', { ids, decision: 'allow' })).status, 409)
})

test('Answers, fields, hands and steps that are let through read as they were written, and are masked again with second thoughts.', async () => {
  const { nurse, agent, admin } = cast
  const fields: Field[] = [{ key: 'why', type: 'text', label: { en: 'Why?' } }]
  const item = await publish(admin, { fields, title: '{{item}}' })
  const { id } = must(
    await nurse.post(`/api/catalog/items/${item}/requests`, {
      version: 1,
      answers: { why: 'Band of pt Leopold Nordwind is torn' },
    }),
  ).body
  must(await agent.post(`/api/tickets/${id}/edit`, { device: 'Pump of pt Leopold Nordwind' }))
  const rows = must(await officer.get('/api/privacy/findings')).body.rows as {
    id: string
    record_id: string
  }[]
  const ids = rows.filter(({ record_id }) => record_id === id).map((row) => row.id)
  assert.equal(ids.length, 2)
  const decide = async (decision: string) =>
    must(await officer.post('/api/privacy/decide', { ids, decision }))
  const stands = async () => ({
    why: must(await nurse.get(`/api/tickets/${id}/request`)).body.request.answers.why as string,
    device: must(await agent.get(`/api/tickets/${id}`)).body.device as string,
    isFound: JSON.stringify(must(await agent.get('/api/search?q=Nordwind')).body).includes(id),
  })
  const hidden = async () => {
    const { why, device, isFound } = await stands()
    assert.match(why, /^Band of pt ⟦name \w{10}⟧ is torn$/)
    assert.match(device, /^Pump of pt ⟦name \w{10}⟧$/)
    assert.ok(!isFound)
    assert.ok((await copies('Nordwind')).every((place) => place.startsWith('privacy.covered')))
  }
  await hidden()
  await decide('allow')
  assert.deepEqual(await stands(), {
    why: 'Band of pt Leopold Nordwind is torn',
    device: 'Pump of pt Leopold Nordwind',
    isFound: true,
  })
  await decide('confirm')
  await hidden()
  await decide('allow')
  await decide('redact')
  assert.equal((await stands()).why, 'Band of pt ▇ is torn')
  assert.equal((await stands()).device, 'Pump of pt ▇')
  assert.deepEqual(await copies('Nordwind'), [])
})
