/**
 * Job `ladders.climb`: takes the steps that are due, the oldest first. Each step, its line in the timeline and all
 * that it does are one transaction, so that a worker may be killed at any moment and nothing is done twice.
 */
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { insertEvents, type NewEvent, tellLive } from '../clocks/events.ts'
import { repeatGently } from '../pace.ts'
import { armClimb } from './alarm.ts'
import { actionOf, planOf } from './deeds.ts'
import { type RungRow, rungColumns } from './store.ts'
import { type View, verdictOf, viewOf, type Why } from './view.ts'

const steps_at_once = 10
const batches_max = 10_000
const looks_max = 5
const tries_max = 5

/** Takes what is due, and sets the time of the next. */
export const climb: JobHandler = async (app, payload) => {
  const org = String(payload.org)
  await repeatGently(async () => {
    const due = await dueSteps(app, org)
    for (const rung of due) await takeSafely(app, org, rung)
    return due.length === steps_at_once
  }, batches_max)
  await armClimb(app, org)
}

function dueSteps(app: App, org: string): Promise<RungRow[]> {
  return read(app.pool, org, (tx) =>
    tx.all(
      raw<RungRow>(
        `select ${rungColumns} from escalation.rung where org_id = $1 and state = 'waiting' and due_at <= $2
         order by due_at, ticket_id, position limit ${steps_at_once}`,
        [org, app.clock.now().toISOString()],
      ),
    ),
  )
}

/** A step that fails for no reason that anybody expected must not stop those behind it; it is tried again later. */
async function takeSafely(app: App, org: string, rung: RungRow): Promise<void> {
  try {
    await take(app, org, rung)
  } catch (error) {
    app.log.error({ failure: (error as Error).name, step: rung.step_id }, 'a step of a ladder failed')
    await putOff(app, org, rung)
  }
}

async function putOff(app: App, org: string, rung: RungRow): Promise<void> {
  const isLast = rung.tries + 1 >= tries_max
  const due_at = new Date(app.clock.now().getTime() + 2 ** rung.tries * 60_000).toISOString()
  await write(app.pool, org, async (tx) => {
    tx.send(
      raw(
        `update escalation.rung set tries = tries + 1, due_at = $5, state = $6, why = $7, ended_at = $8
         where org_id = $1 and ticket_id = $2 and step_id = $3 and cause = $4 and state = 'waiting'`,
        [
          org,
          rung.ticket_id,
          rung.step_id,
          rung.cause,
          due_at,
          isLast ? 'skipped' : 'waiting',
          isLast ? 'failed' : null,
          isLast ? app.clock.now().toISOString() : null,
        ],
      ),
    )
  })
}

/** Thrown when the ticket was written to between the look and the deed: then it is looked at again. */
class Outdated extends Error {}

async function take(app: App, org: string, rung: RungRow): Promise<void> {
  for (let look = 0; look < looks_max; look++) {
    try {
      return await takeOnce(app, org, rung)
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
    }
  }
  throw new Error('The ticket was written to again and again while a step was to be taken.')
}

async function takeOnce(app: App, org: string, rung: RungRow): Promise<void> {
  const now = app.clock.now().toISOString()
  const seen = await read(app.pool, org, async (tx) => {
    const view = await viewOf(tx, rung, now)
    if (!view) return undefined
    const verdict = verdictOf(view)
    const plan = verdict === 'take' && view.step ? await planOf(tx, view, view.step) : { why: verdict as Why }
    return { view, isHeld: verdict === 'hold', plan }
  })
  if (!seen) return
  const { view, plan } = seen
  if (seen.isHeld) return hold(app, org, view)
  if ('why' in plan || view.actor === undefined)
    return skip(app, org, view, 'why' in plan ? plan.why : 'no_automation')
  try {
    await execute(app, view.actor, actionOf(app, plan.action), plan.input, view.record.id, {
      first: (tx) => end(app, tx, view, 'done', null),
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await skip(app, org, view, 'refused')
  }
}

/** The ticket waits for somebody else; the step comes when it is taken up again. */
async function hold(app: App, org: string, view: View): Promise<void> {
  await write(app.pool, org, async (tx) => {
    await requireSeen(tx, view.record)
    tx.send(raw(endRung, [...keyOf(tx, view.rung), 'held', null, null]))
  })
}

async function skip(app: App, org: string, view: View, why: Why): Promise<void> {
  await write(app.pool, org, (tx) => end(app, tx, view, 'skipped', why))
}

/** Ends the step and tells the timeline, if it still waits and the ticket is as it was seen. */
async function end(app: App, tx: Tx, view: View, state: 'done' | 'skipped', why: Why | null): Promise<void> {
  const { rung, record, version, step } = view
  await requireSeen(tx, record)
  const ended = await tx.maybe(raw(endRung, [...keyOf(tx, rung), state, why, view.now]))
  if (!ended) throw new Outdated()
  const at_ms = Math.max(Date.parse(view.now), Date.parse(record.updated_at) + 1)
  const told = step ?? version.rules.steps.find(({ id }) => id === rung.step_id)
  const event: NewEvent = {
    record,
    at: new Date(at_ms).toISOString(),
    action: state === 'done' ? 'ladders.climbed' : 'ladders.left_out',
    actor_id: null,
    data: {
      ladder: version.ladderId,
      step: rung.position,
      deed: told?.deed ?? null,
      ...(why === null ? {} : { why }),
      names: { [version.ladderId]: version.rules.name },
    },
  }
  insertEvents(tx, [event])
  if (state === 'skipped') tellLive(app, tx, [event])
}

// The ticket is locked before its step, as by every write to it, so that nobody waits in a circle.
async function requireSeen(tx: Tx, seen: RecordRow): Promise<void> {
  const record = await tx.maybe(
    raw<{ version: number }>('select version from core.record where org_id = $1 and id = $2 for update', [
      tx.orgId,
      seen.id,
    ]),
  )
  if (record?.version !== seen.version) throw new Outdated()
}

const keyOf = (tx: Tx, { ticket_id, step_id, cause }: RungRow) => [tx.orgId, ticket_id, step_id, cause]

const endRung = `
  update escalation.rung set state = $5, why = $6, ended_at = $7
  where org_id = $1 and ticket_id = $2 and step_id = $3 and cause = $4 and state = 'waiting' returning 1 as one`
