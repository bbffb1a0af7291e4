/** Nobody without the permission can tell, from any answer of the product, whether something was reported. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Document, missingId, operationsOf } from '../../../test/helpers/openapi.ts'
import { type Client, password } from '../../../test/helpers/server.ts'
import { until, withQueue } from '../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
let officer: Client
let lead: Client
let ticket: string
let address: string
let watchers: [name: string, client: Client][]

before(async () => {
  cast = await startCast()
  await withQueue(cast.wardline)
  officer = await cast.wardline.person('Olga Officer', ['clinical-safety-officer'])
  lead = await cast.wardline.person('Lea Lead', ['team-lead'], [cast.desk])
  ticket = await cast.file(cast.nurse, { title: 'The infusion pump' })
  must(
    await cast.agent.post(`/api/tickets/${ticket}/assign`, {
      team_id: cast.desk,
      owner_id: cast.agent.personId,
    }),
  )
  must(
    await cast.agent.post(`/api/tickets/${ticket}/add-participant`, { person_id: cast.otherNurse.personId }),
  )
  watchers = [
    ['the administrator', cast.admin],
    ['the owner of the ticket', cast.agent],
    ['a colleague of the team', cast.secondAgent],
    ['the lead of the team', lead],
    ['another team', cast.specialist],
    ['a participant', cast.otherNurse],
    ['another organization', cast.stranger],
  ]
  for (const [, who] of watchers) must(await who.post('/api/session/confirm', { password }))
  await cast.wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = cast.wardline.composition.http.server.address() as AddressInfo
  address = `http://127.0.0.1:${port}`
})
after(() => cast?.wardline.close())

/** What changes by itself, from one question to the next. */
const restless: Record<string, readonly RegExp[]> = {
  // Sealed, and another one each time.
  'changes.list': [/"next":"[^"]*"/],
  'system.show': [/"up_seconds":\d+/, /"database_bytes":\d+/, /"free_bytes":\d+/, /"waiting_seconds":\d+/],
}
const notAsked = new Set([
  'live.listen',
  'session.me',
  'attachments.serve',
  'attachments.image',
  'on_call.feed',
])

/** Every GET of the interface as the person is answered, with the ticket and words of the report in every place for them. */
async function everything(who: Client): Promise<Map<string, string>> {
  const document = (await cast.wardline.anonymous.get('/api/openapi.json')).body as Document
  const answers = new Map<string, string>()
  const ask = async (name: string, path: string, posted?: object) => {
    const { status, body } = await (posted ? who.post(path, posted) : who.get(path))
    let text = `${status} ${typeof body === 'string' ? body : JSON.stringify(body)}`
    for (const pattern of restless[name] ?? []) text = text.replace(pattern, '')
    // A refusal names its request.
    answers.set(`${name} ${path} ${JSON.stringify(posted)}`, text.replace(/"instance":"[^"]*"/, ''))
  }
  for (const { id, method, path, parameters } of operationsOf(document)) {
    if (method !== 'GET' || notAsked.has(id) || !path.startsWith('/api/')) continue
    const asked = path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'id' ? ticket : missingId))
    await ask(id, asked)
    if (parameters.some(({ name }) => name === 'person_id'))
      await ask(id, `${asked}?person_id=${officer.personId}`)
  }
  for (const words of ['unheardof', 'zebrafish', 'miss', 'harm', '1', '%231']) {
    for (const path of [`/api/search?q=${words}`, `/api/tickets?q=${words}`]) await ask('search', path)
    await ask('search', '/api/search/suggest', { text: words })
  }
  for (const action of ['safety.', 'hazards.', 'safety.show', 'hazards.export', 'people.,safety.'])
    await ask('audit', `/api/audit?action=${action}`)
  return answers
}

