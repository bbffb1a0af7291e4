import { type TSchema, Type } from 'typebox'
import type { RecordAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute, noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, HeadProperties, Problems } from '../../../core/mount.ts'
import { forbidden, ProblemDocument, toDocument } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import { type FastifyRequest, type Http, toProblem } from '../../../platform/http/server.ts'

const tickets_max = 200
export const bulkActions = [
  'assign',
  'take',
  'edit',
  'tag',
  'untag',
  'start',
  'ask',
  'wait_vendor',
  'schedule',
  'resume',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'watch',
  'unwatch',
] as const

const Input = Body({
  ids: Type.Array(Id, { minItems: 1, maxItems: tickets_max, uniqueItems: true }),
  action: OneOf(bulkActions),
  input: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
const Result = Type.Object({
  id: Id,
  ok: Type.Boolean(),
  ticket: Type.Optional(Type.Object(HeadProperties)),
  problem: Type.Optional(Type.Object(ProblemDocument.properties)),
})
type Input = { ids: string[]; action: (typeof bulkActions)[number]; input?: Record<string, unknown> }

/** One action on many tickets: each is a write of its own, and one that is refused does not stop the others. */
export function mountBulk(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'POST',
    url: '/api/tickets/bulk',
    schema: {
      ...describe(
        'tickets.bulk',
        `Take one action on up to ${tickets_max} tickets, with a result for each.`,
        'tickets',
      ),
      body: Input,
      response: { 200: Type.Object({ results: Type.Array(Result) }), ...Problems },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      if (!may(actor, 'tickets.bulk')) {
        await noteDenial(app, actor, 'tickets.bulk', forbidden())
        throw forbidden()
      }
      const { ids, action: verb, input = {} } = request.body as Input
      const action = app.registry.recordActions.get(`tickets.${verb}`)
      if (!action) throw new Error(`The action tickets.${verb} is not registered.`)
      requireInput(request, action.input, input)
      const results = []
      for (const id of ids) results.push(await takeOne(app, actor, action, input, id, request))
      return { results: results as never }
    },
  })
}

// The input is the same for all tickets, so a wrong one is refused once, with the pointer into it.
function requireInput(request: FastifyRequest, schema: TSchema, input: unknown): void {
  const check = request.compileValidationSchema(schema as never)
  if (check(input)) return
  const validation = (check.errors ?? []).map((error) => ({
    ...error,
    instancePath: `/input${error.instancePath}`,
  }))
  throw Object.assign(new Error('The input of the action is wrong.'), { validation, statusCode: 400 })
}

async function takeOne(
  app: App,
  actor: Actor,
  action: RecordAction,
  input: unknown,
  id: string,
  request: FastifyRequest,
) {
  try {
    const { kind, number, state, category, version, updated_at } = await execute(
      app,
      actor,
      action,
      input,
      id,
    )
    return { id, ok: true, ticket: { id, kind, number, state, category, version, updated_at } }
  } catch (error) {
    return { id, ok: false, problem: toDocument(toProblem(error as Error, request), request.id) }
  }
}
