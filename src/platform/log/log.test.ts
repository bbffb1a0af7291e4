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
