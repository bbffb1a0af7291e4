/** Sends one request of the attack, and reads whatever comes back. */
import { type Agent, request } from 'node:http'
import type { Reply } from './checks.ts'
import type { Shot } from './request.ts'

const answer_ms_max = 30_000
const answer_bytes_max = 20_000_000

/** `slow` keeps the longest time of each operation, in milliseconds. */
type Target = { port: number; agent: Agent; slow: Map<string, number> }

/** Sends as it is; a connection that is cut answers with status 0, which is a finding unless too much was sent. */
export function send(state: Target, shot: Shot, cookie: string): Promise<Reply> {
  const began_ms = performance.now()
  return new Promise((done) => {
    const finished = (reply: Reply) => {
      const ms = performance.now() - began_ms
      if (ms > (state.slow.get(shot.operation) ?? 0)) state.slow.set(shot.operation, ms)
      done(reply)
    }
    const sent = request(
      {
        port: state.port,
        host: '127.0.0.1',
        method: shot.method,
        path: shot.path,
        agent: state.agent,
        timeout: answer_ms_max,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(shot.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(shot.body)) }),
          ...shot.headers,
        },
      },
      (response) => {
        const { statusCode: status = 0, headers } = response
        const type = String(headers['content-type'] ?? '')
        const chunks: Buffer[] = []
        let size_bytes = 0
        const whole = () =>
          finished({
            status,
            type,
            headers: JSON.stringify(headers),
            text: Buffer.concat(chunks).toString(),
          })
        response.on('data', (chunk: Buffer) => {
          size_bytes += chunk.length
          if (size_bytes <= answer_bytes_max) chunks.push(chunk)
          if (type.startsWith('text/event-stream')) sent.destroy()
        })
        response.on('close', whole)
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isTooMuch =
        Buffer.byteLength(shot.body ?? '') > 1_000_000 && /ECONNRESET|EPIPE/.test(error.code ?? '')
      finished({
        status: isTooMuch ? 413 : 599,
        headers: '',
        type: isTooMuch ? 'application/problem+json' : '',
        text: isTooMuch ? '{"type":"too-large","title":"Too large","status":413}' : String(error),
      })
    })
    sent.end(shot.body)
  })
}
