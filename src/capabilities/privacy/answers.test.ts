import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { password } from '../../../test/helpers/server.ts'
import { publish } from '../catalog/fixture.ts'
import type { Field } from '../catalog/form.ts'
import { type Cast, must } from '../tickets/fixture.ts'
import { isCovered } from './cover.ts'
import { placesOf, startGuarded } from './fixture.ts'

let cast: Cast
before(async () => {
  ;({ cast } = await startGuarded())
})
after(() => cast.wardline.close())
const copies = (words: string) => placesOf(cast, words)

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

test('Each action that takes words onto a record is covered, and the others are listed with their reason.', () => {
  const { plainActions } = cast.wardline.composition.app.registry
  const open = [...plainActions.keys()].filter((action) => !isCovered({ action, record: null })).sort()
  const listed = readFileSync(join(import.meta.dirname, 'not-covered.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .sort()
  assert.deepEqual(open, listed)
})

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
