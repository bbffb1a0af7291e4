/** What a unit of cmi5 asks for when it is opened, and what it keeps for its person: the state of xAPI. */
import { type Static, Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { describe, Problems } from '../../../core/mount.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import type { Launch } from '../packages/launch.ts'
import { noteProgress } from '../packages/progress.ts'
import { activityOf } from './store-statements.ts'

const launchData = 'LMS.LaunchData'
const url = '/api/xapi/activities/state'

const Query = Body({
  activityId: Type.String({ maxLength: 2000 }),
  agent: Type.String({
    maxLength: 3000,
    description: 'Whoever it is: only the state of who opened the unit is there.',
  }),
  stateId: Type.String({ minLength: 1, maxLength: 200 }),
  registration: Type.Optional(Type.String({ maxLength: 100 })),
})
const AnyDocument = Type.Object({}, { additionalProperties: true })

type LaunchOf = (request: FastifyRequest) => Launch | undefined

/** Mounts the state. `ask` finds who calls, before the rest of a request is read. */
export function mountState(
  http: Http,
  app: App,
  ask: (request: FastifyRequest) => Promise<void>,
  launchOf: LaunchOf,
): void {
  const opened = (request: FastifyRequest, query: Static<typeof Query>): Launch => {
    const launch = launchOf(request)
    if (!launch || query.activityId !== activityOf(launch.unitId))
      throw forbidden('What is kept of a unit is for the unit alone, while it is open.')
    return launch
  }
  http.route({
    method: 'GET',
    url,
    onRequest: ask,
    schema: {
      ...describe('xapi.state', 'What an opened unit of cmi5 is told, or has kept.', 'training'),
      security: [],
      querystring: Query,
      response: { 200: AnyDocument, ...Problems },
    },
    handler: async (request) => {
      const { stateId } = request.query
      const launch = opened(request, request.query)
      return read(app.pool, launch.orgId, (tx) =>
        stateId === launchData ? launchDataOf(tx, launch) : keptOf(tx, launch, stateId),
      )
    },
  })
  for (const method of ['PUT', 'DELETE'] as const)
    http.route({
      method,
      url,
      config: { takesForeign: true },
      onRequest: ask,
      schema: {
        ...describe(
          method === 'PUT' ? 'xapi.put_state' : 'xapi.delete_state',
          'Keep what an opened unit of cmi5 wants to find again, or forget it.',
          'training',
        ),
        security: [],
        querystring: Query,
        ...(method === 'PUT' ? { body: AnyDocument } : {}),
        response: { 204: Type.Null({ description: 'It is done.' }), ...Problems },
      },
      handler: async (request, reply) => {
        const query = request.query as Static<typeof Query>
        const launch = opened(request, query)
        if (query.stateId === launchData) throw forbidden('What a unit is told is not changed by the unit.')
        const value = method === 'PUT' ? JSON.stringify(request.body) : null
        const now = app.clock.now().toISOString()
        await write(app.pool, launch.orgId, (tx) =>
          noteProgress(tx, launch, { kept: { [`state ${query.stateId}`]: value }, reached: () => ({}) }, now),
        )
        return reply.status(204).send(null)
      },
    })
  mountProfile(http, ask)
}

function mountProfile(http: Http, ask: (request: FastifyRequest) => Promise<void>): void {
  http.route({
    method: 'GET',
    url: '/api/xapi/agents/profile',
    onRequest: ask,
    schema: {
      ...describe('xapi.agent_profile', 'Preferences of a learner: there are none.', 'training'),
      security: [],
      response: { 200: AnyDocument, ...Problems },
    },
    handler: async () => {
      throw notFound('This profile')
    },
  })
}

async function keptOf(tx: Tx, launch: Launch, stateId: string): Promise<Record<string, unknown>> {
  const found = await tx.maybe(
    raw<{ value: string | null }>(
      'select kept->>$4 as value from training.unit_progress where org_id = $1 and registration_id = $2 and unit_id = $3',
      [tx.orgId, launch.registrationId, launch.unitId, `state ${stateId}`],
    ),
  )
  if (!found?.value) throw notFound('This state')
  return JSON.parse(found.value) as Record<string, unknown>
}

/** The document that cmi5 asks of whoever opens a unit (10.0). */
async function launchDataOf(tx: Tx, launch: Launch): Promise<Record<string, unknown>> {
  const unit = await tx.one(
    raw<{ identifier: string; launch_data: string; move_on: string; mastery: number | null }>(
      'select identifier, launch_data, move_on, (mastery_percent / 100)::float8 as mastery from training.package_unit where org_id = $1 and id = $2',
      [tx.orgId, launch.unitId],
    ),
  )
  return {
    contextTemplate: {
      registration: launch.registrationId,
      contextActivities: { grouping: [{ id: unit.identifier }] },
      extensions: { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': launch.sessionId },
    },
    launchMode: 'Normal',
    launchMethod: 'AnyWindow',
    moveOn: unit.move_on,
    ...(unit.launch_data === '' ? {} : { launchParameters: unit.launch_data }),
    ...(unit.mastery === null ? {} : { masteryScore: unit.mastery }),
  }
}
