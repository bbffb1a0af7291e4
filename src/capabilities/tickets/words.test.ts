import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const act = (client: Cast['nurse'], id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const show = async (client: Cast['nurse'], id: string) => must(await client.get(`/api/tickets/${id}`)).body
const resolved = async () => {
  const id = await cast.file(cast.nurse)
  must(await act(cast.agent, id, 'take'))
  must(await act(cast.agent, id, 'resolve', { code: 'fixed' }))
  return id
}

test('It is back: the words and the reopening arrive together, and the owner hears of it once.', async () => {
  const { agent, nurse } = cast
  const id = await resolved()
  const heard = async () =>
    must(await agent.get('/api/notifications'))
      .body.rows.filter((row: { record: { id: string } }) => row.record.id === id)
      .map((row: { reason: string }) => row.reason)
  const before = (await heard()).length
  must(await act(nurse, id, 'reopen', { body: 'It blinks red again.' }))
  const seen = await show(agent, id)
  assert.deepEqual(
    [seen.state, seen.reopened_count, seen.messages.at(-1).body, seen.messages.at(-1).is_internal],
    ['open', 1, 'It blinks red again.', false],
  )
  assert.equal(seen.last_word_by_id ?? seen.messages.at(-1).author_id, nurse.personId)
  assert.equal(seen.events.at(-1).data.message, seen.messages.at(-1).id)
  assert.ok(!JSON.stringify(seen.events).includes('blinks red again'), 'words stay out of the timeline')
  const after = await heard()
  assert.deepEqual([after.length - before, after[0]], [1, 'reopened'])
})

test('A reopening that is refused stores no words, and one without words stores none either.', async () => {
  const { agent, nurse, wardline } = cast
  const late = await resolved()
  const inTime = await resolved()
  must(await act(nurse, inTime, 'reopen', { body: '   ' }))
  assert.equal((await show(agent, inTime)).messages.length, 1)
  const twice = await act(nurse, inTime, 'reopen', { body: 'Once more' })
  assert.equal(twice.status, 409)
  assert.equal((await show(agent, inTime)).messages.length, 1)
  wardline.clock.advance(15 * 86_400_000)
  const nurseLater = await wardline.signIn('nora.nurse@main.example', 'main')
  assert.equal((await act(nurseLater, late, 'reopen', { body: 'It is back' })).status, 409)
  const { count } = (
    await cast.rows('select count(*)::int as count from core.message where record_id = $1', [late])
  )[0] as { count: number }
  assert.equal(count, 1)
})

test('It works again: the words and the end of the work arrive together, and the owner hears of it.', async () => {
  const { nurse, otherNurse } = cast
  const nora = await cast.wardline.signIn('nora.nurse@main.example', 'main')
  const sam = await cast.wardline.signIn('sam.agent@main.example', 'main')
  const id = await cast.file(nora)
  must(await act(sam, id, 'take'))
  must(await act(nora, id, 'add-participant', { person_id: otherNurse.personId }))
  const otis = await cast.wardline.signIn('otis.other@main.example', 'main')
  assert.equal((await act(otis, id, 'cancel', { body: 'Stop it.' })).status, 403)
  assert.equal((await show(sam, id)).messages.length, 1)
  must(await act(nora, id, 'cancel', { body: 'It works again.' }))
  const seen = await show(sam, id)
  assert.deepEqual(
    [seen.state, seen.messages.at(-1).body, seen.messages.at(-1).author_id],
    ['cancelled', 'It works again.', nurse.personId],
  )
  const [latest] = must(await sam.get('/api/notifications')).body.rows
  assert.deepEqual([latest.reason, latest.record.id], ['reply', id])
})
