/** The browsers in which a person is rung: asked for in that browser, seen and ended from anywhere. */
import { Type } from 'typebox'
import { plainAction } from '../../../../core/action.ts'
import { senderOf } from '../../../../core/people/outbox.ts'
import { countTry } from '../../../../core/people/throttle.ts'
import { reader } from '../../../../core/registry.ts'
import { raw, type Tx } from '../../../../platform/db/transaction.ts'
import { conflict, invalid, notFound, tooMany } from '../../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, Time } from '../../../../platform/http/schema.ts'
import { newId } from '../../../../platform/id/id.ts'
import { OutgoingRefused } from '../../../../platform/outgoing/guarded-fetch.ts'
import { ownNetwork } from '../../../../platform/outgoing/own-network.ts'
import { checkedUrl } from '../../../../platform/outgoing/target.ts'
import { readsRotas } from '../may.ts'
import { vapidKeys } from './keys.ts'
import { ringDevice } from './ring.ts'

const devices_max = 10
const tries_an_hour = 10
const hour_minutes = 60
const path = '/api/on-call/devices'

export const listDevices = reader({
  name: 'on_call.devices',
  summary:
    'The browsers in which one is rung, when paged or as chosen among the notices, and the key by which another one is added.',
  path,
  output: Type.Object({
    key: Type.String({ description: 'The server’s public key, for the browser’s push service.' }),
    rows: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        endpoint: Type.String(),
        created_at: Time,
        rung_at: Nullable(Time),
      }),
    ),
  }),
  permits: () => true,
  run: async ({ app, tx, actor }) => ({
    key: vapidKeys(app.config.secret, `mailto:${senderOf(app).address}`).publicKey,
    rows: await tx.all(
      raw<{ id: string; name: string; endpoint: string; created_at: string; rung_at: string | null }>(
        'select id, name, endpoint, created_at, rung_at from escalation.push_device where org_id = $1 and person_id = $2 order by created_at, id',
        [tx.orgId, actor.personId],
      ),
    ),
  }),
})

const Key = (length_min: number, length_max: number) =>
  Type.String({ minLength: length_min, maxLength: length_max, pattern: '^[A-Za-z0-9_-]+={0,2}$' })

export const addDevice = plainAction({
  name: 'on_call.add_device',
  summary: 'Have this browser rung when one is paged, and for what one chose among the notices.',
  path,
  input: Body({
    name: Line(100),
    endpoint: Type.String({ minLength: 9, maxLength: 2000, pattern: '^https://' }),
    p256dh: Key(80, 100),
    auth: Key(20, 40),
  }),
  output: Type.Object({ id: Id }),
  permits: () => true,
  run: async ({ app, tx, actor, input, now }) => {
    requireReachable(input.endpoint, app.config.outgoingAllow, !readsRotas(actor))
    await requireRoom(tx, actor.personId)
    // Whoever knows the keys sits at that browser: it lets nobody else have them, unlike its address.
    const stored = await tx.maybe(
      raw<{ id: string }>(
        `insert into escalation.push_device (org_id, id, person_id, name, endpoint, p256dh, auth, created_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8)
         on conflict (org_id, endpoint) do update set person_id = excluded.person_id, name = excluded.name,
           p256dh = excluded.p256dh, auth = excluded.auth, created_at = excluded.created_at, rung_at = null
           where push_device.person_id = excluded.person_id
             or (push_device.p256dh = excluded.p256dh and push_device.auth = excluded.auth)
         returning id`,
        [tx.orgId, newId(), actor.personId, input.name, input.endpoint, input.p256dh, input.auth, now],
      ),
    )
    if (!stored)
      throw conflict('This browser rings for somebody else. End that in the browser first, then begin anew.')
    return { result: stored, audit: { device: stored.id } }
  },
})

export const removeDevice = plainAction({
  name: 'on_call.remove_device',
  summary: 'Have a browser rung no more.',
  path: `${path}/:id`,
  method: 'DELETE',
  params: Body({ id: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ tx, actor, params }) => {
    const removed = await tx.all(
      raw(
        'delete from escalation.push_device where org_id = $1 and id = $2 and person_id = $3 returning id',
        [tx.orgId, params.id, actor.personId],
      ),
    )
    if (removed.length === 0) throw notFound('This browser')
    return { result: {}, audit: { device: params.id } }
  },
})

const words = {
  en: { title: 'Wardline can ring here', body: 'This is how it will look.' },
  es: { title: 'Wardline puede avisar aquí', body: 'Así se verá un aviso.' },
}

export const tryDevice = plainAction({
  name: 'on_call.try_device',
  summary: 'Ring one of one’s own browsers, to see whether it works.',
  path: `${path}/:id/try`,
  params: Body({ id: Id }),
  input: Type.Union([Body({}), Type.Null()]),
  output: Type.Object({}),
  permits: () => true,
  run: async ({ app, tx, actor, params, now }) => {
    const found = await tx.maybe(
      raw<{ language: 'en' | 'es' }>(
        `select coalesce(p.language, g.language) as language from escalation.push_device d
           join core.person p on p.org_id = d.org_id and p.id = d.person_id join core.organization g on g.id = d.org_id
         where d.org_id = $1 and d.id = $2 and d.person_id = $3`,
        [tx.orgId, params.id, actor.personId],
      ),
    )
    if (!found) throw notFound('This browser')
    await requireSeldom(tx, actor.personId, now)
    const shown = {
      ...words[found.language],
      path: readsRotas(actor) ? '/desk/on-call' : '/notices',
      tag: 'try',
    }
    // Whoever tries looks at the browser now; a ring that comes later would only puzzle.
    ringDevice(app, tx, params.id ?? '', shown, 1)
    return { result: {} }
  },
})

/** The push services of the makers of browsers; a dot at the beginning stands for any name before it. */
const push_services = [
  'fcm.googleapis.com',
  'android.googleapis.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
]

/** Whoever only asks for help has the server post to push services that are known, and to none of their own. */
function requireReachable(endpoint: string, allowed: readonly string[], isKnownOnly: boolean): void {
  const own = ownNetwork(allowed)
  try {
    const { hostname } = checkedUrl(endpoint, own)
    const isKnown = (host: string) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host)
    if (isKnownOnly && ![...push_services, ...own.allowPrivate].some(isKnown))
      throw new OutgoingRefused('This is not a push service that is known here. Use another browser.')
  } catch (error) {
    if (error instanceof OutgoingRefused) throw invalid('#/endpoint', error.message)
    throw error
  }
}

/** The address is the person's own choice, so that without a bound the server would post to it all day. */
async function requireSeldom(tx: Tx, personId: string, now: string): Promise<void> {
  const at = new Date(now)
  if ((await countTry(tx, `push:${personId}`, at, hour_minutes)) <= tries_an_hour) return
  const hour_seconds = hour_minutes * 60
  const left_seconds = hour_seconds - (Math.floor(at.getTime() / 1000) % hour_seconds)
  throw tooMany(
    left_seconds,
    `A browser can be tried ${tries_an_hour} times an hour. Wait until the next hour begins.`,
  )
}

async function requireRoom(tx: Tx, personId: string): Promise<void> {
  tx.send(raw('select 1 from core.person where org_id = $1 and id = $2 for update', [tx.orgId, personId]))
  const { count } = await tx.one(
    raw<{ count: number }>(
      'select count(*)::int as count from escalation.push_device where org_id = $1 and person_id = $2',
      [tx.orgId, personId],
    ),
  )
  if (count >= devices_max)
    throw conflict(`You are rung in ${devices_max} browsers already. End one that you no longer use.`)
}
