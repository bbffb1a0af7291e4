/** A visit at the provider: there with a question that only this browser can bring back, and in again with the answer. */

import * as oidc from 'openid-client'
import { type Static, Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { rememberDevice } from '../../../core/people/login/known.ts'
import { loginOf, openSession } from '../../../core/people/login/login.ts'
import { type Sessions, sendCookie } from '../../../core/people/session.ts'
import { endPrevious } from '../../../core/people/sign-in.ts'
import { tellPermissions } from '../../../core/people/store.ts'
import { takeTry } from '../../../core/people/throttle.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { notFound, Problem } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { begin, resume, spend } from '../ceremony.ts'
import { mapRoles } from './group-roles.ts'
import { type Claims, personOf } from './person.ts'
import { configurationOf, reasonOf } from './provider-client.ts'
import { type Provider, providerById, sealToken } from './store.ts'

const visitKind = 'provider visit'
type Held = { provider: string; nonce: string; verifier: string; next: string }

export const ProviderParams = Body({ org: Id, id: Id })
type Place = Static<typeof ProviderParams>

const tags = ['session']
const toElsewhere = {
  303: Type.Null({ description: 'See the header Location.' }),
  default: Type.Ref('Problem'),
}

export function mountVisit(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/session/providers/:org/:id/start',
    {
      schema: {
        operationId: 'session.start_provider',
        summary: 'Leads to the provider, to sign in there.',
        tags,
        params: ProviderParams,
        querystring: Body({ next: Type.Optional(Type.String({ maxLength: 1000 })) }),
        response: toElsewhere,
      },
    },
    async (request, reply) => leave(app, request, reply),
  )
  http.get(
    '/api/session/providers/:org/:id/callback',
    {
      schema: {
        operationId: 'session.return_from_provider',
        summary: 'Where the provider leads back to, with its answer.',
        tags,
        params: ProviderParams,
        querystring: Type.Object({
          state: Type.Optional(Type.String({ maxLength: 4000 })),
          code: Type.Optional(Type.String({ maxLength: 4000 })),
          iss: Type.Optional(Type.String({ maxLength: 1000 })),
          error: Type.Optional(Type.String({ maxLength: 200 })),
        }),
        response: toElsewhere,
      },
    },
    async (request, reply) => comeBack(app, sessions, request, reply),
  )
}

async function leave(app: App, request: FastifyRequest, reply: FastifyReply) {
  const place = request.params as Place
  const provider = await openProvider(app, place)
  const { next = '/' } = request.query as { next?: string }
  const nonce = oidc.randomNonce()
  const verifier = oidc.randomPKCECodeVerifier()
  const held: Held = { provider: provider.id, nonce, verifier, next: ownPath(next) }
  const state = begin(app, request, reply, { orgId: place.org, kind: visitKind, held })
  let configuration: oidc.Configuration
  try {
    configuration = await configurationOf(app, place.org, provider)
  } catch (error) {
    return failed(app, request, reply, place, 'provider-failed', reasonOf(error))
  }
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(app, request, place),
    scope: 'openid profile email',
    response_type: 'code',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(provider.asks_again ? { prompt: 'login' } : {}),
  })
  return reply.redirect(url.href, 303)
}

async function comeBack(app: App, sessions: Sessions, request: FastifyRequest, reply: FastifyReply) {
  const place = request.params as Place
  const query = request.query as { state?: string; error?: string }
  try {
    const visit = resume<Held>(app, request, visitKind, query.state ?? '')
    // An answer of one provider is not taken for that of another.
    if (visit.orgId !== place.org || visit.held.provider !== place.id)
      return await failed(app, request, reply, place, 'begin-again', 'another-provider')
    await write(app.pool, place.org, (tx) => spend(app, tx, visit))
    const provider = await openProvider(app, place)
    if (query.error !== undefined)
      return await failed(app, request, reply, place, 'provider-refused', 'refused-there')
    const answer = await exchange(app, request, place, provider, visit.held, query.state ?? '')
    if ('why' in answer) return await failed(app, request, reply, place, 'provider-failed', answer.why)
    const entered = await write(app.pool, place.org, (tx) => enter(app, tx, request, place, provider, answer))
    if ('refusal' in entered)
      return await failed(app, request, reply, place, entered.refusal, entered.refusal)
    await endPrevious(app, sessions, request)
    sendCookie(app, request, reply, entered.cookie)
    if (!entered.isPending) rememberDevice(app, request, reply, entered.personId)
    return reply.redirect(entered.isPending ? pendingPage(entered, visit.held.next) : visit.held.next, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.type !== 'begin-again') throw error
    return failed(app, request, reply, place, 'begin-again', 'state')
  }
}

