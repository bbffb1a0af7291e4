/** Alerts that a source forgot: seen after a day, ended by hand with a reason, and never against what fires. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { settleAlerts } from './settle.ts'
import { takeInAlerts } from './take-in.ts'

let cast: Cast
before(async () => {
  cast = await startCast()
})
after(() => cast?.wardline.close())

const admin = () => cast.wardline.signIn('admin@main.example', 'main')
type Source = { id: string; secret: string }

async function source(on_over: 'resolve' | 'note', storm_max = 20): Promise<Source> {
  const client = await admin()
  await client.post('/api/session/confirm', { password })
  const setting = {
    name: 'Prometheus',
    severities: [],
    group_by: ['alertname'],
    quiet_minutes: 5,
    storm_max,
  }
  return must(await client.post('/api/alerts/sources', { ...setting, on_over, is_on: true })).body
}

const app = () => cast.wardline.composition.app

async function fires(
  { id, secret }: Source,
  instance: string,
  startsAt: string,
  endsAt?: string,
  alertname = 'Ping',
) {
  const labels = { alertname, instance }
  const alert = { status: 'firing', labels, startsAt, ...(endsAt ? { endsAt } : {}) }
  const body = { version: '4', groupKey: alertname, alerts: [alert] }
  const sent = await cast.wardline.anonymous.send(
    'POST',
    `/api/alerts/${id}/${endsAt ? 'api/v2/alerts' : 'alertmanager'}`,
    endsAt ? [alert] : body,
    { authorization: `Bearer ${secret}` },
  )
  must(sent)
  await takeInAlerts(app(), { org: cast.wardline.orgId, source: id })
}

async function pass(hours: number) {
  cast.wardline.clock.advance(hours * 3_600_000)
  await settleAlerts(app(), {})
}

const now = () => cast.wardline.clock.now().toISOString()
type Stale = {
  id: string
  source: { id: string }
  ticket: { id: string; number: number } | null
  firing: number
}
const stale = async (of: Source) => {
  const { rows } = must(await (await admin()).get('/api/alerts/stale')).body as { rows: Stale[] }
  return rows.filter((row) => row.source.id === of.id)
}
const end = async (id: string, reason = 'The server was taken away') =>
  (await admin()).post(`/api/alerts/stale/${id}/end`, { reason })
const ticketOf = async ({ id }: Source) =>
  (
    await cast.rows(
      `select r.id, r.state, r.category, t.cause from channels.alert_group g join core.record r on r.id = g.record_id
     join tickets.ticket t on t.id = r.id where g.source_id = $1 order by g.opened_at desc limit 1`,
      [id],
    )
  )[0]
const lastNote = async (of: Source) => {
  const ticket = await ticketOf(of)
  const rows = await cast.rows(
    'select body from core.message where record_id = $1 order by created_at desc, id desc limit 1',
    [ticket?.id],
  )
  return String(rows[0]?.body)
}

test('What is silent for a day is shown, and ended by hand its ticket is resolved with the reason.', async () => {
  const from = await source('resolve')
  await fires(from, 'db1', now())
  await pass(23)
  assert.deepEqual(await stale(from), [])
  await pass(2)
  const [group] = await stale(from)
  assert.equal(group?.firing, 1)
  assert.ok(group?.ticket)
  assert.equal((await ticketOf(from))?.category, 'waiting')
  const agent = await cast.wardline.signIn('sam.agent@main.example', 'main')
  assert.equal((await agent.get('/api/alerts/stale')).status, 403)
  assert.equal((await agent.post(`/api/alerts/stale/${group?.id}/end`, { reason: 'Gone' })).status, 403)
  assert.equal((await end(group?.id ?? '', 'x')).status, 422)
  must(await end(group?.id ?? ''))
  assert.deepEqual(await stale(from), [])
  await pass(0)
  const ticket = await ticketOf(from)
  assert.equal(ticket?.state, 'resolved')
  assert.match(JSON.stringify(ticket), /said that they are over: The server was taken away/)
  assert.equal((await end(group?.id ?? '')).status, 404, 'it is ended')
  const audit = await cast.rows("select data from core.audit where action = 'alerts.end'")
  assert.equal(audit.length, 1)
  assert.doesNotMatch(JSON.stringify(audit), /taken away/, 'the words stand on the ticket alone')
})

test('A source that only gets notes gets one with the reason, and what fires later is told anew.', async () => {
  const from = await source('note')
  await fires(from, 'db2', now())
  await pass(25)
  must(await end((await stale(from))[0]?.id ?? ''))
  await pass(0)
  assert.match(await lastNote(from), /The server was taken away/)
  const before = (await ticketOf(from))?.id
  await fires(from, 'db2', now())
  assert.notEqual((await ticketOf(from))?.id, before)
})

test('A message that comes again is a sign of life, and what ends by itself is never shown.', async () => {
  const [from, timed] = [await source('resolve'), await source('resolve')]
  const began = now()
  await fires(from, 'db3', began)
  await fires(timed, 'db4', now(), new Date(Date.parse(now()) + 80 * 3_600_000).toISOString())
  await pass(20)
  await fires(from, 'db3', began)
  await pass(20)
  assert.deepEqual(await stale(from), [])
  await pass(5)
  assert.equal((await stale(from)).length, 1)
  assert.deepEqual(await stale(timed), [])
})

test('What fires meanwhile is not ended: neither when it was heard before the word, nor before the ticket is ended.', async () => {
  const from = await source('resolve')
  await fires(from, 'db5', now())
  await pass(25)
  const id = (await stale(from))[0]?.id ?? ''
  await fires(from, 'db6', now())
  assert.equal((await end(id)).status, 409)
  assert.equal((await ticketOf(from))?.category, 'waiting')
  await pass(25)
  must(await end(id))
  cast.wardline.clock.advance(1_000)
  await fires(from, 'db6', now())
  await pass(0)
  assert.equal((await ticketOf(from))?.category, 'waiting')
  assert.equal(
    (await cast.rows('select over_reason from channels.alert_group where id = $1', [id]))[0]?.over_reason,
    null,
  )
})

test('Who may not see the ticket is not told its number, and may end the alerts all the same.', async () => {
  const from = await source('note')
  await fires(from, 'db7', now())
  await pass(25)
  const ticket = await ticketOf(from)
  await cast.rows("update core.record set restriction = 'security' where id = $1", [ticket?.id])
  const [group] = await stale(from)
  assert.equal(group?.ticket, null)
  must(await end(group?.id ?? ''))
})

test('In a storm what ends by itself is on one ticket with what does not: it is never ended by hand while it fires.', async () => {
  const from = await source('resolve', 1)
  await fires(from, 'db8', now(), undefined, 'First')
  await fires(from, 'db9', now(), undefined, 'Forgotten')
  const inDays = () => new Date(Date.parse(now()) + 80 * 3_600_000).toISOString()
  await fires(from, 'db10', now(), inDays(), 'Renewed')
  const [storm] = await cast.rows(
    'select id, (select count(*)::int from channels.alert a where a.group_id = g.id) as alerts from channels.alert_group g where g.source_id = $1 and g.is_storm',
    [from.id],
  )
  assert.equal(storm?.alerts, 2)
  await pass(25)
  const began = now()
  await fires(from, 'db10', began, inDays(), 'Renewed')
  assert.ok(!(await stale(from)).some(({ id }) => id === storm?.id), 'it is not shown')
  assert.equal((await end(String(storm?.id))).status, 409)
  const firing = await cast.rows('select is_firing from channels.alert where group_id = $1', [storm?.id])
  assert.deepEqual(firing, [{ is_firing: true }, { is_firing: true }])
})

test('What a person took for over fires again by the next word of its source, though it began long ago.', async () => {
  const from = await source('resolve')
  const began = now()
  await fires(from, 'db11', began)
  await pass(25)
  must(await end((await stale(from))[0]?.id ?? ''))
  await pass(0)
  const ended = await ticketOf(from)
  assert.equal(ended?.state, 'resolved')
  await fires(from, 'db11', began)
  const again = await ticketOf(from)
  assert.notEqual(again?.id, ended?.id)
  assert.equal(again?.category, 'waiting')
})
