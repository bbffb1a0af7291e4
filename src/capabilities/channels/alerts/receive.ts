/**
 * Where alerts arrive. What comes is stored as it is, many messages in one write, and answered; what becomes of it is
 * decided by a job, so that a storm waits in a table and not in front of those who work.
 */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { describe, Problems } from '../../../core/mount.ts'
import { type SealedPlace, seal } from '../../../core/people/login/seal.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { refused } from '../keys/authenticate.ts'
import { readSecret } from '../keys/key.ts'
import type { Form } from './alert.ts'
import { alerts_max } from './read-alerts.ts'

const body_bytes_max = 4 * 1024 * 1024
/** Of one source; what is beyond is refused, so that its sender tries again. */
const waiting_max = 10_000
const waiting_bytes_max = 256 * 1024 * 1024
const looked_ms = 1_000
/** Of all messages together that this server holds until they are stored. */
const held_bytes_max = 64 * 1024 * 1024
const gather_ms = 15
const gathered_max = 200

const purpose = 'alerts waiting'
const ownerOf = (orgId: string, id: string) => `${orgId}.${id}`
export const sealedAlerts: SealedPlace = {
  table: 'channels.alert_batch',
  column: 'body_sealed',
  id: 'id',
  purpose,
  ownerOf,
}

const AnyObject = Type.Object({}, { additionalProperties: true })

type Sender = { orgId: string; sourceId: string }
type Message = Sender & { id: string; form: Form; sealed: Buffer; receivedAt: string }
type Store = (message: Message) => Promise<void>

/** Has a job take in what waits of a source; those of one source run one after the other. */
export function takeInSoon(app: App, tx: Tx, sourceId: string): void {
  const name = `alerts.take_in ${sourceId}`
  app.jobs.add(tx, 'alerts.take_in', { source: sourceId }, { key: name, queue: name })
}

const ways: readonly [Form, string, string, string][] = [
  [
    'alertmanager',
    '/api/alerts/:source/alertmanager',
    'alerts.take_alertmanager',
    'Alertmanager’s webhook, version 4',
  ],
  [
    'api_v2',
    '/api/alerts/:source/api/v2/alerts',
    'alerts.take_alerts_of',
    'Alertmanager’s interface, below the source',
  ],
  [
    'api_v2',
    '/api/v2/alerts',
    'alerts.take_alerts',
    'Alertmanager’s interface, the source known by its secret',
  ],
  [
    'icinga',
    '/api/alerts/:source/icinga',
    'alerts.take_icinga',
    'What a notification script of Icinga or Nagios knows',
  ],
  [
    'mapped',
    '/api/alerts/:source/mapped',
    'alerts.take_mapped',
    'JSON of any form, with the mapping of the source',
  ],
]

/** Mounts the ways in. Each asks for the secret of a source before it reads anything. */
export function mountAlerts(http: Http, app: App): void {
  const senders = new WeakMap<FastifyRequest, Sender>()
  const store = gathering(app)
  const held = { bytes: 0 }
  http.register(async (own) => {
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: body_bytes_max },
      (_request: unknown, body: string | Buffer, done: (error: null, value: unknown) => void) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    for (const [form, url, name, what] of ways)
      own.route({
        method: 'POST',
        url,
        bodyLimit: body_bytes_max,
        schema: {
          ...describe(
            name,
            `Take in alerts: ${what}. The secret of the source is the bearer token or the password.`,
            'alerts',
          ),
          security: [],
          ...(url.includes(':source') ? { params: Type.Object({ source: Type.String() }) } : {}),
          body: form === 'api_v2' ? Type.Array(AnyObject, { maxItems: alerts_max }) : AnyObject,
          response: { 200: Type.Object({ id: Type.String() }), ...Problems },
        },
        onRequest: async (request, reply) => {
          const sender = await senderOf(app, request)
          const { source } = request.params as { source?: string }
          if (source !== undefined && source !== sender.sourceId) throw refused()
          senders.set(request, sender)
          hold(held, request, reply)
        },
        handler: async (request) => {
          const sender = senders.get(request)
          if (!sender) throw refused()
          const id = newId()
          const sealed = seal(
            app.config.secret,
            purpose,
            ownerOf(sender.orgId, id),
            JSON.stringify(request.body),
          )
          await store({ ...sender, id, form, sealed, receivedAt: app.clock.now().toISOString() })
          return { id }
        },
      })
  })
}

/** Counts the bytes of a message until it is answered; what does not say how large it is counts as the largest. */
function hold(held: { bytes: number }, request: FastifyRequest, reply: FastifyReply): void {
  const told = Number(request.headers['content-length'] ?? body_bytes_max)
  const bytes = Math.min(body_bytes_max, Number.isFinite(told) ? told : body_bytes_max)
  if (held.bytes + bytes > held_bytes_max) throw full503('Too many alerts come at once. Send it again later.')
  held.bytes += bytes
  let isHeld = true
  const release = () => {
    if (isHeld) held.bytes -= bytes
    isHeld = false
  }
  reply.raw.once('finish', release).once('close', release)
}

