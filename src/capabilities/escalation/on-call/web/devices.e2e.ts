import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axe, launchBrowser, openPage } from '../../../../../test/helpers/browser.ts'
import { type Client, password, startWardline, type Wardline } from '../../../../../test/helpers/server.ts'

let wardline: Wardline
let browser: Browser
let address: string
let ned: Client

before(async () => {
  wardline = await startWardline()
  ned = await wardline.person('Ned Network', ['network-administrator'], [await wardline.team('Network', 2)])
  await wardline.composition.http.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(wardline.composition.http.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await wardline?.close()
})

async function signIn(): Promise<Page> {
  const { page } = await openPage(browser)
  // A browser without a screen never lets anybody notify, whatever it was told.
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'default' })
    Notification.requestPermission = () => Promise.resolve('granted')
  })
  const answer = await page.request.post(`${address}/api/session`, {
    data: { email: 'ned.network@main.example', password, organization: 'main' },
    headers: { origin: address },
  })
  assert.equal(answer.status(), 200)
  return page
}

/** A push service is somebody else's house: what it would answer this browser is put in its place. */
async function withPushService(page: Page): Promise<void> {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const given = {
    endpoint: 'https://push.example.org/ned',
    keys: { p256dh: ecdh.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
  }
  await page.addInitScript((subscribed) => {
    let isOn = false
    const subscription = {
      endpoint: subscribed.endpoint,
      toJSON: () => subscribed,
      unsubscribe: async () => {
        isOn = false
      },
    }
    PushManager.prototype.subscribe = async () => {
      isOn = true
      return subscription as unknown as PushSubscription
    }
    PushManager.prototype.getSubscription = async () =>
      isOn ? (subscription as unknown as PushSubscription) : null
  }, given)
}

test('A person on call has the browser rung, tries it, and ends it again.', async () => {
  const page = await signIn()
  await withPushService(page)
  await page.goto(`${address}/desk/on-call`)
  const card = page.getByRole('region', { name: 'Ring your browsers' })
  await card.getByRole('button', { name: 'Ring this browser' }).click()
  await card.getByText('(this one)').waitFor()
  assert.equal((await ned.get('/api/on-call/devices')).body.rows.length, 1)
  assert.deepEqual(await axe(page), [])
  await card.getByRole('button', { name: /^Try / }).click()
  await page.getByText('It should ring in a moment.').waitFor()
  await card.getByRole('button', { name: /^End ringing/ }).click()
  await card.getByRole('button', { name: 'Ring this browser' }).waitFor()
  assert.deepEqual((await ned.get('/api/on-call/devices')).body.rows, [])
})

test('Where the push service does not answer, the page says so and keeps the button.', async () => {
  const page = await signIn()
  await page.addInitScript(() => {
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no service', 'AbortError'))
  })
  await page.goto(`${address}/desk/on-call`)
  await page.getByRole('button', { name: 'Ring this browser' }).click()
  await page.getByText('did not answer').waitFor()
  await page.getByRole('button', { name: 'Ring this browser' }).waitFor()
})

test('Where the person or the organization forbids it, the page says where to allow it.', async () => {
  const page = await signIn()
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
  await page.goto(`${address}/desk/on-call`)
  await page.getByText('Allow notifications for this site in its settings.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Ring this browser' }).count(), 0)
})
