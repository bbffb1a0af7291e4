/**
 * Logs a call: the ticket, the time that it took and, when it was solved on the phone, the solution. These are the
 * three actions that there are, one after the other; the call's id, which the page gives, makes each of them happen
 * once however often the call is sent.
 */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute, executePlain, type Head, noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { visible } from '../../../core/records/visible.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { forbidden, invalid, Problem } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf, Text } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { create } from '../actions/create.ts'
import { resolve } from '../actions/resolve.ts'
import { logTime } from '../actions/work.ts'
import { resolutionCodes } from '../lifecycle.ts'
import { answersCalls } from './may.ts'

const name = 'phone.log_call'
const seconds_max = 86_400

const Call = Body({
  id: {
    ...Id,
    description: 'Given by the caller of this route; the same call sent again is the same ticket.',
  },
  ticket: create.input,
  seconds: Type.Integer({
    minimum: 0,
    maximum: seconds_max,
    description: 'How long it took; noted as time spent in whole minutes. 0 notes none.',
  }),
  solved: Type.Optional(
    Body({
      code: OneOf(resolutionCodes),
      cause: Type.Optional(Text(2000)),
      solved_by_id: Type.Optional(Id),
    }),
  ),
})
type Call = Static<typeof Call>

export function mountLogCall(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'POST',
    url: '/api/phone/calls',
    schema: {
      ...describe(name, 'Log a call: file its ticket, note its time and, if so, its solution.', 'phone'),
      body: Call,
      response: {
        200: Type.Object({
          id: Id,
          number: Type.Integer(),
          state: Type.String(),
          minutes: Type.Integer(),
          warnings: Type.Array(Type.String()),
        }),
        ...Problems,
      },
    },
    handler: async (request) => {
      const actor = await authenticate(request)
      if (!answersCalls(actor)) {
        await noteDenial(app, actor, name, forbidden())
        throw forbidden()
      }
      return logCall(app, actor, request.body as Call)
    },
  })
}

async function logCall(app: App, actor: Actor, call: Call) {
  // What would be refused at the end is refused before anything is filed.
  if (call.solved) await requireSolution(app, actor, call.solved)
  const minutes = may(actor, 'tickets.log_time') ? Math.ceil(call.seconds / 60) : 0
  const ticket = inOwnHands(actor, call.ticket as Ticket, minutes > 0 || call.solved !== undefined)
  const filed = (await executePlain(app, actor, create, ticket, {
    idempotencyKey: `call ${call.id}`,
  })) as Head & { warnings: string[] }
  const { id, number } = filed
  try {
    await noteCall(app, actor, call, id, minutes)
    const state = call.solved ? await solve(app, actor, id, call.solved) : filed.state
    return { id, number, state, minutes, warnings: filed.warnings }
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    // A rule passed it on in the same moment: it is filed, and who took the call does not see it any more.
    await noteCall(app, actor, call, id, 0)
    return { id, number, state: filed.state, minutes: 0, warnings: [...filed.warnings, passed_on] }
  }
}

const passed_on =
  'The ticket went to a team whose tickets you do not see, so that neither time nor solution were noted.'

/** What the ticket says of who works on it; the rest is the action's. */
type Ticket = { team_id?: string; owner_id?: string }

/**
 * Who sees the tickets of their own teams alone files into one of them. What they could not see afterwards is refused
 * when time or a solution are to be noted on it.
 */
function inOwnHands(actor: Actor, ticket: Ticket, isWorkedOn: boolean): Ticket {
  if (may(actor, 'tickets.read_all') || ticket.owner_id === actor.personId) return ticket
  if (ticket.team_id !== undefined && actor.teamIds.includes(ticket.team_id)) return ticket
  const [own] = actor.teamIds.toSorted()
  if (ticket.team_id === undefined && own !== undefined && may(actor, 'tickets.assign'))
    return { ...ticket, team_id: own }
  if (!isWorkedOn) return ticket
  throw invalid(
    '#/ticket/team_id',
    'You see the tickets of your own teams alone. Choose one of your teams, or log the call without time and solution.',
  )
}

async function requireSolution(app: App, actor: Actor, solved: NonNullable<Call['solved']>): Promise<void> {
  if (!may(actor, 'tickets.resolve')) throw forbidden('You may not resolve tickets. Log the call without it.')
  if (solved.solved_by_id === undefined) return
  const article = await read(app.pool, actor.orgId, (tx) =>
    tx.maybe(
      sql`select 1 as known from core.record r where r.id = ${solved.solved_by_id} and r.kind = 'article' and ${visible(actor, 'article')}`,
    ),
  )
  if (!article) throw invalid('#/solved/solved_by_id', 'This article does not exist. Choose another one.')
}

/** Notes the call, and its time with it; once, since the call has one row. */
async function noteCall(
  app: App,
  actor: Actor,
  call: Call,
  ticketId: string,
  minutes: number,
): Promise<void> {
  const first = async (tx: Tx) => {
    const made = await tx.maybe(
      raw(
        `insert into tickets.phone_call (org_id, id, ticket_id, agent_id, seconds, logged_at) values ($1,$2,$3,$4,$5,$6)
         on conflict do nothing returning 1 as made`,
        [tx.orgId, call.id, ticketId, actor.personId, call.seconds, app.clock.now().toISOString()],
      ),
    )
    if (!made) throw new AlreadyNoted()
  }
  try {
    if (minutes > 0) await execute(app, actor, logTime, { minutes }, ticketId, { first })
    else await write(app.pool, actor.orgId, first)
  } catch (error) {
    if (!(error instanceof AlreadyNoted)) throw error
  }
}

class AlreadyNoted extends Error {}

async function solve(
  app: App,
  actor: Actor,
  ticketId: string,
  solved: NonNullable<Call['solved']>,
): Promise<string> {
  try {
    return (await execute(app, actor, resolve, solved, ticketId)).state
  } catch (error) {
    // The same call was sent before, and solved then.
    const current = error instanceof Problem && error.status === 409 ? (error.current as Head) : undefined
    if (current?.state === 'resolved') return current.state
    throw error
  }
}
