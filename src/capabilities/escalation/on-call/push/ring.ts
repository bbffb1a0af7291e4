/**
 * Ringing the browsers of people who are paged, although no page of Wardline is open there. What travels is
 * encrypted for the one browser (RFC 8291), and holds the team and the ticket's number, never a word of it.
 */
import { buildPushPayload } from '@block65/webcrypto-web-push'
import type { App } from '../../../../core/app.ts'
import { senderOf } from '../../../../core/people/outbox.ts'
import type { JobHandler } from '../../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../../platform/db/transaction.ts'
import {
  guardedFetch,
  OutgoingRefused,
  type OutgoingResponse,
} from '../../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../../platform/outgoing/own-network.ts'
import { vapidKeys } from './keys.ts'

/** A page that is an hour old rings nobody who comes online. */
const keep_seconds = 3600
/** The last of them comes about four minutes after the first; by then the mail is there, and soon the next one is called. */
const rings_max = 6
/** Nothing of the answer is read but its status. */
const answer_bytes_max = 64 * 1024
/** The push service's answers that say: this browser is gone, or it asked for somebody else. */
const gone = new Set([401, 403, 404, 410])

export type Ring = { title: string; body: string; path: string; tag: string }
type Device = { id: string; endpoint: string; p256dh: string; auth: string }

/**
 * Rings every browser of the person after the commit; each in a job of its own, so that one that fails is tried alone.
 * Another capability's `job` is given what it says there, decides whether it is still to ring, and hands on to `ring`.
 */
export async function ringPerson(
  app: App,
  tx: Tx,
  personId: string,
  ring: Ring,
  job: { name: string; payload: Record<string, unknown> } = { name: 'on_call.ring', payload: {} },
): Promise<void> {
  const devices = await tx.all(
    raw<{ id: string }>('select id from escalation.push_device where org_id = $1 and person_id = $2', [
      tx.orgId,
      personId,
    ]),
  )
  for (const { id } of devices)
    app.jobs.add(tx, job.name, { ...job.payload, device: id, ring }, { tries_max: rings_max })
}

export function ringDevice(app: App, tx: Tx, device: string, ring: Ring, tries_max = rings_max): void {
  app.jobs.add(tx, 'on_call.ring', { device, ring }, { tries_max })
}

/** Sends to one browser; what fails for now is tried a few times more by the queue of jobs. */
export const ring: JobHandler = async (app, payload) => {
  const orgId = String(payload.org)
  const id = String(payload.device)
  const device = await read(app.pool, orgId, (tx) =>
    tx.maybe(
      raw<Device>(
        `select d.id, d.endpoint, d.p256dh, d.auth from escalation.push_device d
           join core.person p on p.org_id = d.org_id and p.id = d.person_id
         where d.org_id = $1 and d.id = $2 and p.is_active`,
        [orgId, id],
      ),
    ),
  )
  if (!device) return
  const answer = await send(app, device, payload.ring as Ring)
  if (answer === undefined || gone.has(answer.status)) {
    await write(app.pool, orgId, async (tx) =>
      tx.send(raw('delete from escalation.push_device where org_id = $1 and id = $2', [orgId, id])),
    )
    return
  }
  if (answer.status >= 300) throw new Error(`The push service answered ${answer.status}.`)
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      raw('update escalation.push_device set rung_at = $3 where org_id = $1 and id = $2', [
        orgId,
        id,
        app.clock.now().toISOString(),
      ]),
    ),
  )
}

/** Nothing when the address is one that is never sent to; what cannot be reached for now throws. */
async function send(app: App, device: Device, ring: Ring): Promise<OutgoingResponse | undefined> {
  const { headers, body } = await buildPushPayload(
    // The same page that is sent twice replaces itself, also where it waits at the push service.
    { data: ring, options: { ttl: keep_seconds, urgency: 'high', topic: ring.tag } },
    {
      endpoint: device.endpoint,
      expirationTime: null,
      keys: { p256dh: device.p256dh, auth: device.auth },
    },
    vapidKeys(app.config.secret, `mailto:${senderOf(app).address}`),
  )
  try {
    return await guardedFetch(
      device.endpoint,
      { method: 'POST', headers: plain(headers), body: new Uint8Array(body) },
      { ...ownNetwork(app.config.outgoingAllow), redirects_max: 0, body_bytes_max: answer_bytes_max },
    )
  } catch (error) {
    if (error instanceof OutgoingRefused) return undefined
    throw error
  }
}

// The client names the length of the body itself.
function plain(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
  )
}
