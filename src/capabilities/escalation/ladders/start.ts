/** By hand: somebody does not wait for the ladder's next step. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { ticketLife, worksWith } from '../../tickets/index.ts'
import { shareRules } from '../lock.ts'
import { ladderAlarm, wakeClimbBy } from './alarm.ts'
import { requirePermitted } from './may.ts'
import { nextStep } from './progress.ts'
import { climbQueries, ladderVersions } from './store.ts'

/** Has the ladder's next step taken now, whatever it waits for. */
export const startStep = recordAction({
  name: 'ladders.start_step',
  summary:
    'Have the next step of the ticket’s ladder taken now. `step` is the one that was seen as the next.',
  life: ticketLife,
  input: Body({ step: Type.Integer({ minimum: 1, maximum: 100 }) }),
  output: Type.Object({ step: Type.Integer() }),
  permits: worksWith('tickets.escalate'),
  run: async ({ app, tx, actor, input, record }) => {
    if (record.category === 'done') throw conflict('This is done. Reopen it before its ladder goes on.')
    shareRules(tx)
    const [climbs, , rungs, alarm] = await tx.many(
      ...climbQueries(tx.orgId, [record.id]),
      ladderAlarm(tx.orgId),
    )
    const versionId = climbs[0]?.version_id ?? null
    if (versionId === null) throw conflict('No ladder fits this ticket, so there is no step to take.')
    const version = (await ladderVersions(tx, [versionId])).get(versionId)
    const next = version && nextStep(version.rules, rungs)
    if (!version || !next) throw conflict('Every step of the ladder has been taken.')
    if (next.position !== input.step)
      throw conflict('Another step has been taken in the meantime. Look at the ladder again.')
    requirePermitted(
      actor,
      version.rules.steps.filter(({ id }) => id === next.id),
    )
    const now = app.clock.now().toISOString()
    const cause = next.waiting?.cause ?? `hand ${rungs.length + 1}`
    tx.send(
      raw(
        `insert into escalation.rung (org_id, ticket_id, step_id, cause, version_id, position, state, due_at, is_by_hand)
         values ($1,$2,$3,$4,$5,$6,'waiting',$7,true)
         on conflict (org_id, ticket_id, step_id, cause) do update set state = 'waiting', due_at = excluded.due_at, is_by_hand = true
         where rung.state in ('waiting', 'held')`,
        [tx.orgId, record.id, next.id, cause, version.id, next.position, now],
      ),
    )
    await wakeClimbBy(app, tx, now, alarm[0]?.wakes_at)
    return {
      result: { step: next.position },
      facts: {
        ladder: version.ladderId,
        step: next.position,
        names: { [version.ladderId]: version.rules.name },
      },
    }
  },
})
