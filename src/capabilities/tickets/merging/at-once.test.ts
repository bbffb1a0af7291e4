import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compose } from '../../../app/compose.ts'
import { replay } from '../../../core/timeline/event.ts'
import { type Cast, must, startCast } from '../fixture.ts'
import { replayTicket, shadow, type TicketFields } from '../ticket.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const post = (client: Cast['agent'], id: string, verb: string, body: unknown = {}) =>
  client.post(`/api/tickets/${id}/${verb}`, body)
const fileOf = (client: Cast['agent'], fields: Record<string, unknown> = {}) => cast.file(client, fields)

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

test('Who may not merge, or does not see the other ticket, waits for no lock on it.', async () => {
  const { nurse, otherNurse, agent, specialist, network } = cast
  const [theirs, mine, worked] = [await fileOf(nurse), await fileOf(otherNurse), await fileOf(otherNurse)]
  must(await post(agent, worked, 'assign', { team_id: network }))
  const holder = await cast.wardline.owner.connect()
  try {
    await holder.query('begin')
    await holder.query('select from core.record where id = $1 for update', [theirs])
    const refused = (client: Cast['agent'], id: string, verb: string, body: unknown) =>
      Promise.race([
        post(client, id, verb, body).then((answer) => answer.status),
        new Promise<string>((resolve) => setTimeout(() => resolve('waits'), 3_000).unref()),
      ])
    assert.equal(await refused(otherNurse, mine, 'merge', { into_id: theirs }), 403)
    assert.equal(await refused(otherNurse, mine, 'link', { type: 'relates_to', to_id: theirs }), 403)
    assert.equal(await refused(specialist, mine, 'merge', { into_id: theirs }), 404)
    assert.equal(await refused(specialist, worked, 'merge', { into_id: theirs }), 404)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
})

test('Of merges, replies and endings that cross each other, on two servers, one wins and nothing is stuck.', async () => {
  const { nurse, otherNurse, agent, wardline } = cast
  const other = await compose({
    config: wardline.composition.app.config,
    appUrl: wardline.appUrl,
    log: wardline.composition.app.log,
    clock: wardline.clock,
  })
  await other.http.ready()
  const there = async (client: Cast['agent'], id: string, verb: string, body: unknown) => {
    const answer = await other.http.inject({
      method: 'POST',
      url: `/api/tickets/${id}/${verb}`,
      headers: { cookie: client.cookie, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  try {
    for (let round = 0; round < 6; round++) {
      const [a, b, c] = [await fileOf(nurse), await fileOf(otherNurse), await fileOf(nurse)]
      const crossing = await Promise.all([
        post(agent, a, 'merge', { into_id: b }),
        there(agent, b, 'merge', { into_id: a }),
      ])
      assert.deepEqual(crossing.map((each) => each.status).sort(), [200, 409])
      const [from, into] = crossing[0]?.status === 200 ? [a, b] : [b, a]
      await Promise.all([
        there(agent, into, 'merge', { into_id: c }),
        post(agent, from, 'unmerge'),
        post(from === a ? nurse : otherNurse, from, 'reply', { body: 'while you merge' }),
      ]).then((all) => {
        for (const { status, body } of all) assert.ok([200, 409].includes(status), JSON.stringify(body))
      })
      const [d, e] = [await fileOf(nurse), await fileOf(otherNurse)]
      const ending = await Promise.all([
        post(agent, d, 'merge', { into_id: e }),
        there(agent, e, 'resolve', { code: 'fixed' }),
        there(agent, d, 'resolve', { code: 'fixed' }),
        post(agent, d, 'link', { type: 'relates_to', to_id: e }),
        there(agent, e, 'link', { type: 'blocks', to_id: d }),
      ])
      for (const { status, body } of ending) assert.ok([200, 409].includes(status), JSON.stringify(body))
      for (const answer of [...crossing, ...ending])
        assert.doesNotMatch(String(answer.body.type), /busy|unavailable/)
      for (const id of [a, b, c, d, e]) await assertReplays(id)
    }
  } finally {
    await other.close()
  }
})
