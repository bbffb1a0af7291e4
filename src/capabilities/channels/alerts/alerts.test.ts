/** Alerts with a real server and database: what they become, that one thing has one ticket, and what a storm leaves. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

const setting = {
  name: 'Prometheus',
  severities: [
    { severity: 'critical', level: 1 },
    { severity: 'major', level: 2 },
  ],
  group_by: ['alertname'],
  on_over: 'resolve',
  quiet_minutes: 5,
  storm_max: 20,
  is_on: true,
}
type Source = { id: string; secret: string }

async function admin() {
  const client = await cast.wardline.admin()
  assert.equal((await client.post('/api/session/confirm', { password })).status, 200)
  return client
}

async function source(more: Record<string, unknown> = {}): Promise<Source> {
  return must(await (await admin()).post('/api/alerts/sources', { ...setting, ...more })).body
}

const nurse = () => cast.wardline.signIn('nora.nurse@main.example', 'main')

function send({ secret }: Source, path: string, body: unknown, headers: Record<string, string> = {}) {
  return cast.wardline.anonymous.send('POST', path, body, { authorization: `Bearer ${secret}`, ...headers })
}

async function takeIn({ id }: Source): Promise<void> {
  await takeInAlerts(cast.wardline.composition.app, { org: cast.wardline.orgId, source: id })
}

async function pass(minutes: number): Promise<void> {
  cast.wardline.clock.advance(minutes * 60_000)
  await settleAlerts(cast.wardline.composition.app, {})
}

/** A message of Alertmanager; `over` names the alerts that are over. */
function webhook(
  names: string[],
  {
    over = [],
    key = 'g',
    at = 0,
    severity = 'critical',
  }: { over?: string[]; key?: string; at?: number; severity?: string } = {},
) {
  const startsAt = new Date(cast.wardline.clock.now().getTime() + at * 1000).toISOString()
  return {
    version: '4',
    receiver: 'wardline',
    groupKey: key,
    status: names.length > over.length ? 'firing' : 'resolved',
    alerts: names.map((name) => ({
      status: over.includes(name) ? 'resolved' : 'firing',
      labels: { alertname: 'Ping', instance: name, severity },
      annotations: { summary: `No answer from ${name}`, description: 'Since a minute.' },
      startsAt,
      endsAt: '0001-01-01T00:00:00Z',
    })),
  }
}

async function comes(from: Source, body: unknown, form = 'alertmanager'): Promise<void> {
  must(await send(from, `/api/alerts/${from.id}/${form}`, body))
  await takeIn(from)
}

const ticketsOf = ({ id }: Source) =>
  cast.rows(
    `select r.id, r.title, r.state, r.priority, r.category from channels.alert_group g join core.record r on r.id = g.record_id where g.source_id = $1 order by g.opened_at, r.number`,
    [id],
  )
const messagesOf = async (ticket: unknown) =>
  (await cast.rows(
    'select body, is_internal from core.message where record_id = $1 order by created_at, id',
    [ticket],
  )) as {
    body: string
    is_internal: boolean
  }[]

test('Alerts of one group become one ticket of the team and the level of the source; sent again they change nothing.', async () => {
  const team = await cast.wardline.team('Monitoring')
  const from = await source({ team_id: team })
  const body = webhook(['10.0.0.1:9100', '10.0.0.2:9100'])
  await comes(from, body)
  await comes(from, body)
  const [ticket, ...others] = await ticketsOf(from)
  assert.deepEqual(others, [])
  assert.equal(ticket?.title, 'No answer from 10.0.0.1:9100 (+1)')
  const shown = must(await (await cast.wardline.admin()).get(`/api/tickets/${ticket?.id}`)).body
  assert.equal(shown.channel, 'alert')
  assert.equal(shown.team.id, team)
  assert.equal(shown.impact, 1)
  assert.equal(shown.device, '10.0.0.1')
  const messages = await messagesOf(ticket?.id)
  assert.equal(messages.length, 1)
  assert.match(messages[0]?.body ?? '', /10\.0\.0\.2/)
  const kept = await cast.rows('select 1 from channels.alert_batch')
  assert.equal(kept.length, 0, 'nothing of what came stays beside the ticket')
})

