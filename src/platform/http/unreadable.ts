/** Requests that no route sees, because the address, the headers or the connection is broken. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Problem, toDocument } from './problem.ts'
import { safeHeaders } from './safe-headers.ts'

/** The problem of an address that cannot be read or is too long; what was sent is not repeated. */
export function unreadableAddress(status = 400): Problem {
  return status === 414
    ? new Problem(414, 'too-long', 'Too long', 'The address of the request is too long.')
    : new Problem(400, 'bad-request', 'The request could not be read', 'The request is not valid HTTP.')
}

/** Whether an upload broke off or is no form; its reader fails without a code of its own. */
export function isBrokenForm(error: Error): boolean {
  return /multipart data|Malformed part header|Unexpected end of form/.test(error.message)
}

/** Answers a connection that sent no HTTP, too many headers or nothing, and ends it. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(wholeAnswer(problemOf(error.code)))
  socket.destroy(error)
}

function problemOf(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, 'too-slow', 'Too slow', 'The request did not arrive in time.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(431, 'too-large', 'Too large', 'The headers of the request are too large.')
  return unreadableAddress()
}

function wholeAnswer(problem: Problem): string {
  const body = JSON.stringify(toDocument(problem, randomUUID()))
  const headers = {
    ...safeHeaders,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}
