/** Signing out here and there. */
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { codeOf } from '../../../core/people/fixture.ts'
import { type Screen, screenOf } from '../fixture.ts'
import { admin, isIn, login, openProviders, other, own, pathOf, signIn, usual, wardline } from './fixture.ts'
import { clientId } from './test-provider.ts'

openProviders()

test('Signing out leads to the provider, and what ends there ends here: by the real back channel.', async () => {
  login.people.sue = { name: 'Sue Sign-out' }
  const { screen, visitor } = await signIn('sue')
  const { sign_out_url } = (await screen.get('/api/session/provider')).body
  assert.ok(sign_out_url.startsWith(`${login.issuer}/session/end`))
  const asked = await (await visitor.fetch(sign_out_url)).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  const done = await visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.match(done.headers.get('location') ?? '', /^http:\/\/localhost\/sign-in/)
  assert.deepEqual(login.failures, [])
  assert.equal(await isIn(screen), false)
  const kept = async () =>
    (await wardline.owner.query('select count(*)::int as count from core.provider_session')).rows[0].count
  assert.ok((await kept()) > 0)
  wardline.clock.advance(3 * 86_400_000)
  await wardline.composition.app.registry.jobs.get('sign_in.forget')?.(wardline.composition.app, {})
  assert.equal(await kept(), 0, 'what the provider said of sessions is forgotten')
  wardline.clock.advance(-3 * 86_400_000)
  const byPassword = screenOf(wardline, (await wardline.person('Pat Password', [])).cookie)
  assert.equal((await byPassword.get('/api/session/provider')).body.sign_out_url, null)
})

test('The provider still knows the session after a second step here, after one was set up and after a new password: signing out leads there, and what ends there ends here.', async () => {
  login.people.stella = { name: 'Stella Steps', email: 'stella@main.example', email_verified: true }
  const first = await signIn('stella')
  const isKnown = async ({ screen }: { screen: Screen }) => {
    const { name, sign_out_url } = (await screen.get('/api/session/provider')).body
    assert.equal(name, 'Hospital login')
    return String(sign_out_url)
  }
  const { secret } = (await first.screen.post('/api/factor/begin', {})).body
  const setUp = await first.screen.post('/api/factor/confirm', { code: codeOf(wardline, secret) })
  assert.equal(setUp.status, 200, JSON.stringify(setUp.body))
  await isKnown(first)
  wardline.clock.advance(31_000)
  const again = await signIn('stella')
  assert.match(again.to, /factor=1/)
  const given = await again.screen.post('/api/session/factor', { code: codeOf(wardline, secret) })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  await isKnown(again)
  const { person_id } = (await again.screen.get('/api/session')).body
  await wardline.owner.query(
    'insert into core.password (org_id, person_id, hash, changed_at) select org_id, $1, hash, changed_at from core.password where person_id = $2',
    [person_id, admin.personId],
  )
  const body = { old_password: password, new_password: 'purple lanterns over the quiet harbour' }
  const changed = await again.screen.post('/api/session/password', body)
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const asked = await (await again.visitor.fetch(await isKnown(again))).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  await again.visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.deepEqual(login.failures, [])
  assert.equal(await isIn(again.screen), false)
})

test('A session whose name at the provider is not known ends with its subject, and one of another name goes on.', async () => {
  login.people.sid = { name: 'Sid Session' }
  const unnamed = await signIn('sid')
  wardline.clock.advance(1000)
  const another = await signIn('sid')
  const { person_id } = (await unnamed.screen.get('/api/session')).body
  const { rows: opened } = await wardline.owner.query(
    'select v.session_id from core.provider_session v join core.session s on s.id = v.session_id where s.person_id = $1 order by s.created_at, s.id',
    [person_id],
  )
  const name = (at: number, sid: string | null) =>
    wardline.owner.query('update core.provider_session set sid = $2 where session_id = $1', [
      opened[at].session_id,
      sid,
    ])
  await name(0, null)
  await name(1, 'of another browser')
  const { sign_out_url } = (await unnamed.screen.get('/api/session/provider')).body
  const asked = await (await unnamed.visitor.fetch(sign_out_url)).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
  await unnamed.visitor.fetch(`${login.issuer}/session/end/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  })
  assert.deepEqual(login.failures, [])
  assert.deepEqual([await isIn(unnamed.screen), await isIn(another.screen)], [false, true])
})

test('A token of the back channel that is forged, old, meant for another, or sent again ends nothing.', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }
  const { keys, close } = await keyServer(jwk)
  try {
    const id = keys.id
    const now = Math.floor(Date.now() / 1000)
    const good = {
      iss: keys.issuer,
      aud: clientId,
      iat: now,
      jti: 'one',
      sub: 'nobody',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    }
    const post = async (token: string) => {
      const body = new URLSearchParams({ logout_token: token })
      return (await fetch(`${own}${pathOf(id)}/ended`, { method: 'POST', body })).status
    }
    const signed = (claims: object, key = privateKey) => token({ alg: 'RS256', kid: 'own' }, claims, key)
    const right = signed(good)
    assert.equal(await post(right), 200)
    assert.equal(await post(right), 410, 'sent again')
    const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (const [why, wrong] of Object.entries({
      'another key': signed({ ...good, jti: 'b' }, strange),
      'another issuer': signed({ ...good, iss: login.issuer }),
      'another audience': signed({ ...good, aud: 'somebody' }),
      'too old': signed({ ...good, iat: now - 3600 }),
      'an ID token': signed({ ...good, nonce: 'n' }),
      'no event': signed({ ...good, events: {} }),
      'about nobody': signed({ ...good, sub: undefined }),
      unsigned: token({ alg: 'none' }, good, undefined),
      'signed with the public key': token({ alg: 'HS256', kid: 'own' }, good, undefined),
      rubbish: 'a.b.c',
    }))
      assert.equal(await post(wrong), 422, why)
  } finally {
    await close()
  }
})

function token(header: object, claims: object, key: KeyObject | undefined): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part(header)}.${part(claims)}`
  const signature = key
    ? sign('sha256', Buffer.from(text), key)
    : createHmac('sha256', 'public').update(text).digest()
  return `${text}.${signature.toString('base64url')}`
}

/** A provider of which only its description and its keys are asked for. */
async function keyServer(jwk: object) {
  const { createServer } = await import('node:http')
  // The address is one that is open: the other provider makes room for it.
  await other.close()
  const issuer = other.issuer
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(
        request.url === '/jwks'
          ? { keys: [jwk] }
          : {
              issuer,
              jwks_uri: `${issuer}/jwks`,
              authorization_endpoint: `${issuer}/auth`,
              token_endpoint: `${issuer}/token`,
              response_types_supported: ['code'],
              subject_types_supported: ['public'],
              id_token_signing_alg_values_supported: ['RS256'],
            },
      ),
    )
  })
  await new Promise<void>((done) => server.listen(other.port, '127.0.0.1', done))
  const made = await (async () => {
    await admin.post('/api/session/confirm', { password })
    return admin.post('/api/providers', { ...usual, name: 'Keys', issuer })
  })()
  return {
    keys: { issuer, id: made.body.id as string },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
