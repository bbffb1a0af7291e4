import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import type { Server } from 'node:https'
import { after, before, beforeEach, test } from 'node:test'
import { missingId } from '../../../../test/helpers/openapi.ts'
import type { Client } from '../../../../test/helpers/server.ts'
import { startTls } from '../../../../test/helpers/tls.ts'
import { runJobs } from '../../../core/people/fixture.ts'
import type { ResolvedAddress } from '../../../platform/outgoing/target.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { kindsOf } from './kinds.ts'
import { sendDelivery } from './send.ts'
import { signed } from './sign.ts'

type Heard = { body: string; headers: NodeJS.Dict<string | string[]> }

let cast: Cast
let server: Server
let port: number
let address: string
/** What the other side answers to a body. */
let answerTo: (body: string) => number = () => 200
let heard: Heard[] = []

before(async () => {
  const started = await startTls((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ body, headers: request.headers })
      const status = answerTo(body)
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : { 'retry-after': '90' }).end()
    })
  })
  server = started.server
  port = started.port
  address = `https://127.0.0.1:${port}/hook?token=quokkatoken`
  // The queue compares with the real time too, so it lies in the future.
  cast = await startCast({
    now: '2031-04-08T07:00:00Z',
    env: { WARDLINE_OUTGOING_ALLOW: `127.0.0.1:${port},hook.example:${port}` },
  })
})
beforeEach(async () => {
  await cast.wardline.owner.query('delete from channels.webhook')
  answerTo = () => 200
  heard = []
})
after(async () => {
  await cast?.wardline.close()
  server?.closeAllConnections()
  server?.close()
})

const settings = (changes: Record<string, unknown> = {}) => ({
  name: 'Monitor',
  format: 'wardline',
  url: address,
  kinds: ['created', 'replied', 'noted', 'assigned', 'resolved'],
  team_ids: [],
  category_ids: [],
  priorities: [],
  sends_restricted: false,
  is_on: true,
  kept_days: 14,
  ...changes,
})
/** Sessions end while the clock is turned, so everybody signs in anew. */
const admin = () => cast.wardline.signIn('admin@main.example', 'main')
const agent = () => cast.wardline.signIn('sam.agent@main.example', 'main')
const nurse = () => cast.wardline.signIn('nora.nurse@main.example', 'main')
async function add(changes: Record<string, unknown> = {}, by?: Client): Promise<string> {
  return must(await (by ?? (await admin())).post('/api/webhooks', settings(changes))).body.id
}
const row = async (id: string) =>
  must(await (await admin()).get('/api/webhooks')).body.rows.find((each: { id: string }) => each.id === id)
const log = async (id: string, query = '') =>
  must(await (await admin()).get(`/api/webhooks/${id}/log${query}`)).body.rows as {
    id: string
    ticket: number | null
    kind: string
    state: string
    tries: number
    due_at: string | null
    status: number | null
    size_bytes: number | null
    failure: string | null
  }[]
const run = () => runJobs(cast.wardline)
const events = () => heard.map(({ body }) => JSON.parse(body))
const reply = async (by: Client, id: string, body = 'Secret words') =>
  must(await by.post(`/api/tickets/${id}/reply`, { body }))
async function change(id: string, changes: Record<string, unknown>) {
  const { url: _kept, ...fields } = settings(changes)
  return (await admin()).send('PUT', `/api/webhooks/${id}`, { ...fields, version: (await row(id)).version })
}

