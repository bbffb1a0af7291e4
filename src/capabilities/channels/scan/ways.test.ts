/** Every way by which a file comes in, with the scanner's own mark in it: by none is it opened before it is called clean. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { zipSync } from 'fflate'
import type { Answer, Client } from '../../../../test/helpers/server.ts'
import { multipartOf, uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { solve } from '../form/solve.ts'
import { takeIn } from '../mail/take-in.ts'
import { scanWaiting } from './scan-waiting.ts'
import { mark, prepareScanner, type Scanner } from './scanner.fixture.ts'

let cast: Cast
let scanner: Scanner
let trainer: Client
before(async () => {
  scanner = prepareScanner()
  await scanner.start()
  cast = await startCast({
    jobs: true,
    env: { WARDLINE_CLAMD: scanner.address, WARDLINE_PUBLIC_URL: 'https://help.example.org' },
  })
  trainer = await cast.wardline.person('Tess Trainer', ['it-trainer', 'trainer'])
})
after(async () => {
  await cast?.wardline.close()
  await scanner?.close()
})

const boundary = 'the-boundary-of-the-test'
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` }
/** A picture as any other, but for what stands behind its end. */
const picture = Buffer.concat([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  Buffer.from(mark),
])
const folder = (title: string) =>
  Buffer.from(
    zipSync({ 'one.md': Buffer.from(`# ${title}\n\nLook: ![a shot](shot.png)\n`), 'shot.png': picture }),
  )
const uploaded = async (who: Client): Promise<string> =>
  must(await uploadWith(cast.wardline, who)('sheet.txt', 'text/plain', Buffer.from(`${mark} sheet`))).body.id
const runScans = () => scanWaiting(cast.wardline.composition.app, {})

async function untilDone(who: Client, address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { state } = must(await who.get(address)).body
    if (state === 'done') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The run did not come to its end.')
}

/** The picture of the newest article of this title is opened by nobody: while it waits, and after it was looked at. */
async function staysShut(title: string): Promise<void> {
  const [file] = await cast.rows(
    `select a.id, a.scan from core.attachment a join core.record r on r.org_id = a.org_id and r.id = a.record_id and r.title = $1`,
    [title],
  )
  const open = async () => (await cast.admin.get(`/api/attachments/${file?.id}/image`)).status
  // The job of the running server may have been quicker.
  assert.ok([409, 403].includes(await open()))
  await runScans()
  const [later] = await cast.rows('select scan from core.attachment where id = $1', [file?.id])
  assert.deepEqual([later?.scan, await open()], ['infected', 403])
}

test('A picture in an archive of articles that is imported is kept from all.', async () => {
  const sent = must(
    await cast.admin.send(
      'POST',
      '/api/imports',
      multipartOf('wiki.zip', 'application/zip', folder('Of an import')),
      multipart,
    ),
  ).body
  const settings = { origin: 'folder-wiki', audience: 'staff', site_url: null }
  must(await cast.admin.post(`/api/imports/${sent.id}/run`, { articles: settings }))
  await untilDone(cast.admin, `/api/imports/${sent.id}`)
  await staysShut('Of an import')
})

test('A picture in a folder of Markdown that a writer brings back is kept from all.', async () => {
  const coach = await cast.wardline.person('Bridget Coach', ['knowledge-coach'])
  const sent = must(
    await coach.send(
      'POST',
      '/api/article-imports',
      multipartOf('book.zip', 'application/zip', folder('Of a folder')),
      multipart,
    ),
  ).body
  must(await coach.post(`/api/article-imports/${sent.id}/run`, { is_published: true, audience: 'staff' }))
  await untilDone(coach, `/api/article-imports/${sent.id}`)
  await staysShut('Of a folder')
})

test('What proves a line of learning, and what is handed out in a course, is kept from all.', async () => {
  const proof = await uploaded(trainer)
  const line = must(
    await trainer.post('/api/training/records', {
      ...{ person_id: cast.nurse.personId, verb: 'completed', origin: 'outside', happened_on: '2026-01-01' },
      ...{ title: 'Pump course', file_ids: [proof] },
    }),
  ).body
  for (const who of [trainer, cast.nurse])
    assert.equal((await who.get(`/api/training/records/${line.id}/files/${proof}`)).status, 403)
  const handout = await uploaded(trainer)
  const course = must(
    await trainer.post('/api/courses', {
      ...{ title: 'Ordering', course_kind: 'update', applications: [], audience: '', summary: '' },
      ...{ needs_approval: false, objectives: [{ statement: 'Orders alone' }] },
      activities: [{ activity_kind: 'practice', title: 'Ten orders', minutes: 30, objective: 1 }],
      materials: [{ file_id: handout, is_for_learners: true }],
    }),
  ).body
  assert.equal((await trainer.get(`/api/courses/${course.id}/materials/${handout}`)).status, 403)
})

test('What somebody claims to have learned elsewhere is kept from who would accept it.', async () => {
  const proof = await uploaded(cast.nurse)
  const claim = must(
    await cast.nurse.post('/api/training/claims', {
      ...{ title: 'Elsewhere', origin: 'outside', happened_on: '2026-01-01', file_ids: [proof] },
    }),
  ).body
  for (const who of [trainer, cast.nurse])
    assert.equal((await who.get(`/api/training/claims/${claim.id}/files/${proof}`)).status, 403)
})

test('What a stranger sends by the public form is kept from who works on it.', async () => {
  const { version } = must(await cast.admin.get('/api/form')).body
  const topics = [{ name: 'Visitor network', team_id: cast.network, category_id: null }]
  must(
    await cast.admin.send('PUT', '/api/form', {
      ...{ is_on: true, takes_files: true, mails_an_hour: 60, topics, version },
    }),
  )
  const [{ slug } = {}] = await cast.rows('select slug from core.organization where id = $1', [
    cast.wardline.orgId,
  ])
  const form = `/public/${slug}/form`
  const shown = must(await cast.wardline.anonymous.get(form)).body
  const asked = {
    ...{ topic_id: shown.topics[0].id, title: 'No network', body: 'See the file.', name: 'Nora' },
    ...{ email: 'nora.nurse@main.example', language: 'en', puzzle: shown.puzzle.token },
    answer: solve(shown.puzzle.nonce, shown.puzzle.bits),
  }
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="asked"\r\n\r\n${JSON.stringify(asked)}\r\n`,
    ),
    multipartOf('shot.png', 'image/png', picture),
  ])
  const answer: Answer = await cast.wardline.anonymous.send('POST', form, body, multipart)
  assert.equal(answer.status, 202, JSON.stringify(answer.body))
  const [mail] = await cast.rows(
    "select body_text from core.outbox where to_address = 'nora.nurse@main.example' and body_text ~ 'confirm#'",
  )
  const link = /confirm#(\S+)/.exec(String(mail?.body_text))?.[1]
  assert.equal((await cast.wardline.anonymous.post(`${form}/confirm`, { link })).status, 200)
  for (const { id } of await cast.rows("select id from channels.mail_in where state = 'received'"))
    await takeIn(cast.wardline.composition.app, { org: cast.wardline.orgId, mail: id })
  const [file] = await cast.rows(
    "select id, scan from core.attachment where name = 'shot.png' and record_id in (select id from core.record where kind = 'ticket')",
  )
  assert.equal(file?.scan, 'infected')
  for (const who of [cast.specialist, cast.nurse])
    assert.equal((await who.get(`/api/attachments/${file?.id}/image`)).status, 403)
})
