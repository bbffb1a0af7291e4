/** Signing out at the provider too, and being signed out by it. */

import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import * as oidc from 'openid-client'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { forgiveTry, takeTry } from '../../../core/people/throttle.ts'
import { read, write } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { spend } from '../ceremony.ts'
import { type Ended, endTold } from '../providers/ended.ts'
import { ownBase, ProviderParams } from '../providers/entering.ts'
import { type Provider, providerById } from '../providers/store.ts'
import { configurationOf, keysOf } from './provider-client.ts'

const token_seconds_max = 300
const clock_seconds_off_max = 60
const logout_event = 'http://schemas.openid.net/event/backchannel-logout'

/** Where to go after signing out here (RP-initiated sign-out); null when the provider has no such address or is away. */
export async function endSessionUrl(
  app: App,
  orgId: string,
  provider: Provider,
  idToken: string,
  request: FastifyRequest,
): Promise<string | null> {
  // Signing out here must work while the provider is away.
  const configuration = await configurationOf(app, orgId, provider).catch(() => undefined)
  if (configuration?.serverMetadata().end_session_endpoint === undefined) return null
  const url = oidc.buildEndSessionUrl(configuration, {
    id_token_hint: idToken,
    post_logout_redirect_uri: `${ownBase(app, request)}/sign-in`,
  })
  return url.href
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
        const limits = [{ key: `ended:${placeOf(request.ip)}`, tries_max: 300, window_minutes: 15 }]
        await takeTry(app, org, limits, { address: request.ip, personId: null })
        const token = (request.body as { logout_token: string }).logout_token
        const told = await checkToken(app, org, provider, token).catch(() => undefined)
        if (!told) throw invalid('#/logout_token', 'This is not a valid token of the provider.')
        const ended = await write(app.pool, org, async (tx) => {
          await spend(app, tx, { text: token })
          forgiveTry(tx, limits, app.clock.now())
          return endTold(app, tx, provider, told, request.ip)
        })
        for (const session of ended) sessions.forget(session)
        reply.header('cache-control', 'no-store')
        return { ended: ended.length }
      },
    )
  })
}

// Signed with a secret that both sides know is not enough: such a token could be made by whoever learns it here.
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']

/** Whose session ended, when the token is the provider's, for us, of now, and says so. */
async function checkToken(
  app: App,
  orgId: string,
  provider: Provider,
  token: string,
): Promise<Ended | undefined> {
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
