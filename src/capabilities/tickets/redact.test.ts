import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { mayHear } from '../../core/records/visible.ts'
import { type Cast, must, startCast } from './fixture.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
  // Words that point at a patient would be masked; here they stand as they did before anybody looked for them.
  const { body } = await cast.admin.get('/api/privacy/settings')
  must(await cast.admin.send('PUT', '/api/privacy/settings', { ...(body as object), is_on: false }))
})
after(() => cast.wardline.close())

const password = 'Xylophone-1789'
const redact = (client: Client, id: string, body: unknown) => client.post(`/api/tickets/${id}/redact`, body)
const messagesOf = async (id: string) => must(await cast.agent.get(`/api/tickets/${id}`)).body.messages

/** Every table of the database, every column as text, searched for a word. */
async function placesOf(word: string): Promise<string[]> {
  const tables = await cast.rows(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('core', 'tickets', 'knowledge', 'platform')",
  )
  const places: string[] = []
  for (const { name } of tables) {
    const [found] = await cast.rows(
      `select count(*) as count from ${name} t where position(lower($1) in lower(t::text)) > 0`,
      [word],
    )
    if (Number(found?.count) > 0) places.push(String(name))
  }
  return places
}

test('A password is taken out of the first message, leaving a mark and no copy anywhere.', async () => {
  const { agent, nurse } = cast
  const id = (
    must(
      await nurse.post(
        '/api/tickets',
        { title: 'Cannot log in', body: `My password is ${password}, again: ${password}.` },
        { 'idempotency-key': 'with-password' },
      ),
    ).body as { id: string }
  ).id
  must(await nurse.send('PUT', `/api/drafts/tickets.reply:${id}`, { body: `I meant ${password}` }))
  assert.ok((await placesOf('xylophone')).length > 0)
  const [message] = await messagesOf(id)
  assert.equal((await redact(nurse, id, { message_id: message.id, text: password })).status, 403)
  must(await redact(agent, id, { message_id: message.id, text: password }))
  const [after] = await messagesOf(id)
  assert.match(
    after.body,
    /^My password is ▇ removed by Sam Agent at \d{4}-\d\d-\d\d \d\d:\d\d UTC, again: ▇\.$/,
  )
  assert.ok(after.redacted_at)
  assert.deepEqual(await placesOf('xylophone'), [])
  assert.equal(must(await nurse.get(`/api/drafts/tickets.reply:${id}`)).body.body, '')
  const [audited] = await cast.rows("select actor_id, data from core.audit where action = 'tickets.redact'")
  assert.deepEqual(audited, { actor_id: agent.personId, data: { message: message.id, what: 'passage' } })
  const words = await cast.rows(
    'select entry_id from core.search_entry where record_id = $1 and words @@ to_tsquery($2)',
    [id, 'log'],
  )
  assert.equal(words.length, 1, 'the title is still found')
})

test('A range of characters goes exactly; one that is not there or cuts a character is refused.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse, { body: 'a😀b secret' })
  const message_id = (await messagesOf(id))[0].id
  assert.equal((await redact(agent, id, { message_id, from: 0, to: 99 })).status, 422)
  assert.equal((await redact(agent, id, { message_id, from: 2, to: 4 })).status, 422)
  assert.equal((await redact(agent, id, { message_id, from: 2 })).status, 422)
  assert.equal((await redact(agent, id, { message_id, text: 'absent' })).status, 422)
  assert.equal((await redact(agent, id, { message_id })).status, 422)
  assert.equal((await redact(agent, id, { message_id, text: 'a', is_whole: true })).status, 422)
  assert.equal((await redact(agent, id, { message_id: id, is_whole: true })).status, 404)
  const other = await redact(agent, id, { message_id, from: 5, to: 11, text: 'others' })
  assert.match(other.body.detail, /Other words stand at this place/)
  must(await redact(agent, id, { message_id, from: 5, to: 11 }))
  assert.match((await messagesOf(id))[0].body, /^a😀b ▇ removed by/)
})

