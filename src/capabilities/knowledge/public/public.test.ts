import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '../../../../test/helpers/server.ts'
import { type Library, startLibrary } from '../fixture.ts'

let library: Library
let admin: Client
before(async () => {
  library = await startLibrary()
  admin = await library.wardline.admin()
})
after(() => library?.wardline.close())

const setting = (who: Client, is_on: boolean, may_index = false) =>
  who.send('PUT', '/api/articles/public-setting', { is_on, may_index })

async function article(title: string, audience: string, isOut = true): Promise<number> {
  const id = await library.write({ title, body: `${title} body.`, audience })
  if (isOut) assert.equal((await library.publisher.post(`/api/articles/${id}/publish`)).status, 200)
  return (await library.publisher.get(`/api/articles/${id}`)).body.number
}

test('A stranger reads public articles where it is switched on, nothing else, and no name of anybody.', async () => {
  const stranger = library.wardline.anonymous
  const [{ slug } = { slug: '' }] = await library.rows<{ slug: string }>(
    'select slug from core.organization where id = $1',
    [library.wardline.orgId],
  )
  const base = `/public/${slug}/articles`
  const open = await article('For everybody', 'public')
  const hidden = [
    await article('For staff', 'staff'),
    await article('For the department', 'internal'),
    await article('Not ready', 'public', false),
  ]
  assert.equal((await stranger.get(base)).status, 404, 'it is off at first')
  assert.equal((await stranger.get(`${base}/${open}`)).status, 404)
  assert.equal((await setting(library.coach, true)).status, 403)
  assert.equal((await setting(admin, true)).status, 200)
  const list = await stranger.get(base)
  assert.deepEqual(
    list.body.rows.map((row: { title: string }) => row.title),
    ['For everybody'],
  )
  const read = await stranger.get(`${base}/${open}`)
  assert.equal(read.body.body, 'For everybody body.')
  assert.doesNotMatch(JSON.stringify([list.body, read.body]), /Cara|Paula|staff|department|[0-9a-f]{8}-/)
  for (const number of [...hidden, 999_999])
    assert.equal((await stranger.get(`${base}/${number}`)).status, 404)
  assert.equal((await stranger.get('/public/nowhere/articles')).status, 404)
  assert.match(String(read.headers['x-robots-tag']), /noindex/)
  assert.equal((await setting(admin, true, true)).status, 200)
  assert.equal((await stranger.get(`${base}/${open}`)).headers['x-robots-tag'], undefined)
  await setting(admin, false, true)
  assert.equal((await stranger.get(`${base}/${open}`)).status, 404, 'and off again')
})

test('Who asks too often without signing in waits a minute.', async () => {
  const stranger = library.wardline.anonymous
  library.wardline.clock.advance(61_000)
  let last = 0
  for (let visit = 0; visit < 61; visit++) last = (await stranger.get('/public/nowhere/articles')).status
  assert.equal(last, 429)
  library.wardline.clock.advance(61_000)
  assert.equal((await stranger.get('/public/nowhere/articles')).status, 404)
})
