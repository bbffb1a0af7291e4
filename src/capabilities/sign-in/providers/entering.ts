/** What follows when a provider said who somebody is: a session with the roles of now, or a word why not. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { sealToken } from '../../../core/people/login/carried.ts'
import { rememberDevice } from '../../../core/people/login/known.ts'
import { loginOf, openSession } from '../../../core/people/login/login.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { sendCookie } from '../../../core/people/session-cookie.ts'
import { endPrevious } from '../../../core/people/sign-in.ts'
import { tellPermissions } from '../../../core/people/store.ts'
import { takeTry } from '../../../core/people/throttle.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { notFound, Problem } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest } from '../../../platform/http/server.ts'
import { mapRoles } from './group-roles.ts'
import { hadFactor, personOf } from './person.ts'
import { prove } from './proof.ts'
import { type Place, type Provider, providerById, type Told, type Visit } from './store.ts'

export const ProviderParams = Body({ org: Id, id: Id })

export const toElsewhere = {
  303: Type.Null({ description: 'See the header Location.' }),
  default: Type.Ref('Problem'),
}

/** Lets whom the provider named in, or takes the fresh proof that was asked for; leads on or back to the sign-in page. */
export async function welcome(
  app: App,
  sessions: Sessions,
  request: FastifyRequest,
  reply: FastifyReply,
  { place, provider, told, visit }: { place: Place; provider: Provider; told: Told; visit: Visit },
) {
  if (visit.proof) {
    const refusal = await prove(app, sessions, request, provider, told, visit.proof)
    return reply.redirect(refusal === undefined ? visit.next : `${visit.next}?refused=${refusal}`, 303)
  }
  const entered = await write(app.pool, place.org, (tx) => enter(app, tx, request, place, provider, told))
  if ('refusal' in entered) return failed(app, request, reply, place, entered.refusal, entered.refusal)
  await endPrevious(app, sessions, request)
  sendCookie(app, request, reply, entered.cookie)
  if (!entered.isPending) rememberDevice(app, request, reply, entered.personId)
  return reply.redirect(entered.isPending ? pendingPage(entered, visit.next) : visit.next, 303)
}

/** Opens the session of whom the answer means, with the roles of now. */
async function enter(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  place: Place,
  provider: Provider,
  { claims, token }: Told,
) {
  const now = app.clock.now().toISOString()
  const address = request.ip
  const found = await personOf(app, tx, provider, claims, { orgId: place.org, address }, now)
  if ('refusal' in found) return found
  const { personId } = found
  const who = { orgId: place.org, address, personId }
  const mapped = await mapRoles(tx, provider.id, claims, personId, now)
  if (mapped.added.length + mapped.removed.length > 0) {
    tx.send(audit(who, now, 'roles_mapped', { provider: provider.id, person: personId, ...mapped }))
    tellPermissions(app, tx, [personId])
  }
  const login = await tx.one(loginOf(app, place.org, personId))
  const isStrong = hadFactor(provider, claims)
  const isPending = !isStrong && (login.has_factor || login.is_factor_demanded)
  const started = openSession(app, tx, request, login, { isPending, isStrong })
  const sid = typeof claims.sid === 'string' ? claims.sid.slice(0, 255) : null
  tx.send(
    raw(
      'insert into core.provider_session (org_id, session_id, provider_id, subject, sid, id_token_sealed) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, started.id, provider.id, claims.sub, sid, sealToken(app, tx.orgId, started.id, token)],
    ),
  )
  const how = { session: started.id, by: 'provider', provider: provider.id }
  tx.send(audit(who, now, isPending ? 'provider_accepted' : 'signed_in', how))
  return { personId, cookie: started.cookie, isPending, owesFactor: isPending && !login.has_factor }
}

function pendingPage({ owesFactor }: { owesFactor: boolean }, next: string): string {
  const to = `next=${encodeURIComponent(next)}`
  return owesFactor ? `/second-step?${to}` : `/sign-in?factor=1&${to}`
}

/** Back to the sign-in page, which says in words why; the audit log says it in one word. */
export async function failed(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  { org, id }: Place,
  refused: string,
  why: string,
) {
  const isHere = await read(app.pool, org, (tx) =>
    tx.maybe(raw('select 1 as one from core.organization where id = $1', [org])),
  )
  if (isHere) {
    const who = { address: request.ip, personId: null }
    // Strangers fail as often as they like; the audit log hears of it so often.
    await takeTry(
      app,
      org,
      [{ key: `provider:${placeOf(request.ip)}`, tries_max: 300, window_minutes: 15 }],
      who,
    )
    const told = { by: 'provider', provider: id, why }
    const at = app.clock.now().toISOString()
    await write(app.pool, org, async (tx) =>
      tx.send(audit({ ...who, orgId: org }, at, 'sign_in_failed', told)),
    )
  }
  return reply.redirect(`/sign-in?refused=${refused}`, 303)
}

/** Runs what a visit comes back to; one that is too old, used or of another browser leads back to the sign-in page. */
export async function orBeginAgain<T>(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  run: () => Promise<T>,
) {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Problem) || error.type !== 'begin-again') throw error
    return failed(app, request, reply, place, 'begin-again', 'state')
  }
}

/** The provider of the place, when it is of the kind and on. */
export async function openProvider(app: App, { org, id }: Place, kind: Provider['kind']): Promise<Provider> {
  const provider = await read(app.pool, org, (tx) => tx.maybe(providerById(org, id)))
  if (!provider?.is_on || provider.kind !== kind) throw notFound('This provider')
  return provider
}

/** Where people see us: the public address where one is set, else the one that was asked. */
export function ownBase(app: App, request: FastifyRequest): string {
  return app.config.publicUrl ?? `${request.protocol}://${request.host}`
}

/** The path of the provider's routes. */
export function pathOf({ org, id }: Place): string {
  return `/api/session/providers/${org}/${id}`
}

/** Only addresses of our own: a link may not send somebody who just signed in to another site. */
export function ownPath(next: string): string {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : '/'
}