test('Only who manages the organization sets up webhooks, and neither address nor secret is ever told again.', async () => {
  const someone = await agent()
  assert.equal((await someone.post('/api/webhooks', settings())).status, 403)
  assert.equal((await someone.get('/api/webhooks')).status, 403)
  const by = await admin()
  const id = await add({}, by)
  const made = must(await by.send('PUT', `/api/webhooks/${id}/secret`, { keeps_former: false })).body
  const shown = await by.get('/api/webhooks')
  assert.doesNotMatch(JSON.stringify(shown.body), new RegExp(`quokkatoken|${made.secret}`))
  assert.equal((await row(id)).host, `127.0.0.1:${port}`)
  const [stored] = await cast.rows(
    "select w::text as text, position('quokkatoken'::bytea in url_sealed) as place from channels.webhook w",
  )
  assert.equal(stored?.place, 0)
  assert.doesNotMatch(String(stored?.text), /quokkatoken/)
  const told = await cast.rows("select data::text from core.audit where action like 'webhooks.%'")
  assert.ok(told.length >= 2)
  assert.doesNotMatch(JSON.stringify(told), new RegExp(`quokkatoken|${made.secret}`))
  for (const [method, path, body] of [
    ['PUT', `/api/webhooks/${missingId}`, { ...settings(), version: 1 }],
    ['PUT', `/api/webhooks/${missingId}/secret`, { keeps_former: true }],
    ['DELETE', `/api/webhooks/${missingId}`, undefined],
    ['POST', `/api/webhooks/${missingId}/test`, {}],
    ['POST', `/api/webhooks/${missingId}/replay`, { delivery_id: missingId }],
    ['POST', `/api/webhooks/${missingId}/replay-all`, { since: '2031-01-01T00:00:00Z', only_dead: true }],
    ['GET', `/api/webhooks/${missingId}/log`, undefined],
  ] as const)
    assert.equal((await by.send(method, path, body)).status, 404, `${method} ${path}`)
  assert.equal((await by.send('PUT', `/api/webhooks/${id}`, { ...settings(), version: 7 })).status, 409)
  must(await by.send('DELETE', `/api/webhooks/${id}`))
  assert.equal(await row(id), undefined)
})

test('CASES 10: no disguise of an inner address is taken, when it is saved or when it is sent to.', async () => {
  const by = await admin()
  const refused = [
    'http://example.org/',
    'ftp://example.org/',
    'https://ada:secret@example.org/',
    'https://example.org@127.0.0.1/',
    'https://example.org./',
    'https://example.org:22/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://0/',
    'https://0.0.0.0/',
    'https://127.0.0.1./',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://①②⑦.0.0.1/',
    'https://%31%32%37.0.0.1/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://168.63.129.16/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::a00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://\\\\10.0.0.1/',
  ]
  for (const url of refused) {
    const answer = await by.post('/api/webhooks', settings({ url }))
    assert.equal(answer.status, 422, url)
    assert.equal(answer.body.errors[0].pointer, '#/url', url)
  }
  assert.deepEqual(await cast.rows('select from channels.webhook'), [])
  // A name is asked when something is sent, each time anew, and the connection goes where the check looked.
  const id = await add({ url: `https://localhost/x` }, by)
  must(await by.post(`/api/webhooks/${id}/test`))
  for (const [addresses, why] of [
    [['10.0.0.5'], /private or reserved/],
    [['8.8.8.8', '169.254.169.254'], /private or reserved/],
    [['::ffff:127.0.0.1'], /private or reserved/],
  ] as const) {
    const lookup = async () =>
      addresses.map((each): ResolvedAddress => ({ address: each, family: each.includes(':') ? 6 : 4 }))
    await sendDelivery(lookup)(cast.wardline.composition.app, { org: cast.wardline.orgId, webhook: id })
    const [line] = await log(id)
    assert.deepEqual([line?.state, line?.tries], ['dead', 1], addresses.join())
    assert.match(line?.failure ?? '', why)
    must(await by.post(`/api/webhooks/${id}/replay`, { delivery_id: line?.id }))
  }
  assert.equal(heard.length, 0)
})

test('A name that changes its address after the check gains nothing, and a redirect is never followed.', async () => {
  const by = await admin()
  const id = await add({ url: `https://localhost:${port}/x`, kinds: ['created'] }, by)
  // The certificate is for localhost, which the operator opened by no name.
  let lookups = 0
  const lookup = async (): Promise<ResolvedAddress[]> => [
    { address: lookups++ === 0 ? '127.0.0.1' : '10.255.255.1', family: 4 },
  ]
  must(await by.post(`/api/webhooks/${id}/test`))
  const send = () =>
    sendDelivery(lookup)(cast.wardline.composition.app, { org: cast.wardline.orgId, webhook: id })
  await send()
  assert.deepEqual([(await log(id))[0]?.state, lookups, heard.length], ['sent', 1, 1])
  must(await by.post(`/api/webhooks/${id}/replay`, { delivery_id: (await log(id))[0]?.id }))
  await send()
  assert.deepEqual([(await log(id))[0]?.state, heard.length], ['dead', 1])
  const other = await add({}, by)
  answerTo = () => 302
  must(await by.post(`/api/webhooks/${other}/test`))
  await run()
  assert.equal(heard.length, 2)
  assert.match((await log(other))[0]?.failure ?? '', /redirects to another one, which is not followed/)
})

