import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { uploadWith } from '../src/core/attachments/upload.fixture.ts'
import { type Document, type Operation, operationsOf } from './helpers/openapi.ts'
import { type Answer, type Client, startWardline, type Wardline } from './helpers/server.ts'

/** Words that stand where the requester reads, where only those inside read, and in articles for agents alone. */
const outer = ['quokkatitle', 'quokkabody', 'quokkaapp', 'quokkafile']
const inner = [
  'wombatnote',
  'wombattag',
  'wombattime',
  'wombatreason',
  'wombattried',
  'wombatformer',
  'wombatcause',
  'wombatfile',
  'wombatlinked',
  'wombatteam',
]
const drafts = ['numbatnurse', 'numbatagent', 'numbatview']
const articles = ['echidnaarticle', 'echidnadraft']
const all = [...outer, ...inner, ...drafts, ...articles]

type Who = { client: Client; reads: string[] }

let wardline: Wardline
let people: Record<string, Who>
let operations: Operation[]
let ticketId: string
let agent: Client
const ids: string[] = []
const slugs: string[] = []

before(async () => {
  wardline = await startWardline()
  operations = operationsOf((await wardline.anonymous.get('/api/openapi.json')).body as Document)
  await plant()
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

async function plant(): Promise<void> {
  const desk = await wardline.team('wombatteam')
  const network = await wardline.team('Network', 2)
  const storage = await wardline.team('Storage', 2)
  const { orgId } = await wardline.organization('other')
  agent = await wardline.person('Sam Agent', ['help-desk', 'knowledge-author'], [desk])
  const nurse = await wardline.person('Nora Nurse', [])
  const participant = await wardline.person('Pat Participant', [])
  const former = await wardline.person('Fred Former', [])
  const file = async (client: Client, name: string) =>
    must(await uploadWith(wardline, client)(name, 'text/plain', Buffer.from('plain words'))).id
  const files = [await file(nurse, 'quokkafile.txt'), await file(agent, 'wombatfile.txt')]
  ticketId = must(
    await nurse.post('/api/tickets', { title: 'wombatformer', body: 'quokkabody', file_ids: [files[0]] }),
  ).id
  const linked = must(
    await agent.post('/api/tickets', {
      title: 'wombatlinked',
      body: 'wombatnote',
      requester_id: agent.personId,
    }),
  ).id
  const act = async (verb: string, body: unknown) =>
    must(await agent.post(`/api/tickets/${ticketId}/${verb}`, body))
  await act('edit', { title: 'quokkatitle', application: 'quokkaapp' })
  const note = await act('note', { body: 'wombatnote', file_ids: [files[1]] })
  await act('tag', { tags: ['wombattag'] })
  await act('log-time', { minutes: 5, note: 'wombattime' })
  await act('link', { type: 'relates_to', to_id: linked })
  await act('assign', { team_id: desk })
  await act('escalate', { team_id: network, reason: 'wombatreason', tried: 'wombattried' })
  await act('resolve', { code: 'fixed', cause: 'wombatcause' })
  for (const person of [participant, former])
    must(await nurse.post(`/api/tickets/${ticketId}/add-participant`, { person_id: person.personId }))
  must(await nurse.post(`/api/tickets/${ticketId}/remove-participant`, { person_id: former.personId }))
  must(await nurse.send('PUT', `/api/drafts/tickets.reply:${ticketId}`, { body: 'numbatnurse' }))
  must(await agent.send('PUT', `/api/drafts/tickets.note:${ticketId}`, { body: 'numbatagent' }))
  const view = must(
    await agent.post('/api/tickets/views', { name: 'numbatview', filter: { tag: 'wombattag' } }),
  ).id
  ids.push(ticketId, linked, ...files, note.message_id, view, desk, network, nurse.personId, agent.personId)
  await plantArticles()
  for (let round = 0; round < 3; round++) await wardline.owner.query('select core.search_learn(20000)')
  people = {
    stranger: { client: await wardline.person('Otis Other', []), reads: [] },
    requester: { client: nurse, reads: [...outer, 'numbatnurse'] },
    participant: { client: participant, reads: outer },
    'former participant': { client: former, reads: [] },
    'agent of another team': {
      client: await wardline.person('Stella Storage', ['storage-engineer'], [storage]),
      // Who writes articles reads those of the others; the names of the teams are for every agent.
      reads: ['echidnaarticle', 'echidnadraft', 'wombatteam'],
    },
    'agent of another organization': {
      client: await wardline.person('Stan Stranger', ['help-desk'], [], orgId),
      reads: [],
    },
    'administrator of another organization': {
      client: await wardline.signIn('admin@other.example', 'other'),
      reads: [],
    },
  }
}

async function plantArticles(): Promise<void> {
  const admin = await wardline.admin()
  for (const [word, isPublished] of [
    ['echidnaarticle', true],
    ['echidnadraft', false],
  ] as const) {
    const article = must(
      await admin.post('/api/articles', {
        title: word,
        body: `${word} is how it goes.`,
        audience: 'internal',
      }),
    )
    ids.push(article.id)
    slugs.push(`${article.number}`, `${article.number}-${word}`)
    if (isPublished) must(await admin.post(`/api/articles/${article.id}/publish`, {}))
  }
}

/** Every way of asking a read for one of the planted things. */
function* addressesOf(operation: Operation): Generator<string> {
  const asked = new Set(operation.parameters.filter((each) => each.in === 'query').map((each) => each.name))
  const queries = ['']
  // Search forgives typing errors and completes beginnings; the other filters take words as they are.
  for (const word of all) {
    if (asked.has('q')) queries.push(`?q=${word}`, `?q=${word.slice(0, -1)}x`)
    if (asked.has('text')) queries.push(`?text=${word}`)
    if (asked.has('application')) queries.push(`?tag=${word}`, `?application=${word}`)
  }
  if (asked.has('q')) queries.push(...['quokka', 'wombat', 'numbat', 'echidn'].map((word) => `?q=${word}`))
  if (asked.has('q')) queries.push('?q=%25', '?q=_', '?q=*', '?q=%3A*', `?q=%23${1001}`, '?q=1002')
  if (asked.has('draft')) queries.push('?draft=true')
  if (operation.id === 'knowledge.compare') queries.push('?from=1&to=1')
  for (const name of ['team', 'owner', 'requester', 'person_id', 'team_id'])
    if (asked.has(name)) queries.push(...ids.map((id) => `?${name}=${id}`))
  for (const sort of ['updated', 'created', 'due', 'priority', 'number'])
    if (asked.has('sort'))
      queries.push(`?view=all&sort=${sort}`, `?view=all&sort=${sort}&reverse=true&limit=1`)
  const paths = operation.path.includes('{')
    ? [
        ...ids.map((id) => operation.path.replace('{id}', id)),
        ...slugs.map((slug) => operation.path.replace('{slug}', slug)),
        ...['reply', 'note'].map((kind) => operation.path.replace('{key}', `tickets.${kind}:${ticketId}`)),
      ].filter((path) => !path.includes('{'))
    : [operation.path]
  for (const path of new Set(paths)) for (const query of new Set(queries)) yield path + query
}

// What was typed comes back in some answers; it tells nothing.
function found(text: string, address: string, words: readonly string[]): string[] {
  const typed = decodeURIComponent(address.split('?')[1] ?? '')
  return words.filter((word) => text.toLowerCase().includes(word) && !typed.includes(word))
}

test('Whatever is asked, nobody reads a word that is not theirs: not in lists, searches, suggestions, exports, files or drafts.', async () => {
  const reads = operations.filter(
    ({ method, id, path }) => method === 'GET' && id !== 'live.listen' && !path.includes('{token}'),
  )
  const leaks: string[] = []
  let asked = 0
  for (const [name, { client, reads: own }] of Object.entries(people)) {
    const hidden = all.filter((word) => !own.includes(word))
    const seen = new Set<string>()
    for (const operation of reads)
      for (const address of addressesOf(operation)) {
        const answer = await client.get(address)
        asked += 1
        if (answer.status >= 500) leaks.push(`${name}: ${address} answered ${answer.status}`)
        const text = JSON.stringify(answer.body) ?? ''
        for (const word of own) if (text.includes(word)) seen.add(word)
        for (const word of found(text, address, hidden)) leaks.push(`${name}: ${address} tells ${word}`)
      }
    assert.deepEqual([...seen].sort(), [...own].sort(), `${name} reads their own`)
  }
  assert.ok(asked > 1000, `${asked} were asked`)
  assert.deepEqual([...new Set(leaks)], [])
})

test('A search for a word that one may not read answers just like a search for one that stands nowhere.', async () => {
  const plain = async (client: Client, q: string) =>
    JSON.stringify(must(await client.get(`/api/search?q=${q}`))).replaceAll(q, '')
  for (const [name, { client, reads }] of Object.entries(people))
    for (const word of all.filter((each) => !reads.includes(each)))
      assert.equal(await plain(client, word), await plain(client, 'xylophagous'), `${name}: ${word}`)
})

test('Search by team finds for those inside alone, since the team is kept from the requester.', async () => {
  const { id: team } = must(await agent.get(`/api/tickets/${ticketId}`)).team
  const hits = async (client: Client, query: string) =>
    must(await client.get(`/api/search?kind=ticket&q=quokkatitle${query}`)).groups.length
  const { client: nurse } = people.requester as Who
  assert.deepEqual([await hits(nurse, ''), await hits(nurse, `&team=${team}`)], [1, 0])
  assert.deepEqual([await hits(agent, ''), await hits(agent, `&team=${team}`)], [1, 1])
})

test('Live, only those whom it concerns hear that something happened.', async () => {
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = wardline.composition.http.server.address() as AddressInfo
  const heard = new Map<string, string>()
  const abort = new AbortController()
  const pumps = Object.entries({ ...people, agent: { client: agent } }).map(async ([name, { client }]) => {
    heard.set(name, '')
    const response = await fetch(`http://127.0.0.1:${port}/api/live`, {
      headers: { cookie: client.cookie },
      signal: abort.signal,
    })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const pump = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        heard.set(name, heard.get(name) + new TextDecoder().decode(part.value))
    }
    return { pump: pump().catch(() => undefined) }
  })
  const running = await Promise.all(pumps)
  const act = async (verb: string, body: unknown) =>
    must(await agent.post(`/api/tickets/${ticketId}/${verb}`, body))
  const said = await act('reply', { body: 'quokkabody' })
  const noted = await act('note', { body: 'wombatnote' })
  await act('redact', { message_id: noted.message_id, text: 'wombat' })
  await act('redact', { message_id: said.message_id, text: 'quokka' })
  await act('tag', { tags: ['last'] })
  const deadline = Date.now() + 10_000
  const actions = (name: string) =>
    [...(heard.get(name) ?? '').matchAll(/"action":"([^"]+)"/g)].map(([, action]) => action).sort()
  while (actions('agent').length < 5 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await new Promise((resolve) => setTimeout(resolve, 100))
  abort.abort()
  await Promise.all(running.map((each) => each.pump))
  assert.deepEqual(
    actions('agent'),
    ['note', 'redact', 'redact', 'reply', 'tag'].map((verb) => `tickets.${verb}`),
  )
  assert.deepEqual(actions('requester'), ['tickets.redact', 'tickets.reply'])
  for (const name of Object.keys(people)) {
    assert.ok(!all.some((word) => heard.get(name)?.includes(word)), name)
    if (name === 'requester' || name === 'participant') continue
    assert.ok(!heard.get(name)?.includes(ticketId), `${name} heard of it`)
  }
})