type Answer = { claims: Claims; idToken: string }

/** The provider's answer for the code, with its signature, its issuer, its audience and its nonce checked. */
async function exchange(
  app: App,
  request: FastifyRequest,
  place: Place,
  provider: Provider,
  held: Held,
  state: string,
): Promise<Answer | { why: string }> {
  try {
    const configuration = await configurationOf(app, place.org, provider)
    const back = new URL(callbackOf(app, request, place))
    back.search = new URL(request.url, back).search
    const tokens = await oidc.authorizationCodeGrant(configuration, back, {
      expectedState: state,
      expectedNonce: held.nonce,
      pkceCodeVerifier: held.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims() as Claims
    // What the provider tells only when it is asked for: address, name and groups.
    const more =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return { claims: { ...more, ...claims }, idToken: tokens.id_token ?? '' }
  } catch (error) {
    return { why: reasonOf(error) }
  }
}

/** Opens the session of whom the answer means, with the roles of now. */
async function enter(
  app: App,
  tx: Tx,
  request: FastifyRequest,
  place: Place,
  provider: Provider,
  { claims, idToken }: Answer,
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
      [tx.orgId, started.id, provider.id, claims.sub, sid, sealToken(app, tx.orgId, started.id, idToken)],
    ),
  )
  const how = { session: started.id, by: 'provider', provider: provider.id }
  tx.send(audit(who, now, isPending ? 'provider_accepted' : 'signed_in', how))
  return { personId, cookie: started.cookie, isPending, owesFactor: isPending && !login.has_factor }
}

/** Whether the provider's own second step counts here, and there was one (RFC 8176). */
function hadFactor(provider: Provider, claims: Claims): boolean {
  if (provider.factor !== 'amr') return provider.factor === 'always'
  return Array.isArray(claims.amr) && claims.amr.includes('mfa')
}

function pendingPage({ owesFactor }: { owesFactor: boolean }, next: string): string {
  const to = `next=${encodeURIComponent(next)}`
  return owesFactor ? `/second-step?${to}` : `/sign-in?factor=1&${to}`
}

/** Back to the sign-in page, which says in words why. */
async function failed(
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
    await takeTry(app, org, [{ key: `provider:${request.ip}`, tries_max: 300, window_minutes: 15 }], who)
    const told = { by: 'provider', provider: id, why }
    const at = app.clock.now().toISOString()
    await write(app.pool, org, async (tx) =>
      tx.send(audit({ ...who, orgId: org }, at, 'sign_in_failed', told)),
    )
  }
  return reply.redirect(`/sign-in?refused=${refused}`, 303)
}

async function openProvider(app: App, { org, id }: Place): Promise<Provider> {
  const provider = await read(app.pool, org, (tx) => tx.maybe(providerById(org, id)))
  if (!provider?.is_on) throw notFound('This provider')
  return provider
}

/** Where people see us: the public address where one is set, else the one that was asked. */
export function ownBase(app: App, request: FastifyRequest): string {
  return app.config.publicUrl ?? `${request.protocol}://${request.host}`
}

function callbackOf(app: App, request: FastifyRequest, { org, id }: Place): string {
  return `${ownBase(app, request)}/api/session/providers/${org}/${id}/callback`
}

// Only addresses of our own: a link may not send somebody who just signed in to another site.
function ownPath(next: string): string {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : '/'
}
