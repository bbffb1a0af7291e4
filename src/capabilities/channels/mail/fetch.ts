/** Fetches mail by IMAP. A mail is marked as seen when it is stored here; what was stored before is known again. */
import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { App } from '../../../core/app.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { addressReach } from '../../../platform/outgoing/address.ts'
import { OutgoingRefused } from '../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import { permittedAddresses, type ResolvedAddress } from '../../../platform/outgoing/target.ts'
import { fetchFailures, type Mailbox, mailboxesOf, secretOf } from './mailbox.ts'
import { accessTokenOf, fetchesToken, forgetToken, NoToken } from './oauth.ts'
import { mail_bytes_max } from './parsed.ts'
import { receiveMail } from './receive.ts'

const mails_per_run_max = 500
const connect_ms_max = 10_000
const silence_ms_max = 60_000
const pause_ms_max = 30 * 60_000
/** How long one run may take, so that a server which drips keeps no worker; the next run goes on where it ended. */
const run_ms_max = 3 * 60_000

/** Job `mail.fetch`, each minute: has each mailbox read that is on, and less often one that does not answer. */
export const fetchMail: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: org } of rows)
    await write(app.pool, org, async (tx) => {
      for (const box of await tx.all(mailboxesOf(org)))
        if (box.is_on && isDue(box, app.clock.now().getTime())) queueReading(app, tx, box.id)
    })
}

/** Has the mailbox read soon; what reads it already is waited for, so that no two read it at once. */
export function queueReading(app: App, tx: Tx, id: string): void {
  const name = `mail.read_mailbox ${id}`
  app.jobs.add(tx, 'mail.read_mailbox', { mailbox: id }, { key: name, queue: name, tries_max: 1 })
}

/** The longer it fails, the longer is the pause: as long as it has failed already, half an hour at the most. */
export function isDue(
  { looked_at, failing_since }: Pick<Mailbox, 'looked_at' | 'failing_since'>,
  now_ms: number,
): boolean {
  if (looked_at === null || failing_since === null) return true
  const looked_ms = Date.parse(looked_at)
  return now_ms - looked_ms >= Math.min(pause_ms_max, looked_ms - Date.parse(failing_since))
}

/** Job `mail.read_mailbox`: stores what is new in it, the oldest first. */
export const readMailbox: JobHandler = (app, payload) => readWithin(app, payload, run_ms_max)

/** Reads the mailbox for at most so long; afterwards the connection is closed, whatever the server is doing. */
export async function readWithin(app: App, payload: Record<string, unknown>, ms_max: number): Promise<void> {
  const org = String(payload.org)
  const boxes = await read(app.pool, org, (tx) => tx.all(mailboxesOf(org)))
  const box = boxes.find(({ id }) => id === payload.mailbox)
  if (!box?.is_on) return
  try {
    const stored = await withInbox(app, org, box, ms_max, (client) => storeNew(app, org, box, client))
    await noteHealth(app, org, box, { failure: null, stored })
  } catch (error) {
    const failure = failureOf(error, box)
    if (fetchesToken(box) && isSignInRefused(error)) await forgetToken(app, org, box)
    app.log.warn(
      { mailbox: box.id, failure: (error as Error).name, failure_sentence: failure },
      'a mailbox could not be read',
    )
    await noteHealth(app, org, box, { failure, stored: 0 })
  }
}

