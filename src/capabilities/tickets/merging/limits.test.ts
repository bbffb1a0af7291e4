import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../../platform/id/id.ts'
import { type Cast, must, startCast } from '../fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast?.wardline.close())

test('A hundred tickets go on with one, and the next is refused with what to do instead.', async () => {
  const { agent, nurse } = cast
  const into = await cast.file(nurse)
  const model = await cast.file(nurse)
  // Merged already: as many copies of a ticket as leave room for one more.
  const ids = Array.from({ length: 99 }, () => newId())
  await cast.rows(
    `insert into core.record select (jsonb_populate_record(r, jsonb_build_object('id', n.id, 'number', 500000 + n.place, 'state', 'merged', 'category', 'done'))).*
     from core.record r, unnest($2::uuid[]) with ordinality n (id, place) where r.id = $1`,
    [model, ids],
  )
  await cast.rows(
    `insert into tickets.ticket select (jsonb_populate_record(t, jsonb_build_object('id', n.id, 'merged_into_id', $3::text))).*
     from tickets.ticket t, unnest($2::uuid[]) n (id) where t.id = $1`,
    [model, ids, into],
  )
  must(await agent.post(`/api/tickets/${model}/merge`, { into_id: into }))
  const more = await agent.post(`/api/tickets/${await cast.file(nurse)}/merge`, { into_id: into })
  assert.equal(more.status, 409)
  assert.match(more.body.detail, /No more than 100 tickets .* major incident/)
})
