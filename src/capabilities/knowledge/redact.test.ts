import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { multipartOf } from '../../core/attachments/upload.fixture.ts'
import { type Library, startLibrary } from './fixture.ts'

let library: Library
before(async () => {
  library = await startLibrary()
})
after(() => library?.wardline.close())

const name = 'Zacharias Quendel'
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('A name is taken out of an article, its old versions and all that was said of it, and so is a picture.', async () => {
  const { candidate, coach, contributor, nurse, publisher, rows, write } = library
  const post = async (who: typeof nurse, id: string, verb: string, body: object = {}) => {
    const answer = await who.post(`/api/articles/${id}/${verb}`, body)
    assert.equal(answer.status, 200, `${verb} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const upload = await candidate.send(
    'POST',
    '/api/attachments',
    multipartOf('dot.png', 'image/png', pixel),
    { 'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test' },
  )
  const picture = upload.body.id
  const id = await write({
    title: `Chart of ${name}`,
    body: `About ${name}. ![dot](/api/attachments/${picture}/image)`,
    tags: [name],
    topic: name,
  })
  await post(publisher, id, 'publish')
  await post(candidate, id, 'edit', { body: `Draft of ${name} and others.`, note: `Asked by ${name}.` })
  await post(nurse, id, 'comment', { body: `I know ${name}.` })
  await post(nurse, id, 'rate', { is_helpful: false, comment: `Not ${name}!` })
  await post(nurse, id, 'flag', { reason: 'private_data', body: `It names ${name}.` })
  assert.equal((await contributor.post(`/api/articles/${id}/redact`, { text: name })).status, 403)
  assert.equal((await coach.post(`/api/articles/${id}/redact`, { text: 'Nowhere in it' })).status, 422)
  const done = await post(coach, id, 'redact', { text: name, picture_ids: [picture] })
  assert.equal(done.pictures, 1)
  assert.ok(done.places >= 5)
  const tables = ['version', 'article', 'comment', 'flag', 'feedback', 'exchange_run'].map(
    (table) => `knowledge.${table}`,
  )
  for (const table of [
    ...tables,
    'core.record',
    'core.event',
    'core.event_words',
    'core.search_entry',
    'core.audit',
    'core.draft',
  ])
    assert.deepEqual(await rows(`select * from ${table} t where t::text ilike '%quendel%'`), [], table)
  const shown = (await nurse.get(`/api/articles/${id}`)).body
  assert.deepEqual([shown.title, shown.shown_version], ['Chart of ▇', 1])
  assert.equal((await nurse.get(`/api/attachments/${picture}`)).status, 404)
  const found = (await nurse.get('/api/search?kind=article&q=chart')).body.groups
  assert.equal(found[0].rows[0].id, id)
  assert.deepEqual(
    (await nurse.get('/api/search?kind=article&q=others')).body.groups,
    [],
    'the draft stays inside',
  )
  assert.equal((await candidate.get('/api/search?kind=article&q=others')).body.groups[0].rows[0].id, id)
})

test('A patient’s name that was masked in an article is taken out as it reads, and nothing stays behind its masks.', async () => {
  const { coach, nurse, rows, write } = library
  const patient = 'Konrad Quarzstein'
  const id = await write({ title: 'Labels', body: `Print the label of pt ${patient} twice.` })
  assert.match((await coach.get(`/api/articles/${id}`)).body.body, /pt ⟦name \w{10}⟧ twice/)
  const behind = () => rows('select 1 from privacy.covered where words = $1', [patient])
  assert.equal((await behind()).length, 1)
  assert.equal((await nurse.post(`/api/articles/${id}/redact`, { text: patient })).status, 404)
  const done = await coach.post(`/api/articles/${id}/redact`, { text: patient })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.equal((await behind()).length, 0)
  assert.equal((await coach.post(`/api/articles/${id}/redact`, { text: patient })).status, 422)
})

test('The application cannot change a version otherwise.', async () => {
  const { wardline } = library
  await assert.rejects(
    wardline.composition.app.pool.query("update knowledge.version set body = 'Something else.'"),
    /permission denied/,
  )
})
