import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { newId } from '../../platform/id/id.ts'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
let id: string
type Operation = { method: string; path: string; name: string; hasBody: boolean }
let operations: Operation[]

const areas = ['tickets', 'escalation', 'notifications', 'drafts', 'attachments', 'views']

before(async () => {
  cast = await startCast()
  id = await cast.file(cast.nurse)
  const { paths } = must(await cast.agent.get('/api/openapi.json')).body as {
    paths: Record<string, Record<string, { operationId: string; requestBody?: { content: object } }>>
  }
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => areas.includes(operation.operationId.split('.')[0] ?? ''))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        name: operation.operationId,
        hasBody: operation.requestBody !== undefined && operation.operationId !== 'attachments.upload',
      })),
  )
})
after(() => cast.wardline.close())

/** How many rows each table holds, but for the audit log, which grows with every refusal. */
async function rowCounts(): Promise<Record<string, unknown>> {
  const tables = await cast.rows(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('core', 'tickets') and tablename !~ '^(audit|session|throttle)'",
  )
  const counts: Record<string, unknown> = {}
  for (const { name } of tables)
    counts[String(name)] = (await cast.rows(`select count(*) from ${name}`))[0]?.count
  return counts
}

const at = (operation: Operation, recordId: string) =>
  operation.path.replace('{id}', recordId).replace('{key}', 'some.key').replace('{token}', 'x'.repeat(43))

test('Broken JSON, wrong types and unknown fields get a sentence and a pointer on every route, and write nothing.', async () => {
  const { agent } = cast
  assert.ok(operations.filter((operation) => operation.hasBody).length > 35, 'the routes were found')
  const before = await rowCounts()
  for (const operation of operations.filter((each) => each.hasBody)) {
    const send = (body: unknown, type = 'application/json') =>
      agent.send(operation.method, at(operation, id), body, { 'content-type': type })
    const broken = await send('{"title": ')
    assert.deepEqual([broken.status, broken.body.type], [400, 'bad-request'], operation.name)
    assert.ok([415, 422].includes((await send('title=x', 'text/plain')).status), operation.name)
    for (const body of ['[]', '"text"', '7', 'true']) {
      const answer = await send(body)
      assert.equal(answer.status, 422, `${operation.name} ${body} ${JSON.stringify(answer.body)}`)
    }
    const unknown = await send({ surprise: 1 })
    assert.equal(unknown.status, 422, operation.name)
    assert.ok(
      unknown.body.errors.every(
        (error: { pointer: string; detail: string }) =>
          error.pointer.startsWith('#') && error.detail.length > 10,
      ),
      operation.name,
    )
  }
  assert.deepEqual(await rowCounts(), before)
})