test('Each alert of a mixed message counts by its own status; when all are over for the quiet time the ticket is resolved.', async () => {
  const from = await source()
  await comes(from, webhook(['a', 'b']))
  await comes(from, webhook(['a', 'b', 'c'], { over: ['a'] }))
  const [ticket] = await ticketsOf(from)
  const [, note] = await messagesOf(ticket?.id)
  assert.match(
    note?.body ?? '',
    /Firing[\s\S]*No answer from c[\s\S]*Over[\s\S]*No answer from a[\s\S]*2 alerts are firing/,
  )
  assert.equal(note?.is_internal, true)
  await comes(from, webhook(['b', 'c'], { over: ['b', 'c'] }))
  await pass(4)
  assert.equal((await ticketsOf(from))[0]?.category, 'waiting')
  await pass(2)
  assert.equal((await ticketsOf(from))[0]?.state, 'resolved')
  await comes(from, webhook(['a'], { at: 1 }))
  assert.equal((await ticketsOf(from)).length, 2, 'what fires later is told anew')
})

test('A source that is set so gets a note instead, and the ticket goes on.', async () => {
  const from = await source({ on_over: 'note', quiet_minutes: 0 })
  await comes(from, webhook(['a']))
  await comes(from, webhook(['a'], { over: ['a'] }))
  await pass(1)
  const [ticket] = await ticketsOf(from)
  assert.equal(ticket?.category, 'waiting')
  assert.match((await messagesOf(ticket?.id)).at(-1)?.body ?? '', /All alerts are over/)
})

test('What comes and goes stays on one ticket and is told a minute at most, with how it stands.', async () => {
  const from = await source()
  for (let turn = 0; turn < 12; turn++) {
    await comes(from, webhook(['a']))
    cast.wardline.clock.advance(2_000)
    await comes(from, webhook(['a'], { over: ['a'] }))
    cast.wardline.clock.advance(2_000)
  }
  const [ticket, ...others] = await ticketsOf(from)
  assert.deepEqual(others, [])
  const before = await messagesOf(ticket?.id)
  assert.ok(before.length < 10, `${before.length} messages`)
  await pass(2)
  assert.match((await messagesOf(ticket?.id)).at(-1)?.body ?? '', /All alerts are over[\s\S]*come and go/)
  await pass(5)
  assert.equal((await ticketsOf(from))[0]?.state, 'resolved')
})

test('Two messages of one thing at the same time, and two workers on them, make one ticket.', async () => {
  const from = await source()
  await Promise.all([1, 2, 3, 4].map(() => send(from, `/api/alerts/${from.id}/alertmanager`, webhook(['a']))))
  await Promise.all([takeIn(from), takeIn(from), takeIn(from)])
  assert.equal((await ticketsOf(from)).length, 1)
  const alerts = await cast.rows('select 1 from channels.alert where source_id = $1', [from.id])
  assert.equal(alerts.length, 1)
})

test('A message about an earlier time does not end what fires now, and a lost job is given again.', async () => {
  const from = await source()
  await comes(from, webhook(['a'], { at: -60 }))
  await comes(from, webhook(['a'], { over: ['a'], at: -60 }))
  await comes(from, webhook(['a']))
  await comes(from, webhook(['a'], { over: ['a'], at: -60 }))
  const [{ firing } = {}] = await cast.rows(
    'select is_firing as firing from channels.alert where source_id = $1',
    [from.id],
  )
  assert.equal(firing, true)
  must(await send(from, `/api/alerts/${from.id}/alertmanager`, webhook(['z'], { key: 'other' })))
  await cast.rows('delete from graphile_worker._private_jobs')
  await pass(3)
  const jobs = await cast.rows("select 1 from graphile_worker.jobs where task_identifier = 'alerts.take_in'")
  assert.ok(jobs.length > 0)
  await takeIn(from)
  assert.equal((await ticketsOf(from)).length, 2)
})

test('A ticket that somebody ended while it fires is told anew after the quiet time, and not before.', async () => {
  const from = await source()
  await comes(from, webhook(['a']))
  const [ticket] = await ticketsOf(from)
  must(await (await admin()).post(`/api/tickets/${ticket?.id}/resolve`, { code: 'no_fault' }))
  await comes(from, webhook(['a']))
  assert.equal((await ticketsOf(from)).length, 1)
  cast.wardline.clock.advance(6 * 60_000)
  await comes(from, webhook(['a']))
  assert.equal((await ticketsOf(from)).length, 2)
})

