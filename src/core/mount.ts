/** Puts the registered actions and readers on the web server: one route each, described for OpenAPI. */
import { type TObject, Type } from 'typebox'
import { read, write } from '../platform/db/transaction.ts'
import { forbidden, invalid } from '../platform/http/problem.ts'
import { Body, Id, Time } from '../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../platform/http/server.ts'
import type { PlainAction, RecordAction } from './action.ts'
import { type Actor, permitted } from './actor.ts'
import type { App } from './app.ts'
import { execute, executePlain, noteDenial } from './execute.ts'
import { categories } from './lifecycle.ts'
import { holdsGlass, partRead, throughGlass } from './records/restriction.ts'
import type { Reader } from './registry.ts'

export const HeadProperties = {
  id: Id,
  kind: Type.String(),
  number: Type.Integer(),
  state: Type.String(),
  category: Type.Enum([...categories]),
  version: Type.Integer(),
  updated_at: Time,
}

const IdParams = Body({ id: Id })
/** The refusals that every route describes. */
export const Problems = { '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') }

/**
 * Who asks. With `tells_reading` the route itself names what is read through broken glass, and tells of it; all others
 * are asked by somebody for whom glass opens what the request names, with a line for each.
 */
export type Authenticate = (request: FastifyRequest, tells?: 'tells_reading') => Promise<Actor>

/**
 * Mounts everything of the registry. `authenticate` throws when nobody is signed in; `alsoByKey` lets in who comes with
 * a key as well: to actions and reads, whose policies know of keys, and not to the routes that capabilities mount.
 */
export function mount(
  http: Http,
  app: App,
  { authenticate, alsoByKey }: { authenticate: Authenticate; alsoByKey: Authenticate },
): void {
  for (const capability of app.registry.capabilities) {
    for (const action of capability.recordActions ?? []) mountRecordAction(http, app, alsoByKey, action)
    for (const action of capability.plainActions ?? []) mountPlainAction(http, app, alsoByKey, action)
    for (const each of capability.readers ?? []) mountReader(http, app, alsoByKey, each)
    capability.routes?.(http, app, askingThroughGlass(app, authenticate))
  }
}

function askingThroughGlass(
  app: App,
  authenticate: (request: FastifyRequest) => Promise<Actor>,
): Authenticate {
  return async (request, tells) => {
    const actor = await authenticate(request)
    if (tells === 'tells_reading' || !holdsGlass(actor)) return actor
    const { actor: asking, opened } = throughGlass(actor, [
      ...valuesIn(request.params),
      ...valuesIn(request.query),
      ...valuesIn(request.body),
    ])
    const of = String((request.routeOptions.schema as { operationId?: string } | undefined)?.operationId)
    const now = app.clock.now().toISOString()
    if (opened.length > 0)
      await write(app.pool, actor.orgId, async (tx) => {
        for (const id of opened) tx.send(partRead(actor, id, of, now))
      })
    return asking
  }
}

/** The texts in what was sent; no route takes ids from deeper than `depth`. */
function valuesIn(sent: unknown, depth = 5): string[] {
  if (typeof sent === 'string') return [sent]
  if (typeof sent !== 'object' || sent === null || depth === 0) return []
  return Object.values(sent).flatMap((each) => valuesIn(each, depth - 1))
}

function mountRecordAction(http: Http, app: App, authenticate: Authenticate, action: RecordAction): void {
  const [capability = '', verb = ''] = action.name.split('.')
  http.route({
    method: 'POST',
    url: `/api/${app.registry.plural.get(action.life.kind) ?? capability}/:id/${verb.replaceAll('_', '-')}`,
    schema: {
      ...describe(action.name, action.summary, capability),
      security: openToKeys,
      params: IdParams,
      headers: Type.Object({
        'if-match': Type.Optional(Type.String({ description: 'The version that was seen, e.g. "3".' })),
      }),
      body: action.input,
      response: {
        200: Type.Object({ ...HeadProperties, ...(action.output?.properties ?? {}) }),
        ...Problems,
      },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      return execute(
        app,
        actor,
        action,
        request.body,
        (request.params as { id: string }).id,
        versionOf(request),
      )
    },
  })
}

function versionOf(request: FastifyRequest): { version?: number } {
  const header = request.headers['if-match']
  if (header === undefined) return {}
  const version = /^"?(\d{1,9})"?$/.exec(header)?.[1]
  if (version === undefined) throw invalid('#/if-match', 'The header If-Match must hold a version number.')
  return { version: Number(version) }
}

function mountPlainAction(http: Http, app: App, authenticate: Authenticate, action: PlainAction): void {
  const [capability = '', verb = ''] = action.name.split('.')
  const isCreate = (action.method ?? 'POST') === 'POST'
  http.route({
    method: action.method ?? 'POST',
    url:
      action.path ??
      (verb === 'create' ? `/api/${capability}` : `/api/${capability}/${verb.replaceAll('_', '-')}`),
    schema: {
      ...describe(action.name, action.summary, capability),
      security: openToKeys,
      ...(action.params ? { params: action.params } : {}),
      ...(isCreate
        ? {
            headers: Type.Object({
              'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
            }),
          }
        : {}),
      body: action.input,
      response: { 200: action.output, ...Problems },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      const key = isCreate ? (request.headers['idempotency-key'] as string | undefined) : undefined
      return executePlain(app, actor, action, request.body, {
        params: request.params as Record<string, string>,
        ...(key ? { idempotencyKey: key } : {}),
      })
    },
  })
}

function mountReader(http: Http, app: App, authenticate: Authenticate, definition: Reader): void {
  const [capability = ''] = definition.name.split('.')
  http.route({
    method: definition.isPosted ? 'POST' : 'GET',
    url: definition.path,
    schema: {
      ...describe(definition.name, definition.summary, capability),
      security: openToKeys,
      ...(definition.params ? { params: definition.params as TObject } : {}),
      ...(definition.query
        ? { [definition.isPosted ? 'body' : 'querystring']: definition.query as TObject }
        : {}),
      response: { 200: definition.output, ...Problems },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      return runReader(
        app,
        actor,
        definition,
        request.params as Record<string, string>,
        definition.isPosted ? request.body : request.query,
      )
    },
  })
}

/** Runs a reader for the actor; refuses, with a line in the audit log, what the actor may not read. */
export async function runReader(
  app: App,
  actor: Actor,
  definition: Reader,
  params: Record<string, string>,
  query: unknown,
): Promise<unknown> {
  if (!permitted(actor, definition.permits, true)) await refuseReading(app, actor, definition.name)
  const named = [...Object.values(params), ...Object.values(query ?? {})]
  const { actor: asking, opened } = throughGlass(actor, named)
  const prepared = await definition.prepare?.(app, asking, params)
  return read(app.pool, actor.orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    const told = definition.tellsReading ? [] : opened
    if (told.length > 0) await tx.many(...told.map((id) => partRead(actor, id, definition.name, now)))
    return definition.run({ app, tx, actor: asking, params, query: query as never, now, prepared })
  })
}

async function refuseReading(app: App, actor: Actor, name: string): Promise<never> {
  await noteDenial(app, actor, name, forbidden())
  throw forbidden()
}

const openToKeys: Record<string, string[]>[] = [{ session: [] }, { key: [] }]

/** What the API's description says of a route. */
export function describe(name: string, summary: string, capability: string) {
  return { operationId: name, summary, tags: [capability], security: [{ session: [] }] }
}
