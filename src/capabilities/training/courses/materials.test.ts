import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { extractText } from 'unpdf'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { tidyUploads } from '../../../core/attachments/tidy.ts'
import { uploadWith } from '../../../core/attachments/upload.fixture.ts'
import { until } from '../../../core/people/fixture.ts'
import { drawSheet } from './sheet.ts'

let wardline: Wardline
let trainer: Client
let learner: Client
let other: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer'])
  learner = await wardline.person('Lena Learner', [])
  other = await wardline.person('Olga Other', [])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const lesson = {
  ...{ title: 'Ordering', course_kind: 'update', applications: [], audience: '', summary: '' },
  ...{ needs_approval: false, objectives: [{ statement: 'Orders alone' }] },
  activities: [{ activity_kind: 'practice', title: 'Ten orders', minutes: 30, objective: 1 }],
}
const upload = async (name: string, who = trainer): Promise<string> =>
  must(await uploadWith(wardline, who)(name, 'text/plain', Buffer.from(`words of ${name}`))).id
const show = async (who: Client, id: string) => must(await who.get(`/api/courses/${id}`))
const materials = async (who: Client, id: string, at = 0) =>
  (await show(who, id)).versions[at].materials.map(({ name }: { name: string }) => name)
const edit = async (id: string, more: object) =>
  trainer.send(
    'POST',
    `/api/courses/${id}/edit`,
    { ...lesson, ...more },
    {
      'if-match': `"${(await show(trainer, id)).record_version}"`,
    },
  )