test('A storm of ten thousand alerts becomes few tickets, in few writes, and is told on one.', async () => {
  const from = await source({ storm_max: 3 })
  const many = (part: number) => ({
    ...webhook([]),
    alerts: Array.from({ length: 1000 }, (_, at) => webhook([`h${part}-${at}`]).alerts[0]),
    groupKey: `rack ${part}`,
  })
  await Promise.all(
    Array.from({ length: 10 }, (_, part) => send(from, `/api/alerts/${from.id}/alertmanager`, many(part))),
  )
  await takeIn(from)
  const tickets = await ticketsOf(from)
  assert.equal(tickets.length, 4)
  assert.ok(tickets.some(({ title }) => title === 'Many alerts from Prometheus'))
  const [{ alerts } = {}] = await cast.rows(
    'select count(*)::int as alerts from channels.alert where source_id = $1',
    [from.id],
  )
  assert.equal(alerts, 10_000)
})

test('Prometheus itself posts to the interface of Alertmanager; what it stops to renew is over by itself.', async () => {
  const from = await source({ quiet_minutes: 0 })
  const ends = (minutes: number) =>
    new Date(cast.wardline.clock.now().getTime() + minutes * 60_000).toISOString()
  const alert = (endsAt: string) => [
    {
      labels: { alertname: 'Disk', instance: 'db1' },
      annotations: {},
      endsAt,
      startsAt: '2026-01-01T00:00:00Z',
    },
  ]
  must(await send(from, '/api/v2/alerts', alert(ends(4))))
  await takeIn(from)
  must(await send(from, `/api/alerts/${from.id}/api/v2/alerts`, alert(ends(6))))
  await takeIn(from)
  const [ticket] = await ticketsOf(from)
  assert.equal(ticket?.title, 'Disk: db1')
  await pass(5)
  assert.equal((await ticketsOf(from))[0]?.category, 'waiting', 'it was renewed')
  await pass(2)
  await pass(2)
  assert.equal((await ticketsOf(from))[0]?.state, 'resolved')
})

test('What was over only since nobody renewed it fires again by the next word, whenever it is said to have begun.', async () => {
  const from = await source({ quiet_minutes: 0 })
  const alert = (startsAt = '2026-01-01T00:00:00Z') => [
    {
      labels: { alertname: 'Disk', instance: 'db2' },
      annotations: {},
      startsAt,
      endsAt: new Date(cast.wardline.clock.now().getTime() + 4 * 60_000).toISOString(),
    },
  ]
  const says = async (...began: string[]) => {
    must(await send(from, '/api/v2/alerts', alert(...began)))
    await takeIn(from)
  }
  await says()
  await pass(10)
  await pass(2)
  const [first] = await ticketsOf(from)
  assert.equal(first?.state, 'resolved', 'the network was away')
  await says()
  const categories = async () => (await ticketsOf(from)).map(({ category }) => category)
  assert.deepEqual(await categories(), ['done', 'waiting'], 'it fires still')
  // Of two that watch the same each has a beginning of its own; one of them goes.
  await says('2026-01-02T00:00:00Z')
  await pass(3)
  await says()
  await pass(3)
  assert.deepEqual(await categories(), ['done', 'waiting'], 'the other one renews it')
  await pass(10)
  await pass(2)
  assert.deepEqual(await categories(), ['done', 'done'])
})

test('Icinga’s and Nagios’ notifications are read as JSON and as a form, with the secret as a password.', async () => {
  const from = await source({ severities: [{ severity: 'CRITICAL', level: 2 }] })
  const basic = `Basic ${Buffer.from(`icinga:${from.secret}`).toString('base64')}`
  const path = `/api/alerts/${from.id}/icinga`
  must(
    await send(
      from,
      path,
      'NOTIFICATIONTYPE=PROBLEM&HOSTNAME=db1&SERVICEDESC=Load&SERVICESTATE=CRITICAL&SERVICEOUTPUT=Load+is+40',
      {
        authorization: basic,
        'content-type': 'application/x-www-form-urlencoded',
      },
    ),
  )
  await takeIn(from)
  await comes(from, { type: 'ACKNOWLEDGEMENT', host: 'db1', service: 'Load', state: 'CRITICAL' }, 'icinga')
  const [ticket, ...others] = await ticketsOf(from)
  assert.deepEqual(others, [])
  assert.equal(ticket?.title, 'Load: db1 (CRITICAL)')
  cast.wardline.clock.advance(1000)
  await comes(
    from,
    { type: 'RECOVERY', host_name: 'db1', service_name: 'Load', state: 'OK', output: 'fine' },
    'icinga',
  )
  await pass(6)
  assert.equal((await ticketsOf(from))[0]?.state, 'resolved')
})

