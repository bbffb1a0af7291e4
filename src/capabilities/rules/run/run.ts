/** Rules fire: each deed in a transaction of its own together with its line in the history, so that it is done once. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { execute } from '../../../core/execute.ts'
import { automationActor } from '../../../core/people/automation.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { breaksOf, missingNames } from '../check.ts'
import { actionFor } from '../deeds.ts'
import { fill, valuesOf } from '../placeholders.ts'
import type { Deed } from '../statement.ts'
import { doneByRules } from './note.ts'
import { type Firing, nextTurn } from './turn.ts'

const turns_max = 1_000
const switched_off =
  'The automation identity is switched off, or its role was taken away. Nothing is done in its name.'

const unfit = 'What the rule wrote does not fit: it is too long, or does not go with what is stored.'

/** Looks at everything that happened to the ticket, in order. */
export const run: JobHandler = (app, payload) => runTicket(app, String(payload.org), String(payload.ticket))

export async function runTicket(app: App, org: string, ticketId: string): Promise<void> {
  for (let turns = 0; turns < turns_max; turns++) {
    const now = app.clock.now().toISOString()
    const turn = await write(app.pool, org, (tx) => nextTurn({ app, tx, now }, ticketId))
    if (turn === 'nothing') return
    if (turn !== 'looked') await fire(app, org, turn)
  }
  await write(app.pool, org, async (tx) => app.jobs.add(tx, 'rules.run', { ticket: ticketId }))
}

type Circumstances = { actor: Actor | undefined; breaks: string[] }

/** Does the deeds that are not done yet, in order; one that is refused does not stop the others. */
async function fire(app: App, org: string, firing: Firing): Promise<void> {
  const now = app.clock.now().toISOString()
  const around: Circumstances = await read(app.pool, org, async (tx) => ({
    actor: await automationActor(tx, now),
    breaks: breaksOf(firing.statement, await missingNames(tx, [firing.statement])),
  }))
  for (const [position, deed] of firing.statement.actions.entries()) {
    const why = await attempt(app, around, firing, deed, position)
    if (why !== undefined)
      await write(app.pool, org, async (tx) => {
        await keepDeed(tx, firing, position, { outcome: 'refused', why, now })
      })
  }
  await write(app.pool, org, async (tx) => {
    tx.send(
      raw('update rules.firing set finished_at = $3 where org_id = $1 and id = $2 and finished_at is null', [
        org,
        firing.id,
        app.clock.now().toISOString(),
      ]),
    )
  })
}

/** Thrown before anything is done when the deed was done already. */
class DoneAlready extends Error {}

/** Answers why it was refused; undefined when it is done, now or before. */
async function attempt(
  app: App,
  { actor, breaks }: Circumstances,
  firing: Firing,
  deed: Deed,
  position: number,
): Promise<string | undefined> {
  if (breaks.length > 0) return `This rule is broken. ${breaks.join(' ')}`
  if (!actor) return switched_off
  // Read for each deed, since the ones before it may have changed what is filled in.
  const text =
    deed.text === undefined
      ? ''
      : fill(deed.text, await read(app.pool, actor.orgId, (tx) => valuesOf(tx, firing.ticket_id)))
  const { action, input } = actionFor(app.registry, deed, { text, rule: firing.statement.name })
  const now = app.clock.now().toISOString()
  try {
    await execute(app, actor, action, input, firing.ticket_id, {
      first: async (tx) => {
        if (!(await keepDeed(tx, firing, position, { outcome: 'done', why: null, now })))
          throw new DoneAlready()
        doneByRules(tx, firing.chain)
      },
    })
    return undefined
  } catch (error) {
    if (error instanceof DoneAlready) return undefined
    if (error instanceof Problem && error.status < 500) return error.message
    if (isUnfit(error)) return unfit
    throw error
  }
}

/** Data that the database can never take: trying again would hold up all other rules of the ticket for good. */
function isUnfit(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: unknown } | null)?.code?.toString() ?? '')
}

/** False when the deed has its line already. */
async function keepDeed(
  tx: Tx,
  firing: Firing,
  position: number,
  line: { outcome: 'done' | 'refused'; why: string | null; now: string },
): Promise<boolean> {
  const kept = await tx.maybe(
    raw(
      `insert into rules.deed (org_id, firing_id, position, outcome, why, done_at) values ($1,$2,$3,$4,$5,$6)
       on conflict do nothing returning position`,
      [tx.orgId, firing.id, position, line.outcome, line.why?.slice(0, 2000) ?? null, line.now],
    ),
  )
  return kept !== undefined
}
