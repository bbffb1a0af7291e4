/** What the sign-in page offers before anybody is signed in. */
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { findOrganization } from '../../../core/people/login/find-organization.ts'
import { raw, read } from '../../../platform/db/transaction.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { providersOf } from './store.ts'

/** The ways that the sign-in page offers, before anybody is signed in. */
export function mountWays(http: Http, app: App): void {
  http.get(
    '/api/session/ways',
    {
      schema: {
        operationId: 'session.ways',
        summary: 'By which providers one may sign in.',
        tags: ['session'],
        querystring: Body({ organization: Type.Optional(Type.String({ maxLength: 63 })) }),
        response: {
          200: Type.Object({
            organization_id: Type.Union([Id, Type.Null()]),
            is_local_on: Type.Boolean({
              description: 'False: passwords open nothing but emergency accounts.',
            }),
            providers: Type.Array(Type.Object({ id: Id, name: Type.String() })),
          }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request) => {
      const orgId = await findOrganization(app, request.query.organization)
      if (orgId === undefined) return { organization_id: null, is_local_on: true, providers: [] }
      const [all, [local]] = await read(app.pool, orgId, (tx) =>
        tx.many(
          providersOf(orgId),
          raw(
            "select 1 as one from core.organization where id = $1 and settings ->> 'local_sign_in' = 'off'",
            [orgId],
          ),
        ),
      )
      return {
        organization_id: orgId,
        is_local_on: local === undefined,
        providers: all.filter(({ is_on }) => is_on).map(({ id, name }) => ({ id, name })),
      }
    },
  )
}