test('JSON of any form is read with the mapping of its source, and links to the workstation and application that are known.', async () => {
  const mapping = {
    list: '/events',
    title: '/what/short',
    text: '/what/long',
    severity: '/level',
    status: '/state',
    over: ['ok'],
    key: '/id',
    host: '/host',
    application: '/app',
  }
  const from = await source({ mapping, group_by: [] })
  const { orgId } = cast.wardline
  await cast.rows(
    "insert into core.workstation (org_id, id, name) values ($1, gen_random_uuid(), 'ICU-07')",
    [orgId],
  )
  for (let at = 0; at < 3; at++) {
    const made = must(
      await (await nurse()).post('/api/tickets', { title: 'Slow', body: 'Slow.', application: 'PACS' }),
    ).body
    must(await (await admin()).post(`/api/tickets/${made.id}/resolve`, { code: 'fixed' }))
  }
  await comes(
    from,
    {
      events: [
        {
          id: 7,
          what: { short: 'Image store slow', long: '<b>slow</b>' },
          level: 'major',
          state: 'bad',
          host: 'icu-07.main.example:443',
          app: 'pacs',
        },
      ],
    },
    'mapped',
  )
  const [ticket] = await ticketsOf(from)
  const shown = must(await (await cast.wardline.admin()).get(`/api/tickets/${ticket?.id}`)).body
  assert.equal(shown.title, 'Image store slow')
  const [workstation] = await cast.rows(
    'select w.name from tickets.ticket t join core.workstation w on w.id = t.workstation_id where t.id = $1',
    [ticket?.id],
  )
  assert.equal(workstation?.name, 'ICU-07')
  assert.equal(shown.application, 'PACS')
  assert.equal(shown.impact, 2)
  assert.doesNotMatch((await messagesOf(ticket?.id))[0]?.body ?? '', /(?<!\\)<b>/)
})

test('What is no alert, or has no mapping, is parked with its reason, shown, tried again and thrown away.', async () => {
  const from = await source()
  await comes(from, { nothing: true })
  await comes(from, { a: 1 }, 'mapped')
  assert.equal((await ticketsOf(from)).length, 0)
  const client = await admin()
  const { rows } = must(await client.get('/api/alerts/parked')).body
  const own = rows.filter((row: { source: { id: string } }) => row.source.id === from.id)
  assert.deepEqual(own.map(({ reason }: { reason: string }) => reason).sort(), ['no_alerts', 'not_mapped'])
  const unmapped = own.find(({ reason }: { reason: string }) => reason === 'not_mapped')
  assert.equal(must(await client.get(`/api/alerts/parked/${unmapped.id}`)).body.text, '{"a":1}')
  const [row] = must(await client.get('/api/alerts/sources')).body.rows.filter(
    ({ id }: Source) => id === from.id,
  )
  assert.equal(row.parked, 2)
  const mapping = { title: '/a', over: [] }
  must(
    await client.send('PUT', `/api/alerts/sources/${from.id}`, { ...setting, mapping, version: row.version }),
  )
  assert.equal(
    (await client.send('PUT', `/api/alerts/sources/${from.id}`, { ...setting, version: row.version })).status,
    409,
  )
  must(await client.post(`/api/alerts/parked/${unmapped.id}/retry`))
  await takeIn(from)
  assert.equal((await ticketsOf(from)).length, 1)
  const other = own.find(({ reason }: { reason: string }) => reason === 'no_alerts')
  must(await client.post(`/api/alerts/parked/${other.id}/discard`))
  assert.equal((await client.post(`/api/alerts/parked/${other.id}/discard`)).status, 404)
  assert.equal((await (await nurse()).get('/api/alerts/parked')).status, 403)
})

test('Nothing is taken in without the secret of the source: not with another’s, a former one, a key, or where it is off.', async () => {
  const [from, other] = [await source(), await source()]
  const path = `/api/alerts/${from.id}/alertmanager`
  assert.equal((await cast.wardline.anonymous.send('POST', path, webhook(['a']))).status, 401)
  assert.equal((await send(other, path, webhook(['a']))).status, 401)
  assert.equal(
    (await send({ ...from, secret: from.secret.replace('wla', 'wlk') }, path, webhook(['a']))).status,
    401,
  )
  const client = await admin()
  const renewed = must(await client.post(`/api/alerts/sources/${from.id}/renew-secret`)).body as Source
  assert.equal((await send(from, path, webhook(['a']))).status, 401)
  must(await send(renewed, path, webhook(['a'])))
  must(await client.send('PUT', `/api/alerts/sources/${from.id}`, { ...setting, is_on: false, version: 2 }))
  assert.equal((await send(renewed, path, webhook(['a']))).status, 401)
})

