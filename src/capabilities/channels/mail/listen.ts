/**
 * Takes mail that another server hands over by SMTP or LMTP, for the addresses of the mailboxes and no other. A mail is
 * acknowledged when its row is stored; until then it is the other server's to keep.
 */
import type { AddressInfo, Socket } from 'node:net'
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
} from 'smtp-server'
import type { App } from '../../../core/app.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { readTls, renewTls, tlsFilesOf } from '../../../platform/http/tls.ts'
import { mail_bytes_max } from './parsed.ts'
import { receiveMail } from './receive.ts'

const clients_max = 20
const silence_ms_max = 60_000
const end_ms_max = 5_000
/** However slowly somebody writes, who keeps a place from others gives it back then. */
const visit_ms_max = 10 * 60_000
/** As many as the standard wants taken; each costs a question to the database. */
const recipients_max = 100
/** Largest bytes of all mails that are in memory at once. */
const held_bytes_max = 4 * mail_bytes_max

type Route = { org: string; mailbox: string; kept_days: number }
export type Listening = { port: number; close(): Promise<void> }

/** Listens at `smtp://host:port` or `lmtp://host:port`, with STARTTLS where the configuration has a certificate. */
export async function listenForMail(
  app: App,
  url: string,
  { visit_ms = visit_ms_max } = {},
): Promise<Listening> {
  const { protocol, hostname, port } = new URL(url)
  const tlsFiles = tlsFilesOf(app.config)
  const held = { bytes: 0 }
  const options: SMTPServerOptions & { maxRecipients: number } = {
    lmtp: protocol === 'lmtp:',
    ...(tlsFiles ? readTls(tlsFiles) : {}),
    disabledCommands: tlsFiles ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    banner: 'Wardline',
    size: mail_bytes_max,
    maxClients: clients_max,
    socketTimeout: silence_ms_max,
    closeTimeout: end_ms_max,
    disableReverseLookup: true,
    logger: false,
    maxRecipients: recipients_max,
    onRcptTo: (to, _session, done) => {
      const known = routeOf(app, to.address).then((route) => {
        if (!route) throw refusal(550, 'There is no such mailbox here.')
      })
      answered(app, known, done)
    },
    onData: (stream, session, done) => answered(app, take(app, stream, session.envelope.rcptTo, held), done),
  }
  const server = new SMTPServer(options)
  const renewing = { setSecureContext: (renewed: object) => server.updateSecureContext(renewed) }
  const stopRenewing = tlsFiles && renewTls(renewing, tlsFiles, app.log)
  server.server.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), visit_ms).unref()
    socket.once('close', () => clearTimeout(timer))
  })
  server.on('error', (error: Error) => app.log.warn({ failure: error.name }, 'a mail was not taken'))
  await new Promise<void>((listening, fail) => {
    server.server.once('error', fail)
    server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''), listening)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => {
      stopRenewing?.()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}

async function take(
  app: App,
  stream: SMTPServerDataStream,
  to: readonly SMTPServerAddress[],
  held: { bytes: number },
): Promise<void> {
  const content = await contentOf(stream, held)
  try {
    const routes = new Map<string, Route>()
    for (const { address } of to) {
      const route = await routeOf(app, address)
      // Switched off or changed since it was named.
      if (!route) throw refusal(451, 'Try again later.')
      // One organization gets a mail once, for the first of its mailboxes that is named.
      if (!routes.has(route.org)) routes.set(route.org, route)
    }
    for (const { org, mailbox, kept_days } of routes.values())
      await receiveMail(app, org, content, { mailbox, kept_days })
  } finally {
    held.bytes -= content.length
  }
}

/** The whole mail; its bytes count as held from then on. What is too large is read to its end and forgotten. */
async function contentOf(stream: SMTPServerDataStream, held: { bytes: number }): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size_bytes = 0
  let isTooMuch = false
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (stream.sizeExceeded || isTooMuch) continue
    isTooMuch = held.bytes + chunk.length > held_bytes_max
    if (isTooMuch) continue
    held.bytes += chunk.length
    size_bytes += chunk.length
    chunks.push(chunk)
  }
  if (!stream.sizeExceeded && !isTooMuch && size_bytes <= mail_bytes_max) return Buffer.concat(chunks)
  held.bytes -= size_bytes
  throw isTooMuch ? refusal(452, 'Try again later.') : refusal(552, 'The mail is too large.')
}

/**
 * The mailbox with this address. Where two organizations name the same one neither gets the mail, so that none takes
 * what was written to the other.
 */
async function routeOf(app: App, address: string): Promise<Route | undefined> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const found: Route[] = []
  for (const { id: org } of rows) {
    const box = await read(app.pool, org, (tx) =>
      tx.maybe(
        raw<{ id: string; kept_days: number }>(
          'select id, kept_days from channels.mailbox where org_id = $1 and address = $2 order by id limit 1',
          [org, address.toLowerCase()],
        ),
      ),
    )
    if (box) found.push({ org, mailbox: box.id, kept_days: box.kept_days })
  }
  return found.length === 1 ? found[0] : undefined
}

function refusal(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode })
}

/** What went wrong here is told to nobody outside but as something to try later. */
function answered(app: App, work: Promise<void>, done: (error?: Error | null) => void): void {
  work.then(
    () => done(),
    (error: Error & { responseCode?: number }) => {
      if (error.responseCode !== undefined) return done(error)
      app.log.warn({ failure: error.name }, 'a mail was not taken')
      done(refusal(451, 'Try again later.'))
    },
  )
}
