/** Alerts that lie, break, or come in masses: they harm neither the others of their source nor anybody else's. */
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

type Source = { id: string; secret: string }

async function source(more: Record<string, unknown> = {}): Promise<Source> {
  const client = await cast.wardline.admin()
  assert.equal((await client.post('/api/session/confirm', { password })).status, 200)
  const setting = {
    name: 'Prometheus',
    severities: [],
    group_by: ['alertname'],
    on_over: 'resolve',
    quiet_minutes: 0,
    storm_max: 20,
    is_on: true,
  }
  return must(await client.post('/api/alerts/sources', { ...setting, ...more })).body
}

function send({ id, secret }: Source, body: unknown) {
  return cast.wardline.anonymous.send('POST', `/api/alerts/${id}/alertmanager`, body, {
    authorization: `Bearer ${secret}`,
  })
}
const takeIn = ({ id }: Source) =>
  takeInAlerts(cast.wardline.composition.app, { org: cast.wardline.orgId, source: id })

type Given = { name: string; status?: string; startsAt?: string; summary?: string; labels?: object }
function message({ name, status = 'firing', startsAt, summary = name, labels = {} }: Given) {
  const at = startsAt ?? cast.wardline.clock.now().toISOString()
  return {
    version: '4',
    groupKey: name,
    alerts: [{ status, labels: { alertname: name, ...labels }, annotations: { summary }, startsAt: at }],
  }
}
const titles = async ({ id }: Source) =>
  (
    await cast.rows(
      'select r.title from channels.alert_group g join core.record r on r.id = g.record_id where g.source_id = $1 order by r.number',
      [id],
    )
  ).map(({ title }) => title)

test('Characters that no text may hold break nothing: the alert becomes a ticket without them.', async () => {
  const from = await source()
  must(await send(from, message({ name: 'a\0b', summary: 'No\0 answer', labels: { host: 'sw\0itch' } })))
  must(await send(from, message({ name: 'other' })))
  await takeIn(from)
  assert.deepEqual(await titles(from), ['No answer', 'other'])
})

test('A monitoring whose clock is wrong by years silences no alert that comes later.', async () => {
  const from = await source()
  must(await send(from, message({ name: 'disk', startsAt: '2090-01-01T00:00:00Z' })))
  await takeIn(from)
  cast.wardline.clock.advance(60_000)
  must(await send(from, message({ name: 'disk', status: 'resolved', startsAt: '2090-01-01T00:00:00Z' })))
  await takeIn(from)
  cast.wardline.clock.advance(60_000)
  await settleAlerts(cast.wardline.composition.app, {})
  const states = () =>
    cast.rows(
      'select r.state from channels.alert_group g join core.record r on r.id = g.record_id where g.source_id = $1 order by r.number',
      [from.id],
    )
  assert.deepEqual(await states(), [{ state: 'resolved' }])
  cast.wardline.clock.advance(60_000)
  must(await send(from, message({ name: 'disk' })))
  await takeIn(from)
  assert.equal((await states()).length, 2, 'it is told anew')
})

test('A message on which the taking in breaks lets the others in, and waits for a person after some tries.', async () => {
  const from = await source()
  const { owner } = cast.wardline
  await owner.query("alter table core.record add constraint poison check (title <> 'poison') not valid")
  try {
    must(await send(from, message({ name: 'before' })))
    must(await send(from, message({ name: 'poison' })))
    must(await send(from, message({ name: 'after' })))
    for (let n = 0; n < 4; n++) await assert.rejects(takeIn(from))
    assert.deepEqual(await titles(from), ['before', 'after'])
    await takeIn(from)
    const left = await cast.rows('select state, reason from channels.alert_batch where source_id = $1', [
      from.id,
    ])
    assert.deepEqual(left, [{ state: 'parked', reason: 'not_filed' }])
  } finally {
    await owner.query('alter table core.record drop constraint poison')
  }
})

test('A ticket that cannot be ended keeps no other from being ended.', async () => {
  const from = await source({ on_over: 'note' })
  for (const name of ['stuck', 'free']) {
    must(await send(from, message({ name })))
    await takeIn(from)
    cast.wardline.clock.advance(60_000)
    must(await send(from, message({ name, status: 'resolved' })))
    await takeIn(from)
  }
  const [stuck] = await cast.rows("select id from core.record where title = 'stuck'")
  const { owner } = cast.wardline
  await owner.query(
    `alter table core.message add constraint poison check (record_id <> '${stuck?.id}') not valid`,
  )
  try {
    cast.wardline.clock.advance(120_000)
    await settleAlerts(cast.wardline.composition.app, {})
  } finally {
    await owner.query('alter table core.message drop constraint poison')
  }
  const open = await cast.rows(
    'select r.title, g.is_open from channels.alert_group g join core.record r on r.id = g.record_id where g.source_id = $1 order by r.number',
    [from.id],
  )
  assert.deepEqual(open, [
    { title: 'stuck', is_open: true },
    { title: 'free', is_open: false },
  ])
})

test('More than can be held at once is refused so that its sender tries again, and nothing of it is lost.', async () => {
  const from = await source()
  const words = 'x'.repeat(900)
  const labels = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`l${n}`, words]))
  const body = (n: number) => ({
    ...message({ name: `mass ${n}` }),
    alerts: Array.from({ length: 80 }, () => ({
      status: 'firing',
      labels: { alertname: `m${n}`, ...labels },
    })),
  })
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => send(from, body(n))))
  const statuses = answers.map(({ status }) => status)
  assert.deepEqual([...new Set(statuses)].sort(), [200, 503])
  const kept = await cast.rows('select 1 from channels.alert_batch where source_id = $1', [from.id])
  assert.equal(kept.length, statuses.filter((status) => status === 200).length)
  assert.equal((await send(from, message({ name: 'later' }))).status, 200)
})
