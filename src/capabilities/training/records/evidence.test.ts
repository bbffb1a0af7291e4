import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../../test/helpers/server.ts'
import { tidyUploads } from '../../../core/attachments/tidy.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { until } from '../../../core/people/fixture.ts'
import { erase } from '../../privacy/person/erase.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let lead: Client
let other: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['it-trainer'])
  nurse = await wardline.person('Nora Nurse', [])
  lead = await wardline.person('Lena Lead', [])
  other = await wardline.person('Olga Other', [])
  await wardline.owner.query('update core.person set manager_id = $2 where id = $1', [
    nurse.personId,
    lead.personId,
  ])
})
after(() => wardline?.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const upload = async (name: string, who = trainer, words = `words of ${name}`): Promise<string> =>
  must(await uploadWith(wardline, who)(name, 'text/plain', Buffer.from(words))).id
const write = (more: object) =>
  trainer.post('/api/training/records', {
    ...{ person_id: nurse.personId, verb: 'completed', origin: 'outside', happened_on: '2026-05-01' },
    ...{ title: 'Pump course', ...more },
  })
const get = (who: Client, line: string, file: string) =>
  who.get(`/api/training/records/${line}/files/${file}`)
const filesOnDisk = () =>
  readdirSync(join(wardline.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length

test('A file proves a line by itself; whose it is and who leads them read it, and nobody else.', async () => {
  assert.equal((await write({})).body.errors[0].pointer, '#/evidence')
  const file = await upload('sheet.txt')
  const { id } = must(await write({ file_ids: [file] }))
  for (const who of [trainer, nurse, lead]) {
    const served = await get(who, id, file)
    assert.deepEqual([served.status, served.body], [200, 'words of sheet.txt'])
    assert.match(String(served.headers['content-disposition']), /^attachment; filename="sheet.txt"/)
  }
  assert.equal((await get(other, id, file)).status, 404)
  assert.equal((await trainer.get(`/api/attachments/${file}`)).status, 404, 'by no other way, of nobody')
  const [line] = must(await nurse.get('/api/training/mine')).lines
  assert.deepEqual(line.files, [{ id: file, name: 'sheet.txt', size_bytes: 18 }])
  const { rows } = must(await lead.get(`/api/training/records?person=${nurse.personId}`))
  assert.equal(rows[0].files[0].name, 'sheet.txt')
  const told = await wardline.owner.query(
    "select count(distinct actor_id)::int as n from core.audit where action = 'training.evidence'",
  )
  assert.equal(told.rows[0].n, 3)
})

test('What somebody else uploaded, what belongs to another line and what was sent elsewhere prove nothing.', async () => {
  const theirs = await upload('theirs.txt', other)
  const used = await upload('used.txt')
  must(await write({ file_ids: [used] }))
  for (const file of [theirs, used]) {
    const answer = await write({ file_ids: [file] })
    assert.deepEqual([answer.status, answer.body.errors[0].pointer], [422, '#/file_ids/0'])
  }
  const ticket = await trainer.post('/api/tickets', { title: 'Mine', body: 'x', file_ids: [used] })
  assert.equal(ticket.status, 422, 'nor does it go with a ticket')
  const { rows } = await wardline.owner.query(
    'select count(*)::int as n from training.learning_record where person_id = $1',
    [nurse.personId],
  )
  assert.equal(rows[0].n, 2)
})

test('Evidence outlasts the day of unsent uploads, and goes from the disk with the words that are taken out.', async () => {
  const file = await upload('kept.txt')
  const { id } = must(await write({ file_ids: [file] }))
  wardline.clock.advance(25 * 3_600_000)
  await tidyUploads(wardline.composition.app)
  trainer = await wardline.signIn('tess.trainer@main.example')
  assert.equal((await get(trainer, id, file)).status, 200)
  const before = filesOnDisk()
  must(await trainer.post(`/api/training/records/${id}/redact`))
  await until(async () => filesOnDisk() === before - 1)
  assert.equal((await get(trainer, id, file)).status, 404)
  const [line] = must(await trainer.get(`/api/training/people/${nurse.personId}`)).lines.filter(
    (each: { id: string }) => each.id === id,
  )
  assert.deepEqual([line.title, line.files], ['', []])
})

test('What waits for the scanner is opened by nobody.', async () => {
  const file = await upload('new.txt')
  const { id } = must(await write({ file_ids: [file] }))
  await wardline.owner.query("update core.attachment set scan = 'waiting' where id = $1", [file])
  assert.equal((await get(trainer, id, file)).status, 409)
  await wardline.owner.query("update core.attachment set scan = 'infected' where id = $1", [file])
  assert.equal((await get(trainer, id, file)).status, 403)
})

test('An erasure of the person takes the files away, whoever uploaded them; one of the uploader leaves them.', async () => {
  const officer = await wardline.person('Paula Privacy', ['privacy-security-specialist'])
  const gone = await wardline.person('Gina Gone', [])
  const helper = await wardline.person('Hugo Helper', ['it-trainer'])
  const confirm = async (client: Client) => must(await client.post('/api/session/confirm', { password }))
  const line = async (of: Client) => {
    const file = must(await uploadWith(wardline, helper)('proof.txt', 'text/plain', Buffer.from('proof'))).id
    const body = { person_id: of.personId, verb: 'completed', origin: 'outside', happened_on: '2026-05-01' }
    const { id } = must(
      await helper.post('/api/training/records', { ...body, title: 'Course', file_ids: [file] }),
    )
    return { id, file }
  }
  const [hers, others] = [await line(gone), await line(nurse)]
  // Nobody erases somebody who may do more.
  await wardline.owner.query('delete from core.role_assignment where person_id = $1', [helper.personId])
  const before = filesOnDisk()
  for (const person of [gone, helper]) {
    await confirm(officer)
    const body = { person_id: person.personId, reason: 'She asked for it.' }
    const { id: erasure } = must(await officer.post('/api/privacy/ask-erasure', body))
    await erase(wardline.composition.app, { org: wardline.orgId, erasure })
  }
  await until(async () => filesOnDisk() === before - 1)
  trainer = await wardline.signIn('tess.trainer@main.example')
  assert.equal((await get(trainer, hers.id, hers.file)).status, 404)
  assert.equal((await get(trainer, others.id, others.file)).status, 200)
})
