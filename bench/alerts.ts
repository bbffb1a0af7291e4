/** What a storm of alerts becomes, and how the queue page answers meanwhile: node bench/alerts.ts [alerts] [seconds]. */
import type { AddressInfo } from 'node:net'
import { password, startWardline } from '../test/helpers/server.ts'
import { quantile } from './measure.ts'

const alerts = Number(process.argv[2] ?? 10_000)
const seconds = Number(process.argv[3] ?? 60)
const tickets = 300
const calm_seconds = 15

const wardline = await startWardline({ jobs: true })
const { http } = wardline.composition
await http.listen({ port: 0, host: '127.0.0.1' })
const origin = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
const admin = await wardline.admin()
await admin.post('/api/session/confirm', { password })
for (let number = 0; number < tickets; number++)
  await admin.post('/api/tickets', { title: `Printer ${number}`, body: 'It is out of toner.' })
const { body: source } = await admin.post('/api/alerts/sources', {
  name: 'Prometheus',
  severities: [{ severity: 'critical', level: 2 }],
  group_by: ['alertname'],
  on_over: 'resolve',
  quiet_minutes: 5,
  storm_max: 20,
  is_on: true,
})

/** One alert a request, each of a group of its own: nothing else would be harder. */
async function sendOne(number: number): Promise<boolean> {
  const labels = { alertname: `Check ${number}`, instance: `host-${number}:9100`, severity: 'critical' }
  const answer = await fetch(`${origin}/api/v2/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${source.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ labels, annotations: { summary: `Host ${number} does not answer` } }]),
  })
  await answer.text()
  return answer.status === 200
}

/** How long the queue page takes, asked for again and again until `isOver`, in milliseconds. */
async function queuePage(isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!isOver()) {
    const started_ms = performance.now()
    await (await fetch(`${origin}/api/tickets?limit=50`, { headers: { cookie: admin.cookie } })).text()
    times.push(performance.now() - started_ms)
    await new Promise((done) => setTimeout(done, 50))
  }
  return times
}

const waiting = async () =>
  (await wardline.owner.query('select count(*)::int as waiting from channels.alert_batch')).rows[0].waiting

const calm_until_ms = performance.now() + calm_seconds * 1000
const calm = await queuePage(() => performance.now() > calm_until_ms)
let isOver = false
const during = queuePage(() => isOver)
const started_ms = performance.now()
let stored = 0
const sending: Promise<void>[] = []
for (let number = 0; number < alerts; number++) {
  const due_ms = started_ms + (number / alerts) * seconds * 1000
  const wait_ms = due_ms - performance.now()
  if (wait_ms > 1) await new Promise((done) => setTimeout(done, wait_ms))
  sending.push(
    sendOne(number).then((isStored) => {
      stored += isStored ? 1 : 0
    }),
  )
}
await Promise.all(sending)
const sent_seconds = (performance.now() - started_ms) / 1000
while ((await waiting()) > 0) await new Promise((done) => setTimeout(done, 100))
const taken_seconds = (performance.now() - started_ms) / 1000
isOver = true
const stormy = await during
const { rows } = await wardline.owner.query(
  'select (select count(*) from channels.alert)::int as alerts, (select count(*) from channels.alert_group)::int as tickets',
)
const p95 = (times: number[]) =>
  `${quantile(
    times.toSorted((a, b) => a - b),
    0.95,
  ).toFixed(0)} ms`
console.log(
  `${stored} of ${alerts} alerts stored in ${sent_seconds.toFixed(0)} s, taken in after ${taken_seconds.toFixed(0)} s`,
)
console.log(`${rows[0].alerts} alerts are firing on ${rows[0].tickets} tickets`)
console.log(`queue page, p95: ${p95(calm)} before, ${p95(stormy)} meanwhile (${stormy.length} times)`)
await wardline.close()
