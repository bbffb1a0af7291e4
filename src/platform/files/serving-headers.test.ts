import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { contentDisposition, servingHeaders } from './serving-headers.ts'

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')

test('A download is marked so that no browser runs, guesses, frames or keeps it', () => {
  const headers = servingHeaders({ type: 'text/plain', isInline: false, name: 'a.txt', size_bytes: 3 })
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8')
  assert.equal(headers['content-length'], '3')
  assert.equal(headers['content-disposition'], 'attachment; filename="a.txt"')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*; sandbox$/)
  assert.equal(headers['cache-control'], 'private, no-store')
})

test('A safe image may be shown inline with the same guards', () => {
  const headers = servingHeaders({ type: 'image/png', isInline: true, name: 'a.png', size_bytes: 3 })
  assert.equal(headers['content-type'], 'image/png')
  assert.equal(headers['content-disposition'], 'inline; filename="a.png"')
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('Names outside ASCII travel exactly, and quotes and percent signs break nothing', () => {
  assert.equal(
    contentDisposition('attachment', 'Présupuesto 100%.pdf'),
    `attachment; filename="Pr_supuesto 100_.pdf"; filename*=UTF-8''Pr%C3%A9supuesto%20100%25.pdf`,
  )
  assert.equal(
    contentDisposition('attachment', `it's (a) "test"!.txt`),
    `attachment; filename="it's (a) _test_!.txt"`,
  )
  assert.equal(
    contentDisposition('attachment', 'a\r\nSet-Cookie: x'),
    'attachment; filename="a Set-Cookie_ x"',
  )
})

test('Each naughty string as a file name passes through a real HTTP response unharmed', {
  skip: existsSync(naughtyFile) ? false : 'the naughty strings are not on this machine',
}, async (t) => {
  const names = JSON.parse(readFileSync(naughtyFile, 'utf8')) as string[]
  const server = createServer((request, response) => {
    const name = names[Number(request.url?.slice(1))] ?? ''
    response.writeHead(200, servingHeaders({ type: 'text/plain', isInline: false, name, size_bytes: 2 }))
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  for (const [index] of names.entries()) {
    const response = await fetch(`http://127.0.0.1:${port}/${index}`)
    assert.equal(await response.text(), 'ok')
    const expected = [
      'cache-control',
      'connection',
      'content-disposition',
      'content-length',
      'content-security-policy',
    ]
    expected.push('content-type', 'cross-origin-resource-policy', 'date', 'keep-alive', 'referrer-policy')
    assert.deepEqual([...response.headers.keys()], [...expected, 'x-content-type-options'])
    const disposition = response.headers.get('content-disposition') ?? ''
    assert.match(
      disposition,
      /^attachment; filename="[^"\\]+"(; filename\*=UTF-8''[A-Za-z0-9%._~&$+#^`|-]+)?$/,
    )
  }
})
