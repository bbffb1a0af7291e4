import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, type LogLevel } from './log.ts'

function capture(level: LogLevel = 'info') {
  const lines: string[] = []
  const log = createLog(level, { write: (line: string) => void lines.push(line) })
  return { log, lines }
}

test('A password, a cookie and an authorization header never reach the log', () => {
  const { log, lines } = capture()
  log.info({
    password: 'hunter2-secret',
    input: { password: 'hunter2-secret' },
    headers: { authorization: 'hunter2-secret', cookie: 'hunter2-secret', 'set-cookie': 'hunter2-secret' },
  })
  assert.equal(lines.length, 1)
  assert.ok(!lines.join().includes('hunter2-secret'), lines.join())
  assert.ok(lines.join().includes('[hidden]'))
})

test('A request is logged without its query, its headers and its body', () => {
  const { log, lines } = capture()
  log.info({
    req: {
      id: 'r1',
      method: 'POST',
      url: '/api/search?q=patient+smith',
      ip: '10.0.0.7',
      headers: { cookie: 'session=abc' },
      body: { note: 'patient smith' },
    },
  })
  const line = JSON.parse(lines.join())
  assert.deepEqual(line.req, { id: 'r1', method: 'POST', path: '/api/search', ip: '10.0.0.7' })
})

test('The secret of a link is left out of the path that is logged, an id is not', () => {
  const { log, lines } = capture()
  const id = '0190b8a2-7c1e-7d3f-9a55-2f1c66d0e8ab'
  for (const url of [`/calendars/${id}.${'aB3_-'.repeat(9)}.ics`, `/api/tickets/${id}`])
    log.info({ req: { id: 'r1', method: 'GET', url, ip: '10.0.0.7' } })
  const paths = lines.map((line) => JSON.parse(line).req.path)
  assert.deepEqual(paths, [`/calendars/${id}.….ics`, `/api/tickets/${id}`])
})

test('A database error is logged without the row that it complains about', () => {
  const { log, lines } = capture()
  const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(Smith)' })
  log.error({ err: error }, 'The write failed.')
  const line = JSON.parse(lines.join())
  assert.equal(line.err.code, '23505')
  assert.ok(!lines.join().includes('Smith'))
})

test('Lines under the chosen level are not written', () => {
  const { log, lines } = capture('warn')
  log.info('quiet')
  log.warn('heard')
  assert.equal(lines.length, 1)
})