test('What happens to a ticket is sent in its order, signed, with ids and states and none of its words.', async () => {
  const by = await admin()
  const id = await add({}, by)
  const { secret } = must(await by.send('PUT', `/api/webhooks/${id}/secret`, { keeps_former: false })).body
  const someone = await agent()
  const ticket = await cast.file(await nurse(), { title: 'Wombat title', body: 'Wombat body' })
  must(await someone.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  await reply(someone, ticket, 'Wombat reply')
  must(await someone.post(`/api/tickets/${ticket}/note`, { body: 'Wombat note' }))
  must(await someone.post(`/api/tickets/${ticket}/resolve`, { code: 'fixed', cause: 'Wombat cause' }))
  await run()
  assert.deepEqual(
    events().map(({ event }) => event),
    ['ticket.created', 'ticket.assigned', 'ticket.replied', 'ticket.noted', 'ticket.resolved'],
  )
  for (const { body, headers } of heard) {
    assert.doesNotMatch(body, /wombat|nora|sam/i)
    const timestamp = String(headers['wardline-timestamp'])
    const expected = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
    assert.equal(headers['wardline-signature'], `v1=${expected}`)
    assert.equal(headers['wardline-delivery'], JSON.parse(body).id)
  }
  const last = events().at(-1)
  assert.deepEqual(last.changes.state.at(-1), 'resolved')
  assert.deepEqual(
    [last.ticket.id, last.ticket.team.name, last.ticket.state],
    [ticket, 'Service Desk', 'resolved'],
  )
  assert.equal(events()[2].side, 'staff')
  assert.match(last.link, new RegExp(`/desk/tickets/${ticket}$`))
  const lines = await log(id)
  assert.deepEqual(
    new Set(lines.map(({ state, status, tries }) => `${state} ${status} ${tries}`)),
    new Set(['sent 200 1']),
  )
  assert.ok(
    lines.every(
      ({ size_bytes, ticket: number }) => size_bytes !== null && size_bytes > 100 && number !== null,
    ),
  )
  const stored = await cast.rows('select d::text from channels.webhook_delivery d')
  assert.doesNotMatch(JSON.stringify(stored), /wombat/i)
})

test('Two secrets are valid for a day after a rotation, and one alone where the former is taken away.', async () => {
  const by = await admin()
  const id = await add({}, by)
  const rotate = async (keeps_former: boolean) =>
    must(await (await admin()).send('PUT', `/api/webhooks/${id}/secret`, { keeps_former })).body
      .secret as string
  const valid = async (...secrets: string[]) => {
    must(await (await admin()).post(`/api/webhooks/${id}/test`))
    await run()
    const { body, headers } = heard.at(-1) as Heard
    const at = new Date(Number(headers['wardline-timestamp']) * 1000)
    assert.equal(headers['wardline-signature'], signed(body, at, secrets)['wardline-signature'])
  }
  const first = await rotate(false)
  await valid(first)
  const second = await rotate(true)
  assert.notEqual(second, first)
  await valid(second, first)
  cast.wardline.clock.advance(24 * 3_600_000 + 1000)
  await valid(second)
  const third = await rotate(true)
  await valid(third, second)
  await valid(await rotate(false))
})

test('A delivery that fails holds back the later ones of its ticket alone, after growing pauses, and is given up and sent again by hand.', async () => {
  const id = await add({ kinds: ['created', 'replied'] })
  const someone = await agent()
  const bad = await cast.file(await nurse())
  const good = await cast.file(await nurse())
  answerTo = (body) => (body.includes(bad) ? 500 : 200)
  await reply(someone, bad)
  await reply(someone, good)
  await run()
  const sent = () => events().map(({ event, ticket }) => `${ticket.id === bad ? 'bad' : 'good'} ${event}`)
  assert.deepEqual(sent().sort(), ['bad ticket.created', 'good ticket.created', 'good ticket.replied'])
  const pauses_s: number[] = []
  for (let tries = 1; tries < 12; tries++) {
    const line = (await log(id, '?state=waiting')).find(({ kind }) => kind === 'created')
    assert.deepEqual([line?.tries, line?.status, line?.failure], [tries, 500, 'It answered with 500.'])
    const pause_ms = Date.parse(line?.due_at ?? '') - cast.wardline.clock.now().getTime()
    pauses_s.push(Math.round(pause_ms / 1000))
    cast.wardline.clock.advance(pause_ms - 1000)
    const before = heard.length
    await sendDelivery()(cast.wardline.composition.app, {
      org: cast.wardline.orgId,
      webhook: id,
      record: bad,
    })
    assert.equal(heard.length, before, 'nothing goes out before it is due')
    cast.wardline.clock.advance(1000)
    if (tries < 11)
      await sendDelivery()(cast.wardline.composition.app, {
        org: cast.wardline.orgId,
        webhook: id,
        record: bad,
      })
  }
  // The other side asked for 90 seconds, and gets no less.
  assert.deepEqual(pauses_s, [90, 90, 90, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  answerTo = (body) => (body.includes('ticket.created') ? 500 : 200)
  await run()
  // So many failures in a row let the whole webhook rest for five minutes.
  cast.wardline.clock.advance(300_000)
  await run()
  const dead = (await log(id, '?state=dead'))[0]
  assert.deepEqual([dead?.kind, dead?.tries], ['created', 12])
  assert.equal(sent().at(-1), 'bad ticket.replied', 'the next one of the ticket goes on')
  assert.equal((await row(id)).dead, 1)
  answerTo = () => 200
  const by = await admin()
  must(await by.post(`/api/webhooks/${id}/replay`, { delivery_id: dead?.id }))
  assert.equal((await by.post(`/api/webhooks/${id}/replay`, { delivery_id: dead?.id })).status, 409)
  await run()
  assert.equal(events().at(-1).id, dead?.id, 'under the same id')
  assert.deepEqual(await log(id, '?state=dead'), [])
  // All since a time, in their order.
  heard = []
  const all = { since: '2031-01-01T00:00:00Z', only_dead: false }
  assert.equal(
    must(await by.post(`/api/webhooks/${id}/replay-all`, { ...all, only_dead: true })).body.replayed,
    0,
  )
  assert.equal(must(await by.post(`/api/webhooks/${id}/replay-all`, all)).body.replayed, 4)
  await run()
  assert.deepEqual(
    sent().filter((each) => each.startsWith('bad')),
    ['bad ticket.created', 'bad ticket.replied'],
  )
  assert.equal(
    must(await by.post(`/api/webhooks/${id}/replay-all`, { ...all, since: '2041-01-01T00:00:00Z' })).body
      .replayed,
    0,
  )
})

test('The filter lets pass its kinds, teams, categories and priorities, and a team also hears what leaves it.', async () => {
  const { rows } = await cast.wardline.owner.query(
    "insert into tickets.category (org_id, id, name) values ($1, gen_random_uuid(), 'Printing of wombats') returning id",
    [cast.wardline.orgId],
  )
  const category = rows[0].id
  const of = {
    team: await add({ name: 'Team', team_ids: [cast.network], kinds: ['created', 'assigned'] }),
    category: await add({ name: 'Category', category_ids: [category] }),
    priority: await add({ name: 'Priority', priorities: [1] }),
    off: await add({ name: 'Off', is_on: false }),
    kind: await add({ name: 'Kind', kinds: ['closed'] }),
  }
  const someone = await agent()
  const ticket = await cast.file(someone, { team_id: cast.network, category_id: category })
  must(await someone.post(`/api/tickets/${ticket}/assign`, { team_id: cast.desk }))
  await reply(someone, ticket)
  const other = await cast.file(someone, { team_id: cast.desk })
  await run()
  const seen = async (id: string) => (await log(id)).map(({ kind, state }) => `${kind} ${state}`).reverse()
  assert.deepEqual(await seen(of.team), ['created sent', 'assigned sent'])
  assert.deepEqual(await seen(of.category), ['created sent', 'assigned sent', 'replied sent'])
  assert.deepEqual(await seen(of.priority), [])
  assert.deepEqual(await seen(of.off), [])
  assert.deepEqual(await seen(of.kind), [])
  assert.ok(events().every(({ ticket: sent }) => sent.id !== other))
})

test('No more is sent than the owner may see at that moment, of restricted tickets nothing unless allowed, and then no more than that there is one.', async () => {
  const id = await add({ kinds: ['created', 'replied'] })
  const allowed = await add({ name: 'Allowed', kinds: ['created'], sends_restricted: true })
  const someone = await agent()
  const ticket = await cast.file(someone, { team_id: cast.network })
  const restrict = (level: string | null) =>
    cast.wardline.owner.query('update core.record set restriction = $2 where id = $1', [ticket, level])
  await restrict('listed')
  await run()
  assert.equal(heard.length, 0, 'the owner is not on the list')
  assert.deepEqual(await log(id), [], 'nor does the log tell of what its reader may not see')
  const all = { since: '2031-01-01T00:00:00Z', only_dead: false }
  const resent = must(await (await admin()).post(`/api/webhooks/${allowed}/replay-all`, all)).body.replayed
  assert.equal(resent, 0, 'nor does a count of what is sent again')
  const states = async () =>
    (await cast.rows('select webhook_id, state from channels.webhook_delivery order by at')).map(
      ({ webhook_id, state }) => `${webhook_id === id ? 'usual' : 'allowed'} ${state}`,
    )
  assert.deepEqual((await states()).sort(), ['allowed withheld', 'usual withheld'])
  // A glass is broken for one's own eyes; a name on the list is for good.
  const { personId } = await admin()
  const admit = (way: string) =>
    cast.wardline.owner.query(
      `insert into core.admission (org_id, id, record_id, person_id, way, until, given_by_id, given_at)
       values ($1, gen_random_uuid(), $2, $3, $4, case when $4 = 'named' then null else $5::timestamptz + interval '1 hour' end, $3, $5)`,
      [cast.wardline.orgId, ticket, personId, way, cast.wardline.clock.now()],
    )
  const again = async () => {
    const by = await admin()
    for (const each of [id, allowed])
      must(
        await by.post(`/api/webhooks/${each}/replay-all`, {
          since: '2031-01-01T00:00:00Z',
          only_dead: false,
        }),
      )
    await run()
  }
  await admit('glass')
  await again()
  assert.equal(heard.length, 0)
  await admit('named')
  await again()
  assert.equal(heard.length, 1)
  const { id: delivery, at: _at, link, ...rest } = events()[0]
  assert.deepEqual(rest, { event: 'ticket.restricted', about: 'a restricted record' })
  assert.ok(delivery && link)
  assert.deepEqual((await states()).sort(), ['allowed sent', 'usual withheld'])
  // In a chat it is no more either.
  await add({ name: 'Chat', format: 'slack', kinds: ['replied'], sends_restricted: true })
  await restrict(null)
  await reply(await cast.wardline.signIn('ned.network@main.example', 'main'), ticket)
  await restrict('listed')
  await run()
  assert.match(heard.at(-1)?.body ?? '', /Something happened to a restricted record/)
  assert.doesNotMatch(heard.at(-1)?.body ?? '', /#\d|Network/)
  await restrict(null)
  const before = heard.length
  await again()
  assert.equal(heard.length, before + 3)
})

test('A webhook whose owner left or may not set it up any more is paused, told, and goes on when somebody else takes it over.', async () => {
  const second = await cast.wardline.person('Second Admin', ['administrator'])
  const id = await add({ kinds: ['created'] }, second)
  await cast.file(await nurse())
  cast.wardline.clock.advance(1000)
  await cast.wardline.owner.query('update core.role_assignment set valid_to = $2 where person_id = $1', [
    second.personId,
    cast.wardline.clock.now(),
  ])
  await run()
  assert.equal(heard.length, 0)
  assert.equal((await row(id)).paused_because, 'owner')
  assert.equal((await (await admin()).post(`/api/webhooks/${id}/test`)).status, 409)
  const told = await cast.rows("select person_id from core.notification where reason = 'webhook_paused'")
  assert.deepEqual(told, [{ person_id: second.personId }])
  await cast.file(await nurse())
  must(await change(id, { kinds: ['created'] }))
  assert.equal((await row(id)).owner.name, 'Ada Admin')
  await run()
  assert.equal(heard.length, 2, 'what happened meanwhile was kept')
})

test('An address that fails for a day is paused once, with a notice to its owner; while it cannot be reached the whole webhook rests.', async () => {
  const id = await add({ kinds: ['created'], url: `https://localhost:${port}/x` })
  let isAway = true
  const away = async (): Promise<ResolvedAddress[]> => {
    if (isAway) throw new Error('away')
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const one = await cast.file(await nurse())
  const two = await cast.file(await nurse())
  const send = (record: string) =>
    sendDelivery(away)(cast.wardline.composition.app, { org: cast.wardline.orgId, webhook: id, record })
  await send(one)
  await send(two)
  const tries = async () => (await log(id)).map((line) => line.tries)
  assert.deepEqual((await tries()).sort(), [0, 1], 'the second rests with the first')
  assert.match((await row(id)).last_failure, /host name could not be found/)
  // One success, and the day begins anew.
  cast.wardline.clock.advance(23 * 3_600_000)
  isAway = false
  await send(one)
  assert.equal((await row(id)).failing_since, null)
  isAway = true
  await send(two)
  for (let hour = 0; hour < 24; hour += 3) {
    assert.equal((await row(id)).paused_at, null, `after ${hour} hours`)
    cast.wardline.clock.advance(3 * 3_600_000)
    await send(two)
  }
  const { paused_because, paused_at } = await row(id)
  assert.equal(paused_because, 'failing')
  assert.ok(paused_at)
  const { personId } = await admin()
  const told = await cast.rows(
    "select person_id from core.notification where reason = 'webhook_paused' and person_id = $1",
    [personId],
  )
  assert.equal(told.length, 1)
  const before = (await tries()).join()
  cast.wardline.clock.advance(3_600_000)
  await send(two)
  assert.equal((await tries()).join(), before, 'nothing goes out while it is paused')
})

test('While the other side is away one delivery alone is tried at each waking, however many wait; when it is back all go out.', async () => {
  const id = await add({ kinds: ['created'], url: `https://localhost:${port}/x` })
  for (let n = 0; n < 6; n++) await cast.file(await nurse())
  answerTo = () => 503
  await run()
  const tries = async () => (await log(id)).reduce((sum, line) => sum + line.tries, 0)
  assert.equal(await tries(), 1, 'who says that they cannot are asked once')
  const jobs = () =>
    cast.rows(
      "select task_identifier as name from graphile_worker.jobs where task_identifier like 'webhooks.%'",
    )
  assert.deepEqual(await jobs(), [{ name: 'webhooks.wake' }], 'the others ask for nothing meanwhile')
  cast.wardline.clock.advance(91_000)
  await run()
  assert.equal(await tries(), 2)
  assert.deepEqual(await jobs(), [{ name: 'webhooks.wake' }])
  answerTo = () => 200
  cast.wardline.clock.advance(3_600_000)
  await run()
  assert.deepEqual(new Set((await log(id)).map(({ state }) => state)), new Set(['sent']))
  assert.equal(heard.length, 8)
})

test('Failures of many tickets in a row let the whole webhook rest, so that nobody in trouble is hammered.', async () => {
  const id = await add({ kinds: ['created'] })
  for (let n = 0; n < 9; n++) await cast.file(await nurse())
  answerTo = () => 500
  await run()
  assert.equal(heard.length, 5)
  cast.wardline.clock.advance(60_000)
  await run()
  assert.equal(heard.length, 6, 'one is tried after the rest')
  answerTo = () => 200
  cast.wardline.clock.advance(3_600_000)
  await run()
  assert.deepEqual(new Set((await log(id)).map(({ state }) => state)), new Set(['sent']))
})

test('A webhook whose secret cannot be opened is paused and says so; a new secret and address, and it goes on.', async () => {
  const id = await add({ kinds: ['created'] })
  await cast.wardline.owner.query('update channels.webhook set secret_sealed = url_sealed')
  await cast.file(await nurse())
  await run()
  assert.equal(heard.length, 0)
  assert.equal((await row(id)).paused_because, 'sealed')
  const by = await admin()
  must(await by.send('PUT', `/api/webhooks/${id}/secret`, { keeps_former: true }))
  const { url, ...fields } = settings({ kinds: ['created'] })
  must(await by.send('PUT', `/api/webhooks/${id}`, { ...fields, url, version: (await row(id)).version }))
  await run()
  assert.equal(heard.length, 1, 'what happened meanwhile was kept')
})

test('Lines of the same moment stand in the order in which they happened, on each page of the log.', async () => {
  const id = await add({ kinds: ['created', 'replied'] })
  const ticket = await cast.file(await nurse())
  for (let n = 0; n < 5; n++) await reply(await agent(), ticket)
  await run()
  await cast.wardline.owner.query('update channels.webhook_delivery set at = $1', [cast.wardline.clock.now()])
  const pages: string[] = []
  let next = ''
  do {
    const page = must(await (await admin()).get(`/api/webhooks/${id}/log?limit=2${next}`)).body
    pages.push(...page.rows.map((line: { id: string }) => line.id))
    next = page.next === null ? '' : `&after=${page.next}`
  } while (next !== '')
  assert.deepEqual(
    pages.reverse(),
    events().map((event) => event.id),
  )
})

test('What a reader may not see is in no count, and is not sent again by who only knows its id.', async () => {
  const id = await add({ kinds: ['created'] })
  const ticket = await cast.file(await nurse())
  answerTo = () => 500
  await run()
  assert.equal((await row(id)).waiting, 1)
  const [line] = await log(id)
  await cast.wardline.owner.query("update channels.webhook_delivery set state = 'dead', ended_at = now()")
  await cast.wardline.owner.query("update core.record set restriction = 'listed' where id = $1", [ticket])
  assert.equal((await row(id)).dead, 0)
  const replay = async () => (await admin()).post(`/api/webhooks/${id}/replay`, { delivery_id: line?.id })
  assert.equal((await replay()).status, 404)
  await cast.wardline.owner.query('update core.record set restriction = null where id = $1', [ticket])
  assert.equal((await replay()).status, 200)
})

test('The log is forgotten after its days, a former secret with its day, and a job that was lost is given again.', async () => {
  const id = await add({ kinds: ['created'], kept_days: 2 })
  await cast.file(await nurse())
  await cast.wardline.owner.query('delete from graphile_worker._private_jobs')
  await run()
  assert.equal(heard.length, 0)
  cast.wardline.clock.advance(6 * 60_000)
  const tend = () =>
    cast.wardline.composition.app.registry.jobs.get('webhooks.tend')?.(cast.wardline.composition.app, {})
  await tend()
  await run()
  assert.equal(heard.length, 1)
  must(await (await admin()).send('PUT', `/api/webhooks/${id}/secret`, { keeps_former: true }))
  cast.wardline.clock.advance(47 * 3_600_000)
  await tend()
  assert.equal((await log(id)).length, 1)
  assert.deepEqual(await cast.rows('select former_sealed from channels.webhook'), [{ former_sealed: null }])
  cast.wardline.clock.advance(2 * 3_600_000)
  await tend()
  assert.deepEqual(await log(id), [])
})

test('Chats get a line in the language of the hospital that names nobody and nothing but number, priority and team.', async () => {
  await cast.wardline.owner.query("update core.team set name = 'A <!channel> & *B*' where id = $1", [
    cast.network,
  ])
  const by = await admin()
  await add({ name: 'Slack', format: 'slack', kinds: ['created'] }, by)
  await add({ name: 'Teams', format: 'teams', kinds: ['created'] }, by)
  await cast.file(await agent(), { title: 'Wombat', team_id: cast.network })
  await run()
  const slack = events().find(({ text }) => text !== undefined)
  const card = events().find(({ attachments }) => attachments !== undefined).attachments[0].content
  assert.match(slack.text, /^New ticket #\d+ · .*A &lt;!channel&gt; &amp; \*B\*$/)
  assert.equal(slack.blocks[0].text.type, 'plain_text')
  assert.match(slack.blocks[1].elements[0].url, /\/desk\/tickets\//)
  assert.match(card.body[0].inlines[0].text, /^New ticket #\d+ · .*A <!channel> & \*B\*$/)
  assert.equal(card.actions[0].type, 'Action.OpenUrl')
  assert.doesNotMatch(JSON.stringify(events()), /wombat/i)
  const preview = async (format: string, kind: string) =>
    must(await by.get(`/api/webhooks/preview?format=${format}&kind=${kind}`)).body.body as string
  assert.match(await preview('slack', 'resolved'), /Ticket #1234 was resolved · P2 · Service Desk/)
  assert.match(await preview('teams', 'test'), /This is a test/)
  assert.equal(JSON.parse(await preview('wardline', 'breached')).event, 'ticket.breached')
  await cast.wardline.owner.query("update core.organization set language = 'es' where slug = 'main'")
  assert.match(await preview('slack', 'resolved'), /Se resolvió el ticket n\.º 1234/)
  assert.equal((await (await agent()).get('/api/webhooks/preview?format=slack&kind=test')).status, 403)
})

test('What clocks tell by themselves is sent too, and each action is told as what it is.', async () => {
  const by = await admin()
  const always = Array.from({ length: 7 }, () => [['00:00', '24:00']])
  must(
    await by.post('/api/calendars', {
      name: 'Always',
      time_zone: 'UTC',
      week: always,
      holidays: [],
      is_default: true,
    }),
  )
  const when = Object.fromEntries(
    ['kinds', 'priorities', 'category_ids', 'applications', 'team_ids', 'department_ids', 'role_ids'].map(
      (name) => [name, []],
    ),
  )
  const targets = { first_response: 60, next_response: null, resolution: null }
  const policy = { name: 'All', when, targets, warn_percent: 50, pausing_states: [], calendar_id: null }
  must(await by.post('/api/policies', policy))
  const kinds = ['warned', 'breached', 'moved', 'resolved', 'reopened', 'cancelled']
  const id = await add({ kinds }, by)
  const ticket = await cast.file(await nurse())
  const { app } = cast.wardline.composition
  for (const minutes of [31, 30]) {
    cast.wardline.clock.advance(minutes * 60_000)
    await app.registry.jobs.get('escalation.fire')?.(app, { org: cast.wardline.orgId })
    await run()
  }
  const someone = await agent()
  const acts = { resolve: { code: 'fixed' }, reopen: { body: 'Wombat' }, cancel: {} }
  for (const [act, body] of Object.entries(acts)) {
    // The log is in the order of time, which stands still by itself here.
    cast.wardline.clock.advance(1000)
    must(await someone.post(`/api/tickets/${ticket}/${act}`, body))
  }
  cast.wardline.clock.advance(1000)
  await run()
  const [{ number } = {}] = await cast.rows('select number from core.record where id = $1', [ticket])
  const lines = (await log(id)).filter((line) => line.ticket === number)
  assert.deepEqual(lines.map(({ kind, state }) => `${kind} ${state}`).reverse(), [
    'warned sent',
    'breached sent',
    'resolved sent',
    'reopened sent',
    'cancelled sent',
  ])
  assert.deepEqual(kindsOf('tickets.start', { changes: { state: ['new', 'open'] } }), ['moved'])
  assert.deepEqual(kindsOf('tickets.merge', { changes: { state: ['new', 'merged'] } }), ['merged', 'moved'])
  assert.deepEqual(kindsOf('tickets.edit', { changes: { priority: [3, 1], title: [true, true] } }), [
    'prioritized',
  ])
  assert.deepEqual(kindsOf('tickets.tag', { changes: { tags: [false, true] } }), [])
})
