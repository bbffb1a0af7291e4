import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { createTestDatabase } from '../../test/helpers/database.ts'
import type { App } from '../core/app.ts'
import { fakeClock } from '../platform/clock/clock.ts'
import { loadConfig } from '../platform/config/config.ts'
import { createHttp } from '../platform/http/server.ts'
import { createLog } from '../platform/log/log.ts'
import { compose } from './compose.ts'
import { createSetupCode, mountFirstRun, setUpUnattended, slugOf } from './first-run.ts'

/** An installation without an organization, with the first-run routes on a web server of their own. */
async function empty(t: TestContext, env: Record<string, string> = {}, seedDemo = async (_app: App) => {}) {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-test-'))
  const config = loadConfig({ WARDLINE_DATA_DIR: dataDir, LOG_LEVEL: 'error', ...env })
  const clock = fakeClock(new Date())
  const log = createLog(config.logLevel)
  const composition = await compose({ config, appUrl: database.appUrl, log, clock })
  const http = createHttp({ log, trustProxy: false })
  const code = createSetupCode()
  mountFirstRun(http, composition.app, code, { seedDemo })
  t.after(async () => {
    await http.close()
    await composition.close()
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const post = async (payload: unknown) => {
    const answer = await http.inject({ method: 'POST', url: '/api/setup', payload: payload as object })
    return { status: answer.statusCode, body: answer.json() }
  }
  const isNeeded = async () => (await http.inject('/api/setup')).json().isNeeded as boolean
  const signIn = (email: string, password: string) =>
    composition.http.inject({ method: 'POST', url: '/api/session', payload: { email, password } })
  return { app: composition.app, clock, code, post, isNeeded, signIn }
}

const password = 'seven quiet herons walking'
const organization = {
  name: 'Willow River',
  slug: 'willow-river',
  time_zone: 'America/Chicago',
  language: 'en',
}
const admin = { name: 'Ada Admin', email: 'Ada@Willow.example', password }

test('With the code of the terminal the first organization is made, and its administrator signs in.', async (t) => {
  const { code, post, isNeeded, signIn } = await empty(t)
  assert.equal(await isNeeded(), true)
  const typed = code.toLowerCase().replaceAll('-', ' ')
  const made = await post({ code: typed, organization, admin })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.equal(await isNeeded(), false)
  assert.equal((await signIn('ada@willow.example', password)).statusCode, 200)
  assert.equal((await post({ code, organization, admin })).status, 404)
  assert.equal((await post({ code: 'WRONG', organization, admin })).status, 404)
})

test('A wrong code makes nothing, and guessing has to wait.', async (t) => {
  const { clock, code, post, isNeeded } = await empty(t)
  for (let count = 0; count < 10; count++) {
    const refused = await post({ code: `WRONG-${count}`, organization, admin })
    assert.equal(refused.status, 422)
    assert.equal(refused.body.errors[0].pointer, '#/code')
  }
  assert.equal((await post({ code, organization, admin })).status, 429)
  assert.equal(await isNeeded(), true)
  clock.advance(16 * 60_000)
  assert.equal((await post({ code, organization, admin })).status, 200)
})

test('What is missing or wrong is refused with a pointer, and the code stays good.', async (t) => {
  const { code, post, isNeeded } = await empty(t)
  for (const [body, pointer] of [
    [{ code }, '#/organization'],
    [{ code, organization }, '#/admin'],
    [
      { code, organization: { ...organization, time_zone: 'Mars/Olympus' }, admin },
      '#/organization/time_zone',
    ],
    [{ code, organization: { ...organization, slug: 'Not A Slug' }, admin }, '#/organization/slug'],
    [{ code, organization, admin: { ...admin, email: 'nobody' } }, '#/admin/email'],
    [{ code, organization, admin: { ...admin, password: 'short' } }, '#/admin/password'],
    [{ code, organization, admin: { ...admin, password: 'willowriver2026' } }, '#/admin/password'],
    [{ code, organization, admin, extra: true }, '#/extra'],
    [{ organization, admin }, '#/code'],
  ] as const) {
    const refused = await post(body)
    assert.equal(refused.status, 422, JSON.stringify(body))
    assert.ok(
      refused.body.errors.some((error: { pointer: string }) => error.pointer === pointer),
      JSON.stringify(refused.body),
    )
  }
  assert.equal(await isNeeded(), true)
})

test('Two who set up at once make one organization.', async (t) => {
  const { app, code, post } = await empty(t)
  const answers = await Promise.all(
    [1, 2, 3].map((n) => post({ code, organization: { ...organization, slug: `org-${n}` }, admin })),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const { rows } = await app.pool.query('select core.count_organizations()::int as count')
  assert.equal(rows[0].count, 1)
})

test('The demo is loaded with the code and not without it.', async (t) => {
  let loaded = 0
  const { code, post } = await empty(t, {}, async () => {
    loaded += 1
  })
  assert.equal((await post({ code: 'WRONG', demo: true })).status, 422)
  assert.equal(loaded, 0)
  assert.equal((await post({ code, demo: true })).status, 200)
  assert.equal(loaded, 1)
})

test('Settings make the organization unattended, once, and a later start changes nothing.', async (t) => {
  const env = {
    WARDLINE_ADMIN_EMAIL: 'root@willow.example',
    WARDLINE_ADMIN_PASSWORD: password,
    WARDLINE_ORGANIZATION: 'Clínica Río',
  }
  const { app, isNeeded, signIn } = await empty(t, env)
  const both = await Promise.all([setUpUnattended(app), setUpUnattended(app)])
  assert.deepEqual(both.sort(), [false, true])
  assert.equal(await setUpUnattended(app), false)
  assert.equal(await isNeeded(), false)
  assert.equal((await signIn('root@willow.example', password)).statusCode, 200)
  assert.equal(slugOf('Clínica Río'), 'clinica-rio')
  assert.equal(slugOf('病院'), 'main')
})

test('An unattended start with a password that is guessed first stops with a clear sentence.', async (t) => {
  const { app } = await empty(t, {
    WARDLINE_ADMIN_EMAIL: 'root@willow.example',
    WARDLINE_ADMIN_PASSWORD: 'password12345',
  })
  await assert.rejects(setUpUnattended(app), /WARDLINE_ADMIN_PASSWORD will not do/)
})

test('Without settings nothing is made.', async (t) => {
  const { app, isNeeded } = await empty(t)
  assert.equal(await setUpUnattended(app), false)
  assert.equal(await isNeeded(), true)
})

test('A code has twelve letters and is another one each time.', () => {
  const codes = new Set(Array.from({ length: 200 }, createSetupCode))
  assert.equal(codes.size, 200)
  for (const code of codes) assert.match(code, /^[A-HJ-KM-NP-Z2-9]{4}(-[A-HJ-KM-NP-Z2-9]{4}){2}$/)
})
