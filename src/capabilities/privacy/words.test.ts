import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { newId } from '../../platform/id/id.ts'
import { type Cast, must } from '../tickets/fixture.ts'
import { body, bodyOf, placesOf, secrets, startGuarded, title, wordsFor } from './fixture.ts'
import { masksIn } from './mask.ts'

let cast: Cast
let officer: Client
before(async () => {
  ;({ cast, officer } = await startGuarded())
})
after(() => cast.wardline.close())
const copies = (words: string) => placesOf(cast, words)

test('What points at a patient is masked before it is stored, wherever it is read afterwards.', async () => {
  const { nurse, agent } = cast
  const id = await cast.file(nurse, { title, body })
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'Called the ward about pt Quentin Zweig.' }))
  for (const client of [nurse, agent, officer]) {
    const shown = JSON.stringify(must(await client.get(`/api/tickets/${id}`)).body)
    for (const secret of secrets) assert.ok(!shown.includes(secret), secret)
  }
  assert.match(await bodyOf(agent, id), /pt ⟦name \w{10}⟧, MRN ⟦mrn \w{10}⟧, DOB ⟦birth \w{10}⟧/)
  const list = JSON.stringify(must(await agent.get('/api/tickets?q=')).body)
  assert.ok(!list.includes('Zweig'))
  for (const query of ['Zweig', '88172634'])
    assert.deepEqual(
      must(await agent.get(`/api/search?q=${query}`)).body.groups ?? [],
      [],
      'no search finds it',
    )
  for (const secret of secrets) {
    const places = await copies(secret)
    assert.ok(
      places.length > 0 && places.every((place) => place.startsWith('privacy.covered.words')),
      `${secret}: ${places}`,
    )
  }
})

test('The writer and who may see it read the words, others say why, and those outside never.', async () => {
  const { nurse, agent, otherNurse, specialist, stranger } = cast
  const id = await cast.file(nurse, { title, body })
  const masks = masksIn(await bodyOf(agent, id))
  assert.equal(masks.length, 3)
  for (const client of [nurse, officer])
    assert.deepEqual((await wordsFor(client, masks)).map(({ words }) => words).sort(), [
      '3/4/1961',
      '88172634',
      'Quentin Zweig',
    ])
  const masked = await wordsFor(agent, masks)
  assert.ok(masked.every(({ words, may_reveal }) => words === null && may_reveal))
  for (const client of [otherNurse, specialist, stranger]) assert.deepEqual(await wordsFor(client, masks), [])

  assert.equal((await agent.post('/api/privacy/reveal', { masks, reason: ' ' })).status, 422)
  const opened = must(await agent.post('/api/privacy/reveal', { masks, reason: 'To find the chart.' })).body
  assert.equal(opened.words.length, 3)
  assert.ok(
    (await wordsFor(agent, masks)).every(({ words }) => words === null),
    'only that once',
  )
  for (const client of [otherNurse, specialist, stranger])
    assert.equal((await client.post('/api/privacy/reveal', { masks, reason: 'Curious.' })).status, 404)
  must(await nurse.post(`/api/tickets/${id}/add-participant`, { person_id: otherNurse.personId }))
  assert.ok(
    (await wordsFor(otherNurse, masks)).every(({ words, may_reveal }) => words === null && !may_reveal),
  )
  assert.equal((await otherNurse.post('/api/privacy/reveal', { masks, reason: 'Curious.' })).status, 403)

  const lines = await cast.rows(
    "select actor_id, data from core.audit where action = 'privacy.reveal' and record_id = $1",
    [id],
  )
  assert.equal(lines.length, 1)
  assert.equal(lines[0]?.actor_id, agent.personId)
  const [kept] = await cast.rows('select reason, person_id from privacy.reveal where record_id = $1', [id])
  assert.deepEqual(kept, { reason: 'To find the chart.', person_id: agent.personId })
})