const get = (who: Client, id: string, file: string) => who.get(`/api/courses/${id}/materials/${file}`)
const filesOnDisk = () =>
  readdirSync(join(wardline.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length

let days = 0
/** A published course with a handout for learners and slides for those who teach, and an open class of it. */
async function taught(): Promise<{ id: string; handout: string; slides: string; classId: string }> {
  const [handout, slides] = [await upload('handout.txt'), await upload('slides.txt')]
  const { id } = must(
    await trainer.post('/api/courses', {
      ...lesson,
      materials: [
        { file_id: handout, is_for_learners: true },
        { file_id: slides, is_for_learners: false },
      ],
    }),
  )
  must(await trainer.post(`/api/courses/${id}/publish`))
  const { classes } = must(
    await trainer.post('/api/classes', {
      ...{ course_id: id, starts_at: `2026-07-0${++days}T10:00`, minutes: 60, time_zone: 'UTC', capacity: 5 },
      trainer_ids: [other.personId],
    }),
  )
  const classId = classes[0].id
  must(await trainer.post(`/api/classes/${classId}/open`))
  return { id, handout, slides, classId }
}

test('Who has a seat takes the handout along and not the slides; who teaches the class has both, others none.', async () => {
  const { id, handout, slides, classId } = await taught()
  assert.deepEqual(await materials(learner, id), [])
  assert.equal((await get(learner, id, handout)).status, 404)
  must(await learner.post(`/api/classes/${classId}/book`))
  assert.deepEqual(await materials(learner, id), ['handout.txt'])
  const served = await get(learner, id, handout)
  assert.deepEqual([served.status, served.body], [200, 'words of handout.txt'])
  assert.match(String(served.headers['content-disposition']), /^attachment; filename="handout.txt"/)
  assert.match(String(served.headers['content-security-policy']), /sandbox/)
  assert.equal((await get(learner, id, slides)).status, 404)
  assert.equal((await learner.get(`/api/attachments/${handout}`)).status, 404, 'and by no other way')
  assert.deepEqual(await materials(other, id), ['handout.txt', 'slides.txt'])
  assert.equal((await get(other, id, slides)).status, 200)
  assert.equal((await get(trainer, id, slides)).status, 200)
  assert.equal((await wardline.anonymous.get(`/api/courses/${id}/materials/${handout}`)).status, 401)
  must(await learner.post(`/api/classes/${classId}/unbook`))
  assert.equal((await get(learner, id, handout)).status, 404)
  must(await learner.post(`/api/classes/${classId}/book`))
  must(await trainer.post(`/api/classes/${classId}/cancel`, { reason: 'The room is wet' }))
  assert.equal((await get(learner, id, handout)).status, 404, 'it was called off')
  assert.equal((await get(other, id, slides)).status, 404)
  const { rows } = await wardline.owner.query(
    "select actor_id from core.audit where action = 'courses.material' and data ->> 'file' = $1 order by at",
    [handout],
  )
  assert.deepEqual(rows, [{ actor_id: learner.personId }])
})

test('The next version begins with the files of the last; what no version has any more goes from the disk.', async () => {
  const { id, handout, slides, classId } = await taught()
  must(await learner.post(`/api/classes/${classId}/book`))
  const before = filesOnDisk()
  must(await edit(id, { summary: 'Better' }))
  assert.deepEqual(await materials(trainer, id), ['handout.txt', 'slides.txt'])
  const fresh = await upload('new.txt')
  must(await edit(id, { materials: [{ file_id: fresh, is_for_learners: true }] }))
  assert.deepEqual(await materials(trainer, id), ['new.txt'])
  assert.deepEqual(await materials(trainer, id, 1), ['handout.txt', 'slides.txt'], 'the published stays')
  assert.equal((await get(learner, id, fresh)).status, 404, 'a draft is for those who teach')
  must(await edit(id, {}))
  assert.deepEqual(await materials(trainer, id), ['new.txt'], 'left out, they stay')
  must(await edit(id, { materials: [] }))
  must(await edit(id, {}))
  assert.deepEqual(await materials(trainer, id), [])
  await until(async () => filesOnDisk() === before)
  wardline.clock.advance(25 * 3_600_000)
  await tidyUploads(wardline.composition.app)
  other = await wardline.signIn('olga.other@main.example')
  for (const name of ['trainer', 'learner'])
    if (name === 'trainer') trainer = await wardline.signIn('tess.trainer@main.example')
    else learner = await wardline.signIn('lena.learner@main.example')
  assert.equal((await get(trainer, id, slides)).status, 200, 'nobody takes them for unsent')
  assert.equal((await get(learner, id, handout)).status, 200)
})

test('Foreign, missing and doubled files are refused with the field, and nothing is written.', async () => {
  const theirs = await upload('theirs.txt', other)
  const own = await upload('own.txt')
  const wrong = (materials: object[]) => trainer.post('/api/courses', { ...lesson, materials })
  for (const [materials, pointer] of [
    [[{ file_id: theirs, is_for_learners: true }], '#/materials/0/file_id'],
    [
      [
        { file_id: own, is_for_learners: true },
        { file_id: own, is_for_learners: false },
      ],
      '#/materials/1/file_id',
    ],
  ] as const) {
    const answer = await wrong([...materials])
    assert.deepEqual([answer.status, answer.body.errors[0].pointer], [422, pointer])
  }
  const { id } = must(await wrong([{ file_id: own, is_for_learners: true }]))
  assert.deepEqual(await materials(trainer, id), ['own.txt'])
  const again = await wrong([{ file_id: own, is_for_learners: true }])
  assert.equal(again.status, 422, 'a file is of one course')
})

test('A file that was too much is taken out for good, of the published version too; one that waits is not opened.', async () => {
  const { id, handout, slides } = await taught()
  const before = filesOnDisk()
  assert.equal((await learner.post(`/api/courses/${id}/remove-material`, { file_id: slides })).status, 403)
  must(await trainer.post(`/api/courses/${id}/remove-material`, { file_id: slides }))
  assert.equal((await get(trainer, id, slides)).status, 404)
  await until(async () => filesOnDisk() === before - 1)
  const [, gone] = (await show(trainer, id)).versions[0].materials
  assert.deepEqual([gone.name, gone.is_removed], ['removed', true])
  assert.equal((await trainer.post(`/api/courses/${id}/remove-material`, { file_id: slides })).status, 404)
  await wardline.owner.query("update core.attachment set scan = 'waiting' where id = $1", [handout])
  assert.equal((await get(trainer, id, handout)).status, 409)
})

test('The trainer’s sheet names the files.', async () => {
  const { id } = await taught()
  const { versions } = await show(trainer, id)
  const pdf = await drawSheet(versions[0], 'en')
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
  assert.match(text, /Files.*handout\.txt \(for learners\).*slides\.txt/s)
})
