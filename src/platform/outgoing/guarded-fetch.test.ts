import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { guardedFetch, OutgoingFailed, type OutgoingPolicy, OutgoingRefused } from './guarded-fetch.ts'
import type { ResolvedAddress } from './target.ts'

const CLOSED: OutgoingPolicy = { allowPrivate: [] }

async function serve(t: TestContext, listener: RequestListener): Promise<{ port: number; origin: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `http://127.0.0.1:${port}` }
}

function open(port: number, more: Partial<OutgoingPolicy> = {}): OutgoingPolicy {
  return { allowPrivate: ['127.0.0.0/8'], allowPorts: [port], ...more }
}

const answers = (...addresses: string[]) =>
  Promise.resolve(addresses.map((address): ResolvedAddress => ({ address, family: 4 })))

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

test('A server that an administrator allows is reached, and refused without that permission', async (t) => {
  const { port, origin } = await serve(t, async (request, response) => {
    response.writeHead(201, { 'x-method': request.method })
    response.end(`got ${await textOf(request)} ${request.headers['x-key']}`)
  })
  const options = { method: 'POST', body: 'hello', headers: { 'X-Key': 'k' } } as const
  const response = await guardedFetch(`${origin}/hook?a=1`, options, open(port))
  assert.equal(response.status, 201)
  assert.equal(response.headers['x-method'], 'POST')
  assert.equal(response.body.toString(), 'got hello k')
  assert.equal(response.url, `${origin}/hook?a=1`)
  await assert.rejects(
    guardedFetch(origin, options, { ...CLOSED, allowPorts: [port] }),
    (error: unknown) => error instanceof OutgoingRefused && /private or reserved network/.test(error.message),
  )
})

test('Every disguise of an inner address is refused before anything is sent', async () => {
  // biome-ignore format: one address a line would make the list hard to survey.
  const hosts = [
    '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001',
    '0', '0.0.0.0', '00000177.0.0.1', '127.0.0.1.', '１２７.0.0.1', '127。0。0。1', '%31%32%37.0.0.1',
    '①②⑦.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254', '0xa9fea9fe',
    '2852039166', '168.63.129.16', '192.0.0.192', '224.0.0.1', '255.255.255.255', '[::1]', '[::]',
    '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:a9fe:a9fe]', '[::127.0.0.1]',
    '[64:ff9b::7f00:1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[fd00:ec2::254]',
    '[fe80::1]', '[ff02::1]', '[2606:4700::5efe:7f00:1]', 'localhost', 'LOCALHOST', 'localhost.',
  ]
  for (const host of hosts) {
    await assert.rejects(guardedFetch(`http://${host}/`, {}, CLOSED), OutgoingRefused, host)
  }
})

test('Odd spellings are refused even where the address itself is allowed', async (t) => {
  const { port } = await serve(t, (_request, response) => response.end('ok'))
  assert.equal((await guardedFetch(`http://127.0.0.1:${port}/`, {}, open(port))).status, 200)
  for (const host of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.', '%31%32%37.0.0.1']) {
    await assert.rejects(guardedFetch(`http://${host}:${port}/`, {}, open(port)), /written plainly/, host)
  }
})

