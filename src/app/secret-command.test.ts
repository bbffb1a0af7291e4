/** A new secret takes over: what the former one made holds until that is retired, and nobody is signed out. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../test/helpers/server.ts'
import { answerLink, readLink } from '../capabilities/surveys/link.ts'
import { newCode } from '../capabilities/tickets/labels/code.ts'
import { browser, codeOf, setUpFactor } from '../core/people/fixture.ts'
import { seal } from '../core/people/login/seal.ts'
import { loadConfig } from '../platform/config/config.ts'
import { newId } from '../platform/id/id.ts'
import { createLog } from '../platform/log/log.ts'
import { type Composition, compose } from './compose.ts'
import { resealAll, sealedPlaces } from './secret-command.ts'

const former = 'the-former-secret-of-this-test-000'
const present = 'the-present-secret-of-this-test-11'

let wardline: Wardline
let admin: { cookie: string }
let auditor: Client
let shared: string
let recovery: string[]
let label: string
let link: string
const opened: Composition[] = []

before(async () => {
  wardline = await startWardline({ env: { WARDLINE_SECRET: former } })
  const { cookie, personId } = await wardline.admin()
  const screen = browser(wardline, cookie)
  auditor = await wardline.person('Aud Itor', ['information-security-officer'])
  const factor = await setUpFactor(wardline, screen)
  // A session is given a new token with its second step.
  admin = { cookie: screen.cookie() }
  shared = factor.secret
  recovery = factor.recovery
  const team = await wardline.team('Desk')
  const { orgId, owner } = wardline
  label = newCode(former, orgId)
  await owner.query("insert into core.workstation (org_id, id, name) values ($1,$2,'Cart 3')", [orgId, team])
  await owner.query(
    'insert into tickets.label (org_id, id, code, workstation_id, issued_at) values ($1,$2,$3,$4,now())',
    [orgId, newId(), label, team],
  )
  link = answerLink(
    wardline.composition.app,
    { orgId, invitationId: newId(), rating: 5 },
    new Date(wardline.clock.now().getTime() + 3_600_000),
  ).split('#')[1] as string
  await owner.query(
    'insert into escalation.webhook (org_id, team_id, url, secret, updated_by, updated_at) values ($1,$2,$3,$4,$5,now())',
    [
      orgId,
      team,
      'https://pages.example',
      seal(former, 'on-call-webhook', `${orgId} ${team}`, 'hook'),
      personId,
    ],
  )
  await auditor.get('/api/search?q=quokkaword')
})
after(async () => {
  for (const each of opened) await each.close()
  await wardline.close()
})

/** Another server on the same database, with these secrets. */
async function restarted(secret: string, old: string): Promise<Composition> {
  const composition = await compose({
    config: loadConfig({
      WARDLINE_DATA_DIR: wardline.dataDir,
      LOG_LEVEL: 'silent',
      WARDLINE_SECRET: secret,
      ...(old ? { WARDLINE_OLD_SECRETS: old } : {}),
    }),
    appUrl: wardline.appUrl,
    log: createLog('silent'),
    clock: wardline.clock,
  })
  await composition.http.ready()
  opened.push(composition)
  return composition
}

const ask = async (
  { http }: Composition,
  who: { cookie: string },
  method: 'GET' | 'POST',
  url: string,
  body?: object,
) => {
  const { statusCode, body: text } = await http.inject({
    method,
    url,
    headers: { cookie: who.cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  })
  return { status: statusCode, body: JSON.parse(text) }
}
const proof = (composition: Composition, code: string) =>
  ask(composition, admin, 'POST', '/api/session/confirm', { code })
const nextCode = () => {
  wardline.clock.advance(31_000)
  return codeOf(wardline, shared)
}
const found = async (composition: Composition) =>
  (await ask(composition, auditor, 'GET', '/api/audit?searched=quokkaword')).body.rows.length

test('Under a new secret everybody stays signed in, and what the former one made holds while it is given.', async () => {
  const both = await restarted(present, former)
  assert.equal((await ask(both, admin, 'GET', '/api/session')).status, 200)
  assert.equal((await proof(both, nextCode())).status, 200)
  assert.equal((await proof(both, recovery[0] as string)).status, 200)
  assert.equal(readLink(both.app, link).rating, 5)
  assert.equal(await found(both), 1)
  const known = await ask(both, auditor, 'GET', `/api/labels/${label}`)
  assert.equal(known.status, 200)
  const alone = await restarted(present, '')
  assert.equal((await ask(alone, admin, 'GET', '/api/session')).status, 200)
  assert.throws(() => readLink(alone.app, link))
  assert.equal(await found(alone), 0)
  assert.equal((await ask(alone, auditor, 'GET', `/api/labels/${label}`)).status, 404)
  assert.notEqual((await proof(alone, nextCode())).status, 200)
  assert.equal((await proof(alone, recovery[1] as string)).status, 422)
})

test('After the rotation the former secret is not needed for what is sealed; twice does nothing, and what nothing opens is named.', async () => {
  const stranger = await resealAll(wardline.ownerUrl, ['quite-another-secret-of-this-test'])
  assert.equal(stranger.failed.length, 2)
  assert.deepEqual(await resealAll(wardline.ownerUrl, [present, former]), {
    resealed: 2,
    kept: 0,
    failed: [],
  })
  assert.deepEqual(await resealAll(wardline.ownerUrl, [present, former]), {
    resealed: 0,
    kept: 2,
    failed: [],
  })
  const alone = await restarted(present, '')
  assert.equal((await proof(alone, nextCode())).status, 200)
  const back = await restarted(former, '')
  assert.notEqual((await proof(back, nextCode())).status, 200, 'the former one opens nothing any more')
})

test('Every column that is sealed is one that a rotation knows, or is over within minutes.', async () => {
  const { rows } = await wardline.owner.query<{ place: string }>(
    `select n.nspname || '.' || c.relname || '.' || a.attname as place from pg_attribute a
     join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.atttypid = 'bytea'::regtype
       and n.nspname not like 'pg%' and a.attname !~ 'hash|key|salt' order by 1`,
  )
  const known = sealedPlaces.map(({ table, column }) => `${table}.${column}`)
  const others = rows.map(({ place }) => place).filter((place) => !known.includes(place))
  assert.deepEqual(others, [
    'catalog.picture.content',
    'channels.alert.fingerprint',
    'core.attachment.sha256',
    'core.event_words.commitment',
    'core.idempotency.fingerprint',
    'core.provider_answer.sealed',
    'tickets.flow_day.cells',
    'trail.link.entries',
    'training.picture.content',
  ])
})
