/** Signing out at the provider too, after signing out here. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { unsealToken } from '../../../core/people/login/carried.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { NullableText } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { type Provider, providerById } from './store.ts'

/** The address at which the provider signs whom out that the token names. */
export type Leave = (
  app: App,
  orgId: string,
  provider: Provider,
  token: string,
  request: FastifyRequest,
) => Promise<string | null>

export function mountLeave(
  http: Http,
  app: App,
  sessions: Sessions,
  leaves: Record<Provider['kind'], Leave>,
): void {
  http.get(
    '/api/session/provider',
    {
      onRequest: sessions.requireBegun,
      schema: {
        operationId: 'session.provider',
        summary:
          'Where to go after signing out, to sign out at the provider that signed one in, and its name; null for others.',
        tags: ['session'],
        response: {
          200: Type.Object({ name: NullableText, sign_out_url: NullableText }),
          default: Type.Ref('Problem'),
        },
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
      if (!opened) return { name: null, sign_out_url: null }
      const { provider, sealed } = opened
      const token = unsealToken(app, actor.orgId, actor.sessionId ?? '', sealed)
      return {
        name: provider.name,
        sign_out_url: await leaves[provider.kind](app, actor.orgId, provider, token, request),
      }
    },
  )
}