/** The source whose secret the request brings, as a bearer token or as the password of any user. */
async function senderOf(app: App, request: FastifyRequest): Promise<Sender> {
  const header = request.headers.authorization?.slice(0, 500) ?? ''
  const [, bearer] = /^Bearer +(\S+)$/i.exec(header) ?? []
  const [, basic] = /^Basic +(\S+)$/i.exec(header) ?? []
  const password =
    basic &&
    Buffer.from(basic, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '')
  const secret = readSecret('wla', bearer ?? password ?? '')
  if (!secret) throw refused()
  const found = await read(app.pool, secret.orgId, (tx) =>
    tx.maybe(
      raw<{ id: string }>(
        'select id from channels.alert_source where org_id = $1 and token_hash = $2 and is_on',
        [tx.orgId, secret.hash],
      ),
    ),
  )
  if (!found) throw refused()
  return { orgId: secret.orgId, sourceId: found.id }
}

type Waiting = Message & { done(): void; failed(error: unknown): void }

/** Stores messages of an organization that come within some milliseconds in one write. Answers when it is committed. */
function gathering(app: App): Store {
  const gathered = new Map<string, Waiting[]>()
  const looked: Looked = new Map()
  const flush = async (orgId: string) => {
    const messages = gathered.get(orgId) ?? []
    gathered.delete(orgId)
    try {
      const full = await write(app.pool, orgId, (tx) => storeAll(app, tx, looked, messages))
      for (const message of messages)
        if (full.has(message.sourceId))
          message.failed(full503('Too many alerts of this source wait. Send it again later.'))
        else message.done()
    } catch (error) {
      for (const message of messages) message.failed(error)
    }
  }
  return (message) =>
    new Promise((resolve, reject) => {
      const messages = gathered.get(message.orgId) ?? []
      messages.push({ ...message, done: resolve, failed: reject })
      gathered.set(message.orgId, messages)
      if (messages.length >= gathered_max) void flush(message.orgId)
      else if (messages.length === 1)
        setTimeout(() => {
          if (gathered.get(message.orgId) === messages) void flush(message.orgId)
        }, gather_ms)
    })
}

// A server that is busy rather than a sender that is too quick: Alertmanager sends again what met a 5xx, and nothing else.
function full503(sentence: string): Problem {
  return new Problem(503, 'busy', 'Busy right now', sentence, { headers: { 'retry-after': '60' } })
}

type Looked = Map<string, { at_ms: number; isFull: boolean }>

/** The sources of which so much waits already that nothing more is stored; looked at once a second. */
async function fullOnes(app: App, tx: Tx, looked: Looked, ids: readonly string[]): Promise<Set<string>> {
  const now_ms = app.clock.now().getTime()
  const old = ids.filter((id) => now_ms - (looked.get(id)?.at_ms ?? Number.NEGATIVE_INFINITY) >= looked_ms)
  if (old.length > 0) {
    const found = await tx.all(
      raw<{ id: string; is_full: boolean }>(
        `select s.id, (select count(*) >= ${waiting_max} or coalesce(sum(w.size), 0) >= ${waiting_bytes_max} from (
           select pg_column_size(b.body_sealed) as size from channels.alert_batch b
           where b.org_id = $1 and b.source_id = s.id and b.state = 'waiting' limit ${waiting_max}) w) as is_full
         from unnest($2::uuid[]) s (id)`,
        [tx.orgId, old],
      ),
    )
    for (const { id, is_full } of found) looked.set(id, { at_ms: now_ms, isFull: is_full })
  }
  return new Set(ids.filter((id) => looked.get(id)?.isFull))
}

/** Answers the sources of which nothing was stored, since so much of them waits. */
async function storeAll(
  app: App,
  tx: Tx,
  looked: Looked,
  messages: readonly Message[],
): Promise<Set<string>> {
  const full = await fullOnes(app, tx, looked, [...new Set(messages.map(({ sourceId }) => sourceId))])
  const kept = messages.filter(({ sourceId }) => !full.has(sourceId))
  if (kept.length === 0) return full
  tx.send(
    raw(
      `insert into channels.alert_batch (org_id, id, source_id, form, body_sealed, state, received_at)
       select $1, u.id, u.source_id, u.form, decode(u.body, 'base64'), 'waiting', u.received_at
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) u (id, source_id, form, body, received_at)`,
      [
        tx.orgId,
        kept.map(({ id }) => id),
        kept.map(({ sourceId }) => sourceId),
        kept.map(({ form }) => form),
        kept.map(({ sealed }) => sealed.toString('base64')),
        kept.map(({ receivedAt }) => receivedAt),
      ],
    ),
  )
  for (const id of new Set(kept.map(({ sourceId }) => sourceId))) takeInSoon(app, tx, id)
  return full
}
