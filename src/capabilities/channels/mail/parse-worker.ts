/** The thread in which mails are read, one after the other. */
import { parentPort } from 'node:worker_threads'
import { readPage } from './as-sent/read-page.ts'
import type { Reading } from './parse-apart.ts'
import { parseMail } from './parse-mail.ts'
import { MailParked } from './parsed.ts'

const readings: Readonly<Record<Reading, (content: Buffer) => Promise<unknown>>> = {
  mail: parseMail,
  page: readPage,
}

parentPort?.on('message', ({ content, as }: { content: Uint8Array; as: Reading }) => {
  readings[as](Buffer.from(content.buffer, content.byteOffset, content.byteLength)).then(
    (read) => parentPort?.postMessage({ read }),
    (error: unknown) =>
      parentPort?.postMessage({ reason: error instanceof MailParked ? error.reason : 'unreadable' }),
  )
})
parentPort?.postMessage({ isReady: true })
