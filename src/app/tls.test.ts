import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect, type SecureVersion } from 'node:tls'
import { password, startWardline, type Wardline } from '../../test/helpers/server.ts'
import { certificate, renewedCertificate } from '../../test/helpers/tls.ts'
import { ConfigError } from '../platform/config/config.ts'
import { readTls, tlsFilesOf } from '../platform/http/tls.ts'

let folder: string
let files: { cert: string; key: string }
let wardline: Wardline
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-tls-'))
  files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  place(certificate)
  wardline = await startWardline({
    env: {
      WARDLINE_TLS_CERT: files.cert,
      WARDLINE_TLS_KEY: files.key,
      WARDLINE_TRUST_PROXY: '10.9.0.0/16',
    },
  })
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  await wardline.close()
  rmSync(folder, { recursive: true })
})

function place({ cert, key }: { cert: string; key: string }): void {
  writeFileSync(files.cert, cert)
  writeFileSync(files.key, key)
}

type Spoken = { version: string; name: string; answer: string }

/** Asks for the session over a connection of its own; throws what the handshake failed with. */
function speak(options: { minVersion?: SecureVersion; maxVersion?: SecureVersion } = {}): Promise<Spoken> {
  const { port } = wardline.composition.http.server.address() as AddressInfo
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
      socket.end('GET /api/session HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
    })
    let answer = ''
    const version = () => socket.getProtocol() ?? ''
    let told = { version: '', name: '' }
    socket.once('secureConnect', () => {
      told = { version: version(), name: String(socket.getPeerCertificate().subject?.CN) }
    })
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', fail)
    socket.on('close', () => done({ ...told, answer }))
  })
}

test('Wardline speaks TLS 1.2 and 1.3 by itself, nothing older, and has browsers stay with it.', async () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const spoken = await speak({ minVersion: version, maxVersion: version })
    assert.equal(spoken.version, version)
    assert.match(spoken.answer, /^HTTP\/1\.1 401/)
    assert.match(spoken.answer, /strict-transport-security: max-age=31536000/)
  }
  await assert.rejects(speak({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }))
})

test('A renewed certificate is taken; one that does not fit its key leaves the old one in use.', async () => {
  assert.equal((await speak()).name, '127.0.0.1')
  place({ cert: renewedCertificate.cert, key: certificate.key })
  process.emit('SIGHUP')
  assert.equal((await speak()).name, '127.0.0.1')
  place(renewedCertificate)
  process.emit('SIGHUP')
  assert.equal((await speak()).name, 'renewed')
})

test('Half of a certificate, or one that is none, stops the start.', () => {
  const half = (tlsCert?: string, tlsKey?: string) =>
    tlsFilesOf({ ...(tlsCert ? { tlsCert } : {}), ...(tlsKey ? { tlsKey } : {}) })
  assert.equal(half(), undefined)
  assert.throws(() => half(files.cert), ConfigError)
  assert.throws(() => half(undefined, files.key), ConfigError)
  assert.throws(() => readTls({ cert: files.key, key: files.key }), ConfigError)
  assert.throws(() => readTls({ cert: join(folder, 'none'), key: files.key }), ConfigError)
})

const forwarded = {
  'x-forwarded-for': '198.51.100.66, 198.51.100.7',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
}

async function signInFrom(remoteAddress: string, headers: Record<string, string>) {
  const payload = { email: 'admin@main.example', password, organization: 'main' }
  return wardline.composition.http.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress,
    headers,
    payload,
  })
}
const lastAddress = async () =>
  (await wardline.owner.query('select address from core.session order by created_at desc, id desc limit 1'))
    .rows[0].address

test('What a proxy says is believed of the configured proxies alone.', async () => {
  const stranger = await signInFrom('203.0.113.9', forwarded)
  assert.equal(stranger.statusCode, 200)
  assert.equal(await lastAddress(), '203.0.113.9')
  assert.doesNotMatch(String(stranger.headers['set-cookie']), /Secure/)
  assert.equal(stranger.headers['strict-transport-security'], undefined)
  const origin = { origin: 'https://evil.example' }
  assert.equal((await signInFrom('203.0.113.9', { ...forwarded, ...origin })).statusCode, 403)

  const proxy = await signInFrom('10.9.1.2', { ...forwarded, 'x-forwarded-host': 'help.example' })
  assert.equal(proxy.statusCode, 200)
  assert.equal(
    await lastAddress(),
    '198.51.100.7',
    'what the proxy added, not what the visitor wrote before it',
  )
  assert.match(String(proxy.headers['set-cookie']), /Secure/)
  assert.match(String(proxy.headers['strict-transport-security']), /max-age=\d{8}/)
})

test('Behind a proxy that is not configured nobody chooses their address against the limits of guessing.', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 12; count++) {
    const answer = await wardline.composition.http.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '203.0.113.50',
      headers: { 'x-forwarded-for': `198.51.100.${count}` },
      payload: { email: 'nobody@main.example', password: 'wrong wrong wrong', organization: 'main' },
    })
    statuses.push(answer.statusCode)
  }
  assert.ok(statuses.includes(429), statuses.join())
})