test('Other schemes, credentials in the address, unknown ports and broken addresses are refused', async () => {
  const refusals: [string, RegExp][] = [
    ['ftp://example.com/', /http:\/\/ or https:\/\//],
    ['file:///etc/passwd', /http:\/\/ or https:\/\//],
    ['gopher://example.com/', /http:\/\/ or https:\/\//],
    ['data:text/plain,hi', /http:\/\/ or https:\/\//],
    ['javascript:alert(1)', /http:\/\/ or https:\/\//],
    ['http://user:secret@example.com/', /user name or password/],
    ['http://user@example.com/', /user name or password/],
    ['http://8.8.8.8:22/', /Port 22 /],
    ['https://8.8.8.8:5432/', /Port 5432 /],
    ['http://example.com./', /written plainly/],
    ['http:8.8.8.8/', /written plainly/],
    ['http:\\\\8.8.8.8\\', /written plainly/],
    ['http://8.8.8.8\\@127.0.0.1/', /written plainly/],
    ['http://8.8.8.8\t/', /written plainly/],
    ['not an address', /valid web address/],
    ['', /valid web address/],
    [`http://example.com/${'a'.repeat(5000)}`, /too long/],
  ]
  for (const [url, sentence] of refusals) {
    await assert.rejects(
      guardedFetch(url, {}, { ...CLOSED, lookup: () => answers('127.0.0.1') }),
      (error: unknown) => error instanceof OutgoingRefused && sentence.test(error.message),
      url,
    )
  }
})

test('A name that leads to both a public and a private address is refused', async () => {
  const policy = { ...CLOSED, lookup: () => answers('8.8.8.8', '10.0.0.5') }
  await assert.rejects(guardedFetch('http://mixed.example/', {}, policy), OutgoingRefused)
})

test('An allowed host name opens the own network but never the metadata address', async (t) => {
  const { port } = await serve(t, (_request, response) => response.end('ok'))
  const named = { allowPrivate: ['Intranet.example'], allowPorts: [port] }
  const url = `http://intranet.example:${port}/`
  const response = await guardedFetch(url, {}, { ...named, lookup: () => answers('127.0.0.1') })
  assert.equal(response.body.toString(), 'ok')
  const metadata = { ...named, lookup: () => answers('169.254.169.254') }
  await assert.rejects(guardedFetch(url, {}, metadata), OutgoingRefused)
  const stranger = { ...named, lookup: () => answers('127.0.0.1') }
  await assert.rejects(guardedFetch(`http://other.example:${port}/`, {}, stranger), OutgoingRefused)
})

test('A name that changes its address after the check gains nothing', async (t) => {
  const { port } = await serve(t, (_request, response) => response.end('the checked server'))
  let lookups = 0
  // The second and every later answer leads to an inner address on which nothing of the test listens.
  const lookup = () => answers(lookups++ === 0 ? '127.0.0.1' : '10.255.255.1')
  const response = await guardedFetch(`http://rebind.example:${port}/`, {}, open(port, { lookup }))
  assert.equal(response.body.toString(), 'the checked server')
  assert.equal(lookups, 1, 'the connection used the checked address and asked nobody again')
  await assert.rejects(
    guardedFetch(`http://rebind.example:${port}/`, {}, open(port, { lookup })),
    OutgoingRefused,
  )
})

test('A redirect is followed when its target is permitted and refused when it leads inside', async (t) => {
  const { port, origin } = await serve(t, (request, response) => {
    const target = new URL(request.url ?? '/', 'http://x').searchParams.get('to')
    if (target) response.writeHead(302, { location: target }).end()
    else response.end(`arrived at ${request.url}`)
  })
  const to = (target: string) => guardedFetch(`${origin}/?to=${encodeURIComponent(target)}`, {}, open(port))
  assert.equal((await to('/home')).body.toString(), 'arrived at /home')
  assert.equal((await to(`${origin}/far`)).url, `${origin}/far`)
  for (const target of [
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    '//192.168.0.1/',
    `http://2130706433:${port}/`,
    'file:///etc/passwd',
    'http://127.0.0.1:22/',
    `http://root:root@127.0.0.1:${port}/`,
    '\\\\10.0.0.1\\',
  ]) {
    await assert.rejects(to(target), OutgoingRefused, target)
  }
})

test('Each redirect is resolved and checked anew', async (t) => {
  const { port } = await serve(t, (_request, response) =>
    response.writeHead(302, { location: '/again' }).end(),
  )
  let lookups = 0
  const lookup = () => answers(lookups++ === 0 ? '127.0.0.1' : '192.168.7.7')
  await assert.rejects(
    guardedFetch(`http://rebind.example:${port}/`, {}, open(port, { lookup })),
    /private or reserved/,
  )
  assert.equal(lookups, 2)
})

test('Three redirects are followed and a fourth is refused', async (t) => {
  const { port, origin } = await serve(t, (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end()
    else response.end('there')
  })
  assert.equal((await guardedFetch(`${origin}/3`, {}, open(port))).body.toString(), 'there')
  await assert.rejects(guardedFetch(`${origin}/4`, {}, open(port)), /redirects more than 3 times/)
})

test('Credentials stay with their host and go along only on the same origin', async (t) => {
  const seen: Record<string, unknown>[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.headers)
    response.end('ok')
  }
  const other = await serve(t, listener)
  const first = await serve(t, (request, response) => {
    if (request.url === '/same') response.writeHead(302, { location: '/end' }).end()
    else if (request.url === '/away') response.writeHead(302, { location: `${other.origin}/end` }).end()
    else listener(request, response)
  })
  const policy = { allowPrivate: ['127.0.0.1'], allowPorts: [first.port, other.port] }
  const headers = { authorization: 'Bearer s', cookie: 'c=1', 'x-api-key': 'k', accept: 'image/png' }
  await guardedFetch(`${first.origin}/same`, { headers }, policy)
  await guardedFetch(`${first.origin}/away`, { headers }, policy)
  assert.equal(seen[0]?.authorization, 'Bearer s')
  assert.equal(seen[0]?.['x-api-key'], 'k')
  assert.equal(seen[1]?.accept, 'image/png')
  for (const name of ['authorization', 'cookie', 'x-api-key']) assert.equal(seen[1]?.[name], undefined, name)
})

test('What was posted is never sent on to another host, while a 303 asks there with GET', async (t) => {
  const got: string[] = []
  const other = await serve(t, async (request, response) => {
    got.push(`${request.method} ${await textOf(request)}`)
    response.end()
  })
  const first = await serve(t, (request, response) => {
    response.writeHead(Number(request.url?.slice(1)), { location: other.origin }).end()
  })
  const policy = { allowPrivate: ['127.0.0.1'], allowPorts: [first.port, other.port] }
  const post = { method: 'POST', body: 'private' } as const
  await assert.rejects(guardedFetch(`${first.origin}/307`, post, policy), /redirects what was sent/)
  await assert.rejects(guardedFetch(`${first.origin}/308`, post, policy), /redirects what was sent/)
  assert.equal((await guardedFetch(`${first.origin}/303`, post, policy)).status, 200)
  assert.deepEqual(got, ['GET '])
})

test('An answer within the size bound arrives whole and a larger one is cut off', async (t) => {
  const { port, origin } = await serve(t, (request, response) => {
    if (request.url === '/endless') {
      const timer = setInterval(() => response.write(Buffer.alloc(64 * 1024)), 1)
      response.on('close', () => clearInterval(timer))
    } else response.end(Buffer.alloc(1000, 'a'))
  })
  const policy = open(port, { body_bytes_max: 1000 })
  assert.equal((await guardedFetch(origin, {}, policy)).body.length, 1000)
  await assert.rejects(guardedFetch(origin, {}, { ...policy, body_bytes_max: 999 }), /larger than/)
  await assert.rejects(guardedFetch(`${origin}/endless`, {}, policy), /larger than/)
})

test('A compressed answer that nobody asked for is refused', async (t) => {
  const { port, origin } = await serve(t, (request, response) => {
    assert.equal(request.headers['accept-encoding'], 'identity')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.alloc(10))
  })
  await assert.rejects(guardedFetch(origin, {}, open(port)), OutgoingRefused)
})

test('Slow headers, a trickling body, a slow name and a closed port fail in bounded time', async (t) => {
  const { port, origin } = await serve(t, (request, response) => {
    if (request.url !== '/trickle') return
    const timer = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const started = performance.now()
  const timeout = (error: unknown) => error instanceof OutgoingFailed && /in time/.test(error.message)
  const quick = open(port, { total_timeout_ms: 300 })
  await assert.rejects(guardedFetch(`${origin}/silent`, {}, quick), timeout)
  await assert.rejects(guardedFetch(`${origin}/trickle`, {}, quick), timeout)
  await assert.rejects(
    guardedFetch(`${origin}/silent`, {}, open(port, { header_timeout_ms: 200, total_timeout_ms: 9000 })),
    timeout,
  )
  const lookup = () => wait(5000, [] as ResolvedAddress[], { ref: false })
  await assert.rejects(guardedFetch('http://slow.example/', {}, { ...quick, lookup }), timeout)
  await assert.rejects(guardedFetch('http://127.0.0.1:1/', {}, open(1)), OutgoingFailed)
  assert.ok(performance.now() - started < 5000, 'none of them waited for the other side')
})

test('An unknown name fails with a plain sentence', async () => {
  const lookup = () => Promise.reject(new Error('ENOTFOUND'))
  await assert.rejects(
    guardedFetch('http://nowhere.example/', {}, { ...CLOSED, lookup }),
    /could not be found/,
  )
})

test('Headers that steer the connection or break the line are refused', async (t) => {
  const { port, origin } = await serve(t, (_request, response) => response.end('ok'))
  assert.equal((await guardedFetch(origin, { headers: { 'X-Fine': 'yes' } }, open(port))).status, 200)
  for (const headers of [
    { Host: 'inner.example' },
    { 'Transfer-Encoding': 'chunked' },
    { 'Proxy-Authorization': 'x' },
    { 'X-A': 'a\r\nX-B: b' },
    { 'X-A\r\nX-B': 'b' },
    { 'X-A': 'a\u0000' },
  ] as unknown as Record<string, string>[]) {
    await assert.rejects(guardedFetch(origin, { headers }, open(port)), /cannot be sent/)
  }
})
