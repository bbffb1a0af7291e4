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
import { later, wakeAt } from './queue.ts'
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

/** The latest of the times, where it is still to come. */
function timeAfter(now: Date, ...times: readonly (string | null)[]): string | undefined {
  const latest_ms = Math.max(...times.map((at) => (at === null ? 0 : Date.parse(at))))
  return latest_ms > now.getTime() ? new Date(latest_ms).toISOString() : undefined
}

/** Job `webhooks.wake`: has the delivery of a webhook that rested tried which is due first. */
export const wakeWebhook: JobHandler = async (app, payload) => {
  const [org, id] = [String(payload.org), String(payload.webhook)]
  await write(app.pool, org, async (tx) => {
    const clock = app.clock.now()
    const hook = await lockWebhook(tx, id)
    if (!hook?.is_on || hook.paused_at !== null) return
    const first = await tx.maybe(
      // Of each record the one that is next, since a later one of it may not go before it.
      raw<{ record_id: string | null; at: string }>(
        `select n.record_id, greatest(n.due_at, n.claimed_until) as at from (
           select distinct on (record_id) record_id, due_at, claimed_until from channels.webhook_delivery
           where org_id = $1 and webhook_id = $2 and state = 'waiting' order by record_id, at, event_id) n
         order by 2, 1 limit 1`,
        [org, id],
      ),
    )
    if (!first) return
    const until = timeAfter(clock, hook.rest_until, first.at)
    if (until === undefined) later(tx, id, first.record_id, clock.toISOString())
    else wakeAt(tx, id, until)
  })
}

/** The next delivery that is due, counted as tried and kept from others for a while. */
async function claim(app: App, tx: Tx, id: string, record: string | null): Promise<Ready | undefined> {
  const clock = app.clock.now()
  const hook = await lockWebhook(tx, id)
  if (!hook?.is_on || hook.paused_at !== null) return undefined
  const next = await tx.maybe(nextDelivery(tx.orgId, id, record))
  if (!next) return undefined
  const rests_until = timeAfter(clock, hook.rest_until)
  if (rests_until !== undefined) {
    wakeAt(tx, id, rests_until)
    return undefined
  }
  const waits_until = timeAfter(clock, next.due_at, next.claimed_until)
  if (waits_until !== undefined) {
    later(tx, id, record, waits_until)
    // Whoever was woken for it must not be the last one.
    if (hook.rest_until !== null) wakeAt(tx, id, waits_until)
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
    if (hook.rest_until !== null) wakeAt(tx, id, clock.toISOString())
    return undefined
  }
  const message = messageOf(app, tx.orgId, hook, next, seen, clock)
  if (message === undefined) {
    pauseFor(app, tx, hook, 'sealed')
    return undefined
  }
  tx.send(
    raw(
      'update channels.webhook_delivery set tries = tries + 1, claimed_until = $3 where org_id = $1 and id = $2',
      [tx.orgId, next.id, new Date(clock.getTime() + claim_ms)],
    ),
  )
  return { ...message, hook, record, id: next.id, tries: next.tries + 1 }
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

/** Nothing where its address or secret cannot be opened, as after a change of the installation's keys. */
function messageOf(app: App, orgId: string, hook: Webhook, next: Delivery, seen: Seen, now: Date) {
  const opened = openedOrNothing(app, orgId, hook, now)
  if (opened === undefined) return undefined
  const { url, secrets } = opened
  const body = bodyOf(
    hook.format,
    {
      id: next.id,
      kind: next.kind,
      at: next.at,
      link: `${baseUrl(app)}${pathOf(next)}`,
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

function pathOf({ record_id, facts }: Delivery): string {
  if (facts.imported) return `/desk/organization/import/${facts.imported.run}`
  return record_id === null ? '/desk' : `/desk/tickets/${record_id}`
}

function openedOrNothing(app: App, orgId: string, hook: Webhook, now: Date) {
  try {
    return openWebhook(app, orgId, hook, now)
  } catch (error) {
    app.log.warn({ webhook: hook.id, failure: (error as Error).name }, 'a webhook cannot be opened')
    return undefined
  }
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
