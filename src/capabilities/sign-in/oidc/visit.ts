/** A visit at the provider: there with a question that only this browser can bring back, and in again with the answer. */

import * as oidc from 'openid-client'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { write } from '../../../platform/db/transaction.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { begin, resume, spend } from '../ceremony.ts'
import {
  failed,
  openProvider,
  orBeginAgain,
  ownBase,
  ProviderParams,
  pathOf,
  toElsewhere,
  welcome,
} from '../providers/entering.ts'
import type { Claims, Place, Provider, Told, Visit } from '../providers/store.ts'
import { configurationOf, reasonOf } from './provider-client.ts'

const visitKind = 'provider visit'
type Held = Visit & { nonce: string; verifier: string }

const tags = ['session']

export function mountVisit(http: Http, app: App, sessions: Sessions): void {
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

/** Leads to the provider; for a proof it has to ask again, whomever it knows. */
export async function askOidc(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  visit: Omit<Visit, 'provider'>,
) {
  const provider = await openProvider(app, place, 'oidc')
  const nonce = oidc.randomNonce()
  const verifier = oidc.randomPKCECodeVerifier()
  const held: Held = { ...visit, provider: provider.id, nonce, verifier }
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
    ...(provider.asks_again || visit.proof ? { prompt: 'login' } : {}),
    ...(visit.proof ? { max_age: '0' } : {}),
  })
  return reply.redirect(url.href, 303)
}

async function comeBack(app: App, sessions: Sessions, request: FastifyRequest, reply: FastifyReply) {
  const place = request.params as Place
  const query = request.query as { state?: string; error?: string }
  return orBeginAgain(app, request, reply, place, async () => {
    const visit = resume<Held>(app, request, visitKind, query.state ?? '')
    // An answer of one provider is not taken for that of another.
    if (visit.orgId !== place.org || visit.held.provider !== place.id)
      return failed(app, request, reply, place, 'begin-again', 'another-provider')
    await write(app.pool, place.org, (tx) => spend(app, tx, visit))
    const provider = await openProvider(app, place, 'oidc')
    if (query.error !== undefined)
      return failed(app, request, reply, place, 'provider-refused', 'refused-there')
    const told = await exchange(app, request, place, provider, visit.held, query.state ?? '')
    if ('why' in told) return failed(app, request, reply, place, 'provider-failed', told.why)
    return welcome(app, sessions, request, reply, { place, provider, told, visit: visit.held })
  })
}

/** The provider's answer for the code, with its signature, its issuer, its audience and its nonce checked. */
async function exchange(
  app: App,
  request: FastifyRequest,
  place: Place,
  provider: Provider,
  held: Held,
  state: string,
): Promise<Told | { why: string }> {
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
    const { auth_time } = claims
    return {
      claims: { ...more, ...claims },
      token: tokens.id_token ?? '',
      authenticated_ms: typeof auth_time === 'number' ? auth_time * 1000 : undefined,
    }
  } catch (error) {
    return { why: reasonOf(error) }
  }
}

function callbackOf(app: App, request: FastifyRequest, place: Place): string {
  return `${ownBase(app, request)}${pathOf(place)}/callback`
}