test('A file is taken out of a message, a whole message with its files; the bytes leave the disk.', async () => {
  const { agent, nurse, wardline } = cast
  const upload = uploadWith(wardline, nurse)
  const file = async (name: string) => must(await upload(name, 'image/png', onePixel)).body.id as string
  const [first, second] = [await file('Meier-scan.png'), await file('Meier-more.png')]
  const id = await cast.file(nurse, { body: 'See the pictures of xenon.', file_ids: [first, second] })
  const message_id = (await messagesOf(id))[0].id
  const onDisk = () =>
    readdirSync(join(wardline.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ).length
  assert.equal(onDisk(), 2)
  must(await redact(agent, id, { message_id, file_id: first }))
  await until(() => onDisk() === 1)
  assert.equal((await redact(agent, id, { message_id, file_id: first })).status, 409)
  assert.equal((await nurse.get(`/api/attachments/${first}`)).status, 404)
  must(await nurse.get(`/api/attachments/${second}`))
  must(await redact(agent, id, { message_id, is_whole: true }))
  await until(() => onDisk() === 0)
  assert.equal((await nurse.get(`/api/attachments/${second}`)).status, 404)
  assert.match((await messagesOf(id))[0].body, /^▇ removed by Sam Agent at [^\n]* UTC$/)
  assert.deepEqual([await placesOf('meier'), await placesOf('xenon')], [[], []])
  const seen = must(await nurse.get(`/api/tickets/${id}`)).body
  assert.ok(
    seen.files.every(
      (each: { name: string; removed_at: string }) => each.name === 'removed' && each.removed_at,
    ),
  )
})

test('A patient’s name is taken out of everything that the ticket keeps: titles old and new, fields, tags, notes, files.', async () => {
  const { agent, nurse, secondAgent, wardline, network } = cast
  const name = 'Qwertz Vogelsang'
  const picture = must(await uploadWith(wardline, nurse)(`${name}.png`, 'image/png', onePixel)).body.id
  const id = (
    must(
      await nurse.post(
        '/api/tickets',
        { title: `Chart of ${name} is gone`, body: 'See the file.', file_ids: [picture] },
        { 'idempotency-key': 'patient' },
      ),
    ).body as { id: string }
  ).id
  const act = async (verb: string, body: unknown) =>
    must(await agent.post(`/api/tickets/${id}/${verb}`, body))
  await act('edit', { title: `Chart ${name} missing`, device: `${name}’s pump`, application: `EHR ${name}` })
  await act('edit', { title: 'Chart is missing', device: null })
  await act('tag', { tags: [name, 'chart'] })
  await act('untag', { tags: [name] })
  await act('tag', { tags: [`again ${name}`] })
  await act('note', { body: `Looked at ${name}.` })
  await act('reply', { body: `Found ${name}. And ${name}.` })
  await act('log-time', { minutes: 5, note: `Called ${name}` })
  await act('escalate', { team_id: network, reason: `${name} again`, tried: `asked ${name}` })
  must(await secondAgent.send('PUT', `/api/drafts/tickets.note:${id}`, { body: `${name}?` }))
  must(await nurse.send('PUT', '/api/drafts/portal.new', { body: JSON.stringify({ title: `For ${name}` }) }))
  const old = must(await agent.get(`/api/tickets/${id}`)).body.events
  assert.ok(JSON.stringify(old).includes(`Chart ${name} missing`), 'the agent reads former titles')
  assert.ok(!JSON.stringify(must(await nurse.get(`/api/tickets/${id}`)).body.events).includes(name))
  assert.deepEqual(
    (await cast.rows('select data from core.event where data::text like $1', [`%${name}%`])).length,
    0,
  )
  assert.equal((await redact(nurse, id, { text: name, is_everywhere: true })).status, 403)
  for (const body of [
    { text: 'Nobody of this name', is_everywhere: true },
    { is_everywhere: true },
    { text: ' ', is_everywhere: true },
    { text: name },
    { text: name, is_everywhere: true, message_id: id },
  ])
    assert.equal((await redact(agent, id, body)).status, 422, JSON.stringify(body))
  must(await redact(agent, id, { text: name, is_everywhere: true }))
  assert.deepEqual([await placesOf(name), await placesOf('vogelsang')], [[], []])
  const seen = must(await agent.get(`/api/tickets/${id}`)).body
  assert.deepEqual(
    [seen.title, seen.application, seen.tags, seen.files[0].name],
    ['Chart is missing', 'EHR ▇', ['chart', 'again ▇'], '▇.png'],
  )
  assert.match(seen.messages.at(-1).body, /^Found ▇ removed by Sam Agent at .* UTC\. And ▇\.$/)
  const titles = seen.events.flatMap((event: { data: { changes?: { title?: unknown } } }) =>
    event.data.changes?.title ? [event.data.changes.title] : [],
  )
  assert.deepEqual(titles, [
    [false, true],
    ['Chart of ▇ is gone', 'Chart ▇ missing'],
    ['Chart ▇ missing', 'Chart is missing'],
  ])
  assert.equal((await redact(agent, id, { text: name, is_everywhere: true })).status, 422, 'it is gone')
})

test('A name in the present title goes from it, from search and from what is proposed, and the ticket stays findable.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse, { title: 'Bed of Xaverius blinks', body: 'The light.' })
  const find = async (q: string) =>
    must(await agent.get(`/api/search?q=${q}`)).body.groups.flatMap((group: { rows: { id: string }[] }) =>
      group.rows.map((row) => row.id),
    )
  assert.deepEqual(await find('Xaverius'), [id])
  must(await redact(agent, id, { text: 'Xaverius', is_everywhere: true }))
  assert.equal(must(await nurse.get(`/api/tickets/${id}`)).body.title, 'Bed of ▇ blinks')
  assert.deepEqual([await find('Xaverius'), await find('blinks'), await find('light')], [[], [id], [id]])
  assert.deepEqual(await placesOf('xaverius'), [])
  const [message] = await messagesOf(id)
  assert.deepEqual([message.body, message.redacted_at], ['The light.', null])
})

