/** How far a restriction reaches: files, figures that were folded, articles, mail, exports, the redaction of its own words. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
  const mails = async () =>
    (await cast.rows('select 1 from core.outbox where to_person_id = $1', [cast.nurse.personId])).length
  const id = await ofDesk()
  const { app } = cast.wardline.composition
  const send = async (mail: string) =>
    app.registry.jobs.get('notifications.mail_requester')?.(app, {
      org: cast.wardline.orgId,
      mail,
      record: id,
      person: cast.nurse.personId,
      reason: 'reply',
      at: app.clock.now().toISOString(),
    })
  const before = await mails()
  await send(crypto.randomUUID())
  assert.equal(await mails(), before + 1)
  must(await restrict(id, { level: 'security' }))
  await send(crypto.randomUUID())
  assert.equal(await mails(), before + 1)
  must(
    await setter.post(`/api/restricted-records/${id}/grant`, {
      person_id: cast.nurse.personId,
      reason: 'She asked',
    }),
  )
  await send(crypto.randomUUID())
  assert.equal(await mails(), before + 2)
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
