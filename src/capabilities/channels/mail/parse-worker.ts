/** The thread in which mails are read, one after the other. */
import { parentPort } from 'node:worker_threads'
import { parseMail } from './parse-mail.ts'
import { MailParked } from './parsed.ts'

parentPort?.on('message', ({ content }: { content: Uint8Array }) => {
  parseMail(Buffer.from(content.buffer, content.byteOffset, content.byteLength)).then(
    (mail) => parentPort?.postMessage({ mail }),
    (error: unknown) =>
      parentPort?.postMessage({ reason: error instanceof MailParked ? error.reason : 'unreadable' }),
  )
})
parentPort?.postMessage({ isReady: true })
