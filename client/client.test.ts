/** The client beside a real server: typed, page by page, and sent again only where twice is once. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { password, type Wardline as Server, startWardline } from '../test/helpers/server.ts'
import { connect, idempotencyKey, isStartAgain, type Options, WardlineProblem } from './src/index.ts'

const here = import.meta.dirname
let server: Server
let url: string
let key: string

before(async () => {
  server = await startWardline()
  const { http } = server.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  key = await makeKey({})
})
after(() => server?.close())

async function makeKey(more: Record<string, unknown>): Promise<string> {
  const lead = await server.person(
    `Lena ${idempotencyKey()}`,
    ['team-lead'],
    [await server.team(idempotencyKey())],
  )
  assert.equal((await lead.post('/api/session/confirm', { password })).status, 200)
  const scopes = ['everyday.read', 'tickets.create', 'tickets.read_all']
  const made = await lead.post('/api/keys', { name: 'Copy', scopes, days: 30, ...more })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.secret
}

const open = (more: Partial<Options> = {}) => connect({ url, key, ...more })
const words = { title: 'The monitor is dark', body: 'Room 4.' }
const once = () => ({ params: { header: { 'idempotency-key': idempotencyKey() } } })

test('A program files, reads every page of a list, and hears what happened since its cursor.', async () => {
  const wardline = open()
  const cursor = await wardline.cursor()
  const filed = new Set<string>()
  for (let n = 0; n < 5; n++) {
    const { id } = await wardline.ask(wardline.api.POST('/api/tickets', { body: words, ...once() }))
    filed.add(id)
  }
  const listed: string[] = []
  for await (const ticket of wardline.rows('/api/tickets', { limit: 2, view: 'all' })) listed.push(ticket.id)
  assert.deepEqual(new Set(listed), filed)
  assert.equal(listed.length, filed.size)
  const heard = new Set<string>()
  for await (const page of wardline.changes({ after: cursor, kinds: ['ticket'], every_ms: 20 })) {
    for (const { record, now } of page.rows) {
      heard.add(record.id)
      assert.equal(now?.title, words.title)
    }
    if (heard.size === filed.size) break
  }
  assert.deepEqual(heard, filed)
  let pages = 0
  for await (const page of wardline.changes({ after: cursor })) pages += page.rows.length >= 0 ? 1 : 0
  assert.equal(pages, 1, 'without a pause it ends where there is no more')
})

test('A call that is sent twice with its idempotency key is done once, also when the first answer was lost.', async () => {
  let sent = 0
  const wardline = open({
    wait: async () => {},
    fetch: async (request) => {
      const answer = await fetch(request)
      sent++
      if (sent > 1) return answer
      await answer.body?.cancel()
      throw new TypeError('The connection broke.')
    },
  })
  const { id } = await wardline.ask(wardline.api.POST('/api/tickets', { body: words, ...once() }))
  assert.equal(sent, 2)
  const { rows } = await server.owner.query(
    'select count(*)::int as made from core.record where title = $1 and id >= $2',
    [words.title, id],
  )
  assert.equal(rows[0].made, 1)
})

test('A write without such a key is not sent again when nobody knows whether it was done.', async () => {
  for (const lost of [
    async () => new Response('{}', { status: 503, headers: { 'content-type': 'application/json' } }),
    async () => {
      throw new TypeError('The connection broke.')
    },
  ]) {
    let sent = 0
    const wardline = open({
      wait: async () => {},
      fetch: () => {
        sent++
        return lost()
      },
    })
    await assert.rejects(wardline.ask(wardline.api.POST('/api/tickets', { body: words })))
    assert.equal(sent, 1)
    await assert.rejects(wardline.ask(wardline.api.GET('/api/tickets')))
    assert.equal(sent, 6, 'a read is tried five times')
  }
})

test('A key that was used too often waits as long as the server asks, and no longer than it was told to.', async () => {
  const waited: number[] = []
  const limited = {
    key: await makeKey({ minute_max: 2 }),
    wait: async (ms: number) => {
      waited.push(ms)
      server.clock.advance(ms)
    },
  }
  const patient = open(limited)
  for (let n = 0; n < 5; n++) await patient.ask(patient.api.GET('/api/tickets'))
  assert.ok(waited.length >= 2 && waited.every((ms) => ms > 0 && ms <= 60_000), String(waited))
  const hasty = open({ ...limited, wait_ms_max: 0 })
  const refused = await Promise.allSettled(
    Array.from({ length: 5 }, () => hasty.ask(hasty.api.GET('/api/tickets'))),
  )
  const problem = refused.find(({ status }) => status === 'rejected') as PromiseRejectedResult
  assert.equal((problem.reason as WardlineProblem).type, 'too-many')
})

test('A refusal is thrown with its code, its sentence and the fields that are wrong.', async () => {
  const wardline = open()
  const caught = async (asked: Promise<unknown>) => {
    const problem = await asked.then(
      () => undefined,
      (error: unknown) => error,
    )
    assert.ok(problem instanceof WardlineProblem)
    return problem
  }
  const empty = await caught(
    wardline.ask(wardline.api.POST('/api/tickets', { body: { ...words, title: '' } })),
  )
  assert.deepEqual([empty.status, empty.type, empty.errors[0]?.pointer], [422, 'invalid', '#/title'])
  assert.ok(empty.reference)
  const missing = await caught(
    wardline.ask(wardline.api.GET('/api/tickets/{id}', { params: { path: { id: idempotencyKey() } } })),
  )
  assert.deepEqual([missing.status, missing.type], [404, 'not-found'])
  const wrong = open({ key: 'wlk_x' })
  assert.equal((await caught(wrong.ask(wrong.api.GET('/api/tickets')))).type, 'key-refused')
  const proxied = open({ fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }) })
  assert.equal((await caught(proxied.ask(proxied.api.GET('/api/tickets')))).status, 502)
  const other = open({ key: await makeKey({}) })
  const cursor = await other.cursor()
  const stale = await caught(wardline.changes({ after: cursor }).next())
  assert.ok(isStartAgain(stale), stale.type)
})

test('The package builds to plain JavaScript with types, and names the version of the one package that it needs.', async () => {
  const dist = mkdtempSync(join(here, 'dist-test-'))
  try {
    const compiler = join(here, '../node_modules/typescript-native/bin/tsc')
    const built = spawnSync(process.execPath, [compiler, '-p', here, '--outDir', dist], { encoding: 'utf8' })
    assert.equal(built.status, 0, built.stdout)
    const made = (await import(join(dist, 'index.js'))) as { connect: typeof connect }
    const wardline = made.connect({ url, key })
    assert.ok((await wardline.ask(wardline.api.GET('/api/tickets'))).rows.length > 0)
    assert.match(readFileSync(join(dist, 'index.d.ts'), 'utf8'), /connect\(options: Options\): Wardline/)
    const read = (path: string) => JSON.parse(readFileSync(join(here, path), 'utf8'))
    const { dependencies } = read('package.json')
    assert.deepEqual(Object.keys(dependencies), ['openapi-fetch'])
    assert.equal(dependencies['openapi-fetch'], read('../package.json').dependencies['openapi-fetch'])
  } finally {
    rmSync(dist, { recursive: true, force: true })
  }
})