test('The requester hears of what is taken out of a public message, and not of what is taken out of a note.', async () => {
  const { agent, nurse } = cast
  const id = await cast.file(nurse, { body: 'public words' })
  const note = must(await agent.post(`/api/tickets/${id}/note`, { body: 'inner words' })).body.message_id
  must(await agent.post(`/api/tickets/${id}/log-time`, { minutes: 1, note: 'inner time' }))
  const side = async () => {
    const { version, updated_at, events } = must(await nurse.get(`/api/tickets/${id}`)).body
    return { version, updated_at, events: events.map((event: { action: string }) => event.action) }
  }
  const before = await side()
  must(await redact(agent, id, { message_id: note, text: 'inner' }))
  must(await redact(agent, id, { text: 'inner time', is_everywhere: true }))
  assert.deepEqual(await side(), before)
  const news = heard(nurse, id)
  must(await redact(agent, id, { message_id: (await messagesOf(id))[0].id, text: 'public' }))
  assert.deepEqual((await side()).events, [...before.events, 'tickets.redact'])
  assert.equal((await side()).version, before.version + 1)
  must(await redact(agent, id, { message_id: note, is_whole: true }))
  assert.deepEqual(await news(), [`tickets.redact`])
})

/** What a listener hears of the ticket's redactions from now on. News of what was done before may still be on its way. */
function heard(client: Client, id: string): () => Promise<string[]> {
  const { live } = cast.wardline.composition.app
  const all: Record<string, unknown>[] = []
  const stop = live.subscribe((news) => {
    if (news.topic === 'record' && news.id === id && news.action === 'tickets.redact') all.push(news)
  })
  return async () => {
    // News come in any order, and what one must not hear cannot be waited for.
    await until(() => all.some((news) => !news.isInternal))
    await new Promise((resolve) => setTimeout(resolve, 200))
    stop()
    const actor = {
      orgId: cast.wardline.orgId,
      personId: client.personId,
      name: '',
      permissions: new Set(['tickets.create']),
      teamIds: [],
      sessionId: null,
      steppedUpAt: null,
      address: null,
    }
    return all.filter((news) => mayHear(actor, news as never)).map((news) => String(news.action))
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isTrue(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  assert.ok(isTrue())
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
