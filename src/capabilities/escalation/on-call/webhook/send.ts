/**
 * Sends a team's page to its address. What is sent is stored with the page and sent by a job afterwards; it names the
 * ticket by number and holds no word of it. It is signed, tried again after growing pauses, and given up in the end.
 * When the process is killed between the receiver's yes and its note, it is sent once more under the same id.
 */
import { createHmac } from 'node:crypto'
import type { App } from '../../../../core/app.ts'
import { type SealedPlace, unseal } from '../../../../core/people/login/seal.ts'
import { baseUrl } from '../../../../core/people/mails.ts'
import type { JobHandler } from '../../../../core/registry.ts'
import { raw, type Tx, write } from '../../../../platform/db/transaction.ts'
import { newId } from '../../../../platform/id/id.ts'
import { guardedFetch, OutgoingFailed, OutgoingRefused } from '../../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../../platform/outgoing/own-network.ts'
import { secretsOf } from '../../../../platform/secrets/secrets.ts'

export const purpose = 'on-call-webhook'
/** Whom a sealed secret belongs to, so that it opens in no other row. */
export const ownerOf = (orgId: string, teamId: string): string => `${orgId} ${teamId}`
export const sealedWebhooks: SealedPlace = {
  table: 'escalation.webhook',
  column: 'secret',
  id: 'team_id',
  purpose,
  ownerOf,
}

const tries_max = 8
const answer_bytes_max = 64 * 1024
const first_pause_ms = 15_000
// Longer than a request may take, so that two jobs never send the same at once.
const claim_ms = 60_000

/** Stores what is to be sent for a step of a page, if the team has an address. */
export async function queueWebhook(
  app: App,
  tx: Tx,
  page: { id: string; team_id: string; step: number },
  now: string,
): Promise<void> {
  const stored = await tx.maybe(
    raw<{ id: string }>(
      `insert into escalation.webhook_delivery (org_id, id, team_id, page_id, step, state, due_at, created_at)
       select org_id, $3, team_id, $4, $5, 'queued', $6, $6 from escalation.webhook where org_id = $1 and team_id = $2
       on conflict (org_id, page_id, step) do nothing returning id`,
      [tx.orgId, page.team_id, newId(), page.id, page.step, now],
    ),
  )
  if (stored) app.jobs.add(tx, 'on_call.send_webhook', { delivery: stored.id })
}

type Claimed = {
  id: string
  team_id: string
  team: string
  page_id: string
  step: number
  tries: number
  ticket_id: string
  number: number
  is_kept: boolean
  url: string | null
  secret: Buffer | null
  created_at: string
}

/** Job `on_call.send_webhook`: sends one delivery if it is due and nobody else is doing so. */
export const sendWebhook: JobHandler = async (app, payload) => {
  const orgId = String(payload.org)
  const claimed = await write(app.pool, orgId, (tx) => claim(app, tx, String(payload.delivery)))
  if (!claimed) return
  if (claimed.url === null || claimed.secret === null)
    return giveUp(app, orgId, claimed, 'There is no address any more.')
  const failure = await send(app, claimed.url, messageOf(app, orgId, claimed, claimed.secret))
  if (failure === undefined) return end(app, orgId, claimed, 'sent', null)
  if (failure.isForGood || claimed.tries >= tries_max) return giveUp(app, orgId, claimed, failure.why)
  return tryLater(app, orgId, claimed, failure.why)
}

/** Nothing when it was taken; otherwise why not, without a word of the answer. */
async function send(
  app: App,
  url: string,
  message: ReturnType<typeof messageOf>,
): Promise<{ why: string; isForGood: boolean } | undefined> {
  const policy = {
    ...ownNetwork(app.config.outgoingAllow),
    redirects_max: 0,
    body_bytes_max: answer_bytes_max,
  }
  try {
    const { status } = await guardedFetch(url, { method: 'POST', ...message }, policy)
    return status >= 200 && status < 300
      ? undefined
      : { why: `It answered with ${status}.`, isForGood: false }
  } catch (error) {
    if (error instanceof OutgoingRefused) return { why: error.message, isForGood: true }
    if (error instanceof OutgoingFailed) return { why: error.message, isForGood: false }
    throw error
  }
}

