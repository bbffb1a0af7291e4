/** What no HTTP client sends: broken lines, two lengths, endless headers. Each is one connection. */
import { connect } from 'node:net'

const ms_max = 10_000

/** What to write, and whether nothing but a refusal may come back. */
export const rawShots: Readonly<Record<string, string>> = {
  'no HTTP at all': 'hello\r\n\r\n',
  'a method that is none': 'FETCH / HTTP/1.1\r\nhost: x\r\n\r\n',
  'no host': 'GET /api/session HTTP/1.1\r\n\r\n',
  'two hosts': 'GET /api/session HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
  'two lengths': 'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 40\r\n\r\n{}',
  'a length and chunks':
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n',
  'chunks under another name':
    'POST /api/session HTTP/1.1\r\nhost: x\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
  'a length below zero': 'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n',
  'a chunk of endless length':
    'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n',
  'a header with a line break in it': 'GET / HTTP/1.1\r\nhost: x\r\nx-a: b\n c\r\n\r\n',
  'a header with a zero': 'GET / HTTP/1.1\r\nhost: x\r\nx-a: b\u0000c\r\n\r\n',
  'a space before the colon': 'GET / HTTP/1.1\r\nhost: x\r\ncontent-length : 3\r\n\r\nabc',
  'headers without end': `GET / HTTP/1.1\r\nhost: x\r\n${`x-a: ${'b'.repeat(1_000)}\r\n`.repeat(100)}\r\n`,
  'an address without end': `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  'an address of percent signs': 'GET /api/tickets/%zz HTTP/1.1\r\nhost: x\r\n\r\n',
  'an address of another server': 'GET http://evil.example/metrics/x HTTP/1.1\r\nhost: x\r\n\r\n',
  'an upgrade to nothing':
    'GET /api/nothing HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
  'a version that is none': 'GET / HTTP/9.9\r\nhost: x\r\n\r\n',
}

/** Writes to the port and answers all that came back before the connection ended, or a request went unanswered. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((done) => {
    let back = ''
    const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'))
    socket.setTimeout(ms_max, () => socket.destroy())
    socket.on('data', (chunk) => {
      back += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => done(back))
  })
}
