import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Answer, type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { cmi5Xml, scorm12Xml, scorm2004Xml } from './package.fixture.ts'
import { reachedIn } from './reached.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
let other: Client

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
  other = await wardline.person('Otto Other', ['requester'])
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

function must(answer: Answer): Answer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const page =
  '<!doctype html><html><head><title>Å</title></head><body><script src="a.js"></script></body></html>'
const zipOf = (files: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))
const scorm12 = () => zipOf({ 'imsmanifest.xml': scorm12Xml(), 'index.html': page, 'a.js': 'let a' })
const upload = (content: Buffer, client: Client = trainer) =>
  client.send('POST', '/api/training/packages', multipartOf('course.zip', 'application/zip', content), {
    'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test',
  })
const uploaded = async (content: Buffer): Promise<string> => must(await upload(content)).id
const show = async (id: string, client: Client = nurse) =>
  must(await client.get(`/api/training/packages/${id}`))
async function launch(
  id: string,
  client: Client = nurse,
  place = 0,
): Promise<{ address: string; token: string }> {
  const { units } = await show(id, client)
  return must(await client.post(`/api/training/packages/${id}/launch`, { unit_id: units[place].id }))
}
const save = (token: string, values: object, client: Client = nurse) =>
  client.post('/api/training/progress', { token, values })
const filesKept = async () => {
  let count = 0
  for await (const _file of wardline.composition.app.files.list()) count += 1
  return count
}
const linesOf = async (client: Client) =>
  must(await client.get('/api/training/mine')).lines.filter(
    ({ origin }: { origin: string }) => origin === 'package',
  )

test('A package is taken whole by who manages training; what is none leaves nothing behind.', async () => {
  const before = await filesKept()
  for (const [content, sentence] of [
    [Buffer.from('no zip'), /not a zip file/],
    [zipOf({ 'a.txt': 'x' }), /no SCORM or cmi5 package/],
    [zipOf({ 'imsmanifest.xml': '<manifest', 'index.html': page }), /not valid XML/],
    [zipOf({ 'imsmanifest.xml': scorm12Xml() }), /no file “index.html”/],
    [
      zipOf({
        'imsmanifest.xml': scorm12Xml().replace('Wash hands', 'Pt John Miller, MRN 48213377, DOB 03/04/1961'),
        'index.html': page,
      }),
      /patient/,
    ],
  ] as const) {
    const { status, body } = await upload(content)
    assert.equal(status, 422, JSON.stringify(body))
    assert.match(body.errors[0].detail, sentence)
  }
  assert.equal((await upload(scorm12(), nurse)).status, 403)
  assert.equal(await filesKept(), before)
  const { rows } = await wardline.owner.query('select count(*)::int as count from training.package')
  assert.equal(rows[0].count, 0)
  const id = await uploaded(scorm12())
  assert.equal(await filesKept(), before + 3)
  const { units, format, title } = await show(id)
  assert.deepEqual(
    [format, title, units.length, units[0].title],
    ['scorm12', 'Hand hygiene', 1, 'Wash hands'],
  )
})

