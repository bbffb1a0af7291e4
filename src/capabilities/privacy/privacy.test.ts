import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { type Client, password } from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { publish } from '../catalog/fixture.ts'
import type { Field } from '../catalog/form.ts'
import { checkMapping } from '../channels/import/mapping/mapping.ts'
import type { ImportedArticle } from '../channels/import/markdown/import-articles.ts'
import { runTickets } from '../channels/runs/run-tickets.ts'
import { importArticles } from '../channels/store/import-articles.ts'
import { testLog, testMapping } from '../channels/test-log.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { isCovered } from './cover.ts'
import { examineFile } from './files.ts'
import { masksIn } from './mask.ts'
import { placesInFiles, placesInTables } from './verify.ts'

let cast: Cast
let officer: Client
before(async () => {
  cast = await startCast()
  officer = await cast.wardline.person('Paula Privacy', ['privacy-security-specialist'])
})
after(() => cast.wardline.close())

const title = 'Label of pt Quentin Zweig is wrong'
const body = 'Wristband of pt Quentin Zweig, MRN 88172634, DOB 3/4/1961 does not scan.'
const secrets = ['Zweig', '88172634', '3/4/1961']

/** Every place of every table and file in which the words stand. */
const copies = async (words: string) => [
  ...(await placesInTables(cast.wardline.ownerUrl, words)),
  ...(await placesInFiles(cast.wardline.composition.app.files, words)),
]

const bodyOf = async (client: Client, id: string) =>
  must(await client.get(`/api/tickets/${id}`)).body.messages[0].body as string
const wordsFor = async (client: Client, masks: string[]) =>
  must(await client.post('/api/privacy/words', { masks })).body.words as {
    mask: string
    kind: string
    words: string | null
    may_reveal: boolean
    state: string
  }[]

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

test('A redaction of a passage, of a message and of all copies reaches behind the masks.', async () => {
  const { nurse, agent } = cast
  const file = async (words: string) => {
    const id = await cast.file(nurse, { title: `For pt ${words}`, body: `It is pt ${words} in bed 2.` })
    return { id, message_id: must(await agent.get(`/api/tickets/${id}`)).body.messages[0].id as string }
  }
  const passage = await file('Ottilie Morgenrot')
  must(
    await agent.post(`/api/tickets/${passage.id}/redact`, {
      message_id: passage.message_id,
      text: 'Ottilie Morgenrot',
    }),
  )
  assert.match(await bodyOf(agent, passage.id), /^It is pt ▇ removed by Sam Agent/)
  must(await agent.post(`/api/tickets/${passage.id}/redact`, { text: 'Morgenrot', is_everywhere: true }))
  assert.deepEqual(await copies('Morgenrot'), [])

  const whole = await file('Ottilie Mittagslicht')
  must(await agent.post(`/api/tickets/${whole.id}/edit`, { title: 'Band' }))
  must(await agent.post(`/api/tickets/${whole.id}/redact`, { message_id: whole.message_id, is_whole: true }))
  must(await agent.post(`/api/tickets/${whole.id}/redact`, { text: 'Mittagslicht', is_everywhere: true }))
  assert.deepEqual(await copies('Mittagslicht'), [])
})

test('The proof finds each copy, and after the redaction of a passage, a message and a file it finds none.', async () => {
  const { nurse, agent, wardline } = cast
  const redact = async (id: string, body: unknown) =>
    must(await agent.post(`/api/tickets/${id}/redact`, body))
  const file = must(
    await uploadWith(wardline, nurse)('scan.txt', 'text/plain', Buffer.from('About pt Theo Nachtfalter.')),
  ).body.id as string
  const id = await cast.file(nurse, {
    title: 'Lamp of nachtfalter',
    body: 'It is pt Theo Nachtfalter, room 4.\n\nThe "nachtfalter" lamp blinks.',
    file_ids: [file],
  })
  const before = await copies('Nachtfalter')
  for (const place of [
    'core.message.body',
    'core.record.title',
    'core.search_entry.words',
    'privacy.covered.words',
    'file ',
  ])
    assert.ok(
      before.some((each) => each.startsWith(place)),
      `${place} of ${before.join(', ')}`,
    )
  const message_id = must(await agent.get(`/api/tickets/${id}`)).body.messages[0].id
  await redact(id, { message_id, text: 'Theo Nachtfalter' })
  assert.ok(!(await copies('Nachtfalter')).some((place) => place.startsWith('privacy.covered')))
  await redact(id, { message_id, file_id: file })
  await redact(id, { message_id, is_whole: true })
  await redact(id, { text: 'nachtfalter', is_everywhere: true })
  for (
    let tries = 0;
    tries < 50 && (await placesInFiles(wardline.composition.app.files, 'Nachtfalter')).length > 0;
    tries++
  )
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.deepEqual(await copies('Nachtfalter'), [])
})

