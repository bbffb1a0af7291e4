import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { assertTold } from '../../../../test/helpers/told.ts'
import { write } from '../../../platform/db/transaction.ts'
import { newLaunch } from '../packages/launch.ts'

let wardline: Wardline
let trainer: Client
let nurse: Client
const version = { 'x-experience-api-version': '1.0.3' }
const url = '/api/xapi/statements'
const site = 'http://localhost'

before(async () => {
  wardline = await startWardline({ now: '2026-06-15T12:00:00Z' })
  trainer = await wardline.person('Tess Trainer', ['trainer', 'requester'])
  nurse = await wardline.person('Nora Nurse', ['requester'])
})
after(async () => {
  await wardline.close()
  assertTold(wardline.watch)
})

const verb = (name: string) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` })
const said = (more: object = {}) => ({
  id: randomUUID(),
  actor: { mbox: 'mailto:nora.nurse@main.example' },
  verb: verb('completed'),
  object: { id: 'https://courses.example/sepsis', definition: { name: { 'en-US': 'Sepsis' } } },
  ...more,
})
const post = (body: unknown, client: Pick<Client, 'send'> = trainer, headers: Record<string, string> = {}) =>
  client.send('POST', url, body, { ...version, ...headers })
const put = (id: string, body: unknown) => trainer.send('PUT', `${url}?statementId=${id}`, body, version)
const get = (query: string, headers: Record<string, string> = version) =>
  trainer.get(`${url}?${query}`, headers)
const linesOf = async (person: Client) =>
  (await trainer.get(`/api/training/people/${person.personId}`)).body.lines as {
    title: string
    verb: string
    origin: string
    score_percent: number | null
    duration_minutes: number | null
    is_revoked: boolean
  }[]

test('A statement is stored once under its id; the same again is taken, another one with this id is not.', async () => {
  const one = said()
  assert.deepEqual((await post(one)).body, [one.id])
  assert.deepEqual((await post(one)).body, [one.id])
  assert.equal((await put(one.id, one)).status, 204)
  const changed = await post({ ...one, verb: verb('failed') })
  assert.equal(changed.status, 409, JSON.stringify(changed.body))
  assert.equal((await put(one.id, { ...one, result: { success: true } })).status, 409)
  assert.equal((await put(randomUUID(), one)).status, 400, 'the address names another id')
  const found = await get(`statementId=${one.id}`)
  assert.equal(found.headers['x-experience-api-version'], '1.0.3')
  assert.deepEqual(found.body.object, one.object)
  assert.equal(found.body.stored, '2026-06-15T12:00:00.000Z')
  assert.equal((await get(`statementId=${randomUUID()}`)).status, 404)
  assert.equal((await linesOf(nurse)).filter(({ title }) => title === 'Sepsis').length, 1, 'learned once')
})

test('Several are stored together or not at all, and many senders at once store one.', async () => {
  const good = said()
  const mixed = await post([good, { ...said(), verb: 7 }])
  assert.equal(mixed.status, 400)
  assert.equal(mixed.body.errors[0].pointer, '#/1/verb')
  assert.equal((await get(`statementId=${good.id}`)).status, 404)
  assert.equal((await post([good, good])).status, 400, 'one id twice')
  assert.equal((await post([])).status, 200)
  const racing = said({ verb: verb('failed') })
  const answers = await Promise.all(Array.from({ length: 6 }, () => post(racing)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal((await linesOf(nurse)).filter(({ verb: of }) => of === 'failed').length, 1)
})

test('What is said twice, by two actors, in another version or of a patient is refused with a sentence.', async () => {
  const answers = [
    await post({ ...said(), actor: [{ mbox: 'mailto:a@b.example' }, { mbox: 'mailto:c@d.example' }] }),
    await post({ ...said(), result: { response: 'Pt John Miller, MRN 48213377, DOB 03/04/1961' } }),
    await trainer.send('POST', url, said()),
    await trainer.send('POST', url, said(), { 'x-experience-api-version': '2.0.0' }),
    await get('limit=1', {}),
    await get('statementId=x&limit=1'),
    await get('agent={'),
  ]
  for (const { status, body } of answers) {
    assert.ok(status === 400 || status === 422, JSON.stringify(body))
    assert.match(body.detail, /\.$/)
  }
  const raw = await wardline.composition.http.inject({
    method: 'POST',
    url,
    headers: { ...version, cookie: trainer.cookie, 'content-type': 'application/json' },
    payload: JSON.stringify(said()).replace('"actor"', '"actor":{"mbox":"mailto:x@y.example"},"actor"'),
  })
  assert.equal(raw.statusCode, 400, raw.body)
  assert.match(raw.json().detail, /twice/)
  assert.equal((await post({ ...said(), result: { response: 'x'.repeat(100_000) } })).status, 413)
})

test('A voided statement is found as such alone, its line of learning is taken back, and what voids stays.', async () => {
  const one = said({ result: { score: { scaled: 0.825 }, duration: 'PT1H30M' }, verb: verb('passed') })
  await post(one)
  const [line] = await linesOf(nurse)
  assert.deepEqual([line?.verb, line?.origin, line?.score_percent], ['passed', 'statement', 82.5])
  const voiding = said({ verb: verb('voided'), object: { objectType: 'StatementRef', id: one.id } })
  assert.equal((await post(voiding)).status, 200)
  assert.equal((await get(`statementId=${one.id}`)).status, 404)
  assert.equal((await get(`voidedStatementId=${one.id}`)).status, 200)
  assert.equal((await get(`voidedStatementId=${voiding.id}`)).status, 404)
  assert.equal((await linesOf(nurse)).find(({ score_percent }) => score_percent === 82.5)?.is_revoked, true)
  const again = await post(
    said({ verb: verb('voided'), object: { objectType: 'StatementRef', id: voiding.id } }),
  )
  assert.equal(again.status, 400)
})

test('Statements are found by person, verb, activity and time, page by page.', async () => {
  const activity = 'https://courses.example/pages'
  for (const name of ['attempted', 'answered', 'experienced'])
    await post(said({ verb: verb(name), object: { id: activity } }))
  const first = await get(`activity=${encodeURIComponent(activity)}&limit=2&ascending=true`)
  assert.deepEqual(
    first.body.statements.map((each: { verb: { id: string } }) => each.verb.id.split('/').at(-1)).length,
    2,
  )
  const second = await trainer.get(first.body.more, version)
  assert.equal(second.body.statements.length, 1)
  assert.equal(second.body.more, '')
  const agent = encodeURIComponent(JSON.stringify({ account: { homePage: site, name: nurse.personId } }))
  const of = (query: string) => get(query).then(({ body }) => body.statements.length)
  assert.equal(await of(`agent=${agent}&verb=${encodeURIComponent(verb('answered').id)}`), 1)
  assert.equal(await of(`agent=${encodeURIComponent('{"mbox":"mailto:ghost@x.example"}')}`), 0)
  assert.equal(await of('since=2026-06-15T12:00:00Z'), 0)
})

test('Only who may write down learning sends statements, nobody of themselves, and nothing comes from another site with a cookie.', async () => {
  assert.equal((await post(said(), nurse)).status, 403)
  assert.equal((await nurse.get(`${url}?limit=1`, version)).status, 403)
  assert.equal((await post(said(), wardline.anonymous)).status, 401)
  const own = await post(said({ actor: { mbox: 'mailto:tess.trainer@main.example' } }))
  assert.equal(own.status, 403)
  assert.equal((await post(said(), trainer, { origin: 'null', 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await post(said(), trainer, { origin: 'https://evil.example' })).status, 403)
})

async function launched(person: Client): Promise<{ token: string; registrationId: string; unitId: string }> {
  const packageId = randomUUID()
  const unitId = randomUUID()
  const registrationId = randomUUID()
  await wardline.owner.query(
    `insert into training.package (org_id, id, format, identifier, title, size_bytes, uploaded_by, uploaded_at) values ($1,$2,'cmi5','urn:c','Course',1,$3,now())`,
    [wardline.orgId, packageId, trainer.personId],
  )
  await wardline.owner.query(
    `insert into training.package_unit (org_id, id, package_id, position, identifier, title, path, move_on) values ($1,$2,$3,1,'urn:u','Unit','index.html','Passed')`,
    [wardline.orgId, unitId, packageId],
  )
  await wardline.owner.query(
    'insert into training.registration (org_id, id, package_id, person_id, started_at) values ($1,$2,$3,$4,now())',
    [wardline.orgId, registrationId, packageId, person.personId],
  )
  const { app } = wardline.composition
  const token = await write(app.pool, wardline.orgId, async (tx) => {
    const launch = newLaunch(tx, { registrationId, unitId, now: app.clock.now().toISOString() })
    tx.send(launch.insert)
    return launch.token
  })
  return { token, registrationId, unitId }
}

test('What was opened writes for its person alone, of itself alone, until it is over; passing counts once.', async () => {
  const { token, registrationId, unitId } = await launched(nurse)
  const basic = {
    authorization: `Basic ${Buffer.from(`launch:${token}`).toString('base64')}`,
    origin: 'null',
    'sec-fetch-site': 'cross-site',
  }
  const me = { account: { homePage: site, name: nurse.personId } }
  const passed = (more: object = {}) =>
    said({
      actor: me,
      verb: verb('passed'),
      object: { id: `urn:uuid:${unitId}` },
      context: { registration: registrationId },
      result: { score: { scaled: 0.9 }, duration: 'PT4M' },
      ...more,
    })
  const send = (body: unknown) => post(body, wardline.anonymous, basic)
  assert.equal((await send(passed({ actor: { mbox: 'mailto:tess.trainer@main.example' } }))).status, 403)
  assert.equal((await send(passed({ actor: { mbox: 'mailto:ghost@x.example' } }))).status, 403)
  assert.equal((await send(passed({ context: { registration: randomUUID() } }))).status, 403)
  assert.equal(
    (await send(passed({ verb: verb('voided'), object: { objectType: 'StatementRef', id: randomUUID() } })))
      .status,
    403,
  )
  wardline.clock.advance(5 * 60_000)
  const one = await send(passed())
  assert.equal(one.status, 200, JSON.stringify(one.body))
  assert.equal(one.headers['access-control-allow-origin'], '*')
  await send(passed())
  const learned = (await linesOf(nurse)).filter(({ origin }) => origin === 'package')
  assert.deepEqual(
    learned.map(({ title, verb: of, score_percent, duration_minutes }) => [
      ...[title, of, score_percent, duration_minutes],
    ]),
    [['Course', 'passed', 90, 4]],
  )
  const own = await wardline.anonymous.get(`${url}?limit=0`, { ...version, ...basic })
  assert.equal(own.body.statements.length, 2, 'it reads what was said in it alone')
  const forged = { ...basic, authorization: `Bearer ${token.slice(0, -2)}AA` }
  assert.equal((await post(passed(), wardline.anonymous, forged)).status, 401)
  wardline.clock.advance(12 * 3_600_000)
  assert.equal((await send(passed())).status, 401)
})

test('Statements cannot be changed by the application.', async () => {
  const { pool } = wardline.composition.app
  await assert.rejects(
    write(pool, wardline.orgId, (tx) =>
      tx.all({ text: "update training.statement set verb = 'x'", values: [] }),
    ),
    /permission denied/,
  )
})
