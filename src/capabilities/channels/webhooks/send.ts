/**
 * Sends deliveries one at a time, those of one record in the order in which things happened to it. A delivery
 * that is not taken is tried again after growing pauses and given up in the end; until then the later ones of its record
 * wait, and those of other records do not.
 *
 * When the process is killed between the other side's yes and its note, the delivery goes out once more under the same
 * id. In every other moment it goes out exactly once.
 */
import type { App } from '../../../core/app.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../platform/outgoing/own-network.ts'
import type { Lookup } from '../../../platform/outgoing/target.ts'
import { bodyOf, type Language } from './bodies.ts'
import { noteFailure, noteSent, type Tried } from './note.ts'
import { later } from './queue.ts'
import { openWebhook } from './sealed.ts'
import { type Delivery, pauseFor, seenByOwner } from './seen.ts'
import { signed } from './sign.ts'
import { lockWebhook, type Webhook } from './webhook.ts'

const answer_bytes_max = 64 * 1024
const request_ms_max = 10_000
/** Longer than a request may take, so that two processes never send the same at once. */
const claim_ms = 20_000

type Ready = Tried & { url: string; body: string; headers: Record<string, string> }

/** Job `webhooks.send`: sends the next delivery of a webhook for a record, and has the one after it sent. */
export function sendDelivery(lookup?: Lookup): JobHandler {
  return async (app, payload) => {
    const org = String(payload.org)
    const record = typeof payload.record === 'string' ? payload.record : null
    const ready = await write(app.pool, org, (tx) => claim(app, tx, String(payload.webhook), record))
    if (!ready) return
    const started_ms = performance.now()
    const outcome = await post(app, ready, lookup)
    const took_ms = Math.round(performance.now() - started_ms)
    await write(app.pool, org, async (tx) => {
      if (outcome.failure === undefined) await noteSent(app, tx, ready, { ...outcome, took_ms })
      else await noteFailure(app, tx, ready, { ...outcome, failure: outcome.failure, took_ms })
    })
  }
}

/** The next delivery that is due, counted as tried and kept from others for a while. */
async function claim(app: App, tx: Tx, id: string, record: string | null): Promise<Ready | undefined> {
  const clock = app.clock.now()
  const hook = await lockWebhook(tx, id)
  if (!hook?.is_on || hook.paused_at !== null) return undefined
  const next = await tx.maybe(nextDelivery(tx.orgId, id, record))
  if (!next) return undefined
  const waits_ms = Math.max(
    ...[next.due_at, next.claimed_until, hook.rest_until].map((at) => (at === null ? 0 : Date.parse(at))),
  )
  if (waits_ms > clock.getTime()) {
    later(tx, id, record, new Date(waits_ms).toISOString())
    return undefined
  }
  const seen = await seenByOwner(app, tx, hook, next)
  if (seen === 'owner') {
    pauseFor(app, tx, hook, 'owner')
    return undefined
  }
  if (seen === 'withheld' || seen === 'filtered') {
    leaveOut(tx, next.id, seen, clock)
    later(tx, id, record, clock.toISOString())
    return undefined
  }
  tx.send(
    raw(
      'update channels.webhook_delivery set tries = tries + 1, claimed_until = $3 where org_id = $1 and id = $2',
      [tx.orgId, next.id, new Date(clock.getTime() + claim_ms)],
    ),
  )
  return {
    ...messageOf(app, tx.orgId, hook, next, seen, clock),
    hook,
    record,
    id: next.id,
    tries: next.tries + 1,
  }
}

function nextDelivery(orgId: string, webhook: string, record: string | null) {
  return raw<Delivery>(
    `select id, record_id, kind, at, facts, tries, due_at, claimed_until from channels.webhook_delivery
     where org_id = $1 and webhook_id = $2 and state = 'waiting' and ${record === null ? 'record_id is null and $3::uuid is null' : 'record_id = $3'}
     order by at, event_id limit 1`,
    [orgId, webhook, record],
  )
}

/** What its owner may not see is never sent; what the filter leaves out was never meant for it, and is forgotten. */
function leaveOut(tx: Tx, id: string, why: 'withheld' | 'filtered', now: Date): void {
  tx.send(
    why === 'filtered'
      ? raw('delete from channels.webhook_delivery where org_id = $1 and id = $2', [tx.orgId, id])
      : raw(
          "update channels.webhook_delivery set state = 'withheld', claimed_until = null, ended_at = $3 where org_id = $1 and id = $2",
          [tx.orgId, id, now],
        ),
  )
}

type Seen = Exclude<Awaited<ReturnType<typeof seenByOwner>>, string>

function messageOf(app: App, orgId: string, hook: Webhook, next: Delivery, seen: Seen, now: Date) {
  const { url, secrets } = openWebhook(app, orgId, hook, now)
  const path = next.record_id === null ? '/desk' : `/desk/tickets/${next.record_id}`
  const body = bodyOf(
    hook.format,
    {
      id: next.id,
      kind: next.kind,
      at: next.at,
      link: `${baseUrl(app)}${path}`,
      facts: next.facts,
      ticket: seen.ticket,
      isRestricted: seen.isRestricted,
    },
    seen.language as Language,
  )
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Wardline',
    'wardline-delivery': next.id,
    ...signed(body, now, secrets),
  }
  return { url, body, headers, size_bytes: Buffer.byteLength(body) }
}

type Outcome = {
  status: number | null
  failure?: string
  /** Never tried again as it stands. */
  isForGood?: boolean
  /** Nothing of this webhook would go through now. */
  isAway?: boolean
  /** For how long the other side asked to be left alone. */
  pause_ms?: number
}

async function post(app: App, { url, body, headers }: Ready, lookup?: Lookup): Promise<Outcome> {
  const policy = {
    ...ownNetwork(app.config.outgoingAllow),
    redirects_max: 0,
    body_bytes_max: answer_bytes_max,
    total_timeout_ms: request_ms_max,
    ...(lookup ? { lookup } : {}),
  }
  try {
    const answer = await guardedFetch(url, { method: 'POST', body, headers }, policy)
    const { status } = answer
    if (status >= 200 && status < 300) return { status }
    const asked_s = Number(answer.headers['retry-after'])
    return {
      status,
      failure: `It answered with ${status}.`,
      ...(asked_s > 0 ? { pause_ms: asked_s * 1000 } : {}),
    }
  } catch (error) {
    if (error instanceof OutgoingRefused) return { status: null, failure: error.message, isForGood: true }
    if (error instanceof OutgoingFailed) return { status: null, failure: error.message, isAway: true }
    throw error
  }
}
