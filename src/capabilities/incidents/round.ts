/**
 * A round through many tickets: a reply in each and, with a code, the end of each. The job `incidents.round` takes
 * some at a time. Each step is marked in the transaction that takes it, so that a worker may be killed at any
 * moment and the job may run twice or twice at once: every ticket gets every step once.
 */
import type { Actor } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { execute } from '../../core/execute.ts'
import { automationActor, ensureAutomation } from '../../core/people/automation.ts'
import type { JobHandler } from '../../core/registry.ts'
import { type Query, raw, read, type Tx, write } from '../../platform/db/transaction.ts'
import { Problem } from '../../platform/http/problem.ts'

const tickets_at_once = 100
const clocks_apart_ms_max = 60_000
const rounds_at_once = 1000
/** What a ticket answers that will not take the step the next time either: not allowed, not there, over, not as asked. */
const refusals: readonly number[] = [403, 404, 409, 422]

type Round = { id: string; body: string; code: string | null }

/** Sends the round over the tickets that `tickets` finds (a query of ids), and the job that makes it. */
export async function beginRound(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  round: Round & { incidentId: string; ticketIds: readonly string[] },
): Promise<void> {
  const { app, tx, actor, now } = context
  // Its rights begin a little earlier, since the worker's clock may be behind.
  const since = new Date(Date.parse(now) - clocks_apart_ms_max).toISOString()
  await ensureAutomation(tx, actor.personId, since)
  tx.send(
    raw(
      'insert into incidents.round (org_id, id, incident_id, body, code, made_by, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.orgId, round.id, round.incidentId, round.body, round.code, actor.personId, now],
    ),
  )
  tx.send(
    raw(
      'insert into incidents.round_ticket (org_id, round_id, ticket_id) select $1, $2, unnest($3::uuid[])',
      [tx.orgId, round.id, round.ticketIds],
    ),
  )
  app.jobs.add(tx, 'incidents.round', { round: round.id })
}

/**
 * Job `incidents.arm_rounds`: wakes each round that has tickets left, or that ended and still holds its words. A round whose job used up its tries, because the
 * automation was switched off for long or the database was away, goes on by this alone.
 */
export const armRounds: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id } of rows)
    await write(app.pool, id, async (tx) => {
      const left = await tx.all(
        raw<{ round_id: string }>(
          `select distinct round_id from incidents.round_ticket where org_id = $1 and not is_done
           union select id from incidents.round where org_id = $1 and body <> '' limit $2`,
          [tx.orgId, rounds_at_once],
        ),
      )
      // The key is for this alone: a job that carries on by itself must not be given up for another of its name.
      for (const { round_id } of left)
        app.jobs.add(tx, 'incidents.round', { round: round_id }, { key: `round ${round_id}` })
    })
}

/** The tickets of an incident that still take a reply, with those whom it reaches. */
export function reachable(
  orgId: string,
  incidentId: string,
): Query<{ id: string; requester_id: string | null }> {
  return raw(
    `select r.id, r.requester_id from core.link k join core.record r on r.org_id = k.org_id and r.id = k.from_id and r.kind = 'ticket'
     where k.org_id = $1 and k.to_id = $2 and k.type = 'part_of' and r.state <> all('{closed,cancelled,merged}')`,
    [orgId, incidentId],
  )
}

