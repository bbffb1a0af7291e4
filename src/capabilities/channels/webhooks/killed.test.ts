/** Deliveries by workers that are killed on their way, to a real receiver. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startProcess, until } from '../../../../test/helpers/process.ts'
import { certificate, startTls } from '../../../../test/helpers/tls.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'

let cast: Cast
let server: Server
let port: number
/** Whether the other side says yes, or hears and says nothing. */
let isSilent = true
const heard: { id: string; event: string; record: string }[] = []
const folder = mkdtempSync(join(tmpdir(), 'wardline-webhooks-'))

before(async () => {
  const started = await startTls((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { id, event, ticket } = JSON.parse(body)
      heard.push({ id, event, record: ticket.id })
      if (!isSilent) response.end()
    })
  })
  server = started.server
  port = started.port
  writeFileSync(join(folder, 'ca.pem'), certificate.cert)
  cast = await startCast({ env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}` } })
})
after(async () => {
  await cast?.wardline.close()
  server?.closeAllConnections()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('A worker killed while the other side hears loses nothing: every delivery arrives, in its order, the one on its way again under its id.', async () => {
  const { owner, ownerUrl, dataDir } = cast.wardline
  must(
    await cast.admin.post('/api/webhooks', {
      name: 'Monitor',
      format: 'wardline',
      url: `https://127.0.0.1:${port}/hook`,
      kinds: ['created', 'replied'],
      team_ids: [],
      category_ids: [],
      priorities: [],
      sends_restricted: false,
      is_on: true,
      kept_days: 14,
    }),
  )
  const tickets: string[] = []
  for (let n = 0; n < 3; n++) {
    const ticket = await cast.file(cast.nurse)
    tickets.push(ticket)
    for (let m = 0; m < 2; m++) must(await cast.agent.post(`/api/tickets/${ticket}/reply`, { body: 'Words' }))
  }
  const env = {
    DATABASE_URL: ownerUrl,
    WARDLINE_DATA_DIR: dataDir,
    WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port}`,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  }
  const first = await startProcess('worker', env)
  await until(async () => heard.length > 0, 'a delivery on its way')
  await first.kill()
  assert.equal(heard.length, 1)
  isSilent = false
  // As if the time had passed for which the dead worker keeps the others off.
  await owner.query('update channels.webhook_delivery set claimed_until = null')
  const second = await startProcess('worker', env)
  const left = () => cast.rows("select from channels.webhook_delivery where state <> 'sent'")
  await until(async () => (await left()).length === 0, 'the sending of everything')
  assert.equal(await second.stop(), 0)
  assert.equal(heard.length, 10)
  assert.equal(heard.filter(({ id }) => id === heard[0]?.id).length, 2, 'the one on its way is heard twice')
  const once = heard.slice(1)
  assert.equal(new Set(once.map(({ id }) => id)).size, 9)
  for (const ticket of tickets)
    assert.deepEqual(
      once.filter(({ record }) => record === ticket).map(({ event }) => event),
      ['ticket.created', 'ticket.replied', 'ticket.replied'],
    )
})
