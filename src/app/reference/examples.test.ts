/** The examples of the reference, asked of a real server: each answer is the one that stands there. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Document, operationsOf, responseChecker } from '../../../test/helpers/openapi.ts'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../test/helpers/server.ts'
import type { Example } from './examples.ts'

const file = join(import.meta.dirname, 'examples.json')
/** What a program needs first; each of them has a request that works and its answer. */
const shown = [
  'alerts.add_source',
  'alerts.take_alertmanager',
  'changes.list',
  'keys.create',
  'knowledge.create',
  'knowledge.list',
  'knowledge.show',
  'search.find',
  'tickets.create',
  'tickets.list',
  'tickets.reply',
  'tickets.resolve',
  'tickets.show',
  'webhooks.add',
  'webhooks.list',
  'webhooks.new_secret',
]

let wardline: Wardline
let document: Document
let lead: Client
let admin: Client
before(async () => {
  wardline = await startWardline({ env: { WARDLINE_OUTGOING_ALLOW: 'board.hospital.example' } })
  document = (await wardline.anonymous.get('/api/openapi.json')).body
  lead = await wardline.person('Lena Lead', ['team-lead', 'help-desk'], [await wardline.team('Service Desk')])
  admin = await wardline.admin()
  for (const client of [lead, admin]) await client.post('/api/session/confirm', { password })
})
after(() => wardline?.close())

/** The values of this server behind those that stand in the examples, both ways. */
const real = new Map<string, string>()
const written = new Map<string, string>()
const counts = new Map<string, number>()

function nameFor(value: string, kind: string, name: (count: number) => string): string {
  const known = written.get(value)
  if (known !== undefined) return known
  const count = (counts.get(kind) ?? 0) + 1
  counts.set(kind, count)
  written.set(value, name(count))
  real.set(name(count), value)
  return name(count)
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const secrets = new Set(['secret', 'prefix', 'next', 'url'])

/** The answer with names in place of what is another one each time. */
function plain(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner, name)]))
  if (typeof value !== 'string') return value
  if (secrets.has(key) && !value.startsWith('http'))
    return nameFor(value, key, (count) => `${key === 'next' ? 'cursor' : key}-${count}`)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(value)) return '2026-03-02T08:15:00.000Z'
  return value.replaceAll(uuid, (id) =>
    nameFor(id, 'id', (count) => `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`),
  )
}

/** What is asked, with the values of this server. */
function asked(value: unknown): unknown {
  const text = JSON.stringify(value)
  if (text === undefined) return undefined
  const names = [...real.keys()].sort((a, b) => b.length - a.length)
  return JSON.parse(names.reduce((all, name) => all.replaceAll(`"${name}"`, `"${real.get(name)}"`), text))
}

let key = ''
let source = ''

async function ask({ operation, by, body, ...example }: Example): Promise<Answer> {
  const found = operationsOf(document).find(({ id }) => id === operation)
  assert.ok(found, `${operation} is an operation`)
  const path = Object.entries(asked(example.path ?? {}) as Record<string, string>).reduce(
    (all, [name, value]) => all.replace(`{${name}}`, value),
    found.path,
  )
  const query = new URLSearchParams(
    Object.entries(asked(example.query ?? {}) as object).map(([name, value]) => [name, String(value)]),
  )
  const bearer = { key, source, person: '', administrator: '' }[by]
  const headers = { ...example.headers, ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) }
  const client = { key: wardline.anonymous, source: wardline.anonymous, person: lead, administrator: admin }[
    by
  ]
  const url = query.size > 0 ? `${path}?${query}` : path
  const send = () => client.send(found.method, url, asked(body), headers)
  let answer = await send()
  // What happened is told when all earlier transactions have ended, also those of the tests beside this one.
  for (
    let tries = 0;
    tries < 600 &&
    answer.body.rows?.length < (operation === 'changes.list' ? Number(example.query?.limit ?? 0) : 0);
    tries++
  ) {
    await new Promise((done) => setTimeout(done, 100))
    answer = await send()
  }
  const type = String(answer.headers['content-type'])
  assert.equal(responseChecker(document)(found, answer.status, type, answer.body), undefined, operation)
  if (operation === 'keys.create') key = answer.body.secret
  if (operation === 'alerts.add_source') source = answer.body.secret
  return answer
}

test('Every example of the reference is answered by a real server as it stands there.', async () => {
  const story = JSON.parse(readFileSync(file, 'utf8')) as Example[]
  const isWriting = process.env.WRITE_EXAMPLES === '1'
  for (const example of story) {
    const { status, body } = await ask(example)
    const { status: promised = 200, operation } = example
    assert.equal(status, promised, `${operation}: ${JSON.stringify(body)}`)
    const answer = plain(body)
    if (isWriting) example.answer = answer
    else assert.deepEqual(answer, example.answer, `${operation} – ${example.summary}`)
  }
  if (isWriting) writeFileSync(file, `${JSON.stringify(story, null, 2)}\n`)
})

test('The document shows the request and the answer of each operation that a program needs first.', () => {
  const all = Object.values(document.paths).flatMap((item) => Object.values(item)) as {
    operationId?: string
    requestBody?: { content: Record<string, { examples?: object }> }
    responses: Record<string, { content?: Record<string, { examples?: object }> }>
  }[]
  for (const id of shown) {
    const described = all.find(({ operationId }) => operationId === id)
    assert.ok(described, id)
    const answers = Object.values(described.responses).flatMap(({ content = {} }) => Object.values(content))
    assert.ok(
      answers.some(({ examples }) => examples),
      `${id} shows an answer`,
    )
    const request = described.requestBody?.content['application/json']
    assert.ok(!request || request.examples, `${id} shows a request`)
  }
})
