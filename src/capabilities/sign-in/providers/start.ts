/** The ways to a provider: to sign in, and to prove once more who one is. What kind it is decides how it is asked. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { loginOf } from '../../../core/people/login/login.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { ownPath, ProviderParams, toElsewhere } from './entering.ts'
import { type Place, type Provider, providerById, type Visit } from './store.ts'

/** Where a proof leads back to: a page that tells the one that waits, and closes. */
export const provedPage = '/confirmed'

export type Ask = (
  request: FastifyRequest,
  reply: FastifyReply,
  place: Place,
  visit: Omit<Visit, 'provider'>,
) => Promise<unknown>

export function mountStart(http: Http, app: App, asks: Record<Provider['kind'], Ask>): void {
  http.get(
    '/api/session/providers/:org/:id/start',
    {
      schema: {
        operationId: 'session.start_provider',
        summary: 'Leads to the provider, to sign in there.',
        tags: ['session'],
        params: ProviderParams,
        querystring: Body({ next: Type.Optional(Type.String({ maxLength: 1000 })) }),
        response: toElsewhere,
      },
    },
    async (request, reply) => {
      const place = request.params
      const provider = await read(app.pool, place.org, (tx) => tx.maybe(providerById(place.org, place.id)))
      if (!provider) throw notFound('This provider')
      return asks[provider.kind](request, reply, place, { next: ownPath(request.query.next ?? '/') }) as never
    },
  )
}

/** Leads to the provider that opened the session, which asks who one is once more. */
export function mountProve(
  http: Http,
  app: App,
  sessions: Sessions,
  asks: Record<Provider['kind'], Ask>,
): void {
  http.get(
    '/api/session/provider/confirm',
    {
      onRequest: sessions.requireSession,
      schema: {
        operationId: 'session.start_proof',
        summary: 'Leads to the provider of the session, to prove there once more who one is.',
        tags: ['session'],
        querystring: Body({}),
        response: toElsewhere,
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticate(request)
      const [provider, login] = await read(app.pool, actor.orgId, async (tx) => [
        await tx.maybe(
          raw<{ id: string; kind: Provider['kind'] }>(
            `select p.id, p.kind from core.provider_session v join core.identity_provider p on p.org_id = v.org_id and p.id = v.provider_id
             where v.org_id = $1 and v.session_id = $2 and p.is_on`,
            [actor.orgId, actor.sessionId],
          ),
        ),
        await tx.one(loginOf(app, actor.orgId, actor.personId)),
      ])
      if (!provider) throw conflict('No provider signed you in. Confirm in another way.')
      if (login.has_factor) throw conflict('You have a second step of your own here. Confirm with it.')
      const proof = { session: actor.sessionId ?? '', since_ms: app.clock.now().getTime() }
      const place = { org: actor.orgId, id: provider.id }
      return asks[provider.kind](request, reply, place, { next: provedPage, proof }) as never
    },
  )
}