/** Job `incidents.round`: the next tickets of the round, and then itself again until none is left. */
export async function makeRound(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const id = String(payload.round)
  const now = app.clock.now().toISOString()
  const found = await read(app.pool, orgId, async (tx) => {
    const [rounds, tickets] = await tx.many(
      raw<Round & { state: string }>(
        'select o.id, o.body, o.code, r.state from incidents.round o join core.record r on r.org_id = o.org_id and r.id = o.incident_id where o.org_id = $1 and o.id = $2',
        [orgId, id],
      ),
      raw<{ ticket_id: string }>(
        'select ticket_id from incidents.round_ticket where org_id = $1 and round_id = $2 and not is_done order by ticket_id limit $3',
        [orgId, id, tickets_at_once],
      ),
    )
    return { round: rounds[0], tickets, actor: await automationActor(tx, now) }
  })
  if (found.round === undefined) return
  if (found.tickets.length === 0) return forgetBody(app, orgId, id)
  if (found.round.state === 'cancelled') {
    await passOver(app, orgId, id, 'cancelled')
    return forgetBody(app, orgId, id)
  }
  // Tried again later: somebody switched off what acts by itself, and may switch it on again.
  if (found.actor === undefined) throw new Error('The automation of the organization is switched off.')
  for (const { ticket_id } of found.tickets) await serve(app, found.actor, found.round, ticket_id)
  await write(app.pool, orgId, async (tx) => app.jobs.add(tx, 'incidents.round', { round: id }))
}

/** What was sent stands in the tickets, where it is redacted; no second copy outlives the round. */
async function forgetBody(app: App, orgId: string, id: string): Promise<void> {
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      raw(
        `update incidents.round o set body = '' where o.org_id = $1 and o.id = $2
         and not exists (select from incidents.round_ticket t where t.org_id = o.org_id and t.round_id = o.id and not t.is_done)`,
        [orgId, id],
      ),
    ),
  )
}

class TakenAlready extends Error {}

async function serve(app: App, actor: Actor, round: Round, ticketId: string): Promise<void> {
  const act = async (verb: string, input: object, column: 'told_at' | 'ended_at', isLast: boolean) => {
    const action = app.registry.recordActions.get(`tickets.${verb}`)
    if (!action) throw new Error(`The action tickets.${verb} is not registered.`)
    const first = async (tx: Tx) => {
      const taken = await tx.all(mark(actor.orgId, round.id, ticketId, column, isLast, app.clock.now()))
      if (taken.length === 0) throw new TakenAlready()
    }
    await execute(app, actor, action, input, ticketId, { first })
  }
  try {
    await once(() => act('reply', { body: round.body }, 'told_at', round.code === null))
    if (round.code !== null) await once(() => act('resolve', { code: round.code }, 'ended_at', true))
  } catch (error) {
    // Somebody closed or merged it meanwhile, or the automation may not: that holds up no other ticket, and trying
    // again would change nothing. Anything else is tried again.
    if (!(error instanceof Problem) || !refusals.includes(error.status)) throw error
    await passOver(app, actor.orgId, round.id, error.type, ticketId)
  }
}

/** Marks as refused the ticket, or all that are left of the round. */
async function passOver(
  app: App,
  orgId: string,
  roundId: string,
  why: string,
  ticketId: string | null = null,
): Promise<void> {
  await write(app.pool, orgId, async (tx) =>
    tx.send(
      raw(
        'update incidents.round_ticket set is_done = true, refused = $3 where org_id = $1 and round_id = $2 and ($4::uuid is null or ticket_id = $4) and not is_done',
        [orgId, roundId, why, ticketId],
      ),
    ),
  )
}

// A step that was taken before, by this job or by another run of it, is passed over.
async function once(step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!(error instanceof TakenAlready)) throw error
  }
}

// The row stays locked to the end of the step, so that a second run of the job waits and then finds it marked. No
// ticket is marked once the major incident is cancelled; the next run of the job then ends the round.
function mark(
  orgId: string,
  roundId: string,
  ticketId: string,
  column: 'told_at' | 'ended_at',
  isLast: boolean,
  now: Date,
): Query<{ ticket_id: string }> {
  return raw(
    `update incidents.round_ticket set ${column} = $4, is_done = $5
     where org_id = $1 and round_id = $2 and ticket_id = $3 and ${column} is null and not is_done
       and not exists (select from incidents.round o join core.record r on r.org_id = o.org_id and r.id = o.incident_id
         where o.org_id = $1 and o.id = $2 and r.state = 'cancelled') returning ticket_id`,
    [orgId, roundId, ticketId, now, isLast],
  )
}