test('A note’s words are behind a mask that the requester learns nothing of.', async () => {
  const { nurse, agent, secondAgent } = cast
  const id = await cast.file(nurse)
  must(await agent.post(`/api/tickets/${id}/note`, { body: 'It is about pt Quentin Zweig.' }))
  const messages = must(await secondAgent.get(`/api/tickets/${id}`)).body.messages as { body: string }[]
  const masks = messages.flatMap(({ body: text }) => masksIn(text))
  assert.equal(masks.length, 1)
  assert.deepEqual(await wordsFor(nurse, masks), [])
  assert.equal((await nurse.post('/api/privacy/reveal', { masks, reason: 'Mine.' })).status, 404)
  // A mask that somebody copies opens nothing to who does not see where it comes from.
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: `What is ⟦name ${masks[0]}⟧?` }))
  assert.deepEqual(await wordsFor(nurse, masks), [])
})

test('A reply that is written together keeps one mask for the same words and nothing of what was typed on the way.', async () => {
  const { nurse, agent, secondAgent } = cast
  const id = await cast.file(nurse)
  const path = `/api/tickets/${id}/shared-draft`
  const save = async (client: Client, text: string, version: number) =>
    must(await client.send('PUT', path, { body: text, version })).body as { body: string; version: number }
  const behind = () =>
    cast.rows(
      'select c.words, f.is_internal from privacy.finding f join privacy.covered c on c.org_id = f.org_id and c.finding_id = f.id where f.record_id = $1',
      [id],
    )
  await save(agent, 'It is pt Konrad Tag', 0)
  const first = await save(agent, 'It is pt Konrad Tagtraum', 1)
  const again = await save(agent, 'It is pt Konrad Tagtraum, he waits.', 2)
  assert.deepEqual(masksIn(again.body), masksIn(first.body))
  assert.deepEqual(await behind(), [{ words: 'Konrad Tagtraum', is_internal: true }])
  assert.deepEqual(await wordsFor(nurse, masksIn(again.body)), [], 'a draft is nothing for the requester')
  const other = await save(secondAgent, `${again.body} Soon.`, 3)
  must(await secondAgent.post(`${path}/send`, { version: other.version }))
  assert.deepEqual(
    (await wordsFor(nurse, masksIn(again.body))).map(({ words }) => words),
    [null],
  )
  await save(agent, 'Something else.', 5)
  assert.deepEqual(await behind(), [{ words: 'Konrad Tagtraum', is_internal: false }])
  must(await agent.post(`/api/tickets/${id}/redact`, { text: 'Tagtraum', is_everywhere: true }))
  assert.deepEqual(await copies('Tagtraum'), [])
})

test('A ticket that shows a message of another one opens its masks to its own people, and no mask besides.', async () => {
  const { nurse, otherNurse, agent } = cast
  const id = await cast.file(nurse, { body: 'Lamp of pt Viola Abendstern is broken.' })
  must(await agent.post(`/api/tickets/${id}/reply`, { body: 'We ask pt Viola Morgenstern.' }))
  const page = must(await agent.get(`/api/tickets/${id}`)).body
  const [first, second] = page.messages as { id: string; body: string }[]
  const shown = masksIn(first?.body ?? '')
  const kept = masksIn(second?.body ?? '')
  assert.deepEqual([shown.length, kept.length], [1, 1])
  const wanted = {
    title: 'The lamp',
    body: 'About the lamp.',
    message_ids: [first?.id],
    requester_id: otherNurse.personId,
  }
  assert.deepEqual(await wordsFor(otherNurse, shown), [])
  const { ticket } = must(
    await agent.post(`/api/tickets/${id}/split`, wanted, { 'if-match': `"${page.version}"` }),
  ).body
  assert.deepEqual(
    (await wordsFor(otherNurse, [...shown, ...kept])).map(({ mask, words, may_reveal }) => [
      mask,
      words,
      may_reveal,
    ]),
    [[shown[0], null, false]],
  )
  // Who works on the new ticket alone opens them there, for a reason that stands there.
  await cast.rows('update core.record set owner_id = $1 where id = $2', [cast.specialist.personId, ticket.id])
  assert.deepEqual(
    (await wordsFor(cast.specialist, [...shown, ...kept])).map(({ mask, may_reveal }) => [mask, may_reveal]),
    [[shown[0], true]],
  )
  must(await cast.specialist.post('/api/privacy/reveal', { masks: shown, reason: 'For the lamp.' }))
  const lines = await cast.rows('select 1 from privacy.reveal where record_id = $1', [ticket.id])
  assert.equal(lines.length, 1)
})

