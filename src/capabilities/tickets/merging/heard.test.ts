import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { replay } from '../../../core/timeline/event.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { replayTicket, shadow, type TicketFields } from '../ticket.ts'
import { hearMerged } from './index.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const post = (client: Cast['agent'], id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const show = async (client: Cast['agent'], id: string) => must(await client.get(`/api/tickets/${id}`)).body
const fileOf = (client: Cast['agent'], fields: Record<string, unknown> = {}) => cast.file(client, fields)
const reasonsFor = async (client: Cast['agent'], id: string): Promise<string[]> =>
  (
    await cast.rows(
      'select reason from core.notification where person_id = $1 and record_id = $2 order by created_at',
      [client.personId, id],
    )
  ).map((row) => String(row.reason))

async function assertReplays(id: string): Promise<void> {
  const events = (await cast.rows('select at, data from core.event where record_id = $1 order by at, id', [
    id,
  ])) as { at: string; data: Record<string, unknown> }[]
  const [record] = await cast.rows('select * from core.record where id = $1', [id])
  const [ticket] = await cast.rows('select * from tickets.ticket where id = $1', [id])
  assert.equal(replay(events).state, record?.state)
  assert.deepEqual(replayTicket(events), shadow(ticket as TicketFields))
  assert.equal(record?.version, events.length)
  assert.equal(record?.updated_at, events.at(-1)?.at)
}

test('Who waits for another ticket hears that it is resolved and opened again, and not of what is between.', async () => {
  const { nurse, otherNurse, agent } = cast
  const [stays, goes] = [await fileOf(nurse), await fileOf(otherNurse)]
  must(await post(agent, goes, 'merge', { into_id: stays }))
  for (const [verb, body] of [
    ['start', {}],
    ['wait-vendor', {}],
    ['resume', {}],
    ['ask', {}],
    ['resolve', { code: 'fixed' }],
    ['reopen', {}],
    ['ask', {}],
  ] as const) {
    cast.wardline.clock.advance(1_000)
    must(await post(agent, stays, verb, body))
  }
  assert.deepEqual(await reasonsFor(otherNurse, goes), ['merged', 'resolved', 'reopened'])
})

test('Words on a merged ticket are shown with the other one, wake it, and are told of once.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const stays = await fileOf(nurse)
  const goes = await fileOf(otherNurse)
  must(await post(agent, stays, 'take'))
  must(await post(agent, goes, 'merge', { into_id: stays }))
  must(await post(agent, stays, 'ask'))
  const { message_id } = must(await post(otherNurse, goes, 'reply', { body: 'It smells of smoke now.' })).body
  const job = { org: wardline.orgId, record: goes, message: message_id }
  wardline.clock.advance(1_000)
  await hearMerged(wardline.composition.app, job)
  await hearMerged(wardline.composition.app, job)
  const master = await show(agent, stays)
  assert.equal(master.state, 'open')
  assert.equal(master.messages.at(-1).body, 'It smells of smoke now.')
  assert.equal(
    master.events.filter((each: { action: string }) => each.action === 'tickets.hear_merged').length,
    1,
  )
  assert.deepEqual(
    (await reasonsFor(agent, stays)).filter((each) => each === 'merged_word'),
    ['merged_word'],
  )
  assert.doesNotMatch(JSON.stringify(await show(nurse, stays)), new RegExp(`smoke|${goes}`))
  await assertReplays(stays)

  must(await post(agent, goes, 'reply', { body: 'Thank you, we come.' }))
  assert.equal(
    (await show(nurse, stays)).messages.length,
    1,
    'an answer on the merged one goes to its requester alone',
  )
  must(await post(agent, stays, 'resolve', { code: 'fixed' }))
  must(await post(otherNurse, goes, 'reply', { body: 'It works.' }))
  must(await post(agent, stays, 'close'))
  const late = await post(otherNurse, goes, 'reply', { body: 'Again.' })
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /together with another request/)
})

test('A word on a merged ticket reaches the team where nobody has the other one, and the queue shows that it waits.', async () => {
  const { nurse, otherNurse, agent, secondAgent, wardline } = cast
  const [stays, middle, goes] = [await fileOf(nurse), await fileOf(nurse), await fileOf(otherNurse)]
  must(await post(agent, stays, 'assign', { team_id: cast.desk }))
  wardline.clock.advance(1_000)
  must(await post(agent, stays, 'reply', { body: 'We look at it.' }))
  must(await post(agent, goes, 'merge', { into_id: middle }))
  must(await post(agent, middle, 'merge', { into_id: stays }))
  const wordOf = async (client: Cast['agent']) => {
    const { rows } = must(await client.get('/api/tickets?sort=updated')).body
    const row = rows.find((each: { id: string }) => each.id === stays)
    const page = await show(client, stays)
    const [at, waits] = [page.last_word_at, page.last_word_is_requester]
    assert.deepEqual([row.last_word_at, row.last_word_is_requester], [at, waits])
    return { at, waits }
  }
  const first = await wordOf(agent)
  assert.equal(first.waits, false, 'what was said before the merge was read with it')
  const seen = await wordOf(nurse)
  wardline.clock.advance(1_000)
  const { message_id } = must(await post(otherNurse, goes, 'reply', { body: 'It got worse.' })).body
  await hearMerged(wardline.composition.app, { org: wardline.orgId, record: goes, message: message_id })
  for (const who of [agent, secondAgent])
    assert.equal((await reasonsFor(who, stays)).filter((each) => each === 'merged_word').length, 1)
  const heard = await wordOf(agent)
  assert.equal(heard.waits, true)
  assert.ok(heard.at > first.at)
  assert.deepEqual(await wordOf(nurse), seen, 'who reports the same learns nothing of it')
  wardline.clock.advance(1_000)
  must(await post(agent, stays, 'reply', { body: 'We come.' }))
  assert.equal((await wordOf(agent)).waits, false)
  await assertReplays(stays)
})
