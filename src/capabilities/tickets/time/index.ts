/** Time tracking: a clock that runs, entries that can be corrected, and one's own time as a list. See README.md. */

import { sql } from 'kysely'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { execute, noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { noteExported } from '../../../core/records/restriction.ts'
import { visible } from '../../../core/records/visible.ts'
import { type Capability, reader } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../../platform/http/problem.ts'
import { Body, Id, Text, Time } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { logTime } from '../actions/work.ts'
import { insideTicket } from '../inside-ticket.ts'
import { worksOnTickets } from '../policy.ts'
import { cell } from '../routes/export.ts'
import { correctTime, MineQuery, myTime, timeOf, timeOnTicket } from './entries.ts'

const minutes_max = 1440
const mayLog = (actor: Actor) => worksOnTickets(actor) && may(actor, 'tickets.log_time')
type Timer = { ticket_id: string; number: number; title: string; started_at: string }
const ShownTimer = Type.Object({
  ticket_id: Id,
  number: Type.Integer(),
  title: Type.String(),
  started_at: Time,
})

function timerOf(tx: Tx, actor: Actor) {
  return tx.maybe(
    sql<Timer>`select t.ticket_id, r.number, case when ${visible(actor, 'ticket')} then r.title else '' end as title, t.started_at
      from tickets.timer t join core.record r on r.org_id = t.org_id and r.id = t.ticket_id
      where t.org_id = ${actor.orgId} and t.person_id = ${actor.personId}`,
  )
}

const show = reader({
  name: 'timer.show',
  summary: 'One’s own running clock.',
  path: '/api/timer',
  output: Type.Object({ timer: Type.Union([ShownTimer, Type.Null()]) }),
  permits: worksOnTickets,
  run: async ({ tx, actor }) => ({ timer: (await timerOf(tx, actor)) ?? null }),
})

const start = plainAction({
  name: 'timer.start',
  summary: 'Start the clock for a ticket. One has one clock.',
  path: '/api/timer',
  method: 'PUT',
  input: Body({ ticket_id: Id }),
  output: Type.Object({ started_at: Time }),
  permits: mayLog,
  run: async ({ tx, actor, input, now }) => {
    const { id } = await insideTicket(tx, actor, input.ticket_id)
    const started = await tx.maybe(
      raw<{ started_at: string }>(
        `insert into tickets.timer (org_id, person_id, ticket_id, started_at) values ($1,$2,$3,$4)
         on conflict do nothing returning started_at`,
        [tx.orgId, actor.personId, id, now],
      ),
    )
    if (!started) {
      const running = await timerOf(tx, actor)
      throw conflict(`Your clock runs for #${running?.number ?? ''} already. Stop it first.`, running)
    }
    return { result: started }
  },
})

const cancel = plainAction({
  name: 'timer.cancel',
  summary: 'Let go of one’s clock without noting its time.',
  path: '/api/timer',
  method: 'DELETE',
  input: Type.Optional(Body({})),
  output: Type.Object({}),
  permits: mayLog,
  run: async ({ tx, actor }) => {
    tx.send(raw('delete from tickets.timer where org_id = $1 and person_id = $2', [tx.orgId, actor.personId]))
    return { result: {} }
  },
})

/** Notes the time of the clock on its ticket and ends it, both or neither; of two stops at once one notes it. */
async function stop(app: App, actor: Actor, note: string): Promise<{ minutes: number; ticket_id: string }> {
  const timer = await read(app.pool, actor.orgId, (tx) => timerOf(tx, actor))
  if (!timer) throw conflict('Your clock does not run.')
  const elapsed_ms = app.clock.now().getTime() - Date.parse(timer.started_at)
  const minutes = Math.min(minutes_max, Math.max(1, Math.round(elapsed_ms / 60_000)))
  await execute(app, actor, logTime, { minutes, note }, timer.ticket_id, {
    first: async (tx) => {
      const ended = await tx.maybe(
        raw(
          'delete from tickets.timer where org_id = $1 and person_id = $2 and started_at = $3 returning 1 as one',
          [tx.orgId, actor.personId, timer.started_at],
        ),
      )
      if (!ended) throw conflict('Your clock was stopped already.')
    },
  })
  return { minutes, ticket_id: timer.ticket_id }
}

function mountTime(http: Http, app: App, authenticate: Authenticate): void {
  const permitted = async (actor: Actor, name: string, isPermitted: boolean) => {
    if (isPermitted) return
    await noteDenial(app, actor, name, forbidden())
    throw forbidden()
  }
  http.route({
    method: 'POST',
    url: '/api/timer/stop',
    schema: {
      ...describe('timer.stop', 'Stop one’s clock and note its time on the ticket.', 'time'),
      body: Body({ note: Type.Optional(Text(500)) }),
      response: { 200: Type.Object({ minutes: Type.Integer(), ticket_id: Id }), ...Problems },
    },
    handler: async (request) => {
      // Nothing is read here: it notes time on the ticket that the clock was started for.
      const actor = await authenticate(request, 'tells_reading')
      await permitted(actor, 'timer.stop', mayLog(actor))
      return stop(app, actor, (request.body as { note?: string }).note ?? '') as never
    },
  })
  http.route({
    method: 'GET',
    url: '/api/time.csv',
    schema: {
      ...describe('time.export', 'One’s own time between two days as CSV.', 'time'),
      querystring: MineQuery,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      await permitted(actor, 'time.export', worksOnTickets(actor))
      const query = request.query as MineQuery
      const rows = await write(app.pool, actor.orgId, async (tx) => {
        const now = app.clock.now().toISOString()
        tx.send(audit(actor, now, 'time.export', query))
        const found = await timeOf(tx, actor, query)
        await noteExported(
          tx,
          actor,
          found.map(({ ticket_id }) => ticket_id),
          now,
        )
        return found
      })
      const lines = rows.map((row) =>
        [row.created_at, row.number, row.title, row.minutes, row.note].map(cell).join(','),
      )
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="time.csv"',
          'cache-control': 'no-store',
        })
        .send(`\uFEFF${['When,Number,Title,Minutes,Note', ...lines].join('\r\n')}\r\n` as never)
    },
  })
}

export const time: Capability = {
  name: 'time',
  recordActions: [correctTime],
  plainActions: [start, cancel],
  readers: [show, timeOnTicket, myTime],
  routes: mountTime,
}
