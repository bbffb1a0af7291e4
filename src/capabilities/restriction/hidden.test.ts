/** Nobody from whom a record is kept can tell, from any answer of the product, that there is one or what is done to it. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Document, missingId, operationsOf } from '../../../test/helpers/openapi.ts'
import { type Client, password } from '../../../test/helpers/server.ts'
import { until } from '../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
let setter: Client
let desk: Client
let watchers: [name: string, client: Client][]
let address: string

before(async () => {
  cast = await startCast()
  setter = await cast.wardline.person(
    'Sina Setter',
    ['information-security-officer', 'team-lead'],
    [cast.desk],
  )
  desk = await cast.wardline.person('Lou Lead', ['help-desk', 'team-lead'])
  // Other teams and organizations are asked in test/restricted-matrix.test.ts.
  watchers = [
    ['the administrator', cast.admin],
    ['a lead who reads all tickets', desk],
    ['a former participant', cast.otherNurse],
  ]
  for (const [, who] of watchers) must(await who.post('/api/session/confirm', { password }))
  await cast.wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = cast.wardline.composition.http.server.address() as AddressInfo
  address = `http://127.0.0.1:${port}`
})
after(() => cast?.wardline.close())

/** The log of all acts is for those who audit; the page of the system's health counts jobs and bytes. */
const notAsked = new Set([
  'system.show',
  'audit.list',
  'audit.export',
  'audit.chain',
  'live.listen',
  'session.me',
  'sessions.list',
  'attachments.serve',
  'attachments.image',
  'on_call.feed',
  // What nobody found is counted, also these searches.
  'search.misses',
  // Whoever may break glass is told that there is some: that is what it is for.
  'restriction.door',
])

/** Every GET of the interface as the person is answered, with the ticket in every place for one, and searches for its words. */
async function everything(who: Client, ticket: string): Promise<Map<string, string>> {
  const document = (await cast.wardline.anonymous.get('/api/openapi.json')).body as Document
  const answers = new Map<string, string>()
  const ask = async (name: string, path: string, posted?: object) => {
    const { status, body } = await (posted ? who.post(path, posted) : who.get(path))
    let text = `${status} ${typeof body === 'string' ? body : JSON.stringify(body)}`
    // Where to go on is sealed, and another one each time.
    if (name === 'changes.list') text = text.replace(/"next":"[^"]*"/, '')
    answers.set(`${name} ${path} ${JSON.stringify(posted)}`, text.replace(/"instance":"[^"]*"/, ''))
  }
  for (const { id, method, path, parameters } of operationsOf(document)) {
    if (method !== 'GET' || notAsked.has(id) || !path.startsWith('/api/')) continue
    const asked = path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'id' ? ticket : missingId))
    await ask(id, asked)
    if (parameters.some(({ name }) => name === 'person_id'))
      await ask(id, `${asked}?person_id=${cast.nurse.personId}`)
  }
  for (const words of ['unheardof', 'zebrafish', 'kumquat', 'badge reader', '%231002'])
    for (const path of [`/api/search?q=${words}`, `/api/tickets?q=${words}`]) await ask('searches', path)
  for (const text of ['kumquat', 'unheardof zebrafish', 'The badge reader blinks red'])
    await ask('suggestions', '/api/search/suggest', { text })
  const filters = [
    'sort=created',
    'view=unassigned',
    'view=overdue',
    `team=${cast.desk}`,
    `owner=${setter.personId}`,
  ]
  for (const query of [...filters, `requester=${cast.nurse.personId}`, 'tag=zebrafish', 'q=kumquat'])
    for (const path of ['/api/tickets', '/api/tickets/export.csv']) await ask('lists', `${path}?${query}`)
  for (const query of ['days=2', `team=${cast.desk}`]) await ask('figures', `/api/reports/flow?${query}`)
  return answers
}

/** The live news that the person's browser is sent, as text that grows. */
async function listen(who: Client): Promise<{ text(): string; stop(): void }> {
  const stop = new AbortController()
  const response = await fetch(`${address}/api/live`, {
    headers: { cookie: who.cookie },
    signal: stop.signal,
  })
  let text = ''
  const take = async () => {
    for await (const chunk of response.body as ReadableStream<Uint8Array>)
      text += Buffer.from(chunk).toString()
  }
  take().catch(() => {})
  return { text: () => text, stop: () => stop.abort() }
}

/** What is done to a ticket from inside, with words that stand nowhere else. */
async function work(id: string): Promise<void> {
  const act = async (verb: string, body: object) =>
    must(await setter.post(`/api/tickets/${id}/${verb}`, body))
  await act('edit', { title: 'unheardof zebrafish' })
  await act('note', { body: 'unheardof zebrafish' })
  await act('tag', { tags: ['zebrafish'] })
  await act('reply', { body: 'unheardof zebrafish' })
  await act('assign', { team_id: cast.desk, owner_id: setter.personId })
  must(
    await setter.post(`/api/restricted-records/${id}/grant`, {
      person_id: cast.secondAgent.personId,
      reason: 'unheardof zebrafish',
    }),
  )
  await act('resolve', { code: 'fixed' })
}

