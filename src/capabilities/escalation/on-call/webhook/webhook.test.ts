import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { Server } from 'node:https'
import { after, before, test } from 'node:test'
import { missingId } from '../../../../../test/helpers/openapi.ts'
import { startTls } from '../../../../../test/helpers/tls.ts'
import { runJobs, withQueue } from '../../../../core/people/fixture.ts'
import { write } from '../../../../platform/db/transaction.ts'
import { type Cast, must, startCast } from '../../../tickets/fixture.ts'
import { paged } from '../mails.ts'
import { tellPeople } from '../tell.ts'
import { sendWebhook } from './send.ts'

let cast: Cast
let server: Server
let address: string
let answer = 200
const heard: { body: string; headers: NodeJS.Dict<string | string[]> }[] = []

before(async () => {
  const started = await startTls((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ body, headers: request.headers })
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  server = started.server
  address = `https://127.0.0.1:${started.port}/hook`
  // The queue compares with the real time too, so it lies in the future.
  cast = await startCast({
    now: '2031-04-08T07:00:00Z',
    env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${started.port}` },
  })
  await withQueue(cast.wardline)
  await cast.wardline.owner.query('update core.team_member set is_lead = true where person_id = $1', [
    cast.specialist.personId,
  ])
})
after(async () => {
  await cast?.wardline.close()
  server?.closeAllConnections()
  server?.close()
})

const hook = () => `/api/teams/${cast.network}/webhook`
const deliveries = async () =>
  must(await (await lead()).get(hook())).body.deliveries as {
    id: string
    state: string
    tries: number
    last_error: string | null
    due_at: string | null
  }[]
/** Sessions end while the clock is turned, so the lead signs in anew. */
const lead = () => cast.wardline.signIn('ned.network@main.example', 'main')
async function page(): Promise<string> {
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  const made = must(
    await agent.post('/api/tickets', { title: 'Secret words', body: 'More of them', team_id: cast.network }),
  ).body.id as string
  must(await agent.post(`/api/tickets/${made}/page`, { reason: 'Secret reason' }))
  // Writes one after the other take their milliseconds, which this clock does not.
  cast.wardline.clock.advance(1000)
  return made
}

test('Only who changes the rota sets the address, and a private one only where the operator permits its host.', async () => {
  const body = { url: address }
  assert.equal((await cast.agent.send('PUT', hook(), body)).status, 403)
  assert.equal((await cast.agent.get(hook())).status, 403)
  assert.equal((await cast.nurse.get(hook())).status, 403)
  for (const url of [
    'https://10.0.0.1/',
    'https://2852039166/',
    'http://example.org/',
    'https://ada:secret@example.org/',
    'https://[::1]/',
    'x',
  ]) {
    const refused = await cast.specialist.send('PUT', hook(), { url })
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '#/url'], url)
  }
  const { secret, url } = must(await cast.specialist.send('PUT', hook(), body)).body
  assert.ok(secret.length > 40 && url === address)
  assert.deepEqual(must(await cast.specialist.get(hook())).body, { url: address, deliveries: [] })
  const [row] = await cast.rows("select encode(secret, 'escape') as secret from escalation.webhook")
  assert.ok(!String(row?.secret).includes(secret), 'it is not stored in clear')
})

test('A page is sent to the address, signed, with the number of the ticket and no word of it, once.', async () => {
  const { secret } = must(await (await lead()).send('PUT', hook(), { url: address })).body
  const ticket = await page()
  await runJobs(cast.wardline)
  assert.equal(heard.length, 1)
  const { body, headers } = heard[0] ?? assert.fail()
  const signature = createHmac('sha256', secret)
    .update(`${headers['wardline-timestamp']}.${body}`)
    .digest('hex')
  assert.equal(headers['wardline-signature'], `v1=${signature}`)
  assert.equal(Number(headers['wardline-timestamp']), Math.floor(cast.wardline.clock.now().getTime() / 1000))
  const sent = JSON.parse(body)
  assert.deepEqual([sent.event, sent.ticket.id, sent.team.name, sent.step], ['page', ticket, 'Network', 1])
  assert.doesNotMatch(body, /secret/i)
  const [delivery] = await deliveries()
  assert.deepEqual(
    [delivery?.state, delivery?.tries, delivery?.id],
    ['sent', 1, headers['wardline-delivery']],
  )
  await sendWebhook(cast.wardline.composition.app, { org: cast.wardline.orgId, delivery: delivery?.id })
  assert.equal(heard.length, 1, 'the same job once more sends nothing')
})

test('Of a restricted ticket a page tells that there is one and where, by webhook and mail: no number, no team, no word.', async () => {
  const ticket = await page()
  await cast.rows("update core.record set restriction = 'team' where id = $1", [ticket])
  const [{ number }] = (await cast.rows('select number from core.record where id = $1', [ticket])) as [
    { number: number },
  ]
  // The first call was made before; the next is made of the ticket as it is now.
  const before = heard.length
  await runJobs(cast.wardline)
  const { body } = heard[before] ?? assert.fail()
  const { team, ticket: told, about, link } = JSON.parse(body)
  assert.deepEqual([team, told, about], [null, null, 'a restricted record'])
  assert.ok(link.endsWith(`/desk/tickets/${ticket}`))
  assert.ok(!body.includes('Network') && !body.includes(`:${number}`))
  const { app } = cast.wardline.composition
  const record = { id: ticket, kind: 'ticket', number }
  await write(app.pool, cast.wardline.orgId, (tx) =>
    tellPeople(app, tx, [cast.specialist.personId], {
      reason: 'paged',
      template: paged,
      team: 'Network',
      record,
      byId: null,
      path: `/desk/tickets/${ticket}`,
      now: app.clock.now().toISOString(),
    }),
  )
  const [mail] = await cast.rows(
    'select subject, body_text from core.outbox where to_person_id = $1 order by created_at desc, id desc limit 1',
    [cast.specialist.personId],
  )
  assert.equal(mail?.subject, 'You are paged: a restricted record')
  assert.ok(!String(mail?.body_text).includes(`#${number}`))
  assert.match(String(mail?.body_text), /Your team needs you for a restricted record/)
})

test('What is not taken is tried again after growing pauses, given up in the end, and sent again by hand.', async () => {
  answer = 500
  heard.length = 0
  await page()
  await runJobs(cast.wardline)
  const pauses_s: number[] = []
  for (let tries = 1; tries < 8; tries++) {
    const [delivery] = await deliveries()
    assert.deepEqual(
      [delivery?.state, delivery?.tries, delivery?.last_error],
      ['queued', tries, 'It answered with 500.'],
    )
    const pause_ms = Date.parse(delivery?.due_at ?? '') - cast.wardline.clock.now().getTime()
    pauses_s.push(Math.round(pause_ms / 1000))
    cast.wardline.clock.advance(pause_ms)
    await sendWebhook(cast.wardline.composition.app, { org: cast.wardline.orgId, delivery: delivery?.id })
  }
  assert.deepEqual(pauses_s, [15, 30, 60, 120, 240, 480, 960])
  const [dead] = await deliveries()
  assert.deepEqual([dead?.state, dead?.tries, dead?.due_at, heard.length], ['dead', 8, null, 8])
  answer = 200
  const again = await (await lead()).post(`${hook()}/send-again`, { delivery_id: dead?.id })
  must(again)
  await sendWebhook(cast.wardline.composition.app, { org: cast.wardline.orgId, delivery: dead?.id })
  assert.equal((await deliveries())[0]?.state, 'sent')
  const person = await lead()
  assert.equal((await person.post(`${hook()}/send-again`, { delivery_id: dead?.id })).status, 409)
  assert.equal((await person.post(`${hook()}/send-again`, { delivery_id: missingId })).status, 404)
})

test('A redirect is not followed, and given up at once.', async () => {
  heard.length = 0
  answer = 302
  await page()
  await runJobs(cast.wardline)
  const [delivery] = await deliveries()
  assert.deepEqual([delivery?.state, delivery?.tries, heard.length], ['dead', 1, 1])
  assert.match(delivery?.last_error ?? '', /redirects/)
})

test('Without an address nothing is sent, and what still waited is given up.', async () => {
  heard.length = 0
  answer = 200
  await page()
  must(await (await lead()).send('DELETE', hook()))
  const [waiting] = await deliveries()
  await sendWebhook(cast.wardline.composition.app, { org: cast.wardline.orgId, delivery: waiting?.id })
  assert.deepEqual([(await deliveries())[0]?.state, heard.length], ['dead', 0])
  const before = (await deliveries()).length
  await page()
  assert.equal((await deliveries()).length, before)
})
