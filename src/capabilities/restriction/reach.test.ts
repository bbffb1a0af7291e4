/** How far a restriction reaches: files, figures that were folded, articles, mail, exports, the redaction of its own words. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { type Client, password } from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../tickets/fixture.ts'

let cast: Cast
let setter: Client
let desk: Client

before(async () => {
  cast = await startCast()
  setter = await cast.wardline.person(
    'Sina Setter',
    ['information-security-officer', 'team-lead', 'knowledge-coach', 'knowledge-author'],
    [cast.desk],
  )
  desk = await cast.wardline.person('Lou Lead', ['help-desk', 'team-lead', 'knowledge-coach'], [cast.network])
})
after(() => cast?.wardline.close())

const restrict = (id: string, fields: object) => setter.post(`/api/restricted-records/${id}/restrict`, fields)
const runJob = async (name: string) => {
  const { app } = cast.wardline.composition
  await app.registry.jobs.get(name)?.(app, {})
}
async function ofDesk(fields: object = {}): Promise<string> {
  const id = await cast.file(cast.nurse, { ...fields })
  must(await setter.post(`/api/tickets/${id}/assign`, { team_id: cast.desk }))
  return id
}
const linesOn = async (id: string) =>
  (
    await cast.rows(
      "select action, actor_id, data ->> 'of' as of from core.audit where record_id = $1 and action like 'restriction.%read' order by at, id",
      [id],
    )
  ).map(({ action, actor_id, of }) => [action, actor_id, of])

test('A file of a restricted ticket is not there for others, and each reading of the page, a file and an export leaves a line.', async () => {
  const file = must(
    await uploadWith(cast.wardline, cast.nurse)('list.txt', 'text/plain', Buffer.from('words')),
  ).body.id
  const id = await ofDesk({ file_ids: [file] })
  assert.equal((await desk.get(`/api/attachments/${file}`)).status, 200)
  must(await restrict(id, { level: 'security' }))
  assert.equal((await desk.get(`/api/attachments/${file}`)).status, 404)
  must(await setter.get(`/api/attachments/${file}`))
  must(await setter.get(`/api/tickets/${id}`))
  const exported = must(await setter.get('/api/tickets/export.csv')).body
  assert.ok(exported.includes('I cannot log in'))
  assert.ok(!must(await desk.get('/api/tickets/export.csv')).body.includes('I cannot log in'))
  assert.deepEqual(await linesOn(id), [
    ['restriction.read', setter.personId, 'file'],
    ['restriction.read', setter.personId, 'page'],
    ['restriction.read', setter.personId, 'export'],
  ])
  // Who saw this is answered by the page of the audit log.
  const { rows } = must(await cast.admin.get(`/api/audit?record_id=${id}&action=restriction.`)).body
  assert.equal(rows.filter(({ action }: { action: string }) => action === 'restriction.read').length, 3)
  assert.ok(
    rows.every(({ record }: { record: unknown }) => record === null),
    'and names it to nobody else',
  )
})

test('What is read through broken glass is told as that, files too.', async () => {
  const file = must(
    await uploadWith(cast.wardline, cast.nurse)('glass.txt', 'text/plain', Buffer.from('words')),
  ).body.id
  const id = await ofDesk({ file_ids: [file] })
  must(await restrict(id, { level: 'security' }))
  must(await desk.post('/api/session/confirm', { password }))
  must(await desk.post(`/api/restricted-records/${id}/break-glass`, { reason: 'It burns' }))
  must(await desk.get(`/api/tickets/${id}`))
  must(await desk.get(`/api/attachments/${file}`))
  assert.deepEqual(await linesOn(id), [
    ['restriction.break_glass_read', desk.personId, 'page'],
    ['restriction.break_glass_read', desk.personId, 'file'],
  ])
})

test('Figures count a restricted ticket for those who see it, before and after its day was folded.', async () => {
  const came = async (who: Client) =>
    (must(await who.get('/api/reports/flow?days=7')).body.steps as { came_in: number }[]).reduce(
      (sum, step) => sum + step.came_in,
      0,
    )
  const id = await ofDesk()
  const [all, own] = [await came(desk), await came(setter)]
  await cast.rows("update core.record set created_at = created_at - interval '2 days' where id = $1", [id])
  await runJob('reports.fold')
  assert.deepEqual([await came(desk), await came(setter)], [all, own])
  must(await restrict(id, { level: 'team' }))
  assert.deepEqual([await came(desk), await came(setter)], [all - 1, own], 'at once')
  await runJob('reports.fold')
  assert.deepEqual([await came(desk), await came(setter)], [all - 1, own], 'when the day was folded anew')
  must(await restrict(id, { level: null, reason: 'It is over' }))
  assert.deepEqual([await came(desk), await came(setter)], [all, own])
})

test('A restricted article is for those who are named, inside and on the public page; nobody else finds it.', async () => {
  const made = must(
    await setter.post('/api/articles', {
      title: 'Kumquat procedure',
      body: 'Turn the kumquat.',
      audience: 'staff',
    }),
  ).body
  must(await setter.post(`/api/articles/${made.id}/submit`))
  must(await desk.post(`/api/articles/${made.id}/validate`))
  must(await desk.post(`/api/articles/${made.id}/publish`))
  const finds = async (who: Client) =>
    JSON.stringify((await who.get('/api/search?q=kumquat')).body).includes(made.id)
  assert.equal((await cast.nurse.get(`/api/articles/${made.id}`)).status, 200)
  assert.ok(await finds(cast.nurse))
  must(await restrict(made.id, { level: 'listed', people: [setter.personId, cast.otherNurse.personId] }))
  assert.equal((await cast.otherNurse.get(`/api/articles/${made.id}`)).status, 200)
  for (const who of [cast.nurse, desk, cast.admin]) {
    assert.equal((await who.get(`/api/articles/${made.id}`)).status, 404)
    assert.equal(await finds(who), false)
  }
})

test('The requester who does not see it any more is not mailed about it, whenever the mail was caused.', async () => {
  const officer = await cast.wardline.person('Ofi Officer', ['information-security-officer'], [cast.network])
  const { app } = cast.wardline.composition
  const isMailed = async (who: Client, record: string) => {
    const mails = async () =>
      (await cast.rows('select 1 from core.outbox where to_person_id = $1', [who.personId])).length
    const before = await mails()
    await app.registry.jobs.get('notifications.mail_requester')?.(app, {
      org: cast.wardline.orgId,
      mail: crypto.randomUUID(),
      record,
      person: who.personId,
      reason: 'reply',
      at: app.clock.now().toISOString(),
    })
    return (await mails()) > before
  }
  const id = await ofDesk()
  assert.equal(await isMailed(cast.nurse, id), true)
  must(await restrict(id, { level: 'team' }))
  assert.equal(await isMailed(cast.nurse, id), true)
  must(await restrict(id, { level: 'security' }))
  assert.equal(await isMailed(cast.nurse, id), false)
  must(
    await setter.post(`/api/restricted-records/${id}/grant`, {
      person_id: cast.nurse.personId,
      reason: 'She asked',
    }),
  )
  assert.equal(await isMailed(cast.nurse, id), true)
  // It is the gate of all records: who works on security, or is let in with a team, sees it as requester too.
  const own = await cast.file(officer)
  must(await restrict(own, { level: 'security' }))
  assert.equal(await isMailed(officer, own), true)
  must(await restrict(own, { level: 'listed', people: [setter.personId], reason: 'Fewer' }))
  assert.equal(await isMailed(officer, own), false)
  const both = { people: [setter.personId], teams: [cast.network] }
  must(await restrict(own, { level: 'listed', ...both, reason: 'They too' }))
  assert.equal(await isMailed(officer, own), true)
})

test('Who follows an incident that is kept from them since they were told is not mailed of it.', async () => {
  const id = must(
    await setter.post('/api/incidents', { title: 'Slow record', why: 'Nine calls in ten minutes.' }),
  ).body.id
  const act = async (who: Client, verb: string, body: object = {}) =>
    must(await who.post(`/api/incidents/${id}/${verb}`, body))
  await act(setter, 'declare', { title: 'Slow record' })
  for (const who of [cast.nurse, cast.otherNurse]) await act(who, 'follow')
  await act(setter, 'publish', { body: 'We are on it.' })
  must(
    await restrict(id, {
      level: 'listed',
      people: [setter.personId, cast.otherNurse.personId],
      reason: 'Few',
    }),
  )
  const told = "select created_at from core.notification where record_id = $1 and reason = 'incident_update'"
  const at = (await cast.rows(told, [id]))[0]?.created_at
  const { app } = cast.wardline.composition
  await app.registry.jobs.get('incidents.mail')?.(app, {
    org: cast.wardline.orgId,
    incident: id,
    at,
    after: null,
  })
  const mails = await cast.rows("select to_person_id from core.outbox where subject like 'News%'")
  assert.deepEqual(mails, [{ to_person_id: cast.otherNurse.personId }])
})

test('Words of a reason are taken out with those of the ticket, and are masked like all others.', async () => {
  const id = await ofDesk()
  must(await restrict(id, { level: 'team', reason: 'About Xavier Quill of the ward' }))
  const shown = async () => JSON.stringify(must(await setter.get(`/api/restricted-records/${id}`)).body)
  assert.ok((await shown()).includes('Xavier Quill'))
  must(await setter.post(`/api/tickets/${id}/redact`, { text: 'Xavier Quill', is_everywhere: true }))
  assert.ok(!(await shown()).includes('Xavier Quill'))
  must(await restrict(id, { level: null, reason: 'Patient MRN 12345678 was moved' }))
  assert.ok(!(await shown()).includes('12345678'))
})

test('Broken glass brings a record into no file that is taken along, and what a request names by hand is told.', async () => {
  const breaker = await cast.wardline.person('Bo Breaker', [
    'team-lead',
    'help-desk',
    'knowledge-coach',
    'privacy-security-specialist',
  ])
  must(await breaker.post('/api/session/confirm', { password }))
  const id = await ofDesk({ title: 'Kept ticket' })
  must(await breaker.post(`/api/tickets/${id}/log-time`, { minutes: 5 }))
  const article = must(
    await setter.post('/api/articles', { title: 'Kept article', body: 'Kept.', audience: 'internal' }),
  ).body.id
  must(await restrict(id, { level: 'team' }))
  must(await restrict(article, { level: 'listed', people: [setter.personId] }))
  for (const kept of [id, article])
    must(await breaker.post(`/api/restricted-records/${kept}/break-glass`, { reason: 'It burns' }))
  assert.equal((await breaker.get(`/api/articles/${article}`)).status, 200, 'the glass is broken')
  const person = must(
    await breaker.post(`/api/privacy/people/${cast.nurse.personId}/export`, { reason: 'She asked' }),
  ).body.id
  const files = async (who: Client, asked: string | undefined) => {
    const day = (days: number) =>
      new Date(cast.wardline.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const texts = [
      must(await who.get(`/api/time.csv?from=${day(-1)}&to=${day(1)}`)).body,
      must(await who.get('/api/tickets/export.csv')).body,
      await unzipped(who, '/api/article-export?dialect=jekyll'),
      asked === undefined ? '' : await unzipped(who, `/api/privacy/exports/${asked}`),
    ]
    return texts.map((text) => /Kept (ticket|article)/.test(text))
  }
  assert.deepEqual(await files(breaker, person), [false, false, false, false])
  assert.deepEqual(await linesOn(id), [])
  // Who is named on the list takes it along, with a line for each file.
  must(await setter.post(`/api/tickets/${id}/log-time`, { minutes: 5 }))
  assert.deepEqual(await files(setter, undefined), [true, true, true, false])
  const export_line = ['restriction.read', setter.personId, 'export']
  assert.deepEqual(await linesOn(id), [export_line, export_line])
  assert.deepEqual((await linesOn(article)).at(-1), export_line)

  const bulk = must(await breaker.post('/api/tickets/bulk', { ids: [id], action: 'watch' })).body.results
  assert.equal(bulk[0].ok, true)
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  const many = `{"ids":["${crypto.randomUUID()}"],"action":"watch","input":{"deep":${deep}}}`
  assert.equal((await breaker.post('/api/tickets/bulk', many)).status, 422, 'however deep it is')
  must(await breaker.get(`/api/tickets/${id}`))
  must(await breaker.get(`/api/tickets/${id}/time`))
  const glass_line = ['restriction.break_glass_read', breaker.personId]
  assert.deepEqual((await linesOn(id)).slice(2), [
    [...glass_line, 'part'],
    [...glass_line, 'page'],
    [...glass_line, 'part'],
  ])
  const reviews = must(await setter.get('/api/broken-glass')).body.rows
  const review = reviews.find(({ record_id }: { record_id: string }) => record_id === id)
  assert.deepEqual([review.reads, review.parts_read], [1, 2])
})

/** The text of all files in the zip file. */
async function unzipped(who: Client, url: string): Promise<string> {
  const answer = await cast.wardline.composition.http.inject({ url, headers: { cookie: who.cookie } })
  assert.equal(answer.statusCode, 200, answer.body)
  const files = Object.entries(unzipSync(new Uint8Array(answer.rawPayload)))
  return files.map(([path, content]) => `${path} ${Buffer.from(content).toString()}`).join('\n')
}
