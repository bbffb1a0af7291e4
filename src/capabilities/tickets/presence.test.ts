import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { News } from '../../platform/live/live.ts'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

const say = (client: Cast['nurse'], id: string, doing = 'looks') =>
  client.post(`/api/tickets/${id}/presence`, { doing })

test('Who looks at a ticket is told to those who work on it, and nothing is written down.', async () => {
  const { agent, nurse, stranger, specialist, wardline } = cast
  const id = await cast.file(nurse)
  const heard: News[] = []
  const stop = wardline.composition.app.live.subscribe((news) => heard.push(news))
  const rows = () =>
    cast.rows(
      'select (select count(*) from core.event) as events, (select count(*) from core.audit) as audits, (select max(updated_at) from core.record) as changed',
    )
  const before = await rows()
  must(await say(agent, id, 'writes'))
  assert.deepEqual(await rows(), before)
  for (let tries = 0; tries < 100 && !heard.some((news) => news.topic === 'presence'); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  stop()
  const news = heard.find((each) => each.topic === 'presence')
  assert.deepEqual([news?.id, news?.doing, news?.name], [id, 'writes', 'Sam Agent'])
  assert.equal((await say(nurse, id)).status, 403)
  assert.equal((await say(stranger, id)).status, 404)
  assert.equal((await say(specialist, id)).status, 404)
  assert.equal((await say(agent, id, 'sleeps')).status, 422)
})
