/** Many links at once: each is a write of its own with a result, and one that is refused does not stop the others. */
import { Type } from 'typebox'
import { may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { execute, noteDenial } from '../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../core/mount.ts'
import { read } from '../../platform/db/transaction.ts'
import { conflict, forbidden, ProblemDocument, toDocument } from '../../platform/http/problem.ts'
import { Body, Id } from '../../platform/http/schema.ts'
import { type Http, toProblem } from '../../platform/http/server.ts'
import { openStates, partOf } from './lifecycle.ts'
import { worksOnIncidents } from './policy.ts'
import { requireInside } from './queries/tickets.ts'

const tickets_max = 200
const Result = Type.Object({
  id: Id,
  ok: Type.Boolean(),
  problem: Type.Optional(Type.Object(ProblemDocument.properties)),
})

/**
 * Links or unlinks through the ticket's own action, which locks the ticket before the incident as every other write
 * of a ticket does.
 */
export function mountLinks(http: Http, app: App, authenticate: Authenticate): void {
  for (const verb of ['link', 'unlink'] as const) {
    const name = `incidents.${verb}_tickets`
    http.route({
      method: 'POST',
      url: `/api/incidents/:id/${verb}-tickets`,
      schema: {
        ...describe(
          name,
          `${verb === 'link' ? 'Make up to' : 'Let up to'} ${tickets_max} tickets ${verb === 'link' ? 'part of the incident' : 'be no part of it any more'}.`,
          'incidents',
        ),
        params: Body({ id: Id }),
        body: Body({ ticket_ids: Type.Array(Id, { minItems: 1, maxItems: tickets_max, uniqueItems: true }) }),
        response: { 200: Type.Object({ results: Type.Array(Result) }), ...Problems },
      },
      handler: async (request) => {
        const actor = await authenticate(request)
        const { id } = request.params as { id: string }
        if (!worksOnIncidents(actor) || !may(actor, 'tickets.link')) {
          await noteDenial(app, actor, name, forbidden())
          throw forbidden()
        }
        const record = await read(app.pool, actor.orgId, (tx) => requireInside(tx, actor, id))
        if (verb === 'link' && !openStates.some((state) => state === record.state))
          throw conflict('This is over, so that no tickets are added to it any more.')
        const action = app.registry.recordActions.get(`tickets.${verb}`)
        if (!action) throw new Error(`The action tickets.${verb} is not registered.`)
        const results = []
        for (const ticketId of (request.body as { ticket_ids: string[] }).ticket_ids) {
          try {
            await execute(app, actor, action, { type: partOf, to_id: id }, ticketId)
            results.push({ id: ticketId, ok: true })
          } catch (error) {
            const problem = toDocument(toProblem(error as Error, request), request.id)
            results.push({ id: ticketId, ok: false, problem })
          }
        }
        return { results: results as never }
      },
    })
  }
}