test('An organization says what is looked for, by whom only who may; and the change is in the audit log.', async () => {
  const { agent, admin } = cast
  const setting = must(await admin.get('/api/privacy/settings')).body
  assert.equal((await agent.send('PUT', '/api/privacy/settings', setting)).status, 403)
  assert.equal(
    (await admin.send('PUT', '/api/privacy/settings', { ...setting, formats: ['nonsense 99'] })).status,
    422,
  )
  const sample = { ...setting, formats: ['QZ-9{5}'], harmless_words: ['Zweig', 'quentin'] }
  delete sample.version
  const text = 'Tube QZ-12345 of pt Quentin Zweig, MRN 88172634'
  const tried = must(await admin.post('/api/privacy/settings/try', { text, ...sample })).body.spans
  assert.deepEqual(
    tried.map(({ from, to }: { from: number; to: number }) => text.slice(from, to)),
    ['QZ-12345', '88172634'],
  )
  assert.equal((await agent.post('/api/privacy/settings/try', { text, ...sample })).status, 403)
  assert.equal(
    (await admin.post('/api/privacy/settings/try', { text, ...sample, formats: ['9{3,9}9{3,9}'] })).status,
    422,
  )
  assert.deepEqual(must(await admin.get('/api/privacy/settings')).body, setting, 'nothing of it is kept')
  const saved = { ...setting, formats: ['QZ-99999'], kinds: ['mrn'] }
  must(await admin.send('PUT', '/api/privacy/settings', saved))
  assert.equal((await admin.send('PUT', '/api/privacy/settings', saved)).status, 409)
  const id = await cast.file(cast.nurse, { body: 'Tube QZ-12345 of pt Quentin Zweig broke.' })
  assert.match(await bodyOf(agent, id), /^Tube ⟦mrn \w{10}⟧ of pt Quentin Zweig broke\.$/)
  const off = { ...saved, version: 1, is_on: false }
  must(await admin.send('PUT', '/api/privacy/settings', off))
  const open = await cast.file(cast.nurse, { body: 'Tube QZ-12345 broke.' })
  assert.equal(await bodyOf(agent, open), 'Tube QZ-12345 broke.')
  must(await admin.send('PUT', '/api/privacy/settings', { ...setting, version: 2 }))
  const lines = await cast.rows("select 1 from core.audit where action = 'privacy.edit_settings'")
  assert.equal(lines.length, 3)
})

test('Unsent words are examined without a trace.', async () => {
  const { nurse, wardline } = cast
  const text = 'pt Zacharias Spurlos, MRN 99182736'
  const { spans } = must(await nurse.post('/api/privacy/examine', { text })).body
  assert.deepEqual(
    spans.map(({ from, to, kind }: { from: number; to: number; kind: string }) => [
      kind,
      text.slice(from, to),
    ]),
    [
      ['name', 'Zacharias Spurlos'],
      ['mrn', '99182736'],
    ],
  )
  assert.deepEqual(await copies('Spurlos'), [])
  assert.equal((await wardline.anonymous.post('/api/privacy/examine', { text })).status, 401)
  assert.equal((await nurse.post('/api/privacy/examine', { text: 'x'.repeat(20_001) })).status, 422)
})

