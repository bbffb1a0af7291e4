import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Server } from 'node:https'
import { after, before, beforeEach, test } from 'node:test'
import type { Client } from '../../../../../test/helpers/server.ts'
import { startTls } from '../../../../../test/helpers/tls.ts'
import { runJobs, withQueue } from '../../../../core/people/fixture.ts'
import { type Cast, must, startCast } from '../../../tickets/fixture.ts'
import { vapidKeys } from './keys.ts'

type Pushed = { path: string; headers: IncomingHttpHeaders; body: Buffer }

let cast: Cast
let service: Server
let port: number
let pushed: Pushed[] = []
/** What the push service answers next, and where it sends one instead. */
let status = 201
let elsewhere: string | undefined

before(async () => {
  ;({ server: service, port } = await startTls((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(status, elsewhere === undefined ? {} : { location: elsewhere }).end()
    })
  }))
  cast = await startCast({
    env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}`, WARDLINE_PUBLIC_URL: 'https://help.example.org' },
  })
  await withQueue(cast.wardline)
})
after(async () => {
  await cast?.wardline.close()
  service?.closeAllConnections()
  service?.close()
})
beforeEach(() => {
  pushed = []
  status = 201
  elsewhere = undefined
})

/** A browser's side of Web Push: its keys, and what it makes of the bytes that arrive (RFC 8188 and 8291). */
function browser(name: string) {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const key = (salt: Buffer, secret: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, length))
  return {
    asked: {
      name,
      endpoint: `https://127.0.0.1:${port}/${name}`,
      p256dh: ecdh.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    },
    read(body: Buffer) {
      const salt = body.subarray(0, 16)
      const sender = body.subarray(21, 21 + (body[20] ?? 0))
      const sealed = body.subarray(21 + (body[20] ?? 0))
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
      const shared = key(auth, ecdh.computeSecret(sender), info, 32)
      const decipher = createDecipheriv(
        'aes-128-gcm',
        key(salt, shared, 'Content-Encoding: aes128gcm\0', 16),
        key(salt, shared, 'Content-Encoding: nonce\0', 12),
      )
      decipher.setAuthTag(sealed.subarray(-16))
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString())
    },
  }
}

const add = (who: Client, asked: object) => who.post('/api/on-call/devices', asked)
const rows = async (who: Client) => must(await who.get('/api/on-call/devices')).body.rows

test('Who is paged is rung in each browser that asked for it, sealed for it alone, with no word of the ticket.', async () => {
  const { specialist, agent, network } = cast
  const [phone, laptop] = [browser('phone'), browser('laptop')]
  for (const each of [phone, laptop]) must(await add(specialist, each.asked))
  const id = await cast.file(agent, {
    title: 'Zeppelin is down',
    team_id: network,
    requester_id: cast.nurse.personId,
  })
  must(
    await agent.post(`/api/tickets/${id}/page`, {
      reason: 'Zeppelin ward is offline',
      person_id: specialist.personId,
    }),
  )
  await runJobs(cast.wardline)

  assert.deepEqual(pushed.map(({ path }) => path).sort(), ['/laptop', '/phone'])
  for (const { path, headers, body } of pushed) {
    const told = (path === '/phone' ? phone : laptop).read(body)
    assert.equal(told.title, 'You are paged')
    assert.match(told.body, /^Network · #\d+$/)
    assert.equal(told.path, `/desk/tickets/${id}`)
    assert.ok(!/zeppelin/i.test(JSON.stringify(told)))
    assert.equal(headers['content-encoding'], 'aes128gcm')
    assert.equal(headers.urgency, 'high')
    assert.equal(headers.topic, told.tag)
  }
  assert.throws(() => laptop.read(pushed.find(({ path }) => path === '/phone')?.body ?? Buffer.alloc(0)))
  assert.ok((await rows(specialist)).every((row: { rung_at: string | null }) => row.rung_at !== null))
})

test('The push service can check that it was this server: the key that browsers were given signed for it.', async () => {
  const { agent } = cast
  const { id } = must(await add(agent, browser('signed').asked)).body
  must(await agent.post(`/api/on-call/devices/${id}/try`))
  await runJobs(cast.wardline)
  const [, token = '', key = ''] =
    /^vapid t=([^,]+), k=(.+)$/.exec(pushed[0]?.headers.authorization ?? '') ?? []
  assert.equal(key, must(await agent.get('/api/on-call/devices')).body.key)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  assert.ok(isGood)
  assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud, `https://127.0.0.1:${port}`)
})

test('The key is the same wherever the secret is, and another one with another secret.', () => {
  const [one, two] = ['a', 'b'].map(
    (letter) => vapidKeys(letter.repeat(32), 'mailto:a@example.org').publicKey,
  )
  assert.equal(one, vapidKeys('a'.repeat(32), 'mailto:b@example.org').publicKey)
  assert.notEqual(one, two)
})

test('A browser that is gone is forgotten; one whose service fails for now is kept and tried again.', async () => {
  const { secondAgent } = cast
  const { id } = must(await add(secondAgent, browser('flaky').asked)).body
  const ringIt = async () => {
    must(await secondAgent.post(`/api/on-call/devices/${id}/try`))
    await runJobs(cast.wardline)
  }
  // The queue of jobs runs again whatever throws.
  status = 503
  await assert.rejects(ringIt, /answered 503/)
  assert.equal((await rows(secondAgent))[0].rung_at, null)
  status = 201
  await ringIt()
  assert.notEqual((await rows(secondAgent))[0].rung_at, null)
  status = 410
  await ringIt()
  assert.deepEqual(await rows(secondAgent), [])
})

