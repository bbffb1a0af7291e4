import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from '../capabilities/tickets/fixture.ts'
import { uploadWith } from '../core/attachments/upload.fixture.ts'
import { placesInFiles, placesInTables } from './privacy-command.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const placesOf = async (text: string) => [
  ...(await placesInTables(cast.wardline.ownerUrl, text)),
  ...(await placesInFiles(cast.wardline.composition.app.files, text)),
]

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
  const before = await placesOf('Nachtfalter')
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
  assert.ok(!(await placesOf('Nachtfalter')).some((place) => place.startsWith('privacy.covered')))
  await redact(id, { message_id, file_id: file })
  await redact(id, { message_id, is_whole: true })
  await redact(id, { text: 'nachtfalter', is_everywhere: true })
  for (
    let tries = 0;
    tries < 50 && (await placesInFiles(wardline.composition.app.files, 'Nachtfalter')).length > 0;
    tries++
  )
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.deepEqual(await placesOf('Nachtfalter'), [])
})