test('A file’s name is masked, and what it holds opens to others for a reason.', async () => {
  const { nurse, agent, otherNurse, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const text = Buffer.from('name,dob\npt Quentin Zweig,DOB 3/4/1961\n')
  const file = must(await upload('pt_Quentin_Zweig_band.csv', 'text/csv', text)).body
  assert.match(file.name, /^pt_⟦name \w{10}⟧_band\.csv$/)
  const id = await cast.file(nurse, { file_ids: [file.id] })
  must(await nurse.get(`/api/attachments/${file.id}`))
  must(await officer.get(`/api/attachments/${file.id}`))
  assert.equal((await agent.get(`/api/attachments/${file.id}`)).status, 403)
  const reason = { attachment_id: file.id, reason: 'To repair the import.' }
  assert.equal((await otherNurse.post('/api/privacy/open-file', reason)).status, 404)
  must(await agent.post('/api/privacy/open-file', reason))
  must(await agent.get(`/api/attachments/${file.id}`))
  wardline.clock.advance(11 * 60_000)
  assert.equal((await agent.get(`/api/attachments/${file.id}`)).status, 403)

  const message = must(await agent.get(`/api/tickets/${id}`)).body.messages[0].id
  must(await agent.post(`/api/tickets/${id}/redact`, { message_id: message, file_id: file.id }))
  assert.ok(
    (await cast.rows('select state from privacy.finding where attachment_id = $1', [file.id])).every(
      ({ state }) => state === 'redacted',
    ),
  )
})

test('A document waits until a job has read it; one that cannot be read says so.', async () => {
  const { nurse, agent, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const type = 'application/pdf'
  const states: unknown[] = []
  for (const [name, content] of [
    ['patient.pdf', pdfOf('Discharge of pt Quentin Zweig MRN 88172634')],
    ['clean.pdf', pdfOf('The printer is out of paper')],
    ['broken.pdf', Buffer.from('%PDF-1.4\nnothing that anybody could read\n%%EOF')],
  ] as const) {
    const file = must(await upload(name, type, content)).body
    await cast.file(nurse, { file_ids: [file.id] })
    assert.equal(
      (await agent.get(`/api/attachments/${file.id}`)).status,
      409,
      'it was not looked through yet',
    )
    const payload = { org: wardline.orgId, file: file.id }
    await examineFile(wardline.composition.app, payload)
    await examineFile(wardline.composition.app, payload)
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  assert.deepEqual(states, [
    ['found', 403],
    ['clean', 200],
    ['unreadable', 200],
  ])
})

test('A text is clean only when it was read to its end, in the encoding in which it is written.', async () => {
  const { nurse, agent, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const line = 'Wristband of pt Quentin Zweig, MRN 88172634'
  const states: unknown[] = []
  for (const [content, type] of [
    [Buffer.from(`\ufeff${line}`, 'utf16le'), 'text/plain'],
    [Buffer.from(`\ufeff${line}`, 'utf16le').swap16(), 'text/plain'],
    [Buffer.from('\ufeffThe printer is out of paper', 'utf16le'), 'text/plain'],
    [Buffer.from(`${'The printer is out of paper.\n'.repeat(5000)}${line}`), 'text/plain'],
    [Buffer.from('The printer is out of paper.\n'.repeat(5000)), 'text/csv'],
    [Buffer.from(`${'The printer is out of paper.\n'.repeat(80_000)}${line}`), 'text/plain'],
  ] as const) {
    const file = must(await upload('list.txt', type, content)).body
    await cast.file(nurse, { file_ids: [file.id] })
    await examineFile(wardline.composition.app, { org: wardline.orgId, file: file.id })
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  const found = ['found', 403]
  const clean = ['clean', 200]
  assert.deepEqual(states, [found, found, clean, found, clean, ['unreadable', 200]])
})

test('Each action that takes words onto a record is covered, and the others are listed with their reason.', () => {
  const { plainActions } = cast.wardline.composition.app.registry
  const open = [...plainActions.keys()].filter((action) => !isCovered({ action, record: null })).sort()
  const listed = readFileSync(join(import.meta.dirname, 'not-covered.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .sort()
  assert.deepEqual(open, listed)
})

const asked: Field[] = [
  { key: 'patient_id', type: 'text', label: { en: 'Patient' }, max: 12 },
  { key: 'mrn_code', type: 'text', label: { en: 'MRN' } },
  { key: 'mrn', type: 'number', label: { en: 'MRN' } },
  { key: 'how_many', type: 'number', label: { en: 'How many?' } },
  { key: 'from', type: 'date', label: { en: 'From when?' } },
  {
    key: 'kind',
    type: 'one_of',
    label: { en: 'Kind' },
    options: ['a', 'b'].map((key) => ({ key, label: { en: key } })),
  },
]

test('An answer is examined by what its key asks, whatever that ends in, and a number that cannot be masked is refused.', async () => {
  const { nurse, admin } = cast
  const item = await publish(admin, { fields: asked, title: '{{item}}' })
  const ask = (answers: object) =>
    nurse.post(`/api/catalog/items/${item}/requests`, { version: 1, answers: { kind: 'a', ...answers } })
  must(await ask({ patient_id: '77120443', mrn_code: '77120444', how_many: 77120445 }))
  assert.ok((await copies('77120445')).some((place) => place.startsWith('catalog.request')))
  for (const secret of ['77120443', '77120444']) {
    const places = await copies(secret)
    assert.ok(places.length > 0 && places.every((place) => place.startsWith('privacy.covered')), `${places}`)
  }
  const refused = await ask({ mrn: 77120446 })
  assert.equal(refused.status, 422)
  assert.deepEqual(
    refused.body.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['#/answers/mrn'],
  )
  assert.deepEqual(await copies('77120446'), [])
})

test('An answer whose key says nothing is examined by its question, a patient’s day too; other days are left alone.', async () => {
  const { nurse, admin } = cast
  const fields: Field[] = [
    { key: 'q1', type: 'text', label: { en: 'What is the patient’s MRN?' } },
    { key: 'q2', type: 'date', label: { en: 'Patient’s date of birth' } },
    { key: 'q3', type: 'date', label: { en: 'Date of birth of the new colleague' } },
    { key: 'q4', type: 'text', label: { en: 'Which room?' } },
  ]
  const item = await publish(admin, { fields, title: '{{item}}' })
  const ask = (answers: object) => nurse.post(`/api/catalog/items/${item}/requests`, { version: 1, answers })
  must(await ask({ q1: '77310443', q3: '1984-05-06', q4: '77310444' }))
  assert.ok((await copies('77310443')).every((place) => place.startsWith('privacy.covered')))
  for (const open of ['1984-05-06', '77310444'])
    assert.ok(
      (await copies(open)).some((place) => place.startsWith('catalog.request')),
      open,
    )
  const refused = await ask({ q2: '1961-03-04' })
  assert.equal(refused.status, 422, JSON.stringify(refused.body))
  assert.equal(refused.body.errors[0].pointer, '#/answers/q2')
})

test('Masks fit where they stand: a title and a field at their length, a tag that is taken off, a day that looks like a record’s number.', async () => {
  const { nurse, agent, admin } = cast
  const full = (length: number) => `pt Quentin Zweig ${'x'.repeat(length)}`.slice(0, length)
  const id = await cast.file(nurse)
  const edit = { title: full(500), device: full(200), application: full(200), shared_login: full(100) }
  must(await agent.post(`/api/tickets/${id}/edit`, edit))
  const shown = must(await agent.get(`/api/tickets/${id}`)).body
  for (const field of ['title', 'device', 'application', 'shared_login'])
    assert.match(shown[field], /^⟦text \w{10}⟧$/, field)

  const setting = must(await admin.get('/api/privacy/settings')).body
  must(await admin.post('/api/session/confirm', { password }))
  must(await admin.send('PUT', '/api/privacy/settings', { ...setting, is_on: false }))
  must(await agent.post(`/api/tickets/${id}/tag`, { tags: ['MRN 88172634'] }))
  const next = must(await admin.get('/api/privacy/settings')).body
  const formats = ['9999-99-99']
  must(await admin.send('PUT', '/api/privacy/settings', { ...next, is_on: true, formats }))
  must(await agent.post(`/api/tickets/${id}/untag`, { tags: ['MRN 88172634'] }))
  assert.deepEqual(must(await agent.get(`/api/tickets/${id}`)).body.tags, [])

  const item = await publish(admin, { fields: asked, title: '{{item}}' })
  const answers = { kind: 'a', from: '2026-03-05' }
  must(await nurse.post(`/api/catalog/items/${item}/requests`, { version: 1, answers }))
  const last = must(await admin.get('/api/privacy/settings')).body
  must(await admin.send('PUT', '/api/privacy/settings', { ...last, formats: [] }))
})

test('Imported tickets and articles are masked before they are stored, and the same file again changes nothing.', async () => {
  const { wardline, agent, rows } = cast
  const { app } = wardline.composition
  const { columns } = testMapping
  const mapping = checkMapping({
    ...testMapping,
    origin: 'planted',
    titleTemplate: '{field.symptom}',
    columns: [...columns, { column: 'said', field: 'field.said' }],
  })
  const planted = ['66127734', '66127735', '219-09-9999', 'Kupferberg', 'Silbersee']
  const [heading = '', ...lines] = testLog(3).trim().split('\n')
  const symptom = 'Band of pt Konrad Kupferberg MRN 66127734'
  const file = (count: number) =>
    [
      `${heading},said`,
      ...lines.slice(0, count).map((line) => {
        const cells = line.split(',')
        cells[heading.split(',').indexOf('symptom')] = symptom
        return [...cells, 'SSN 219-09-9999 of patient Silbersee'].join(',')
      }),
    ].join('\n')
  const path = join(wardline.dataDir, 'planted.csv')
  const run = async (count: number) => {
    writeFileSync(path, file(count))
    return runTickets(app, wardline.orgId, { path, mapping })
  }
  assert.equal((await run(lines.length - 1)).stored, 3)
  await importArticles(
    app,
    wardline.orgId,
    [articleOf('Chart of pt Konrad Kupferberg', 'It is MRN 66127735.')],
    {
      origin: 'planted',
      audience: 'staff',
      actorId: cast.admin.personId,
    },
  )
  const onlyCovered = async () => {
    for (const secret of planted) {
      const places = await placesInTables(wardline.ownerUrl, secret)
      assert.ok(
        places.length > 0 && places.every((place) => place.startsWith('privacy.covered')),
        `${secret}: ${places}`,
      )
    }
  }
  await onlyCovered()
  const titles = () => rows("select title from core.record where title like 'Band of pt%' order by id")
  const before = await titles()
  assert.equal(before.length, 3)
  for (const { title: masked } of before)
    assert.match(String(masked), /^Band of pt ⟦name \w{10}⟧ MRN ⟦mrn \w{10}⟧$/)
  assert.deepEqual(
    await wordsFor(agent, masksIn(String(before[0]?.title))).then((all) => all.map(({ words }) => words)),
    [null, null],
  )
  const count = async () => (await rows('select count(*)::int as count from privacy.finding'))[0]?.count
  const findings = await count()
  await run(lines.length - 1)
  assert.equal(await count(), findings)
  await run(lines.length)
  assert.deepEqual(await titles(), before, 'a later row keeps the mask')
  await onlyCovered()
})

const articleOf = (title: string, body: string): ImportedArticle => ({
  path: 'chart.md',
  title,
  body,
  tags: [],
  authors: [],
  updatedAt: null,
  images: [],
  links: [],
  problems: [],
})

test('A document of a word processor is read and waits for a reason like any other.', async () => {
  const { nurse, agent, wardline } = cast
  const parts = unzipSync(
    readFileSync(createRequire(import.meta.url).resolve('mammoth/test/test-data/single-paragraph.docx')),
  )
  const written = strFromU8(parts['word/document.xml'] as Uint8Array)
  const states: unknown[] = []
  for (const line of ['Discharge of pt Quentin Zweig MRN 88172634', 'The printer is out of paper']) {
    const document = written.replace(/<w:t[^>]*>[^<]*<\/w:t>/, `<w:t>${line}</w:t>`)
    assert.ok(document.includes(line))
    const docx = Buffer.from(zipSync({ ...parts, 'word/document.xml': strToU8(document) }))
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    const file = must(await uploadWith(wardline, nurse)('letter.docx', type, docx)).body
    await cast.file(nurse, { file_ids: [file.id] })
    await examineFile(wardline.composition.app, { org: wardline.orgId, file: file.id })
    const [row] = await cast.rows('select state from privacy.file where attachment_id = $1', [file.id])
    states.push([row?.state, (await agent.get(`/api/attachments/${file.id}`)).status])
  }
  assert.deepEqual(states, [
    ['found', 403],
    ['clean', 200],
  ])
})

/** A document of one page with one line. */
function pdfOf(line: string): Buffer {
  const content = `BT /F1 12 Tf 20 100 Td (${line}) Tj ET`
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const places = parts.map((part, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${part}\nendobj\n`
    return String(place).padStart(10, '0')
  })
  const start = text.length
  text += `xref\n0 6\n0000000000 65535 f \n${places.map((place) => `${place} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`
  return Buffer.from(text, 'latin1')
}
