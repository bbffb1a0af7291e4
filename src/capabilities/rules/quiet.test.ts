import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, startCast } from '../tickets/fixture.ts'
import { statementOf } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast.wardline.close())

type Batch = { statements?: readonly { text: string }[] }
type Sender = { query: (...all: unknown[]) => unknown }

/** How many statements name a table of rules while this runs. */
async function statements(run: () => Promise<unknown>): Promise<number> {
  const { pool } = cast.wardline.composition.app
  let count = 0
  const watched = new Map<Sender, Sender['query']>()
  const watch = (client: unknown) => {
    const sender = client as Sender
    if (watched.has(sender)) return
    const query = sender.query.bind(sender)
    watched.set(sender, sender.query)
    sender.query = (...all) => {
      const texts = (all[0] as Batch).statements ?? []
      count += texts.filter(({ text }) => /\brules\./.test(text)).length
      return query(...all)
    }
  }
  pool.on('acquire', watch)
  await run()
  pool.off('acquire', watch)
  for (const [sender, query] of watched) sender.query = query
  return count
}

test('Where there are no rules, filing and answering tickets says nothing to their tables.', async () => {
  const first = await cast.file(cast.nurse)
  const count = await statements(async () => {
    for (let tickets = 0; tickets < 5; tickets++) await cast.file(cast.nurse)
    await cast.agent.post(`/api/tickets/${first}/reply`, { body: 'Hello' })
  })
  assert.equal(count, 0)
  const { body } = await cast.admin.post('/api/rules', statementOf())
  await cast.admin.post(`/api/rules/${body.id}/switch`, { is_on: true })
  assert.ok((await statements(() => cast.file(cast.nurse))) > 0, 'with a rule it is noted')
})