test('A mask without a record belongs to what its own writer puts it on, and not to what others do.', async () => {
  const { nurse, agent, secondAgent } = cast
  const id = await cast.file(nurse, { body: 'Lamp of pt Viola Nordstern is broken.' })
  const [mask = ''] = masksIn(await bodyOf(agent, id))
  await cast.rows('update privacy.finding set record_id = null where mask = $1', [mask])
  const other = await cast.file(nurse)
  const of = async () =>
    (await cast.rows('select record_id from privacy.finding where mask = $1', [mask]))[0]?.record_id
  must(await secondAgent.post(`/api/tickets/${other}/note`, { body: `See ⟦name ${mask}⟧.` }))
  assert.equal(await of(), null)
  must(await nurse.post(`/api/tickets/${id}/reply`, { body: `It is ⟦name ${mask}⟧.` }))
  assert.equal(await of(), id)
})

test('Who works here is no patient; without patients nothing is masked.', async () => {
  const { nurse, agent } = cast
  const harmless =
    'Patient portal is down. Allergy list asked for by Sam Agent, call me at 555-201-3344, ext 4412.'
  const id = await cast.file(nurse, { title: 'Printer on 4 West', body: harmless })
  assert.equal(await bodyOf(agent, id), harmless)
  const namesake = await cast.file(nurse, { body: 'Band of pt Sam Agent, MRN 4471823, is torn.' })
  assert.match(await bodyOf(agent, namesake), /^Band of pt ⟦name \w{10}⟧, MRN ⟦mrn \w{10}⟧, is torn\.$/)
})

test('A note for the next one on call opens to the team for a reason, and to the rest of the department never.', async () => {
  const { wardline, agent, secondAgent, specialist, nurse, stranger, desk } = cast
  must(
    await agent.post(`/api/teams/${desk}/rota/notes`, { body: 'Call the ward of pt Quentin Zweig at six.' }),
  )
  const gone = await agent.post(`/api/teams/${newId()}/rota/notes`, { body: 'For pt Quentin Zweig.' })
  assert.equal(gone.status, 404, 'a team that is not there is no failure of the server')
  const noteOf = async (client: Client) =>
    must(await client.get(`/api/teams/${desk}/rota`)).body.notes[0].body as string
  const masks = masksIn(await noteOf(specialist))
  assert.equal(masks.length, 1)
  const [own] = await wordsFor(agent, masks)
  assert.equal(own?.words, 'Quentin Zweig')
  const may = async (client: Client) => {
    const [shown] = await wordsFor(client, masks)
    assert.equal(shown?.words ?? null, null)
    return shown?.may_reveal
  }
  assert.equal(await may(secondAgent), true)
  assert.equal(await may(specialist), false)
  for (const outside of [nurse, stranger]) assert.equal(await may(outside), undefined)
  const reveal = (client: Client) =>
    client.post('/api/privacy/reveal', { masks, reason: 'I am on call tonight' })
  assert.equal((await reveal(specialist)).status, 403)
  for (const outside of [nurse, stranger]) assert.equal((await reveal(outside)).status, 404)
  assert.deepEqual(must(await reveal(secondAgent)).body.words, [{ mask: masks[0], words: 'Quentin Zweig' }])
  const lines = await cast.rows(
    "select actor_id, record_id, data ->> 'team' as team from core.audit where action = 'privacy.reveal' and data ? 'team'",
  )
  assert.deepEqual(lines, [{ actor_id: secondAgent.personId, record_id: null, team: desk }])
  const kept = await wardline.owner.query(
    'select record_id, team_id from privacy.reveal where team_id is not null',
  )
  assert.deepEqual(kept.rows, [{ record_id: null, team_id: desk }])

  // Copied onto a ticket by its writer, the mask opens there to nobody else.
  const ticket = await cast.file(nurse, { title: 'Handed over' })
  must(await agent.post(`/api/tickets/${ticket}/note`, { body: (await noteOf(agent)) as string }))
  assert.equal((await reveal(specialist)).status, 403)
  const ids = (
    must(await officer.get('/api/privacy/findings')).body.rows as { id: string; record_id: null }[]
  )
    .filter(({ record_id }) => record_id === null)
    .map(({ id }) => id)
  must(await officer.post('/api/privacy/decide', { ids, decision: 'allow' }))
  assert.equal((await wordsFor(specialist, masks))[0]?.words, 'Quentin Zweig')
})
