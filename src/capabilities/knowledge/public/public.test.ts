import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import type { Client } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
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
  const force = (state: string) =>
    library.rows("update core.record set state = $2 where number = $1 and kind = 'article'", [open, state])
  await force('not_validated')
  assert.equal((await stranger.get(`${base}/${open}`)).status, 404, 'whatever its audience says')
  assert.deepEqual((await stranger.get(base)).body.rows, [])
  await force('validated')
  assert.equal((await stranger.get(`${base}/${open}`)).status, 200)
  await setting(admin, false, true)
  assert.equal((await stranger.get(`${base}/${open}`)).status, 404, 'and off again')
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('A stranger sees the pictures of a public article while it is one, and no picture of a draft, an inner or an archived one.', async () => {
  const { wardline, publisher } = library
  const stranger = wardline.anonymous
  const upload = async (name = 'dot.png', content = png) =>
    (await uploadWith(wardline, publisher)(name, 'image/png', content)).body.id as string
  const imageOf = (file: string) => `![A dot](/api/attachments/${file}/image)`
  const [{ slug } = { slug: '' }] = await library.rows<{ slug: string }>(
    'select slug from core.organization where id = $1',
    [wardline.orgId],
  )
  await setting(admin, true)
  const made = async (body: string, audience: string, isOut = true) => {
    const id = await library.write({ title: `Dots ${audience}`, body, audience }, publisher)
    if (isOut) assert.equal((await publisher.post(`/api/articles/${id}/publish`)).status, 200)
    return { id, number: (await publisher.get(`/api/articles/${id}`)).body.number as number }
  }
  const picture = async (number: number, file: string) =>
    (await stranger.get(`/public/${slug}/articles/${number}/pictures/${file}`)).status
  const author = Buffer.from('tEXtAuthor\0Nurse Secret')
  const told = Buffer.alloc(author.length + 8)
  told.writeUInt32BE(author.length - 4, 0)
  author.copy(told, 4)
  told.writeUInt32BE(crc32(author), author.length + 4)
  const taken = Buffer.concat([png.subarray(0, 33), told, png.subarray(33)])
  const shown = await upload('dot.png', taken)
  const [later, inner, draft] = [await upload(), await upload(), await upload()]
  const page = await upload('page.png', Buffer.from('<html><script>alert(1)</script></html>'))
  const open = await made(`${imageOf(shown)} ${imageOf(page)}`, 'public')
  const staff = await made(imageOf(inner), 'staff')
  const unready = await made(imageOf(draft), 'public', false)

  const { body } = (await stranger.get(`/public/${slug}/articles/${open.number}`)).body
  const [address = ''] = /\/public\/[^)]+/.exec(body) ?? []
  assert.equal(address, `/public/${slug}/articles/${open.number}/pictures/${shown}`)
  assert.doesNotMatch(body, /\/api\/attachments/)
  const served = await stranger.get(address)
  assert.equal(served.status, 200)
  assert.deepEqual(
    [
      served.headers['content-type'],
      served.headers['x-content-type-options'],
      served.headers['cache-control'],
    ],
    ['image/png', 'nosniff', 'private, no-store'],
  )
  assert.equal(served.headers['content-length'], String(png.length), 'who took it is left out')
  assert.doesNotMatch(String(served.body), /Secret/)
  assert.match(String(served.headers['content-security-policy']), /sandbox/)
  assert.match(String(served.headers['x-robots-tag']), /noindex/)
  assert.equal(await picture(open.number, page), 404, 'what is no picture is not shown')
  assert.equal(await picture(staff.number, inner), 404)
  assert.equal(await picture(unready.number, draft), 404)
  assert.equal(await picture(open.number, inner), 404, 'under the number of another article')
  const edited = { body: `${imageOf(shown)} ${imageOf(later)}` }
  assert.equal((await publisher.post(`/api/articles/${open.id}/edit`, edited)).status, 200)
  assert.equal(await picture(open.number, later), 404, 'nobody has validated the text with it')
  // Each of the two locks holds by itself: the text that does not name it, and the inner message.
  await library.rows(
    'update core.attachment set message_id = (select message_id from core.attachment where id = $1) where id = $2',
    [shown, later],
  )
  assert.equal(await picture(open.number, later), 404, 'the text that everybody reads does not name it')
  const inside = (is_internal: boolean) =>
    library.rows(
      'update core.message set is_internal = $2 where id = (select message_id from core.attachment where id = $1)',
      [shown, is_internal],
    )
  await inside(true)
  assert.equal(await picture(open.number, shown), 404, 'it hangs on an inner message')
  await inside(false)
  assert.equal((await publisher.post(`/api/articles/${open.id}/publish`)).status, 200)
  assert.equal(await picture(open.number, later), 200)
  await setting(admin, false)
  assert.equal(await picture(open.number, shown), 404, 'nothing is shown where it is switched off')
  await setting(admin, true)
  assert.equal((await publisher.post(`/api/articles/${open.id}/archive`)).status, 200)
  assert.equal(await picture(open.number, shown), 404)
})

test('Who asks too often without signing in waits a minute.', async () => {
  const stranger = library.wardline.anonymous
  library.wardline.clock.advance(61_000)
  let last = 0
  for (let visit = 0; visit < 61; visit++) last = (await stranger.get('/public/nowhere/articles')).status
  assert.equal(last, 429)
  const picture = '/public/nowhere/articles/1/pictures/00000000-0000-7000-8000-000000000001'
  assert.equal((await stranger.get(picture)).status, 404, 'pictures have a limit of their own')
  for (let visit = 0; visit < 300; visit++) last = (await stranger.get(picture)).status
  assert.equal(last, 429)
  library.wardline.clock.advance(61_000)
  assert.equal((await stranger.get('/public/nowhere/articles')).status, 404)
})