test('What may be a patient’s in an alert is masked in the ticket, and stands nowhere else.', async () => {
  const from = await source()
  const body = webhook(['a'])
  for (const alert of body.alerts) alert.annotations.description = 'MRN 12345678 of Jane Roe, SSN 123-45-6789'
  await comes(from, body)
  const [ticket] = await ticketsOf(from)
  const [message] = await messagesOf(ticket?.id)
  assert.doesNotMatch(message?.body ?? '', /123-45-6789/)
  const events = await cast.rows('select data from core.event where record_id = $1', [ticket?.id])
  assert.doesNotMatch(JSON.stringify(events), /No answer|123-45/)
})

const data = join(process.env.WARDLINE_DATA ?? '../shared/data', 'alertmanager')
test('Messages of a real Alertmanager are taken in: firing, then over.', {
  skip: existsSync(data) ? false : 'the test data is not there',
}, async () => {
  const from = await source({ quiet_minutes: 0 })
  const file = (name: string) =>
    JSON.parse(readFileSync(join(data, `alertmonitor-icmp-${name}.json`), 'utf8'))
  await comes(from, file('firing'))
  const [ticket] = await ticketsOf(from)
  assert.match(String(ticket?.title), /No physical connection to 172\.29\.254\.30 \(\+2\)/)
  await comes(from, file('resolved'))
  await pass(1)
  assert.equal((await ticketsOf(from))[0]?.state, 'resolved')
})

test('Where the ticket was merged into another one, its alerts are told there, and that one is not ended for them.', async () => {
  const from = await source({ quiet_minutes: 0 })
  await comes(from, webhook(['a']))
  const [ticket] = await ticketsOf(from)
  const client = await admin()
  const into = must(await client.post('/api/tickets', { title: 'The whole rack', body: 'Down.' })).body
  must(await client.post(`/api/tickets/${ticket?.id}/merge`, { into_id: into.id }))
  await comes(from, webhook(['a', 'b']))
  assert.equal((await ticketsOf(from)).length, 1)
  assert.match((await messagesOf(into.id)).at(-1)?.body ?? '', /No answer from b/)
  await comes(from, webhook(['a', 'b'], { over: ['a', 'b'] }))
  await pass(1)
  const [left] = await cast.rows('select category from core.record where id = $1', [into.id])
  assert.notEqual(left?.category, 'done')
  assert.match((await messagesOf(into.id)).at(-1)?.body ?? '', /All alerts are over/)
})

test('There are no more than fifty sources, also when several are added at the same moment.', async () => {
  const from = await source()
  await cast.rows(
    `insert into channels.alert_source (org_id, id, name, prefix, token_hash, severities, group_by, on_over, quiet_minutes, storm_max, is_on, created_at)
     select org_id, gen_random_uuid(), 'copy', prefix, sha256(place::text::bytea), severities, group_by, on_over, quiet_minutes, storm_max, is_on, created_at
     from channels.alert_source, generate_series(1, 49 - (select count(*)::int from channels.alert_source)) place where id = $1`,
    [from.id],
  )
  const client = await admin()
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => client.post('/api/alerts/sources', setting)),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409])
  await cast.rows("delete from channels.alert_source where name = 'copy'")
})

test('A parked message that no key of the installation opens is told with a sentence, and can be thrown away.', async () => {
  const from = await source()
  await comes(from, { no: 'alerts' })
  const client = await admin()
  const parked = async () =>
    must(await client.get('/api/alerts/parked')).body.rows.find(
      (row: { source: { id: string } }) => row.source.id === from.id,
    )
  const { id } = await parked()
  assert.equal((await client.get(`/api/alerts/parked/${id}`)).status, 200)
  await cast.rows("update channels.alert_batch set body_sealed = body_sealed || '\\x00' where id = $1", [id])
  const shown = await client.get(`/api/alerts/parked/${id}`)
  assert.deepEqual([shown.status, /cannot be opened with the keys/.test(shown.body.detail)], [409, true])
  must(await client.post(`/api/alerts/parked/${id}/discard`))
  assert.equal(await parked(), undefined)
})
