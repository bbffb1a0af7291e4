/** Signing out at the provider too, and being signed out by it. */

import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { endSession, type Sessions } from '../../../core/people/session.ts'
import { forgiveTry, takeTry } from '../../../core/people/throttle.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, NullableText } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { spend } from '../ceremony.ts'
import { configurationOf, keysOf } from './provider-client.ts'
import { type Provider, providerById, unsealToken } from './store.ts'
import { ownBase, ProviderParams } from './visit.ts'

const token_seconds_max = 300
const clock_seconds_off_max = 60
const logout_event = 'http://schemas.openid.net/event/backchannel-logout'

/** By the RP-initiated sign-out: where to go after signing out here. */
export function mountLeave(http: Http, app: App, sessions: Sessions): void {
  http.get(
    '/api/session/provider',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.provider',
        summary:
          'Where to go after signing out, to sign out at the provider that signed one in; null for others.',
        tags: ['session'],
        response: { 200: Type.Object({ sign_out_url: NullableText }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      const actor = await sessions.authenticatePending(request)
      const opened = await read(app.pool, actor.orgId, async (tx) => {
        const session = await tx.maybe(
          raw<{ provider_id: string; id_token_sealed: Buffer }>(
            'select provider_id, id_token_sealed from core.provider_session where org_id = $1 and session_id = $2',
            [actor.orgId, actor.sessionId],
          ),
        )
        const provider = session && (await tx.maybe(providerById(actor.orgId, session.provider_id)))
        return provider && { provider, sealed: session.id_token_sealed }
      })
      if (!opened) return { sign_out_url: null }
      // Signing out here must work while the provider is away.
      const configuration = await configurationOf(app, actor.orgId, opened.provider).catch(() => undefined)
      if (configuration?.serverMetadata().end_session_endpoint === undefined) return { sign_out_url: null }
      const url = oidc.buildEndSessionUrl(configuration, {
        id_token_hint: unsealToken(app, actor.orgId, actor.sessionId ?? '', opened.sealed),
        post_logout_redirect_uri: `${ownBase(app, request)}/sign-in`,
      })
      return { sign_out_url: url.href }
    },
  )
}

/** By the back channel: the provider tells that somebody signed out there, and the sessions here end. */
export function mountEnded(http: Http, app: App, sessions: Sessions): void {
  // Forms are taken here alone.
  void http.register(async (own) => {
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 64 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    own.post(
      '/api/session/providers/:org/:id/ended',
      {
        schema: {
          operationId: 'session.ended_by_provider',
          summary:
            'The provider tells, signed, that a session ended there (OpenID Connect Back-Channel Logout).',
          tags: ['session'],
          params: ProviderParams,
          body: Body({ logout_token: Type.String({ minLength: 1, maxLength: 20_000 }) }),
          response: { 200: Type.Object({ ended: Type.Integer() }), default: Type.Ref('Problem') },
        },
      },
      async (request, reply) => {
        const { org, id } = request.params as { org: string; id: string }
        const provider = await read(app.pool, org, (tx) => tx.maybe(providerById(org, id)))
        if (!provider) throw notFound('This provider')
        // Each token has the provider asked for its keys.
        const limits = [{ key: `ended:${request.ip}`, tries_max: 300, window_minutes: 15 }]
        await takeTry(app, org, limits, { address: request.ip, personId: null })
        const token = (request.body as { logout_token: string }).logout_token
        const told = await checkToken(app, org, provider, token).catch(() => undefined)
        if (!told) throw invalid('#/logout_token', 'This is not a valid token of the provider.')
        const ended = await write(app.pool, org, async (tx) => {
          await spend(app, tx, { text: token })
          forgiveTry(tx, limits, app.clock.now())
          return end(app, tx, provider, told, request.ip)
        })
        for (const session of ended) sessions.forget(session)
        reply.header('cache-control', 'no-store')
        return { ended: ended.length }
      },
    )
  })
}

/**
 * Ends the sessions that the provider means. Of one whose name there is not known, since its ID token did not say it,
 * the subject decides: one too many ends rather than one too few.
 */
async function end(
  app: App,
  tx: Tx,
  provider: Provider,
  { sub, sid }: Told,
  address: string,
): Promise<string[]> {
  const now = app.clock.now().toISOString()
  const open = await tx.all(
    raw<{ id: string; person_id: string }>(
      `select s.id, s.person_id from core.provider_session v join core.session s on s.org_id = v.org_id and s.id = v.session_id
       where v.org_id = $1 and v.provider_id = $2 and ($3::text is null or v.subject = $3)
         and ($4::text is null or v.sid = $4 or (v.sid is null and $3 is not null))
         and s.ended_at is null for update of s`,
      [tx.orgId, provider.id, sub ?? null, sid ?? null],
    ),
  )
  for (const { id, person_id } of open) {
    tx.send(endSession(tx.orgId, id, now))
    const who = { orgId: tx.orgId, address, personId: person_id }
    tx.send(audit(who, now, 'signed_out', { session: id, by: 'provider', provider: provider.id }))
    tx.afterCommit(() => app.live.publishAtOnce({ topic: 'session', org: tx.orgId, id }))
  }
  return open.map(({ id }) => id)
}

type Told = { sub?: string; sid?: string }
// Signed with a secret that both sides know is not enough: such a token could be made by whoever learns it here.
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']

/** Whose session ended, when the token is the provider's, for us, of now, and says so. */
async function checkToken(
  app: App,
  orgId: string,
  provider: Provider,
  token: string,
): Promise<Told | undefined> {
  const configuration = await configurationOf(app, orgId, provider)
  const keys = createLocalJWKSet({ keys: await keysOf(app, configuration) } as JSONWebKeySet)
  const { payload } = await jwtVerify(token, keys, {
    algorithms,
    issuer: configuration.serverMetadata().issuer,
    audience: provider.client_id,
    maxTokenAge: token_seconds_max,
    clockTolerance: clock_seconds_off_max,
  })
  const events = payload.events as Record<string, unknown> | undefined
  if (payload.nonce !== undefined || typeof events?.[logout_event] !== 'object') return undefined
  const sid = typeof payload.sid === 'string' ? payload.sid : undefined
  if (payload.sub === undefined && sid === undefined) return undefined
  return { ...(payload.sub === undefined ? {} : { sub: payload.sub }), ...(sid === undefined ? {} : { sid }) }
}
