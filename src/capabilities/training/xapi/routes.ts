/** The endpoint of xAPI 1.0.3: statements, and what a unit of cmi5 asks for when it is opened. */
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { type Tx, write } from '../../../platform/db/transaction.ts'
import { requireOwnSite } from '../../../platform/http/foreign-writes.ts'
import { forbidden, Problem, signInNeeded } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { findLaunch, type Launch, launchToken } from '../packages/launch.ts'
import { readsAll, records } from '../policy.ts'
import { siteOf } from '../site.ts'
import { StatementRefused } from './check-parts.ts'
import { checkStatement, type Statement } from './check-statement.ts'
import { findStatement, findStatements, StatementQuery } from './find-statements.ts'
import { readJson } from './read-json.ts'
import { mountState } from './state.ts'
import { refusal, type Sender, storeStatements } from './store-statements.ts'

const statements_max = 100
const statement_characters_max = 100_000

/** Any object: statements are checked by the specification, and told back as they came. */
const AnyStatement = Type.Object({}, { additionalProperties: true })

type Caller = { sender: Sender; actor?: Actor; launch?: Launch }

/** Mounts the endpoint. Units come from an opaque origin: they are let in by their token alone, never by a cookie. */
export function mountXapi(http: Http, app: App, authenticate: Authenticate): void {
  http.register(async (scope) => {
    scope.removeContentTypeParser('application/json')
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string | Buffer) => {
        try {
          return readJson(String(body))
        } catch (error) {
          throw error instanceof StatementRefused ? refusal(error.pointer, error.message) : error
        }
      },
    )
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers(openHeaders)
    })
    // Asked before anything else of the request is read, so that a stranger does not make the server read it.
    const callers = new WeakMap<object, Caller>()
    const ask = async (request: FastifyRequest) => {
      callers.set(request, await callerOf(app, authenticate, request))
      requireVersion(request)
    }
    // The hook above ran for each request that comes to a handler.
    const caller = (request: FastifyRequest) => callers.get(request) as Caller
    mountWrites(scope as unknown as Http, app, ask, caller)
    mountReads(scope as unknown as Http, app, ask, caller)
    mountState(scope as unknown as Http, app, ask, (request) => caller(request).launch)
    // Here and below no session is asked for by the server: the endpoint asks by itself who calls.
    scope.route({
      method: 'OPTIONS',
      url: '/api/xapi/*',
      schema: {
        ...describe('xapi.ask_first', 'What a browser asks before it sends from elsewhere.', 'training'),
        security: [],
        response: { 204: Type.Null({ description: 'It may.' }), ...Problems },
      },
      handler: async (_request, reply) => reply.status(204).send(null),
    })
  })
}

const openHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, content-type, x-experience-api-version, if-match, if-none-match',
  'access-control-allow-methods': 'GET, PUT, POST, DELETE',
  'access-control-expose-headers': 'x-experience-api-version, x-experience-api-consistent-through, etag',
  'cross-origin-resource-policy': 'cross-origin',
  'x-experience-api-version': '1.0.3',
}

/** Who calls: by the token of what was opened, or as everywhere else when the request is of this site. */
async function callerOf(app: App, authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  const token = tokenOf(request.headers.authorization)
  if (token !== undefined) {
    const launch = await findLaunch(app, token)
    if (!launch) throw signInNeeded()
    const { orgId, personId } = launch
    return { launch, sender: { orgId, personId, address: request.ip, launch } }
  }
  requireOwnSite(request)
  const actor = await authenticate(request)
  return { actor, sender: { orgId: actor.orgId, personId: actor.personId, address: actor.address } }
}

/** The token of a launch, as the password of Basic or as Bearer; anything else is not for here. */
function tokenOf(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').split(' ')
  const token =
    scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('latin1').split(':')[1] : value
  return token !== undefined && launchToken.test(token) ? token : undefined
}

type Ask = (request: FastifyRequest) => Promise<void>
type CallerOf = (request: FastifyRequest) => Caller

function requireVersion(request: FastifyRequest): void {
  const version = request.headers['x-experience-api-version']
  if (typeof version !== 'string' || !/^1\.0(?:\.\d{1,4})?$/.test(version))
    throw refusal('#/x-experience-api-version', 'The header X-Experience-API-Version has to be 1.0.3.')
}

