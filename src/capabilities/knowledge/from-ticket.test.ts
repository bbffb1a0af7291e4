import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Client } from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Library, startLibrary } from './fixture.ts'

let library: Library
before(async () => {
  library = await startLibrary()
})
after(() => library?.wardline.close())

async function did(who: Client, path: string, body: object = {}) {
  const answer = await who.post(path, body)
  assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`)
  return answer.body
}

const begun = (who: Client, ticket: string, kind = '') =>
  who.get(`/api/articles/from-ticket/${ticket}${kind && `?kind=${kind}`}`)

test('An article begins with the ticket’s words in the template’s places, without names, numbers and notes.', async () => {
  const { nurse, agent, candidate } = library
  const ticket = await did(nurse, '/api/tickets', {
    title: 'Nora Nurse cannot print wristbands',
    body: 'Hi, Nora here (ext. 4711). Patient John Doe, MRN 123456, gets a blank wristband.',
  })
  await did(agent, `/api/tickets/${ticket.id}/note`, { body: 'The secret note.' })
  await did(agent, `/api/tickets/${ticket.id}/reply`, {
    body: '1. Turn the ribbon over.\n2. Print again, Nora.',
  })
  await did(nurse, `/api/tickets/${ticket.id}/reply`, { body: 'It works now!' })
  await did(agent, `/api/tickets/${ticket.id}/resolve`, {
    code: 'fixed',
    cause: 'The ribbon of Sam Agent was wrong.',
  })
  const { title, body, removed, kind } = (await begun(candidate, ticket.id)).body
  assert.equal(kind, 'problem')
  assert.equal(title, '[removed: name] cannot print wristbands')
  assert.equal(
    body,
    '## Symptom\n\nHi, [removed: name] here ([removed: phone]). Patient [removed: name], MRN [removed: number], gets a blank wristband.\n\n' +
      '## Cause\n\nThe ribbon of [removed: name] was wrong.\n\n## Steps\n\n1. Turn the ribbon over.\n2. Print again, [removed: name].\n',
  )
  assert.deepEqual(removed, { name: 5, mail: 0, phone: 1, number: 1, date: 0 })
  const id = await library.write({ title: 'Blank wristbands', body })
  const early = await candidate.post(`/api/articles/${id}/submit`, {})
  assert.equal(early.status, 409)
  assert.match(early.body.detail, /\[removed\] marks/)
  await did(candidate, `/api/articles/${id}/edit`, { body: 'Turn the ribbon over.' })
  await did(candidate, `/api/articles/${id}/submit`)
  assert.match((await begun(candidate, ticket.id, 'known_error')).body.body, /## Workaround/)
  assert.equal((await begun(nurse, ticket.id)).status, 403)
  assert.equal((await begun(agent, ticket.id)).status, 403, 'she holds no license to write')
  const stranger = await library.wardline.person('Stella Stranger', [])
  assert.equal((await begun(stranger, ticket.id)).status, 404)
})

test('Of a ticket with very many words the first fifty thousand letters are looked through, to the end of a line.', async () => {
  const { nurse, agent, candidate } = library
  const ticket = await did(nurse, '/api/tickets', { title: 'A long log', body: 'a'.repeat(100_000) })
  const first = (await begun(candidate, ticket.id)).body.body
  assert.equal(first.match(/a{50000}/)?.[0].length, 50_000)
  assert.ok(first.length < 50_100)
  const other = await did(nurse, '/api/tickets', { title: 'Long answers', body: 'It beeps.' })
  const line = `${'b'.repeat(999)}\n`
  for (const part of [line.repeat(45), `${line.repeat(4)}Nora ${'Nurse '.repeat(5000)}`])
    await did(agent, `/api/tickets/${other.id}/reply`, { body: part })
  const { body } = (await begun(candidate, other.id)).body
  assert.ok(body.length < 50_100 && body.length > 48_000)
  assert.doesNotMatch(body, /Nora|Nurse/)
})

test('What was written from a ticket is linked to it on both sides, as what solved it or as what belongs to it.', async () => {
  const { nurse, agent, candidate } = library
  const ticket = await did(nurse, '/api/tickets', { title: 'A wheel squeaks', body: 'Please help.' })
  const id = await library.write({
    title: 'Oil the wheel',
    from_ticket: { id: ticket.id, type: 'solved_by' },
  })
  const rows = (await candidate.get(`/api/articles/of-ticket/${ticket.id}`)).body.rows
  assert.deepEqual(
    rows.map((row: { id: string; verdict: string; is_linked: boolean }) => [
      row.id,
      row.verdict,
      row.is_linked,
    ]),
    [[id, 'solved', true]],
  )
  assert.deepEqual((await candidate.get(`/api/articles/${id}`)).body.used, { solved: 1, did_not_help: 0 })
  assert.deepEqual(
    (await agent.get(`/api/articles/of-ticket/${ticket.id}`)).body.rows,
    [],
    'she may not read it yet',
  )
  assert.equal((await nurse.get(`/api/articles/of-ticket/${ticket.id}`)).status, 403)
  const lost = await candidate.post('/api/articles', {
    title: 'x',
    body: 'y',
    from_ticket: { id: '00000000-0000-7000-8000-000000000001', type: 'relates_to' },
  })
  assert.equal(lost.status, 404)
})

test('Whether an article helped is kept with its version; the link says that it did, and takes that back when it goes.', async () => {
  const { nurse, agent, candidate, publisher } = library
  const id = await library.write()
  await did(publisher, `/api/articles/${id}/publish`)
  const ticket = await did(nurse, '/api/tickets', { title: 'Again', body: 'Please help.' })
  const used = async (who: Client) => (await who.get(`/api/articles/${id}`)).body.used
  assert.equal((await nurse.post(`/api/articles/${id}/did-not-help`, { ticket_id: ticket.id })).status, 403)
  await did(agent, `/api/articles/${id}/did-not-help`, { ticket_id: ticket.id })
  assert.deepEqual(await used(agent), { solved: 0, did_not_help: 1 })
  const stranger = await library.wardline.person('Stan Stranger', [])
  assert.deepEqual(await used(stranger), { solved: 0, did_not_help: 0 }, 'not of tickets that he may not see')
  await did(candidate, `/api/articles/${id}/edit`, { body: 'Better words.' })
  await did(publisher, `/api/articles/${id}/validate`)
  await did(agent, `/api/tickets/${ticket.id}/resolve`, { code: 'fixed', solved_by_id: id })
  const [use] = await library.rows('select version, verdict from knowledge.use where ticket_id = $1', [
    ticket.id,
  ])
  assert.deepEqual(use, { version: 2, verdict: 'solved' })
  assert.equal((await agent.post(`/api/articles/${id}/did-not-help`, { ticket_id: ticket.id })).status, 409)
  await did(agent, `/api/tickets/${ticket.id}/unlink`, { type: 'solved_by', to_id: id })
  assert.deepEqual(await used(agent), { solved: 0, did_not_help: 0 })
})

test('A coach changes a template for all who write, and goes back to the shipped one.', async () => {
  const { candidate, coach } = library
  const put = (who: Client, body: object) => who.send('PUT', '/api/articles/templates/how_to', body)
  const mine = async () =>
    (await candidate.get('/api/articles/templates')).body.rows.find(
      (row: { kind: string }) => row.kind === 'how_to',
    )
  assert.equal((await put(candidate, { body: 'Mine' })).status, 403)
  assert.equal((await put(coach, { body: '## What\n\n{{symptom}}\n' })).status, 200)
  assert.deepEqual(await mine(), { kind: 'how_to', body: '## What\n\n{{symptom}}\n', is_own: true })
  assert.equal((await put(coach, { body: 'x'.repeat(20_001) })).status, 422)
  assert.equal((await put(coach, { body: null })).status, 200)
  assert.equal((await mine()).is_own, false)
  assert.match((await mine()).body, /## Steps/)
})

test('A coach sees who holds which license; nobody else asks.', async () => {
  const { coach, candidate } = library
  const rows = (await coach.get('/api/articles/licenses')).body.rows
  const licenseOf = (name: string) => rows.find((row: { name: string }) => row.name === name)?.license
  assert.deepEqual(
    ['Cara Candidate', 'Conny Contributor', 'Paula Publisher', 'Coral Coach', 'Nora Nurse'].map(licenseOf),
    ['candidate', 'contributor', 'publisher', 'coach', undefined],
  )
  assert.equal((await candidate.get('/api/articles/licenses')).status, 403)
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('A picture in the text is the writer’s until it is saved, and then that of all who read the article.', async () => {
  const { nurse, agent, candidate, publisher, wardline } = library
  const file = (await uploadWith(wardline, candidate)('lid.png', 'image/png', png)).body.id
  const image = `/api/attachments/${file}/image`
  assert.equal((await agent.get(image)).status, 404)
  const id = await library.write({ body: `Look:\n\n![The grey lid](${image})` })
  assert.equal((await agent.get(image)).status, 404, 'a draft’s picture is the writers’')
  assert.equal((await publisher.get(image)).status, 200)
  await did(publisher, `/api/articles/${id}/publish`)
  assert.equal((await nurse.get(image)).status, 200)
  const foreign = (await uploadWith(wardline, nurse)('mine.png', 'image/png', png)).body.id
  await library.write({ body: `![Not mine](/api/attachments/${foreign}/image)` })
  assert.equal(
    (await candidate.get(`/api/attachments/${foreign}/image`)).status,
    404,
    'naming a file takes it from nobody',
  )
})

test('A text with more than a hundred pictures is refused when it is saved.', async () => {
  const { candidate } = library
  const text = (count: number) =>
    Array.from({ length: count }, () => `![A lid](/api/attachments/${randomUUID()}/image)`).join('\n')
  const id = await library.write({ body: text(100) })
  const refused = await candidate.post(`/api/articles/${id}/edit`, { body: text(101) })
  assert.deepEqual([refused.status, refused.body.errors?.[0].pointer], [422, '#/body'])
  assert.match(refused.body.errors[0].detail, /at most 100 pictures/)
})

test('A picture of a draft is the writers’ until its text is shown, and theirs again when the shown text names it no more.', async () => {
  const { nurse, candidate, publisher, wardline } = library
  const file = (await uploadWith(wardline, publisher)('new.png', 'image/png', png)).body.id
  const image = `/api/attachments/${file}/image`
  const seen = async () => [(await nurse.get(image)).status, (await candidate.get(image)).status]
  const id = await library.write()
  await did(publisher, `/api/articles/${id}/publish`)
  await did(publisher, `/api/articles/${id}/edit`, { body: `Later: ![A lid](${image})` })
  assert.deepEqual(await seen(), [404, 200])
  await did(publisher, `/api/articles/${id}/publish`)
  assert.deepEqual(await seen(), [200, 200])
  await did(publisher, `/api/articles/${id}/edit`, { body: 'No picture.' })
  assert.deepEqual(await seen(), [200, 200], 'readers still see the text with it')
  await did(publisher, `/api/articles/${id}/publish`)
  assert.deepEqual(await seen(), [404, 200])
})

test('What is meant for a role or a department is found first by who has it.', async () => {
  const { nurse, agent, publisher } = library
  const [role] = await library.rows<{ id: string }>("select id from core.role where key = 'sam-agent'")
  const [department] = await library.rows<{ id: string }>(
    "insert into core.department (org_id, id, name) values ($1, '00000000-0000-7000-8000-00000000d001', 'Ward') returning id",
    [library.wardline.orgId],
  )
  await library.rows('update core.person set department_id = $2 where id = $1', [
    nurse.personId,
    department?.id,
  ])
  const forRole = await library.write({ role_ids: [role?.id] })
  const forWard = await library.write({ department_ids: [department?.id] })
  for (const id of [forRole, forWard]) await did(publisher, `/api/articles/${id}/publish`)
  const mine = async (who: Client) =>
    (await who.get('/api/articles?is_for_me=true')).body.rows.map((row: { id: string }) => row.id)
  assert.deepEqual(await mine(nurse), [forWard])
  assert.deepEqual(await mine(agent), [forRole])
})

test('What was begun from a ticket goes to nobody before somebody says that they looked for patients’ data; who and when is kept.', async () => {
  const { nurse, candidate, contributor, publisher } = library
  const ticket = await did(nurse, '/api/tickets', { title: 'A lamp flickers', body: 'Please help.' })
  const id = await library.write({ title: 'Lamps', from_ticket: { id: ticket.id, type: 'relates_to' } })
  assert.equal((await candidate.get(`/api/articles/${id}`)).body.is_from_ticket, true)
  const refused = async (who: Client, verb: string, body: object = {}) => {
    const answer = await who.post(`/api/articles/${id}/${verb}`, body)
    assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, '#/is_looked_through'], verb)
    assert.match(answer.body.errors[0].detail, /Look for patients’ data and names/)
  }
  const looked = { is_looked_through: true }
  await refused(candidate, 'submit')
  await refused(candidate, 'submit', { is_looked_through: false })
  await did(candidate, `/api/articles/${id}/submit`, looked)
  await refused(contributor, 'validate')
  await did(contributor, `/api/articles/${id}/validate`, looked)
  await did(candidate, `/api/articles/${id}/edit`, { body: 'Newer words.' })
  await refused(publisher, 'publish')
  await did(publisher, `/api/articles/${id}/publish`, looked)
  const versions = (await candidate.get(`/api/articles/${id}/versions`)).body.rows
  assert.deepEqual(
    versions.map((row: { looks: { name: string; at: string }[] }) => row.looks.map(({ name }) => name)),
    [['Paula Publisher'], ['Cara Candidate', 'Conny Contributor']],
  )
  assert.ok(Date.parse(versions[0].looks[0].at) > 0)
  const other = await library.write({ title: 'Not from a ticket' })
  await did(candidate, `/api/articles/${other}/submit`)
  await did(contributor, `/api/articles/${other}/validate`, looked)
  assert.deepEqual(await library.rows('select * from knowledge.look where article_id = $1', [other]), [])
})

test('Words and links of an article that the department alone reads go into no reply before its writer says so.', async () => {
  const { nurse, agent, publisher } = library
  const ticket = await did(nurse, '/api/tickets', { title: 'Keys', body: 'Please help.' })
  const text = '1. Take the master key out of the red cupboard.\n2. Ok.'
  const inner = await library.write({ title: 'The master key', body: text, audience: 'internal' })
  const open = await library.write({ title: 'Lost keys', body: `Call us. ${text}` })
  await did(publisher, `/api/articles/${inner}/publish`)
  await did(publisher, `/api/articles/${open}/publish`)
  const { number } = (await agent.get(`/api/articles/${inner}`)).body
  const path = `/api/tickets/${ticket.id}/reply`
  const refused = async (body: string, where = path, more = {}) => {
    const answer = await agent.post(where, { body, ...more })
    assert.deepEqual([answer.status, answer.body.errors?.[0].pointer], [422, '#/may_give_away'], body)
    assert.match(answer.body.errors[0].detail, /“The master key”/)
  }
  await refused(`See [here](/answers/${inner}).`)
  await refused(`See /answers/${number}-the-master-key`)
  await refused(`See /desk/knowledge/${inner.toUpperCase()}`)
  const later = new Date(library.wardline.clock.now().getTime() + 86_400_000).toISOString().slice(0, 16)
  await refused(`[x](/answers/${inner})`, `/api/tickets/${ticket.id}/schedule-reply`, { at: later })
  await did(agent, `/api/tickets/${ticket.id}/note`, { body: `[x](/answers/${inner})` })
  const words = 'Hello,\n\n> take the **master key** out of the red cupboard'
  await did(agent, path, { body: words })
  await did(agent, `/api/tickets/${ticket.id}/link`, { type: 'relates_to', to_id: inner })
  await refused(words)
  await did(agent, path, { body: `See [here](/answers/${open}), and take a key.` })
  await did(agent, path, { body: words, may_give_away: true })
  await did(nurse, path, { body: `I saw /answers/${inner} on a screen.` })
  const link = `[x](/answers/${inner})`
  await refused(link, `/api/tickets/${ticket.id}/cancel`)
  await did(agent, `/api/tickets/${ticket.id}/resolve`, { code: 'fixed' })
  await refused(link, `/api/tickets/${ticket.id}/reopen`)
  await did(agent, `/api/tickets/${ticket.id}/reopen`, { body: link, may_give_away: true })
  await did(agent, `/api/tickets/${ticket.id}/cancel`, { body: link, may_give_away: true })
})

test('A reply that waits is held when the article that it leads to went inside, and its writer hears of it.', async () => {
  const { nurse, agent, publisher, wardline } = library
  const ticket = await did(nurse, '/api/tickets', { title: 'Doors', body: 'Please help.' })
  const article = await library.write({ title: 'The back door', body: 'It is open.' })
  await did(publisher, `/api/articles/${article}/publish`)
  const at = new Date(wardline.clock.now().getTime() + 86_400_000).toISOString().slice(0, 16)
  const body = `See [here](/answers/${article}).`
  const { reply_id } = await did(agent, `/api/tickets/${ticket.id}/schedule-reply`, { body, at })
  await library.rows("update core.record set audience = 'internal' where id = $1", [article])
  wardline.clock.advance(2 * 86_400_000)
  const { app } = wardline.composition
  await app.registry.jobs.get('scheduled_replies.send')?.(app, { org: wardline.orgId, reply: reply_id })
  const held = await library.rows('select state, why from tickets.scheduled_reply where id = $1', [reply_id])
  assert.deepEqual(held, [{ state: 'held', why: 'refused' }])
  const told = await library.rows(
    "select reason from core.notification where person_id = $1 and record_id = $2 and reason = 'reply_held'",
    [agent.personId, ticket.id],
  )
  assert.equal(told.length, 1)
})
