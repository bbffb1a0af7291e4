import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must } from '../tickets/fixture.ts'
import { bodyOf, placesOf, startGuarded } from './fixture.ts'

let cast: Cast
before(async () => {
  ;({ cast } = await startGuarded())
})
after(() => cast.wardline.close())
const copies = (words: string) => placesOf(cast, words)

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