function mountWrites(http: Http, app: App, ask: Ask, caller: CallerOf): void {
  http.route({
    method: 'POST',
    url: '/api/xapi/statements',
    config: { takesForeign: true },
    onRequest: ask,
    schema: {
      ...describe('xapi.post_statements', 'Store one statement of xAPI, or several.', 'training'),
      security: [],
      body: Type.Union([AnyStatement, Type.Array(AnyStatement, { maxItems: statements_max })]),
      response: { 200: Type.Array(Id, { description: 'Their ids, in order.' }), ...Problems },
    },
    handler: async (request) => {
      const { body } = request as { body: unknown }
      return store(app, request, caller(request), 'xapi.post_statements', Array.isArray(body) ? body : [body])
    },
  })
  http.route({
    method: 'PUT',
    url: '/api/xapi/statements',
    config: { takesForeign: true },
    onRequest: ask,
    schema: {
      ...describe(
        'xapi.put_statement',
        'Store one statement of xAPI under the id that the address names.',
        'training',
      ),
      security: [],
      querystring: Body({ statementId: Id }),
      body: AnyStatement,
      response: { 204: Type.Null({ description: 'It is stored.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const { statementId } = request.query
      const given = request.body as { id?: unknown }
      const who = caller(request)
      if (given.id !== undefined && String(given.id).toLowerCase() !== statementId.toLowerCase())
        throw refusal('#/id', 'The address names another id than the statement.')
      await store(app, request, who, 'xapi.put_statement', [{ ...given, id: statementId }])
      return reply.status(204).send(null)
    },
  })
}

async function store(
  app: App,
  request: FastifyRequest,
  caller: Caller,
  name: string,
  given: unknown[],
): Promise<string[]> {
  const { actor, sender } = caller
  if (actor && !records(actor)) {
    await noteDenial(app, actor, name, forbidden())
    throw forbidden()
  }
  const statements = given.map(checked)
  const site = siteOf(app, request)
  return write(app.pool, sender.orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    const ids = await storeStatements({ app, tx, sender, now, site }, statements)
    tx.send(audit(sender, now, name, { statements: ids.length, ...ofLaunch(caller) }))
    return ids
  })
}

const ofLaunch = ({ launch }: Caller) => (launch ? { registration: launch.registrationId } : {})

function checked(value: unknown, index: number, all: unknown[]): Statement {
  try {
    checkStatement(value)
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error
    throw refusal(all.length > 1 ? error.pointer.replace('#', `#/${index}`) : error.pointer, error.message)
  }
  if (JSON.stringify(value).length > statement_characters_max)
    throw new Problem(413, 'too-large', 'Too large', 'A statement has at most 100,000 characters.')
  return value
}

function mountReads(http: Http, app: App, ask: Ask, caller: CallerOf): void {
  http.route({
    method: 'GET',
    url: '/api/xapi/statements',
    onRequest: ask,
    schema: {
      ...describe(
        'xapi.statements',
        'One statement of xAPI by its id, or those that fit, newest first.',
        'training',
      ),
      security: [],
      querystring: StatementQuery,
      response: { 200: AnyStatement, ...Problems },
    },
    handler: async (request, reply: FastifyReply) => {
      const { actor, sender, launch } = caller(request)
      if (actor && !readsAll(actor)) {
        await noteDenial(app, actor, 'xapi.statements', forbidden())
        throw forbidden()
      }
      const scope = {
        site: siteOf(app, request),
        ...(launch ? { registrationId: launch.registrationId } : {}),
      }
      const query = request.query as StatementQuery
      const isOne = query.statementId !== undefined || query.voidedStatementId !== undefined
      const now = app.clock.now().toISOString()
      const answer = await write(app.pool, sender.orgId, async (tx: Tx) => {
        const found = isOne ? await findStatement(tx, query, scope) : await findStatements(tx, query, scope)
        // Who reads what others did leaves a line; a unit reads what its person did.
        if (!launch)
          tx.send(
            audit(
              sender,
              now,
              'xapi.statements',
              isOne ? { statement: query.statementId ?? query.voidedStatementId } : {},
            ),
          )
        return found
      })
      return reply.header('x-experience-api-consistent-through', now).send(answer)
    },
  })
}