/** Counts a try and keeps others off for a while; what is not due yet gets a job for when it is. */
async function claim(app: App, tx: Tx, id: string): Promise<Claimed | undefined> {
  const clock = app.clock.now()
  const found = await tx.maybe(
    raw<{ due_at: string | null }>(
      'select due_at from escalation.webhook_delivery where org_id = $1 and id = $2 for update',
      [tx.orgId, id],
    ),
  )
  if (!found || found.due_at === null) return undefined
  if (Date.parse(found.due_at) > clock.getTime()) {
    app.jobs.add(tx, 'on_call.send_webhook', { delivery: id }, { runAt: found.due_at })
    return undefined
  }
  tx.send(
    raw(
      'update escalation.webhook_delivery set tries = tries + 1, due_at = $3 where org_id = $1 and id = $2',
      [tx.orgId, id, new Date(clock.getTime() + claim_ms)],
    ),
  )
  return tx.one(
    raw<Claimed>(
      `select d.id, d.team_id, t.name as team, d.page_id, d.step, d.tries, r.id as ticket_id, r.number, r.restriction is not null as is_kept, h.url, h.secret, d.created_at
       from escalation.webhook_delivery d
       join core.team t on t.org_id = d.org_id and t.id = d.team_id
       join escalation.page g on g.org_id = d.org_id and g.id = d.page_id
       join core.record r on r.org_id = g.org_id and r.id = g.record_id
       left join escalation.webhook h on h.org_id = d.org_id and h.team_id = d.team_id
       where d.org_id = $1 and d.id = $2`,
      [tx.orgId, id],
    ),
  )
}

/** The signature covers the time too, so that the receiver can refuse what is old. */
function messageOf(app: App, orgId: string, claimed: Claimed, sealed: Buffer) {
  const body = JSON.stringify({
    id: claimed.id,
    event: 'page',
    at: claimed.created_at,
    page: claimed.page_id,
    step: claimed.step,
    // Of a restricted record nothing leaves but that there is one, and where who may see it finds it.
    team: claimed.is_kept ? null : { id: claimed.team_id, name: claimed.team },
    ticket: claimed.is_kept ? null : { id: claimed.ticket_id, number: claimed.number },
    ...(claimed.is_kept ? { about: 'a restricted record' } : {}),
    link: `${baseUrl(app)}/desk/tickets/${claimed.ticket_id}`,
  })
  const secret = unseal(secretsOf(app.config), purpose, ownerOf(orgId, claimed.team_id), sealed)
  const timestamp = String(Math.floor(app.clock.now().getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Wardline',
      'wardline-delivery': claimed.id,
      'wardline-timestamp': timestamp,
      'wardline-signature': `v1=${signature}`,
    },
  }
}

/** After 15 seconds, then twice as long each time: eight tries take about half an hour. */
async function tryLater(app: App, orgId: string, claimed: Claimed, why: string): Promise<void> {
  const due = new Date(app.clock.now().getTime() + first_pause_ms * 2 ** (claimed.tries - 1)).toISOString()
  await write(app.pool, orgId, async (tx) => {
    tx.send(
      raw(
        "update escalation.webhook_delivery set due_at = $3, last_error = $4 where org_id = $1 and id = $2 and state = 'queued'",
        [orgId, claimed.id, due, why],
      ),
    )
    app.jobs.add(tx, 'on_call.send_webhook', { delivery: claimed.id }, { runAt: due })
  })
}

function giveUp(app: App, orgId: string, claimed: Claimed, why: string): Promise<void> {
  return end(app, orgId, claimed, 'dead', why)
}

async function end(
  app: App,
  orgId: string,
  claimed: Claimed,
  state: 'sent' | 'dead',
  why: string | null,
): Promise<void> {
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      raw(
        'update escalation.webhook_delivery set state = $3, due_at = null, last_error = $4, ended_at = $5 where org_id = $1 and id = $2',
        [orgId, claimed.id, state, why, app.clock.now()],
      ),
    ),
  )
}
