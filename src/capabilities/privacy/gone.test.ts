import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must } from '../tickets/fixture.ts'
import { bodyOf, placesOf, startGuarded } from './fixture.ts'
import { placesInFiles } from './verify.ts'

let cast: Cast
before(async () => {
  ;({ cast } = await startGuarded())
})
after(() => cast.wardline.close())
const copies = (words: string) => placesOf(cast, words)

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