test('An id that is none, of nothing, or of another organization answers 404 or 422 on every route, and writes nothing.', async () => {
  const { stranger, agent, nurse, desk } = cast
  const bodies: Record<string, unknown> = {
    'tickets.reply': { body: 'x' },
    'tickets.note': { body: 'x' },
    'tickets.merge': { into_id: newId() },
    'tickets.split': { title: 'x', body: 'x', message_ids: [newId()] },
    'tickets.schedule': { resume_at: '2100-01-01T00:00:00Z' },
    'tickets.resolve': { code: 'fixed' },
    'tickets.rate': { rating: 1 },
    'tickets.change_checklist': { checklist_id: newId(), title: 'x' },
    'tickets.remove_checklist': { checklist_id: newId() },
    'tickets.add_checklist_item': { checklist_id: newId(), title: 'x' },
    'tickets.change_checklist_item': { item_id: newId(), title: 'x' },
    'tickets.remove_checklist_item': { item_id: newId() },
    'tickets.tick': { item_id: newId() },
    'tickets.untick': { item_id: newId() },
    'macros.run': { version: 1 },
    'tickets.schedule_reply': { body: 'x', at: '2099-01-05T08:00' },
    'tickets.change_scheduled': { reply_id: newId(), body: 'x', at: '2099-01-05T08:00' },
    'tickets.discard_scheduled': { reply_id: newId() },
    'tickets.finish_follow_up': { follow_up_id: newId() },
    'tickets.correct_time': { entry_id: newId(), minutes: 1 },
    'shared_drafts.save': { body: 'x', version: 0 },
    'shared_drafts.discard': { version: 1 },
    'shared_drafts.send': { version: 1 },
    'approvals.ask_approval': { person_ids: [stranger.personId], needs: 'any' },
    'catalog.change_answers': { answers: {} },
    'tickets.edit': { title: 'x' },
    'tickets.answer': { version: 0, given: { care: 'now' } },
    'tickets.override_priority': { priority: 1, reason: 'x' },
    'tickets.tag': { tags: ['x'] },
    'tickets.untag': { tags: ['x'] },
    'tickets.add_participant': { person_id: stranger.personId },
    'tickets.remove_participant': { person_id: stranger.personId },
    'tickets.link': { type: 'blocks', to_id: newId() },
    'tickets.unlink': { type: 'blocks', to_id: newId() },
    'tickets.log_time': { minutes: 1 },
    'tickets.redact': { message_id: newId(), is_whole: true },
    'tickets.escalate': { team_id: desk, reason: 'x', tried: 'x' },
    'tickets.hand_back': { reason: 'x' },
    'tickets.presence': { doing: 'looks' },
    'escalation.page': { team_id: desk, reason: 'x' },
    'views.share': { is_shared: true },
  }
  const before = await rowCounts()
  for (const operation of operations.filter((each) => each.path.includes('{id}'))) {
    const body = operation.method === 'GET' ? undefined : (bodies[operation.name] ?? {})
    for (const wrong of [newId(), id]) {
      const answer = await stranger.send(operation.method, at(operation, wrong), body)
      assert.ok(
        [403, 404].includes(answer.status),
        `${operation.name} ${answer.status} ${JSON.stringify(answer.body)}`,
      )
    }
    for (const wrong of ['1', "1'--", '%00', 'x'.repeat(250)]) {
      const answer = await agent.send(operation.method, at(operation, wrong), body)
      assert.ok(
        [400, 404, 414, 422].includes(answer.status),
        `${operation.name} ${wrong.slice(0, 9)} ${answer.status}`,
      )
    }
  }
  const foreign = { title: 'x', body: 'x' }
  const { orgId } = (
    await cast.rows('select org_id as "orgId" from core.person where id = $1', [stranger.personId])
  )[0] as { orgId: string }
  const foreignTeam = await cast.wardline.team('Foreign', 1, orgId)
  for (const [field, value] of Object.entries({
    requester_id: stranger.personId,
    owner_id: stranger.personId,
    team_id: foreignTeam,
    category_id: newId(),
    place_id: newId(),
    workstation_id: newId(),
  })) {
    const answer = await agent.post('/api/tickets', { ...foreign, [field]: value })
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.pointer], [422, `#/${field}`], field)
  }
  assert.equal((await nurse.post('/api/tickets', { ...foreign, file_ids: [newId()] })).status, 422)
  const grown = await rowCounts()
  grown['core.team'] = before['core.team']
  assert.deepEqual(grown, before)
})

const naughty = [
  "Robert'); drop table core.record;--",
  '<script>alert(1)</script>',
  '{{7*7}} #{7*7} <%= 7*7 %>',
  'مرحبا بالعالم',
  'שלום \u202eworld\u202c',
  '👩‍⚕️🏥 ﷽ Z̡̛̥a͠l̢go',
  'ﬀ ﬁ Å (composed) Å (decomposed A\u030a)',
  '\\u0000 \\n %s %n $1 :x ?',
  '  leading and trailing  ',
  "' or 1=1 --",
  'NULL',
  'undefined',
  'true',
  '1e309',
  '\ufeffbom',
  'a'.repeat(500),
  '"quoted", {braces}, [brackets], back\\slash',
  'line\u2028separator',
]