async function withInbox<T>(
  app: App,
  org: string,
  box: Mailbox,
  ms_max: number,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = await clientFor(app, org, box)
  // Closing lets each of its commands fail, so that the run ends wherever it is.
  const timer = setTimeout(() => client.close(), ms_max)
  try {
    await client.connect()
    const lock = await client.getMailboxLock('INBOX')
    try {
      return await work(client)
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
    clearTimeout(timer)
  }
}

/** A client of the mailbox’s server that is not connected yet. Throws `OutgoingRefused` where it must not be. */
export async function clientFor(
  app: App,
  org: string,
  box: Mailbox,
  options: Pick<ImapFlowOptions, 'maxIdleTime' | 'socketTimeout'> = {},
): Promise<ImapFlow> {
  const { address } = await permittedAddress(app, box.host)
  // Without encryption a password and all mails are everybody's who is on the way.
  if (box.security === 'none' && addressReach(address) === 'public')
    throw new OutgoingRefused(fetchFailures.open)
  const secret = fetchesToken(box) ? await accessTokenOf(app, org, box) : secretOf(app, org, box)
  const client = new ImapFlow({
    host: address,
    ...(isIP(box.host) === 0 ? { servername: box.host } : {}),
    port: box.port,
    secure: box.security === 'tls',
    doSTARTTLS: box.security === 'starttls',
    auth:
      box.sign_in === 'password'
        ? { user: box.username, pass: secret }
        : { user: box.username, accessToken: secret },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connect_ms_max,
    greetingTimeout: connect_ms_max,
    socketTimeout: silence_ms_max,
    ...options,
  })
  // Without a listener an error of the connection would end the process.
  client.on('error', () => {})
  return client
}

/** The address to connect to, checked: a name that leads inside is refused unless the operator opened it. */
async function permittedAddress(app: App, host: string): Promise<ResolvedAddress> {
  const url = new URL(`https://${host.includes(':') ? `[${host}]` : host}`)
  const system = async (name: string) => (await lookup(name, { all: true })) as ResolvedAddress[]
  const [first] = await permittedAddresses(url, ownNetwork(app.config.outgoingAllow), system)
  if (!first) throw new OutgoingRefused(fetchFailures.address)
  return first
}

async function storeNew(app: App, org: string, box: Mailbox, client: ImapFlow): Promise<number> {
  const opened = client.mailbox
  if (!opened) return 0
  const uidValidity = Number(opened.uidValidity)
  const isKnown = box.uid_validity === uidValidity
  const done = isKnown ? box.uid_done : 0
  // Of a mailbox that was never read before, or that counts anew, what somebody has read is left alone: it was taken
  // in already, or somebody did it by hand. So until all of that is through, no place in it is remembered.
  const asked = { uid: `${done + 1}:*`, ...(isKnown ? {} : { seen: false }) }
  const found = await client.search(asked, { uid: true })
  if (!found) throw new SearchRefused()
  const fresh = found.filter((uid) => uid > done).sort((a, b) => a - b)
  const uids = fresh.slice(0, mails_per_run_max)
  // An administrator may have named another server meanwhile, whose places are others, or switched it off.
  const remember = (uid: number | null) =>
    write(app.pool, org, async (tx) =>
      tx.maybe(
        raw(
          `update channels.mailbox set uid_validity = case when $4::int8 is null then uid_validity else $3 end, uid_done = coalesce($4, uid_done)
           where org_id = $1 and id = $2 and version = $5 returning id`,
          [org, box.id, uidValidity, uid, box.version],
        ),
      ),
    )
  for (const [at, uid] of uids.entries()) {
    await storeOne(app, org, box, client, { uidValidity, uid })
    if (!(await remember(isKnown ? uid : null))) return at + 1
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
  }
  if (!isKnown && fresh.length === uids.length) await remember(Math.max(Number(opened.uidNext) - 1, ...uids))
  return uids.length
}

/** A server that does not say what it has is not one that has nothing. */
class SearchRefused extends Error {
  readonly responseStatus = 'NO'
}

type Place = { uidValidity: number; uid: number }

async function storeOne(app: App, org: string, box: Mailbox, client: ImapFlow, place: Place): Promise<void> {
  const { size = 0 } = (await client.fetchOne(String(place.uid), { size: true }, { uid: true })) || {}
  if (size > mail_bytes_max) return noteTooLarge(app, org, box, place, size)
  const mail = await client.fetchOne(
    String(place.uid),
    { source: { maxLength: mail_bytes_max } },
    { uid: true },
  )
  // Somebody deleted it meanwhile.
  if (!mail || mail.source === undefined) return
  await receiveMail(app, org, mail.source, { mailbox: box.id, place, kept_days: box.kept_days })
}

/** It stays at the server, and its row tells that it is there. */
async function noteTooLarge(
  app: App,
  org: string,
  box: Mailbox,
  { uidValidity, uid }: Place,
  size_bytes: number,
): Promise<void> {
  const now = app.clock.now().toISOString()
  const hash = createHash('sha256')
    .update(`${box.host} ${box.id} ${uidValidity} ${uid} ${size_bytes}`)
    .digest()
  await write(app.pool, org, async (tx) =>
    tx.send(
      raw(
        `insert into channels.mail_in (org_id, id, mailbox_id, uid_validity, uid, mail_hash, size_bytes, state, reason, received_at, decided_at, remove_at)
         -- Where another mail has the place, as after a change of the server, the hash alone tells that it was noted.
         select $1, $2, $3, $4, case when exists (
           select from channels.mail_in where org_id = $1 and mailbox_id = $3 and uid_validity = $4 and uid = $5) then null else $5::int8 end,
           $8, $6, 'parked', 'too_large', $7, $7, $7
         on conflict (org_id, mail_hash) do nothing`,
        [org, newId(), box.id, uidValidity, uid, size_bytes, now, hash],
      ),
    ),
  )
}

function isSignInRefused(error: unknown): boolean {
  return (error as { authenticationFailed?: boolean }).authenticationFailed === true
}

function failureOf(error: unknown, box: Mailbox): string {
  if (error instanceof NoToken) return error.message
  if (error instanceof OutgoingRefused)
    return error.message === fetchFailures.open ? fetchFailures.open : fetchFailures.address
  if (isSignInRefused(error))
    return box.sign_in === 'password' ? fetchFailures.refused : fetchFailures.refusedToken
  const known = error as { responseStatus?: string }
  return known.responseStatus === undefined ? fetchFailures.unreachable : fetchFailures.broken
}

async function noteHealth(
  app: App,
  org: string,
  box: Mailbox,
  { failure, stored }: { failure: string | null; stored: number },
): Promise<void> {
  const now = app.clock.now().toISOString()
  await write(app.pool, org, async (tx) =>
    tx.send(
      raw(
        // How the former server was says nothing of the one that an administrator named meanwhile.
        `update channels.mailbox set looked_at = $3, failure = $4, failing_since = case when $4::text is null then null else coalesce(failing_since, $3) end,
           last_mail_at = case when $5::int > 0 then $3 else last_mail_at end where org_id = $1 and id = $2 and version = $6`,
        [org, box.id, now, failure, stored, box.version],
      ),
    ),
  )
}