test('A browser rings for the person who asked last, and only that person ends or tries it.', async () => {
  const { agent, specialist } = cast
  const shared = browser('shared')
  const first = must(await add(agent, shared.asked)).body.id
  assert.equal((await specialist.send('DELETE', `/api/on-call/devices/${first}`)).status, 404)
  assert.equal((await specialist.post(`/api/on-call/devices/${first}/try`)).status, 404)
  must(await add(specialist, shared.asked))
  const names = async (who: Client) => (await rows(who)).map((row: { name: string }) => row.name)
  assert.ok(!(await names(agent)).includes('shared'))
  assert.ok((await names(specialist)).includes('shared'))
  const own = (await rows(specialist)).find((row: { name: string }) => row.name === 'shared').id
  must(await specialist.send('DELETE', `/api/on-call/devices/${own}`))
  assert.ok(!(await names(specialist)).includes('shared'))
})

test('Whoever knows the address of a browser but not its keys does not take it from its owner.', async () => {
  const { agent, specialist } = cast
  const wanted = browser('wanted')
  const { id } = must(await add(agent, wanted.asked)).body
  const { p256dh, auth } = browser('thief').asked
  for (const keys of [{ p256dh, auth }, { p256dh }, { auth }]) {
    const refused = await add(specialist, { ...wanted.asked, ...keys })
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /rings for somebody else/)
  }
  assert.ok((await rows(agent)).some((row: { id: string }) => row.id === id))
  must(await add(agent, { ...wanted.asked, p256dh, auth }))
  must(await agent.send('DELETE', `/api/on-call/devices/${id}`))
})

test('Addresses that are no push service, and an eleventh browser, are refused with a sentence.', async () => {
  const { admin } = cast
  const { asked } = browser('odd')
  for (const endpoint of [
    'http://127.0.0.1/plain',
    'https://127.0.0.1:1/port',
    'https://user:word@push.example.org/x',
    'https://0x7f000001/hex',
  ]) {
    const answer = await add(admin, { ...asked, endpoint })
    assert.equal(answer.status, 422, endpoint)
    assert.equal(answer.body.errors[0].pointer, '#/endpoint')
  }
  assert.equal((await add(admin, { ...asked, auth: 'short' })).status, 422)
  for (let place = 0; place < 10; place++) must(await add(admin, browser(`many-${place}`).asked))
  const one = await add(admin, browser('many-11').asked)
  assert.equal(one.status, 409)
  assert.match(one.body.detail, /10 browsers already/)
})

test('Nothing is sent into a private network that the operator did not open; such a browser is forgotten.', async () => {
  const { secondAgent } = cast
  const { id } = must(
    await add(secondAgent, { ...browser('inner').asked, endpoint: 'https://10.0.0.7/inner' }),
  ).body
  must(await secondAgent.post(`/api/on-call/devices/${id}/try`))
  await runJobs(cast.wardline)
  assert.deepEqual(await rows(secondAgent), [])
})

test('Requesters have browsers rung by push services that are known, and touch nobody else’s.', async () => {
  const { nurse, agent } = cast
  const { asked } = browser('nurse')
  for (const host of ['push.example.org', 'notify.windows.com.example.org', 'xfcm.googleapis.com']) {
    const answer = await add(nurse, { ...asked, endpoint: `https://${host}/nurse` })
    assert.deepEqual([answer.status, answer.body.errors[0].pointer], [422, '#/endpoint'], host)
  }
  for (const host of ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'wns2.notify.windows.com'])
    must(await add(nurse, { ...asked, endpoint: `https://${host}/nurse` }))
  assert.equal((await rows(nurse)).length, 3)
  const { id: own } = must(await add(nurse, asked)).body
  must(await nurse.post(`/api/on-call/devices/${own}/try`))
  await runJobs(cast.wardline)
  assert.equal(pushed.length, 1, 'the operator opened this address')
  const { id } = must(await add(agent, browser('guarded').asked)).body
  assert.equal((await nurse.post(`/api/on-call/devices/${id}/try`)).status, 404)
  assert.equal((await nurse.send('DELETE', `/api/on-call/devices/${id}`)).status, 404)
})

test('A person tries browsers ten times an hour, each try is sent once, and the next hour begins anew.', async () => {
  const frequent = await cast.wardline.person('Fred Frequent', ['help-desk'], [cast.desk])
  const { id } = must(await add(frequent, browser('often').asked)).body
  const tryIt = () => frequent.post(`/api/on-call/devices/${id}/try`)
  for (let time = 0; time < 10; time++) must(await tryIt())
  const refused = await tryIt()
  assert.equal(refused.status, 429)
  assert.match(refused.body.detail, /10 times an hour/)
  const jobs = await cast.rows(
    "select max_attempts from graphile_worker._private_jobs where payload ->> 'device' = $1",
    [id],
  )
  assert.deepEqual(new Set(jobs.map(({ max_attempts }) => max_attempts)), new Set([1]))
  await runJobs(cast.wardline)
  assert.equal(pushed.length, 10)
  await cast.wardline.owner.query(
    "update core.session set last_active_at = '2100-01-01', expires_at = '2100-01-02'",
  )
  cast.wardline.clock.advance(60 * 60_000)
  must(await tryIt())
  await runJobs(cast.wardline)
})

test('An address that redirects is not followed, and such a browser is forgotten.', async () => {
  const { secondAgent } = cast
  const { id } = must(await add(secondAgent, browser('bounced').asked)).body
  status = 307
  elsewhere = `https://127.0.0.1:${port}/elsewhere`
  must(await secondAgent.post(`/api/on-call/devices/${id}/try`))
  await runJobs(cast.wardline)
  assert.deepEqual(
    pushed.map(({ path }) => path),
    ['/bounced'],
  )
  assert.deepEqual(await rows(secondAgent), [])
})