test('Before and after a report, its work, a hazard and an export, every answer to everybody else is the same, byte for byte.', async () => {
  const before = new Map<string, Map<string, string>>()
  for (const [name, who] of watchers) before.set(name, await everything(who))
  const version = await cast.rows('select version, updated_at from core.record where id = $1', [ticket])
  const jobs = await cast.rows('select count(*) as n from graphile_worker._private_jobs')

  const streams = new Map<string, Awaited<ReturnType<typeof listen>>>()
  for (const [name, who] of [
    ...watchers,
    ['the officer', officer],
    ['the nurse', cast.nurse],
  ] as typeof watchers)
    streams.set(name, await listen(who))
  const description = 'An unheardof zebrafish infusion'
  must(await cast.nurse.post(`/api/tickets/${ticket}/safety-reports`, { outcome: 'harm', description }))
  const [event] = must(await officer.get('/api/safety-events')).body.rows
  must(await officer.post(`/api/safety-events/${event.id}/take`))
  must(
    await officer.post(`/api/safety-events/${event.id}/assess`, {
      severity: 5,
      likelihood: 5,
      findings: 'unheardof zebrafish',
    }),
  )
  must(await officer.post(`/api/safety-events/${event.id}/rename`, { title: 'unheardof zebrafish' }))
  must(await officer.post(`/api/safety-events/${event.id}/note`, { body: 'unheardof zebrafish' }))
  const hazard = must(
    await officer.post('/api/hazards', {
      title: 'unheardof zebrafish',
      cause: 'unheardof',
      effect: 'zebrafish',
      severity: 5,
      likelihood: 5,
      record_ids: [event.id, ticket],
    }),
  ).body
  must(await officer.get(`/api/hazards/${hazard.id}`))
  must(await officer.get('/api/hazards/export.csv'))
  must(await officer.get(`/api/safety-events/${event.id}`))

  for (const [name, who] of watchers) {
    const after = await everything(who)
    const wrong = [...after].filter(([path, text]) => !isAudit(path) && before.get(name)?.get(path) !== text)
    assert.deepEqual(
      wrong.map(([path, text]) => `${path}: ${text.slice(0, 300)}`),
      [],
      name,
    )
    for (const [path, text] of after) {
      assert.ok(!text.includes(event.id) && !text.includes(hazard.id), `${name} finds its id at ${path}`)
      const isOwnSearch = path.includes('unheardof') || path.includes('zebrafish')
      if (!isOwnSearch) assert.ok(!/unheardof|zebrafish/.test(text), `${name} finds its words at ${path}`)
    }
    assert.ok(after.size > 60, `${after.size} answers`)
    assert.equal(
      after.get('audit /api/audit?action=safety.'),
      before.get(name)?.get('audit /api/audit?action=safety.'),
    )
  }
  assert.deepEqual(
    await cast.rows('select version, updated_at from core.record where id = $1', [ticket]),
    version,
  )
  assert.deepEqual(await cast.rows('select count(*) as n from graphile_worker._private_jobs'), jobs)
  // What is told to all comes last, so that everything before it has come too.
  must(await officer.post(`/api/tickets/${ticket}/reply`, { body: 'Thank you.' }))
  for (const [name, { text, stop }] of streams) {
    const isOfTicket = !['another team', 'another organization'].includes(name)
    if (isOfTicket) await until(async () => text().includes(ticket))
    const isOfficer = name === 'the officer'
    assert.equal(text().includes(event.id), isOfficer, `${name} hears of the event`)
    assert.equal(text().includes(hazard.id), isOfficer, `${name} hears of the hazard`)
    assert.ok(isOfficer || !/safety|hazard/.test(text()), name)
    stop()
  }
})

/** Asking itself is written down there; the lines about safety are compared on their own. */
const isAudit = (path: string) => path.startsWith('audit.') || path.startsWith('audit ')

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

test('Of the audit log the administrator reads no line about safety, in no way to ask for it, and the officer’s reading is kept.', async () => {
  const lines = await cast.rows(
    "select 1 from core.audit where action like 'safety.%' or action like 'hazards.%'",
  )
  assert.ok(lines.length >= 4)
  for (const query of ['', '?action=safety.', '?action=hazards.', `?person_id=${officer.personId}`]) {
    const { rows } = must(await cast.admin.get(`/api/audit${query}`)).body
    const about = rows.filter(({ action }: { action: string }) => /^(safety|hazards)\./.test(action))
    assert.deepEqual(about, [], query)
  }
  const { body } = await cast.admin.get('/api/audit/export')
  assert.ok(!/,(safety|hazards)\./.test(body))
  const both = await cast.wardline.person('Wanda Watch', ['clinical-safety-officer', 'administrator'])
  const { rows } = must(await both.get('/api/audit?action=safety.')).body
  assert.ok(rows.length > 0, 'who holds both permissions reads them')
})

test('An officer’s own link and slip tell nobody either: the one is refused, the other sealed.', async () => {
  const [event] = must(await officer.get('/api/safety-events')).body.rows
  const before = must(await cast.agent.get(`/api/tickets/${ticket}`)).body
  for (const type of ['relates_to', 'parent', 'blocks']) {
    const refused = await officer.post(`/api/tickets/${ticket}/link`, { type, to_id: event.id })
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/to_id'])
  }
  assert.deepEqual(must(await cast.agent.get(`/api/tickets/${ticket}`)).body, before)
  const slip = await officer.post(`/api/hazards/${missingId}/close`, { reason: 'x' })
  assert.ok([404, 422].includes(slip.status))
  assert.equal((await officer.post(`/api/safety-events/${missingId}/take`)).status, 404)
  const { rows } = must(await cast.admin.get('/api/audit?action=denied')).body
  const about = rows.filter(({ data }: { data: { action?: string } }) =>
    /^(safety|hazards)\./.test(data.action ?? ''),
  )
  assert.deepEqual(about, [])
  assert.ok(!/safety\.|hazards\./.test((await cast.admin.get('/api/audit/export?action=denied')).body))
})

test('An administrator who knows the id is refused like for one that is not there.', async () => {
  const [event] = must(await officer.get('/api/safety-events')).body.rows
  for (const who of [cast.admin, cast.agent]) {
    for (const verb of ['take', 'act', 'note', 'dismiss']) {
      const body = verb === 'note' ? { body: 'x' } : verb === 'dismiss' ? { reason: 'x' } : {}
      const real = await who.post(`/api/safety-events/${event.id}/${verb}`, body)
      const none = await who.post(`/api/safety-events/${missingId}/${verb}`, body)
      assert.deepEqual([real.status, real.body.detail], [none.status, none.body.detail], verb)
      assert.equal(real.status, 404)
    }
    assert.equal((await who.get(`/api/safety-events/${event.id}`)).status, 403)
    assert.equal((await who.get(`/api/safety-events/${missingId}`)).status, 403)
    const link = (to_id: string) => who.post(`/api/tickets/${ticket}/link`, { type: 'relates_to', to_id })
    const [real, none] = [await link(event.id), await link(missingId)]
    assert.deepEqual([real.status, real.body.detail], [404, none.body.detail])
  }
})