const levels = [
  { level: 'team', fields: {} },
  { level: 'listed', fields: () => ({ people: [setter.personId] }) },
  { level: 'security', fields: {} },
] as const

for (const { level, fields } of levels)
  test(`Before there is a ticket of the level “${level}”, when it is there and after work on it, every answer to those from whom it is kept is the same, byte for byte.`, async () => {
    const id = crypto.randomUUID()
    const first = new Map<string, Map<string, string>>()
    for (const [name, who] of watchers) first.set(name, await everything(who, id))
    const ticket = await cast.file(cast.nurse, { title: 'kumquat' })
    must(await cast.agent.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
    must(
      await cast.agent.post(`/api/tickets/${ticket}/add-participant`, {
        person_id: cast.otherNurse.personId,
      }),
    )
    const more = typeof fields === 'function' ? fields() : fields
    must(await setter.post(`/api/restricted-records/${ticket}/restrict`, { level, ...more }))
    await cast.rows('delete from core.notification where person_id = any($1)', [
      watchers.map(([, who]) => who.personId),
    ])

    const compare = async (when: string) => {
      for (const [name, who] of watchers) {
        const answers = await everything(who, ticket)
        const known = first.get(name)
        const wrong = [...answers]
          .map(([path, text]) => [path.replaceAll(ticket, id), text.replaceAll(ticket, id)] as const)
          .filter(([path, text]) => known?.get(path) !== text)
        assert.deepEqual(
          wrong.map(([path, text]) => `${path}: ${text.slice(0, 300)} // ${known?.get(path)?.slice(0, 300)}`),
          [],
          `${name}, ${when}`,
        )
        assert.ok(answers.size > 60, `${answers.size} answers`)
        if (name !== 'a lead who reads all tickets') continue
        const bad = [...answers].filter(
          ([path, text]) => /^(searches|suggestions|lists|figures) /.test(path) && !text.startsWith('200'),
        )
        assert.deepEqual(bad, [], 'they were asked as they have to be')
      }
    }
    await compare('when it is there')
    const streams = new Map<string, Awaited<ReturnType<typeof listen>>>()
    for (const [name, who] of [...watchers, ['the setter', setter]] as typeof watchers)
      streams.set(name, await listen(who))
    await work(ticket)
    await compare('after work')
    // What is told to many comes last, so that everything before it has come too.
    const loud = await cast.file(cast.nurse, { title: 'Loud' })
    for (const [name, { text, stop }] of streams) {
      const hears = ['the administrator', 'a lead who reads all tickets', 'the setter'].includes(name)
      if (hears) await until(async () => text().includes(loud))
      assert.equal(text().includes(ticket), name === 'the setter', `${name} hears of it`)
      stop()
    }
    must(
      await setter.post(`/api/restricted-records/${ticket}/restrict`, { level: null, reason: 'It is over' }),
    )
    assert.equal((await desk.get(`/api/tickets/${ticket}`)).status, 200, 'and it is there again')
  })

test('Who does not see a ticket any more is told that it is gone, and neither by whom nor why, nor in whose hands it is.', async () => {
  const ticket = await cast.file(cast.nurse, { title: 'kumquat' })
  must(await setter.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  const { text, stop } = await listen(desk)
  await until(async () => text().includes('hello'))
  must(await setter.post(`/api/restricted-records/${ticket}/restrict`, { level: 'security' }))
  await until(async () => text().includes('"gone"'))
  stop()
  // News of the filing and of the team may still have been on its way.
  const told = text()
    .split('\n')
    .filter((line) => line.startsWith('data: ') && line.includes(ticket))
    .map((line) => JSON.parse(line.slice('data: '.length)))
  const later = told.filter(({ action }) => !['tickets.create', 'tickets.assign'].includes(action))
  assert.deepEqual(later, [{ id: ticket, kind: 'ticket', action: 'gone', by: null }])
})

test('The requester and the participants, who saw it from outside, are told that it is gone too, and nobody else is.', async () => {
  const ticket = await cast.file(cast.nurse, { title: 'kumquat' })
  must(
    await cast.nurse.post(`/api/tickets/${ticket}/add-participant`, { person_id: cast.otherNurse.personId }),
  )
  must(await setter.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  const listening = await Promise.all([cast.nurse, cast.otherNurse, cast.stranger].map(listen))
  await until(async () => listening.every(({ text }) => text().includes('hello')))
  must(await setter.post(`/api/restricted-records/${ticket}/restrict`, { level: 'security' }))
  const [requester, participant, stranger] = listening
  await until(async () => [requester, participant].every((each) => each?.text().includes('"gone"')))
  for (const { stop } of listening) stop()
  const line = `data: ${JSON.stringify({ id: ticket, kind: 'ticket', action: 'gone', by: null })}`
  for (const each of [requester, participant]) assert.ok(each?.text().includes(line))
  assert.ok(!stranger?.text().includes(ticket))
  assert.equal((await cast.otherNurse.get(`/api/tickets/${ticket}`)).status, 404)
})
