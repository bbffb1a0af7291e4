import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { must } from '../tickets/fixture.ts'
import { type IncidentCast, startIncidents } from './fixture.ts'

const about = /\b(incidents|tickets|core\.(record|search_\w+|synonym))\b|phraseto_tsquery/
let cast: IncidentCast

before(async () => {
  cast = await startIncidents({ now: '2031-04-08T15:00:00Z' })
})
after(() => cast?.wardline.close())

type Batch = { statements?: readonly { text: string }[] }
type Sender = { query(...all: unknown[]): unknown }

/** How many queries it takes that are about records; those of the session and of live news come and go. */
async function queries(run: () => Promise<unknown>): Promise<number> {
  const { pool } = cast.wardline.composition.app
  const watched = new Map<Sender, Sender['query']>()
  let count = 0
  const watch = (client: unknown) => {
    const sender = client as Sender
    if (watched.has(sender)) return
    const query = sender.query.bind(sender)
    watched.set(sender, sender.query)
    sender.query = (...all) => {
      const texts = (all[0] as Batch).statements ?? []
      count += texts.filter(({ text }) => about.test(text)).length
      return query(...all)
    }
  }
  pool.on('acquire', watch)
  await run()
  pool.off('acquire', watch)
  for (const [sender, query] of watched) sender.query = query
  return count
}

test('A ticket is compared with all open incidents with the same few queries, each by what it names itself.', async () => {
  const ticket = await cast.file(cast.nurse, { title: 'Laboratory labels smear', application: 'labelpro' })
  const read = async () => must(await cast.agent.get(`/api/tickets/${ticket}/incidents`)).body.alike
  const words = await cast.propose({ title: 'All laboratory labels smear' })
  const one = await queries(read)
  const application = await cast.propose({ title: 'Badges fail', applications: ['LabelPro'] })
  for (let more = 0; more < 10; more++) await cast.propose({ title: `Telephones ring ${more}` })
  assert.equal(await queries(read), one)
  assert.ok(one > 4 && one <= 12, `${one} queries`)
  assert.deepEqual(
    (await read()).map((row: { id: string; because: string[] }) => [row.id, row.because]),
    [
      [application, ['application']],
      [words, ['words']],
    ],
  )
})
