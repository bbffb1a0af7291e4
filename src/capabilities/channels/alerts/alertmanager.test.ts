/** What a real Alertmanager sends: a firing alert becomes a ticket, the same again changes nothing, its end resolves it. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { password } from '../../../../test/helpers/server.ts'
import { type Cast, must, startCast } from '../../tickets/fixture.ts'
import { settleAlerts } from './settle.ts'
import { takeInAlerts } from './take-in.ts'

const program = ['/usr/bin/prometheus-alertmanager', '/usr/bin/alertmanager'].find((path) => existsSync(path))
const patience_ms = 30_000

let cast: Cast | undefined
let alertmanager: ChildProcess | undefined
const folder = mkdtempSync(join(tmpdir(), 'wardline-alertmanager-'))
after(async () => {
  if (alertmanager && alertmanager.exitCode === null) {
    const ended = new Promise((done) => alertmanager?.once('exit', done))
    alertmanager.kill('SIGTERM')
    await ended
  }
  await cast?.wardline.close()
  rmSync(folder, { recursive: true, force: true })
})

test('A real Alertmanager is understood: an alert fires, is sent again, and is over.', async (t) => {
  if (program === undefined) return t.skip('Alertmanager is not installed (Debian: prometheus-alertmanager).')
  cast = await startCast()
  const { wardline, rows } = cast
  const { app, http } = wardline.composition
  await http.listen({ port: 0, host: '127.0.0.1' })
  const admin = await wardline.admin()
  must(await admin.post('/api/session/confirm', { password }))
  const { body: source } = must(
    await admin.post('/api/alerts/sources', {
      name: 'Prometheus',
      severities: [{ severity: 'critical', level: 1 }],
      group_by: ['alertname'],
      on_over: 'resolve',
      quiet_minutes: 5,
      storm_max: 20,
      is_on: true,
    }),
  )
  const { port } = http.server.address() as AddressInfo
  const api = await startAlertmanager(
    `http://127.0.0.1:${port}/api/alerts/${source.id}/alertmanager`,
    source.secret,
  )
  const now = Date.now()
  const send = async (host: string, endsAt?: string) => {
    const body = JSON.stringify([
      {
        labels: { alertname: 'NoAnswer', instance: `${host}:9100`, severity: 'critical' },
        annotations: { summary: `No answer from ${host}` },
        startsAt: new Date(now - 60_000).toISOString(),
        ...(endsAt ? { endsAt } : {}),
        generatorURL: 'http://prometheus.example/graph',
      },
    ])
    const answer = await fetch(`${api}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    assert.equal(answer.status, 200, await answer.text())
  }
  const takeIn = () => takeInAlerts(app, { org: wardline.orgId, source: source.id })
  const tickets = () =>
    rows(
      'select r.id, r.title, r.category from channels.alert_group g join core.record r on r.id = g.record_id where g.source_id = $1',
      [source.id],
    )
  const batches = async () =>
    Number(
      (await rows('select count(*) from channels.alert_batch where source_id = $1', [source.id]))[0]?.count,
    )

  await send('pacs-1')
  await until(async () => (await batches()) > 0)
  await takeIn()
  const [ticket, ...others] = await tickets()
  assert.deepEqual(others, [])
  assert.match(String(ticket?.title), /No answer from pacs-1/)
  assert.equal(ticket?.category === 'done', false)

  // Its repeat interval is a second here: the same message comes again without anything new.
  const told = () => rows('select id from core.message where record_id = $1', [ticket?.id])
  const before = await told()
  await until(async () => (await batches()) > 0)
  await takeIn()
  assert.deepEqual(await told(), before)
  assert.equal((await tickets()).length, 1)

  await send('pacs-1', new Date(now - 1_000).toISOString())
  await until(async () => {
    await takeIn()
    const [alert] = await rows('select count(*) from channels.alert where source_id = $1 and is_firing', [
      source.id,
    ])
    return Number(alert?.count) === 0
  })
  wardline.clock.advance(6 * 60_000)
  await settleAlerts(app, {})
  assert.equal((await tickets())[0]?.category, 'done')
})

/** Starts one that sends to the address soon and often; answers where it listens. */
async function startAlertmanager(url: string, secret: string): Promise<string> {
  const config = join(folder, 'alertmanager.yml')
  const port = await freePort()
  writeFileSync(
    config,
    `route:
  receiver: wardline
  group_by: [alertname]
  group_wait: 100ms
  group_interval: 500ms
  repeat_interval: 1s
receivers:
  - name: wardline
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config:
          authorization:
            credentials: ${secret}
`,
  )
  alertmanager = spawn(
    program as string,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  )
  const origin = `http://127.0.0.1:${port}`
  await until(() =>
    fetch(`${origin}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return origin
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end_ms = Date.now() + patience_ms
  while (!(await holds())) {
    assert.ok(Date.now() < end_ms, 'it came in time')
    await new Promise((done) => setTimeout(done, 100))
  }
}
