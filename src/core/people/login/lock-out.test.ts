import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { auditActions, browser, codeOf, nextStep, setUpFactor, withQueue } from '../fixture.ts'
import { deviceCookie } from './known.ts'

let wardline: Wardline
before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
})
after(() => wardline.close())

const hospital = '198.51.100.7'
type Cookies = Record<string, string>

/** Signs in from an address with the cookies of a browser, which keeps those that it is given. */
async function signIn(
  address: string,
  email: string,
  secret = password,
  cookies: Cookies = {},
): Promise<number> {
  const answer = await wardline.composition.http.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: address,
    cookies,
    payload: { email, password: secret, organization: 'main' },
  })
  for (const { name, value } of answer.cookies as { name: string; value: string }[]) cookies[name] = value
  return answer.statusCode
}

/** Strangers all over the world try the name until nobody unknown may try it any more. */
async function attack(email: string): Promise<void> {
  const statuses = await Promise.all(
    Array.from({ length: 60 }, (_, index) => signIn(`203.0.113.${index}`, email, 'wrong on purpose')),
  )
  assert.ok(statuses.filter((status) => status === 429).length >= 10)
}

async function nurse(name: string): Promise<string> {
  await wardline.person(name, [])
  return `${name.toLowerCase().replace(' ', '.')}@main.example`
}

test('Strangers who try a nurse’s name elsewhere do not lock her out at the address where she signs in.', async () => {
  const email = await nurse('Nina Known')
  assert.equal(await signIn(hospital, email), 200)
  await attack(email)
  assert.equal(await signIn('203.0.113.200', email), 429, 'from anywhere else even the right one waits')
  assert.equal(await signIn(hospital, email, 'a typing error'), 401)
  assert.equal(await signIn(hospital, email), 200)
  wardline.clock.advance(31 * 86_400_000)
  await attack(email)
  assert.equal(await signIn(hospital, email), 429, 'an address of long ago is not known any more')
})

test('The browser in which she signed in lets her in although somebody at the same address locked her name.', async () => {
  const email = await nurse('Dora Device')
  const own: Cookies = {}
  assert.equal(await signIn(hospital, email, password, own), 200)
  assert.ok(own[deviceCookie])
  for (let count = 0; count < 10; count++)
    assert.equal(await signIn(hospital, email, 'a colleague guesses'), 401)
  assert.equal(await signIn(hospital, email), 429)
  assert.equal(await signIn(hospital, email, password, own), 200)
  const home = { [deviceCookie]: own[deviceCookie] as string }
  await attack(email)
  assert.equal(await signIn('192.0.2.9', email, password, home), 200, 'also from home')
})

test('Who moves from address to address of one IPv6 network is one who tries; the next network is another.', async () => {
  const email = await nurse('Ines Vsix')
  for (let count = 1; count <= 10; count++)
    assert.equal(await signIn(`2001:db8:7:1::${count}`, email, 'wrong on purpose'), 401)
  assert.equal(await signIn('2001:db8:7:1:abcd::1', email), 429)
  assert.equal(await signIn('2001:db8:7:2::1', email), 200)
})

test('A known browser is no way to guess: its own tries are few, and it knows only those who signed in there.', async () => {
  const [email, other] = [await nurse('Gerda Guess'), await nurse('Olaf Other')]
  const own: Cookies = {}
  assert.equal(await signIn(hospital, email, password, own), 200)
  const device = { [deviceCookie]: own[deviceCookie] as string }
  for (let count = 0; count < 10; count++)
    assert.equal(await signIn(`192.0.2.${count}`, email, 'guess', { ...device }), 401)
  assert.equal(await signIn('192.0.2.99', email, 'guess', { ...device }), 429)
  await attack(other)
  assert.equal(await signIn('192.0.2.99', other, password, { ...device }), 429)
  const shared = { ...device }
  wardline.clock.advance(86_400_000)
  assert.equal(await signIn(hospital, other, password, shared), 200)
  await attack(other)
  assert.equal(await signIn('192.0.2.98', other, password, { ...shared }), 200, 'a shared one knows both')
})

test('A forged, damaged or outdated cookie of a browser, or one of another installation, opens nothing.', async () => {
  const email = await nurse('Fay Forged')
  const own: Cookies = {}
  assert.equal(await signIn(hospital, email, password, own), 200)
  const cookie = own[deviceCookie] as string
  await attack(email)
  const [body = '', signature = ''] = cookie.split('.')
  const changed = Buffer.from(
    Buffer.from(body, 'base64url')
      .toString()
      .replace(/"id":"./, '"id":"f'),
  ).toString('base64url')
  for (const forged of [
    '',
    'x',
    `${body}.`,
    `${body}.${'A'.repeat(signature.length)}`,
    `${changed}.${signature}`,
  ])
    assert.equal(await signIn('192.0.2.1', email, password, { [deviceCookie]: forged }), 429, forged)
  wardline.clock.advance(91 * 86_400_000)
  await attack(email)
  assert.equal(await signIn('192.0.2.1', email, password, { [deviceCookie]: cookie }), 429)
})

test('With a second step, a browser is known only after the code; the tries of strangers are in the audit log.', async () => {
  const client = await wardline.person('Cody Code', [])
  const { secret } = await setUpFactor(wardline, browser(wardline, client.cookie))
  const own: Cookies = {}
  assert.equal(await signIn('192.0.2.77', 'cody.code@main.example', password, own), 200)
  assert.equal(own[deviceCookie], undefined)
  nextStep(wardline)
  const answer = await wardline.composition.http.inject({
    method: 'POST',
    url: '/api/session/factor',
    cookies: own,
    payload: { code: codeOf(wardline, secret) },
  })
  assert.equal(answer.statusCode, 200)
  const given = (answer.cookies as { name: string; httpOnly?: boolean; sameSite?: string }[]).find(
    ({ name }) => name === deviceCookie,
  )
  assert.deepEqual([given?.httpOnly, given?.sameSite], [true, 'Lax'])
  assert.ok((await auditActions(wardline)).includes('throttled'))
})

test('A person who forgot the password may ask for a link although strangers asked too often.', async () => {
  const email = await nurse('Rita Reset')
  const ask = async (remoteAddress: string) =>
    (
      await wardline.composition.http.inject({
        method: 'POST',
        url: '/api/session/reset',
        remoteAddress,
        payload: { email, organization: 'main' },
      })
    ).statusCode
  assert.equal(await signIn(hospital, email), 200)
  const statuses = await Promise.all(Array.from({ length: 60 }, (_, index) => ask(`203.0.113.${index}`)))
  assert.ok(statuses.includes(429))
  assert.equal(await ask('203.0.113.250'), 429)
  assert.equal(await ask(hospital), 200)
})