test('Naughty strings are stored and given back exactly, as title, text, tag and cause.', async () => {
  const { agent } = cast
  for (const text of naughty) {
    const tag = text.slice(0, 60)
    const body = `${text}\n\n${text}\ttab`
    const one = await cast.file(agent, { title: text, body, tags: [tag], device: text.slice(0, 200) })
    const seen = must(await agent.get(`/api/tickets/${one}`)).body
    assert.deepEqual(
      [seen.title, seen.messages[0].body, seen.tags, seen.device],
      [text, body, [tag], text.slice(0, 200)],
    )
    const listed = must(await agent.get(`/api/tickets?tag=${encodeURIComponent(tag)}`)).body.rows
    assert.deepEqual(
      listed.map((row: { id: string }) => row.id),
      [one],
    )
    must(await agent.post(`/api/tickets/${one}/resolve`, { code: 'fixed', cause: text }))
  }
})

const list = resolve(
  import.meta.dirname,
  '../../..',
  process.env.WARDLINE_DATA ?? '../shared/data',
  'naughty-strings/blns.json',
)

test('The known list of naughty strings is stored exactly or refused with a sentence.', {
  skip: existsSync(list) ? false : 'The list of naughty strings is not there.',
}, async () => {
  const { nurse } = cast
  const texts = JSON.parse(readFileSync(list, 'utf8')) as string[]
  let stored = 0
  for (const title of texts) {
    const answer = await nurse.post('/api/tickets', { title, body: title })
    if (answer.status === 200) {
      const seen = must(await nurse.get(`/api/tickets/${answer.body.id}`)).body
      assert.deepEqual([seen.title, seen.messages[0].body], [title, title])
      stored++
    } else {
      assert.equal(answer.status, 422, title)
      assert.ok(answer.body.errors[0].detail.length > 15)
    }
  }
  assert.ok(stored > texts.length * 0.9, `${stored} of ${texts.length}`)
})

test('What cannot be stored is refused with a sentence: NUL, half a character, a blank line, a megabyte.', async () => {
  const { agent } = cast
  const before = await rowCounts()
  for (const [title, pointer] of [
    ['a\u0000b', '#/title'],
    ['two\nlines', '#/title'],
    ['   ', '#/title'],
    ['', '#/title'],
    ['a'.repeat(501), '#/title'],
    ['a'.repeat(900_000), '#/title'],
    [`${'a'.repeat(900_000)}\n`, '#/title'],
    ['\u001b[31m', '#/title'],
  ] as const) {
    const answer = await agent.post('/api/tickets', { title, body: 'x' })
    assert.deepEqual(
      [answer.status, answer.body.errors?.[0]?.pointer],
      [422, pointer],
      JSON.stringify(answer.body),
    )
    assert.ok(answer.body.errors[0].detail.length > 15)
  }
  const tooLarge = await agent.post('/api/tickets', { title: 'x', body: 'b'.repeat(1_100_000) })
  assert.deepEqual([tooLarge.status, tooLarge.body.type], [413, 'too-large'])
  const nul = await agent.post('/api/tickets', { title: 'x', body: 'b\u0000' })
  assert.deepEqual([nul.status, nul.body.errors[0].pointer], [422, '#/body'])
  for (const [field, pointer] of [
    ['title', '#/title'],
    ['body', '#/body'],
  ] as const) {
    const half = { title: '"x"', body: '"x"', [field]: '"half \\ud83d"' }
    const answer = await agent.post('/api/tickets', `{"title":${half.title},"body":${half.body}}`, {
      'content-type': 'application/json',
    })
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.pointer], [422, pointer])
  }
  assert.deepEqual(await rowCounts(), before)
})

test('A wrong filter, key, limit or version is a problem with a pointer, and never more than a page.', async () => {
  const { agent } = cast
  for (const query of [
    'limit=0',
    'limit=1000',
    'limit=x',
    'after=x',
    'sort=password',
    'view=x',
    'team=x',
    'surprise=1',
    'created_from=yesterday',
    'priority=9',
  ]) {
    const answer = await agent.get(`/api/tickets?${query}`)
    assert.equal(answer.status, 422, query)
    assert.ok(answer.body.errors[0].pointer.startsWith('#/'), query)
  }
  const key = Buffer.from(JSON.stringify(['updated', "2020-01-01'; select 1", newId()])).toString('base64url')
  assert.equal((await agent.get(`/api/tickets?after=${key}`)).status, 422)
  assert.equal((await agent.post(`/api/tickets/${id}/start`, {}, { 'if-match': 'W/"x"' })).status, 422)
})
