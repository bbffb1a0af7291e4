import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { scorm12Xml, scorm2004Xml } from './package.fixture.ts'
import { sessionSeconds, time12, time2004 } from './time.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer'])
  nurse = await wardline.person('Nora Nurse', [])
})
after(() => wardline.close())

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
async function uploaded(files: Record<string, string>): Promise<string> {
  // Those of the test before were away for too long.
  trainer = await wardline.signIn('tess.trainer@main.example')
  nurse = await wardline.signIn('nora.nurse@main.example')
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
  const body = multipartOf('course.zip', 'application/zip', Buffer.from(zip))
  return must(
    await trainer.send('POST', '/api/training/packages', body, {
      'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test',
    }),
  ).id
}
const page = '<!doctype html><html><head></head><body></body></html>'
const scorm12 = (xml = scorm12Xml()) => uploaded({ 'imsmanifest.xml': xml, 'index.html': page })
const show = async (id: string) => must(await nurse.get(`/api/training/packages/${id}`))
async function launch(id: string): Promise<{ address: string; token: string }> {
  const { units } = await show(id)
  return must(await nurse.post(`/api/training/packages/${id}/launch`, { unit_id: units[0].id }))
}
const save = async (token: string, values: object) =>
  must(await nurse.post('/api/training/progress', { token, values }))
const minutes = async (id: string) => (await show(id)).units[0].minutes
const told = async (address: string, page: string) =>
  /"cmi\.(?:core\.)?total_time":"([^"]*)"/.exec(
    (await wardline.composition.http.inject({ url: `${address}/${page}` })).body,
  )?.[1]

test('Times are read as each of the two writes them, and what is none is none.', () => {
  for (const [values, seconds] of [
    [{ 'cmi.core.session_time': '0001:02:03.50' }, 3723.5],
    [{ 'cmi.core.session_time': '00:00:59' }, 59],
    [{ 'cmi.session_time': 'PT1H30M5S' }, 5405],
    [{ 'cmi.session_time': 'P1DT0.5S' }, 86400.5],
    [{ 'cmi.session_time': 'an hour' }, undefined],
    [{ 'cmi.session_time': null }, undefined],
    [{ 'cmi.suspend_data': '00:00:59' }, undefined],
  ] as const) {
    const read = sessionSeconds(values)
    assert.ok(read === seconds || Math.abs((read ?? 0) - (seconds ?? 0)) < 0.01, JSON.stringify(values))
  }
  assert.deepEqual([time12(3723), time12(4e8), time2004(3723)], ['0001:02:03.00', '9999:06:40.00', 'PT3723S'])
})

test('The time of each session is added up, told to the course the next time, and stands with what was learned.', async () => {
  const id = await scorm12()
  const first = await launch(id)
  assert.equal(await told(first.address, 'index.html'), '0000:00:00.00')
  wardline.clock.advance(9 * 60_000)
  await save(first.token, { 'cmi.core.session_time': '00:03:00' })
  await save(first.token, { 'cmi.core.session_time': '00:06:00', 'cmi.core.lesson_status': 'incomplete' })
  assert.equal(await minutes(id), 6, 'the whole session is told each time')
  await save(first.token, { 'cmi.core.session_time': '00:02:00' })
  assert.equal(await minutes(id), 8, 'a page that begins anew tells less')
  const second = await launch(id)
  assert.equal(await told(second.address, 'index.html'), '0000:08:00.00')
  wardline.clock.advance(9 * 60_000)
  const end = { 'cmi.core.session_time': '00:07:00', 'cmi.core.lesson_status': 'passed' }
  assert.deepEqual(await save(second.token, { ...end, 'cmi.core.score.raw': '90' }), { is_recorded: true })
  const [line] = must(await nurse.get('/api/training/mine')).lines
  assert.deepEqual([line.verb, line.duration_minutes, line.score_percent], ['passed', 15, 90])
})

test('A course counts no more time than it was open, whatever it tells, and loses none that it told.', async () => {
  const id = await uploaded({ 'imsmanifest.xml': scorm2004Xml(), 'sco/index.html': page })
  const { token, address } = await launch(id)
  wardline.clock.advance(3 * 60_000)
  await save(token, { 'cmi.session_time': 'PT9999H' })
  assert.equal(await minutes(id), 3)
  await save(token, { 'cmi.session_time': 'PT1M' })
  assert.equal(await minutes(id), 3)
  await save(token, { 'cmi.session_time': 'nonsense' })
  assert.equal(await minutes(id), 3)
  wardline.clock.advance(2 * 60_000)
  await Promise.all([
    save(token, { 'cmi.session_time': 'PT3M' }),
    save(token, { 'cmi.session_time': 'PT3M', 'cmi.location': '2' }),
  ])
  assert.equal(await minutes(id), 5)
  assert.equal(await told(address, 'sco/index.html'), 'PT300S')
})

test('A course with rules about the order of its parts says that they are not followed.', async () => {
  assert.equal((await show(await scorm12())).has_rules, false)
  const xml = scorm12Xml().replace(
    '<adlcp:masteryscore>',
    '<adlcp:prerequisites type="aicc_script">i0</adlcp:prerequisites><adlcp:masteryscore>',
  )
  assert.equal((await show(await scorm12(xml))).has_rules, true)
  const ruled = scorm2004Xml().replace(
    '<imsss:sequencing>',
    '<imsss:sequencing><imsss:controlMode choice="false" flow="true"/>',
  )
  const id = await uploaded({ 'imsmanifest.xml': ruled, 'sco/index.html': page })
  assert.equal((await show(id)).has_rules, true)
})
