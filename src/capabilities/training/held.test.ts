/** What a legal hold keeps of training: words and files beside lines, what was handed in, and files of courses. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Answer,
  type Client,
  password,
  startWardline,
  type Wardline,
} from '../../../test/helpers/server.ts'
import { uploadWith } from '../../core/attachments/upload.fixture.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let officer: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  officer = await wardline.person('Paula Privacy', ['privacy-security-specialist', 'trainer'])
  must(await officer.post('/api/session/confirm', { password }))
})
after(() => wardline?.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const upload = async (name: string, who = nurse): Promise<string> =>
  must(await uploadWith(wardline, who)(name, 'text/plain', Buffer.from(`words of ${name}`))).id
const hold = async (what: object): Promise<string> =>
  must(await officer.post('/api/privacy/place-hold', { ...what, reason: 'A claim.' })).id
const lift = async (id: string) => must(await officer.post('/api/privacy/lift-hold', { id }))
const refused = (answer: Answer) => {
  assert.equal(answer.status, 409, JSON.stringify(answer.body))
  assert.match(answer.body.detail, /under a legal hold/)
}
const claim = async (name: string) =>
  must(
    await nurse.post('/api/training/claims', {
      ...{ origin: 'outside', happened_on: '2026-05-01', title: 'Pump course', evidence: 'A letter' },
      file_ids: [await upload(name)],
    }),
  ).id as string

test('What proves learning of somebody under a legal hold stays: nobody takes its words or files out, declines or withdraws it.', async () => {
  const line = must(
    await trainer.post('/api/training/records', {
      ...{ person_id: nurse.personId, verb: 'completed', origin: 'outside', happened_on: '2026-05-01' },
      ...{ title: 'Course', evidence: 'A letter', file_ids: [await upload('letter.txt', trainer)] },
    }),
  ).id as string
  const [declined, withdrawn] = [await claim('one.txt'), await claim('two.txt')]
  const tries = [
    () => trainer.post(`/api/training/records/${line}/redact`),
    () => trainer.post(`/api/training/claims/${declined}/decline`, { reason: 'No.' }),
    () => nurse.post(`/api/training/claims/${withdrawn}/withdraw`),
  ]
  const id = await hold({ person_id: nurse.personId })
  for (const each of tries) refused(await each())
  const { lines } = must(await nurse.get('/api/training/mine'))
  assert.deepEqual([lines[0].evidence, lines[0].files.length], ['A letter', 1])
  assert.equal(must(await nurse.get('/api/training/claims/mine')).rows.length, 2)
  await lift(id)
  for (const each of tries) must(await each())
})

test('A file that a course under a legal hold does not need any more is kept until the hold is lifted.', async () => {
  const course = {
    ...{ title: 'Ordering', course_kind: 'update', applications: [], audience: '', summary: '' },
    ...{ needs_approval: false, objectives: [{ statement: 'Orders alone' }] },
    activities: [{ activity_kind: 'practice', title: 'Ten orders', minutes: 30, objective: 1 }],
  }
  const file_id = await upload('slides.txt', trainer)
  const { id } = must(
    await trainer.post('/api/courses', { ...course, materials: [{ file_id, is_for_learners: false }] }),
  )
  const without = async () => {
    const { record_version } = must(await trainer.get(`/api/courses/${id}`))
    const body = { ...course, materials: [] }
    must(await trainer.post(`/api/courses/${id}/edit`, body, { 'if-match': `"${record_version}"` }))
  }
  const isThere = async () =>
    (await wardline.owner.query('select removed_at from core.attachment where id = $1', [file_id])).rows[0]
      .removed_at === null
  const held = await hold({ record_id: id })
  await without()
  assert.equal(await isThere(), true)
  await lift(held)
  await without()
  assert.equal(await isThere(), false)
})
