/** An administrator has tickets told to a chat: adds a webhook, tests it, looks at what failed and sends it again. */
import assert from 'node:assert/strict'
import type { Server } from 'node:https'
import { after, before, test } from 'node:test'
import { axe } from '../../../../../test/helpers/browser.ts'
import { until } from '../../../../../test/helpers/process.ts'
import { startTls } from '../../../../../test/helpers/tls.ts'
import { type Importing, overflow, shot, startImporting } from '../../web/fixture.ts'

let journey: Importing
let server: Server
let port: number
let answer = 200
const heard: string[] = []

before(async () => {
  const started = await startTls((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push(body)
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  server = started.server
  port = started.port
  journey = await startImporting({ WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}` })
})
after(async () => {
  await journey?.close()
  server?.closeAllConnections()
  server?.close()
})

test('An administrator adds a webhook for a chat, tests it, takes its secret, and sends again what was given up.', async () => {
  const { page, failures } = await journey.asAdmin('/desk/organization/webhooks')
  await page.getByText('Nothing is sent elsewhere yet').waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'webhooks-empty')
  await page.getByRole('button', { name: 'Add a webhook' }).click()
  await page.getByLabel('Name').fill('Night chat')
  await page.getByLabel('Form').selectOption('slack')
  await page.getByLabel('Address').fill('https://10.0.0.1/chat')
  await page.getByLabel('It was escalated').check()
  await page.getByText('What is sent').click()
  await page.getByText('Ticket #1234 was escalated', { exact: false }).first().waitFor()
  await page.getByText('Only for').click()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'webhooks-form')
  const save = page.getByRole('button', { name: 'Save' })
  await save.click()
  await page.getByRole('alert').filter({ hasText: 'private or reserved network' }).waitFor()
  await shot(page, 'webhooks-refused')
  await page.getByLabel('Address').fill(`https://127.0.0.1:${port}/chat?token=secret`)
  await save.click()
  await page.getByRole('heading', { level: 1, name: 'Night chat' }).waitFor()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByRole('button', { name: /^Send again: Test/ }).waitFor()
  assert.match(heard[0] ?? '', /This is a test/)
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  const secret = page.getByRole('textbox', { name: 'Secret of the signature' })
  await secret.waitFor()
  assert.match(await secret.inputValue(), /^[\w-]{43}$/)
  answer = 302
  await page.getByRole('button', { name: /^Send again: Test/ }).click()
  await page.getByText('redirects to another one', { exact: false }).first().waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'webhooks-one')
  await page.getByLabel('Show', { exact: true }).selectOption('dead')
  await page.waitForURL(/state=dead/)
  answer = 200
  await page.getByRole('button', { name: 'Send all again' }).click()
  await page.getByRole('textbox', { name: 'Since' }).fill('2020-01-01T00:00')
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await page.getByText('1 is sent again.').first().waitFor()
  await page.getByText('Nothing here').waitFor()
  await until(async () => heard.length === 3, 'the sending again')
  // The refused address is noted by the browser.
  assert.deepEqual(
    failures.filter((line) => !line.includes('422')),
    [],
  )
  await page.context().close()
})

test('In Spanish, dark and narrow the list and the form fit and are accessible.', async () => {
  const { page } = await journey.asAdmin('/desk/organization/webhooks', {
    width: 375,
    colorScheme: 'dark',
    locale: 'es-US',
  })
  await page.evaluate(() => localStorage.setItem('wardline.language', 'es'))
  await page.reload()
  await page.getByRole('link', { name: 'Night chat' }).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'webhooks-list-es')
  await page.getByRole('link', { name: 'Night chat' }).click()
  await page.getByRole('button', { name: 'Enviar una prueba' }).waitFor()
  await page.getByRole('heading', { name: 'Ajustes' }).waitFor()
  assert.ok((await overflow(page)) <= 0)
  assert.deepEqual(await axe(page), [])
  await shot(page, 'webhooks-one-es')
  await page.context().close()
})

test('The administrator words a mail for everybody, looks at it, sends it to oneself, limits the mail and makes a key.', async () => {
  const { page, failures } = await journey.asAdmin('/desk/organization/mail-out')
  await page.getByText('These are the words of the product.').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByLabel('Subject').fill('News about {number}')
  await page.getByLabel('Text').fill('Dear {patient},')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('A place in braces is not known', { exact: false }).first().waitFor()
  await page.getByLabel('Text').fill('Dear {person},\n\nthere is **news** about {number}.')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('Dear Ann Example,').waitFor()
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('These are your own words.').waitFor()
  await page.getByRole('button', { name: 'Send to me' }).click()
  await page.getByText('It lies in the outbox', { exact: false }).first().waitFor()
  await page.getByLabel('To one address in an hour').fill('30')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await page.getByRole('button', { name: 'Make a key' }).click()
  await page.getByLabel('Name of the TXT record').waitFor()
  assert.match(await page.getByLabel('Name of the TXT record').inputValue(), /^wardline\d+\._domainkey\./)
  await page.getByRole('switch', { name: 'Mail is signed' }).click()
  await page.getByRole('switch', { name: 'Mail is signed', checked: true }).waitFor()
  assert.deepEqual(await axe(page), [])
  await shot(page, 'mail-out')
  assert.deepEqual(
    failures.filter((line) => !line.includes('422')),
    [],
  )
  await page.context().close()
  const narrow = await journey.asAdmin('/desk/organization/mail-out', { width: 375, colorScheme: 'dark' })
  await narrow.page.getByText('These are your own words.').waitFor()
  assert.ok((await overflow(narrow.page)) <= 0)
  assert.deepEqual(await axe(narrow.page), [])
  await shot(narrow.page, 'mail-out-narrow')
  await narrow.page.context().close()
})