test('An opened page has an origin of its own, its interface, and what was kept; a stranger to the token finds nothing.', async () => {
  const id = await uploaded(scorm12())
  const { address, token } = await launch(id)
  const { http } = wardline.composition
  const first = await http.inject({ url: address })
  assert.equal(first.statusCode, 302)
  assert.equal(first.headers.location, `${address}/index.html?x=1`)
  const answer = await http.inject({ url: `${address}/index.html?x=1` })
  const policy = String(answer.headers['content-security-policy'])
  assert.match(
    policy,
    /^sandbox allow-scripts allow-forms; default-src http:\/\/localhost\/launch\/[\w-]{64}\/ /,
  )
  assert.doesNotMatch(policy, /allow-same-origin/)
  assert.match(policy, /connect-src http:\/\/localhost\/launch\/[\w-]{64}\/ http:\/\/localhost\/api\/xapi\/ /)
  assert.equal(answer.headers['x-frame-options'], undefined)
  assert.equal(answer.headers['set-cookie'], undefined)
  assert.match(answer.body, /<head><script>\/\/<!\[CDATA\[\n\(\(\) => \{function sending/)
  assert.match(answer.body, /<title>Å/)
  assert.match(answer.body, /"cmi.core.student_name":"Nora Nurse"/)
  assert.equal((await http.inject({ url: `${address}/a.js` })).headers['content-type'], 'text/javascript')
  assert.equal((await http.inject({ url: `${address}/b.js` })).statusCode, 404)
  assert.equal((await http.inject({ url: `${address}/..%2findex.html` })).statusCode, 404)
  assert.equal((await http.inject({ url: `${address.slice(0, -3)}AAA/index.html` })).statusCode, 404)
  must(await save(token, { 'cmi.suspend_data': '</script>é' }))
  const again = await http.inject({ url: `${address}/index.html` })
  assert.match(again.body, /"cmi.suspend_data":"\\u003c\/script\\u003e\\u00e9"/)
  assert.match(again.body, /"cmi.core.entry":"resume"/)
})

test('What is answered is kept as given, for the person alone; the mark that is asked decides, and counts once.', async () => {
  const id = await uploaded(scorm12())
  const framework = must(await trainer.post('/api/training/frameworks', { name: 'Hygiene' })).id
  const competency = must(
    await trainer.post('/api/training/competencies', {
      framework_id: framework,
      code: 'H1',
      kind: 'skill',
      name: 'Washes',
    }),
  ).id
  const edit = (more: object, client = trainer) =>
    client.send('PUT', `/api/training/packages/${id}`, {
      title: 'Clean hands',
      is_retired: false,
      competencies: [{ competency_id: competency, level: 1 }],
      ...more,
    })
  must(await edit({}))
  assert.equal((await edit({}, nurse)).status, 403)
  assert.equal((await edit({ competencies: [{ competency_id: competency, level: 9 }] })).status, 422)
  const { token } = await launch(id)
  must(
    await save(token, { 'cmi.core.lesson_status': 'incomplete', 'cmi.interactions.0.student_response': 'b' }),
  )
  assert.deepEqual(await linesOf(nurse), [])
  assert.equal((await save(token, { 'cmi.core.lesson_status': 'passed' }, other)).status, 403)
  assert.equal((await save(token, { 'window.x': '1' })).status, 422)
  assert.equal((await save(token, { 'cmi.suspend_data': 'x'.repeat(64_001) })).status, 422)
  const failing = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '79' }
  assert.equal(must(await save(token, failing)).is_recorded, true)
  assert.equal(must(await save(token, { 'cmi.core.score.raw': '78' })).is_recorded, false, 'failed once')
  assert.equal(must(await save(token, { 'cmi.core.score.raw': '85' })).is_recorded, true)
  assert.equal(must(await save(token, { 'cmi.core.score.raw': '20' })).is_recorded, false, 'it stays passed')
  const lines = await linesOf(nurse)
  assert.deepEqual(
    lines.map(
      (line: {
        verb: string
        title: string
        score_percent: number
        competencies: { code: string; level: number }[]
      }) => [line.verb, line.title, line.score_percent, line.competencies.map(({ code }) => code).join()],
    ),
    [
      ['passed', 'Clean hands', 85, 'H1'],
      ['failed', 'Clean hands', 79, 'H1'],
    ],
  )
  const { rows } = await wardline.owner.query(
    `select p.kept from training.unit_progress p join training.registration g on g.id = p.registration_id where g.package_id = $1`,
    [id],
  )
  assert.equal(rows[0].kept['cmi.interactions.0.student_response'], 'b')
  const racing = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const { token: mine } = await launch(id, other)
      return save(mine, { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' }, other)
    }),
  )
  assert.equal(racing.filter(({ body }) => body.is_recorded).length, 1)
  assert.equal((await linesOf(other)).length, 1)
  must(await edit({ is_retired: true }))
  assert.equal((await show(id)).outcome, 'passed')
  assert.equal(
    (await trainer.post(`/api/training/packages/${id}/launch`, { unit_id: (await show(id)).units[0].id }))
      .status,
    409,
  )
  must(await nurse.get('/api/training/packages'))
})

test('A person whose entry is closed learns nothing more by an open page, and one course keeps only so much.', async () => {
  const id = await uploaded(scorm12())
  const leaver = await wardline.person('Lina Leaver', ['requester'])
  const { address, token } = await launch(id, leaver)
  const much = Object.fromEntries(
    Array.from({ length: 6 }, (_, n) => [`cmi.comments.${n}`, 'x'.repeat(60_000)]),
  )
  assert.equal((await save(token, much, leaver)).status, 422)
  await wardline.owner.query('update core.person set is_active = false where id = $1', [leaver.personId])
  assert.equal((await wardline.composition.http.inject({ url: `${address}/index.html` })).statusCode, 404)
})

test('A unit of cmi5 is told who opens it and where to write, and a course is done when all its units are.', async () => {
  const id = await uploaded(zipOf({ 'cmi5.xml': cmi5Xml(), 'index.html': page }))
  const { address, token } = await launch(id)
  const { http } = wardline.composition
  const first = await http.inject({ url: address })
  const told = new URL(String(first.headers.location), 'http://localhost').searchParams
  assert.equal(told.get('endpoint'), 'http://localhost/api/xapi/')
  const key = await http.inject({
    method: 'POST',
    url: new URL(told.get('fetch') ?? '').pathname,
    headers: { origin: 'null', 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(key.statusCode, 200, key.body)
  const statement = {
    actor: JSON.parse(told.get('actor') ?? ''),
    verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
    object: { id: told.get('activityId') },
    context: { registration: told.get('registration') },
    result: { score: { scaled: 0.95 }, success: true },
  }
  const sent = await http.inject({
    method: 'POST',
    url: '/api/xapi/statements',
    headers: {
      authorization: `Basic ${key.json()['auth-token']}`,
      origin: 'null',
      'x-experience-api-version': '1.0.3',
    },
    payload: statement,
  })
  assert.equal(sent.statusCode, 200, sent.body)
  assert.equal((await show(id)).units[0].success, 'passed')
  const keyed = {
    authorization: `Basic ${key.json()['auth-token']}`,
    origin: 'null',
    'x-experience-api-version': '1.0.3',
  }
  const state = (
    method: 'GET' | 'PUT' | 'DELETE',
    stateId: string,
    more: { activityId?: string; headers?: Record<string, string> } = {},
  ) =>
    http.inject({
      method,
      url: `/api/xapi/activities/state?${new URLSearchParams({ stateId, agent: '{}', activityId: more.activityId ?? told.get('activityId') ?? '' })}`,
      headers: more.headers ?? keyed,
      ...(method === 'PUT' ? { payload: { page: 7 } } : {}),
    })
  const data = (await state('GET', 'LMS.LaunchData')).json()
  assert.deepEqual(
    [
      data.launchMode,
      data.masteryScore,
      data.moveOn,
      data.launchParameters,
      data.contextTemplate.registration,
    ],
    ['Normal', 0.8, 'Passed', 'level=2', told.get('registration')],
  )
  assert.equal((await state('GET', 'bookmark')).statusCode, 404)
  assert.equal((await state('PUT', 'bookmark')).statusCode, 204)
  assert.deepEqual((await state('GET', 'bookmark')).json(), { page: 7 })
  assert.equal((await state('DELETE', 'bookmark')).statusCode, 204)
  assert.equal((await state('GET', 'bookmark')).statusCode, 404)
  assert.equal((await state('PUT', 'LMS.LaunchData')).statusCode, 403)
  assert.equal((await state('GET', 'LMS.LaunchData', { activityId: 'urn:uuid:other' })).statusCode, 403)
  const stranger = { cookie: trainer.cookie, 'x-experience-api-version': '1.0.3' }
  assert.equal((await state('GET', 'LMS.LaunchData', { headers: stranger })).statusCode, 403)
  const before = (await show(id)).outcome
  await launch(id, nurse, 1)
  assert.deepEqual([before, (await show(id)).outcome], ['passed', 'passed'])
  assert.ok(token)
  wardline.clock.advance(12 * 3_600_000)
  assert.equal((await http.inject({ url: `${address}/index.html` })).statusCode, 404, 'it is over')
})

test('What SCORM tells becomes what was reached.', () => {
  const of12 = (status: string, raw?: string) =>
    reachedIn(
      { 'cmi.core.lesson_status': status, ...(raw === undefined ? {} : { 'cmi.core.score.raw': raw }) },
      80,
    )
  assert.deepEqual(of12('incomplete', '90'), { isCompleted: false, scorePercent: 90 })
  assert.deepEqual(of12('completed'), { isCompleted: true })
  assert.deepEqual(of12('completed', '90'), { isCompleted: true, success: 'passed', scorePercent: 90 })
  assert.deepEqual(of12('passed', '79.5'), { isCompleted: true, success: 'failed', scorePercent: 79.5 })
  assert.deepEqual(of12('passed', 'many'), { isCompleted: true, success: 'passed' })
  const of2004 = (more: Record<string, string>) => reachedIn(more, 75)
  assert.deepEqual(of2004({ 'cmi.score.scaled': '0.7' }), { isCompleted: false, scorePercent: 70 })
  assert.deepEqual(of2004({ 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.75' }), {
    isCompleted: true,
    success: 'passed',
    scorePercent: 75,
  })
  assert.deepEqual(of2004({ 'cmi.success_status': 'passed', 'cmi.score.scaled': '0.5' }), {
    isCompleted: false,
    success: 'failed',
    scorePercent: 50,
  })
  assert.match(scorm2004Xml(), /2004/)
})
