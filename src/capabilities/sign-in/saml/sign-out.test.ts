/** Signing out here and there, and keys that change. */
import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { screenOf } from '../fixture.ts'
import {
  admin,
  change,
  id,
  idp,
  isIn,
  messageOf,
  openProviders,
  otherId,
  pathOf,
  refused,
  signIn,
  wardline,
  xmlOf,
} from './fixture.ts'
import { makeOwnKey } from './own-key.ts'
import { formOf } from './test-provider.ts'

openProviders()

test('While the provider changes its key both count, and after it the old one does not.', async () => {
  const before = idp.key
  const next = makeOwnKey('idp', new Date())
  const old = (await admin.get('/api/providers')).body.rows.find((row: { id: string }) => row.id === id).saml
    .certificates
  await change({}, { certificates: [...old, next.certificate] })
  assert.equal((await signIn('nora')).to, '/desk')
  idp.key = next
  assert.equal((await signIn('nora')).to, '/desk')
  await change({}, { certificates: [next.certificate] })
  assert.equal((await signIn('nora')).to, '/desk')
  idp.key = before
  assert.equal((await signIn('nora')).to, refused)
  await change({}, { certificates: old })
  assert.equal((await signIn('nora')).to, '/desk')
})

test('Signing out here leads to the provider with a signed message, which it takes.', async () => {
  const { screen } = await signIn('nora')
  const { sign_out_url } = (await screen.get('/api/session/provider')).body
  assert.ok(sign_out_url.startsWith(`${idp.base}/slo?SAMLRequest=`))
  assert.equal((await screen.send('DELETE', '/api/session')).status, 204)
  const answered = await fetch(sign_out_url, { redirect: 'manual' })
  const back = new URL(answered.headers.get('location') ?? '', idp.base)
  assert.equal(`${back.origin}${back.pathname}`, idp.client.signOut)
  assert.deepEqual(idp.sessions, [])
  const home = await screen.get(back.pathname + back.search)
  assert.equal(home.headers.location, '/sign-in')
})

test('Signing out there ends the sessions here, by redirect and by form; altered, replayed or unsigned it ends none.', async () => {
  const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
  const first = await signIn('nora')
  const told = await fetch(`${idp.base}/slo`, { redirect: 'manual' })
  const url = new URL(told.headers.get('location') ?? '', idp.base)
  const path = url.pathname + url.search
  const anyone = screenOf(wardline)
  const bad: string[] = [
    path.replace(/&Signature=[^&]+/, ''),
    path.replace(/Signature=..../, 'Signature=AAAA'),
    path.replace(/RelayState=[^&]*/, 'RelayState=other'),
    `${path}&SAMLRequest=${encodeURIComponent('PHg+')}`,
    path.replace(id, otherId),
  ]
  for (const each of bad) assert.equal((await anyone.get(each)).status, 422, each.slice(-60))
  assert.equal(await isIn(first.screen), true)
  const ended = await anyone.get(path)
  assert.equal(ended.status, 303, JSON.stringify(ended.body))
  assert.ok(String(ended.headers.location).startsWith(`${idp.base}/slo?SAMLResponse=`))
  assert.equal(await isIn(first.screen), false)
  assert.equal((await anyone.get(path)).status, 410, 'replayed')
  const done = await fetch(String(ended.headers.location))
  assert.equal(done.status, 200, await done.text())

  const second = await signIn('nora')
  idp.options = { binding: post }
  const { fields } = formOf(await (await fetch(`${idp.base}/slo`)).text())
  idp.options = {}
  const send = (message: string) =>
    wardline.anonymous.send(
      'POST',
      `${pathOf(id)}/sign-out`,
      new URLSearchParams({ ...fields, SAMLRequest: message }).toString(),
      {
        host: 'localhost',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'cross-site',
      },
    )
  const message = fields.SAMLRequest ?? ''
  const unsigned = xmlOf(message).replace(/<Signature[\s\S]*<\/Signature>/, '')
  assert.equal((await send(messageOf(unsigned))).status, 422)
  assert.equal((await send(messageOf(xmlOf(message).replace('>nora<', '>greta<')))).status, 422)
  assert.equal(await isIn(second.screen), true)
  assert.equal((await send(message)).status, 303)
  assert.equal(await isIn(second.screen), false)

  const third = await signIn('nora')
  idp.options = { binding: post, digestAlgorithm: 'sha1' }
  const weak = formOf(await (await fetch(`${idp.base}/slo`)).text())
  idp.options = {}
  assert.match(xmlOf(weak.fields.SAMLRequest ?? ''), /xmldsig#sha1/)
  assert.equal((await send(weak.fields.SAMLRequest ?? '')).status, 422, 'a weak digest')
  assert.equal(await isIn(third.screen), true)
})

test('While we change our own key both are accepted and stand in our metadata; once the old one is retired it counts no longer.', async () => {
  await admin.post('/api/session/confirm', { password })
  const certificates = async () => {
    const { body } = await screenOf(wardline).get(`${pathOf(id)}/metadata`)
    const all = (use: string) =>
      [...String(body).matchAll(new RegExp(`use="${use}">[\\s\\S]*?<ds:X509Certificate>([^<]+)<`, 'g'))].map(
        ([, text]) => `-----BEGIN CERTIFICATE-----\n${text?.trim()}\n-----END CERTIFICATE-----\n`,
      )
    return { signing: all('signing'), encryption: all('encryption') }
  }
  const encryptFor = (pem: string) => {
    idp.options = {
      encryptionCert: pem,
      encryptionPublicKey: createPublicKey(pem).export({ type: 'spki', format: 'pem' }),
      encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    }
  }
  const turn = (what: 'renew' | 'retire') => admin.post(`/api/providers/${id}/${what}-key`)
  const before = await certificates()
  assert.equal(before.signing.length, 1)
  const [old = ''] = before.encryption
  assert.equal((await turn('retire')).status, 409, 'there is no other')
  assert.equal((await turn('renew')).status, 200)
  assert.equal((await turn('renew')).status, 409, 'one change at a time')
  const during = await certificates()
  assert.deepEqual([during.signing.length, during.signing[0]], [2, before.signing[0]])
  const [next = ''] = during.encryption
  assert.notEqual(next, old)
  for (const pem of [old, next]) {
    encryptFor(pem)
    assert.equal((await signIn('nora')).to, '/desk')
  }
  idp.options = {}
  const { screen } = await signIn('nora')
  const out = (await screen.get('/api/session/provider')).body.sign_out_url
  assert.equal(
    (await fetch(out, { redirect: 'manual' })).status,
    302,
    'signed by the key that the provider knows',
  )
  const shown = JSON.stringify((await admin.get('/api/providers')).body)
  assert.equal(shown.includes('PRIVATE'), false)
  await change({}, {})
  assert.equal((await turn('retire')).status, 200)
  idp.client.certificate = next
  assert.deepEqual(await certificates(), { signing: [next], encryption: [next] })
  encryptFor(old)
  assert.equal((await signIn('nora')).to, refused)
  encryptFor(next)
  assert.equal((await signIn('nora')).to, '/desk')
  idp.options = {}
  const { rows } = await wardline.owner.query(
    "select action from core.audit where action in ('providers.renew_key', 'providers.retire_key') order by at, action",
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['providers.renew_key', 'providers.retire_key'],
  )
  const desk = await wardline.person('Ken Key', ['help-desk'])
  assert.equal((await desk.post(`/api/providers/${id}/renew-key`)).status, 403)
  assert.equal((await admin.post(`/api/providers/${wardline.orgId}/renew-key`)).status, 404)
})
