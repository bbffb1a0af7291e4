import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'
import { contentOf, publish, publishDraft, saveDraft } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())
const pointers = (answer: { body: { errors: { pointer: string }[] } }) =>
  answer.body.errors.map(({ pointer }) => pointer)

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pictureOf = async (name: string, content: Buffer, item: string) => {
  const file = must(await uploadWith(cast.wardline, cast.admin)(name, 'image/png', content)).body
  return cast.admin.post(`/api/catalog/manage/${item}/pictures`, { file_id: file.id })
}

test('The picture of an item is shown to who is offered it, and a published version keeps its own.', async () => {
  const { admin, nurse, stranger, wardline } = cast
  const item = await publish(admin, { name: { en: 'Pictured' } })
  const first = must(await pictureOf('first.png', dot, item)).body.id as string
  const content = contentOf({
    name: { en: 'Pictured' },
    picture: { id: first, alt: { en: 'A grey laptop' } },
  })
  await saveDraft(admin, item, content)
  const address = `/api/catalog/pictures/${first}`
  assert.equal((await nurse.get(address)).status, 404, 'a draft is seen by who keeps the catalog')
  must(await admin.get(address))
  must(await publishDraft(admin, item))
  const shown = await nurse.get(address)
  assert.deepEqual([shown.status, shown.headers['content-type']], [200, 'image/png'])
  assert.match(String(shown.headers['content-security-policy']), /sandbox/)
  const rows = must(await nurse.get('/api/catalog')).body.rows as { id: string; picture: unknown }[]
  assert.deepEqual(rows.find(({ id }) => id === item)?.picture, content.picture)
  assert.deepEqual(must(await nurse.get(`/api/catalog/items/${item}`)).body.picture, content.picture)
  assert.equal((await stranger.get(address)).status, 404)
  assert.equal((await wardline.anonymous.get(address)).status, 401)

  // Long after, another picture takes its place: the version before names the first one still.
  wardline.clock.advance(48 * 3_600_000)
  await cast.rows(
    "update core.session set last_active_at = $1, expires_at = $1::timestamptz + interval '1 day'",
    [wardline.clock.now()],
  )
  const unused = must(await pictureOf('unused.png', dot, item)).body.id
  const second = must(await pictureOf('second.png', dot, item)).body.id as string
  await saveDraft(admin, item, { ...content, picture: { id: second, alt: { en: 'A black one' } } })
  must(await publishDraft(admin, item))
  const before = must(await admin.get(`/api/catalog/manage/${item}/versions/2`)).body.content.picture
  assert.deepEqual(before, content.picture)
  must(await admin.get(address))
  assert.equal((await nurse.get(address)).status, 404, 'it is not the picture of what is offered now')
  must(await nurse.get(`/api/catalog/pictures/${second}`))
  await cast.rows("update catalog.picture set added_at = added_at - interval '2 days' where id = $1", [
    unused,
  ])
  must(await pictureOf('third.png', dot, item))
  assert.equal((await admin.get(`/api/catalog/pictures/${unused}`)).status, 404, 'nothing named it')
  must(await admin.get(address))
})

test('A picture is that of its item however its id is written, and is not taken away as unused.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin, { name: { en: 'Capital' } })
  const id = must(await pictureOf('first.png', dot, item)).body.id as string
  const picture = { id: id.toUpperCase(), alt: { en: 'A grey laptop' } }
  await saveDraft(admin, item, contentOf({ name: { en: 'Capital' }, picture }))
  must(await publishDraft(admin, item))
  must(await nurse.get(`/api/catalog/pictures/${id}`))
  await cast.rows("update catalog.picture set added_at = added_at - interval '2 days' where id = $1", [id])
  must(await pictureOf('another.png', dot, item))
  must(await nurse.get(`/api/catalog/pictures/${id}`))
})

test('What is no picture, too large, of somebody else or without words is refused at its place.', async () => {
  const { admin, nurse } = cast
  const item = await publish(admin, { name: { en: 'Unpictured' } })
  const page = Buffer.from('<html><body onload="alert(1)">hi</body></html>')
  const refusedFor = async (name: string, content: Buffer) => {
    const answer = await pictureOf(name, content, item)
    assert.equal(answer.status, 422, name)
    assert.deepEqual(pointers(answer), ['#/file_id'])
    return answer.body.errors[0].detail as string
  }
  assert.match(await refusedFor('page.png', page), /PNG, JPEG or WebP/)
  assert.match(
    await refusedFor('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    /PNG/,
  )
  const grown = Buffer.concat([dot.subarray(0, 33), textChunk(600_000), dot.subarray(33)])
  assert.match(await refusedFor('large.png', grown), /512 kB/)
  const hers = must(await uploadWith(cast.wardline, nurse)('hers.png', 'image/png', dot)).body
  const stolen = await admin.post(`/api/catalog/manage/${item}/pictures`, { file_id: hers.id })
  assert.deepEqual([stolen.status, pointers(stolen)], [422, ['#/file_id']])
  assert.equal((await nurse.post(`/api/catalog/manage/${item}/pictures`, { file_id: hers.id })).status, 403)

  const { id } = must(await pictureOf('dot.png', dot, item)).body
  await saveDraft(admin, item, contentOf({ name: { en: 'Unpictured' }, picture: { id, alt: { en: ' ' } } }))
  assert.deepEqual(pointers(await publishDraft(admin, item)), ['#/picture/alt/en'])
  const gone = { id: '00000000-0000-7000-8000-000000000000', alt: { en: 'Nothing' } }
  await saveDraft(admin, item, contentOf({ name: { en: 'Unpictured' }, picture: gone }))
  assert.deepEqual(pointers(await publishDraft(admin, item)), ['#/picture/id'])
})

/** A chunk of a PNG that holds words, of this many bytes. */
function textChunk(size_bytes: number): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(size_bytes)
  head.write('tEXt', 4, 'latin1')
  return Buffer.concat([head, Buffer.alloc(size_bytes, 'a'), Buffer.alloc(4)])
}
