import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { tell } from '../../../core/notifications/tell.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable } from '../../../platform/http/schema.ts'
import { requireAssignable } from '../assignable.ts'
import { insertHand } from '../hand.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'
import { changeTicket, type Fields, ticketOf } from '../ticket.ts'

/** Gives the ticket to a team, a person, or nobody. */
export const assign = recordAction({
  name: 'tickets.assign',
  summary: 'Assign the ticket to a team or person.',
  life: ticketLife,
  input: Body({ team_id: Type.Optional(Nullable(Id)), owner_id: Type.Optional(Nullable(Id)) }),
  permits: worksWith('tickets.assign'),
  run: async ({ app, tx, actor, input, record, now }) => {
    await requireAssignable(tx, input, now)
    const changes = {
      ...(input.team_id === undefined ? {} : { team_id: input.team_id }),
      ...(input.owner_id === undefined ? {} : { owner_id: input.owner_id }),
    }
    const toTeamId = input.team_id === undefined ? record.team_id : input.team_id
    const ownerId = input.owner_id === undefined ? record.owner_id : input.owner_id
    if (toTeamId === record.team_id && ownerId === record.owner_id) return { result: {}, isSilent: true }
    const facts = toTeamId === record.team_id ? {} : await passOn(tx, actor.personId, record, toTeamId, now)
    if (ownerId !== null && ownerId !== record.owner_id)
      await tell({ app, tx, actor, now }, { ...record, ...changes }, { tells: { [ownerId]: 'assigned' } })
    return { result: {}, changes, facts }
  },
})

/** Takes the ticket to work on it oneself; of two at once one gets it. */
export const take = recordAction({
  name: 'tickets.take',
  summary: 'Take the ticket to work on it oneself.',
  life: ticketLife,
  input: Body({}),
  permits: worksWith('tickets.work'),
  run: async ({ tx, actor, record, now }) => {
    if (record.owner_id === actor.personId) return { result: {}, isSilent: true }
    if (record.owner_id !== null) {
      const owner = await tx.one(
        raw<{ name: string }>('select name from core.person where org_id = $1 and id = $2', [
          actor.orgId,
          record.owner_id,
        ]),
      )
      throw conflict(`${owner.name} has taken this already. Assign it to yourself if you agreed on that.`)
    }
    const team_id = record.team_id ?? (actor.teamIds.length === 1 ? (actor.teamIds[0] ?? null) : null)
    const facts = team_id === record.team_id ? {} : await passOn(tx, actor.personId, record, team_id, now)
    return { result: {}, changes: { owner_id: actor.personId, team_id }, facts }
  },
})

// The first team is no passing on; from then on each other team is counted and kept in the history of hands.
async function passOn(
  tx: Tx,
  byId: string,
  record: RecordRow,
  toTeamId: string | null,
  now: string,
): Promise<{ fields?: Fields }> {
  if (toTeamId === null || record.team_id === null) return {}
  tx.send(
    insertHand(tx.orgId, {
      ticketId: record.id,
      direction: 'across',
      fromTeamId: record.team_id,
      toTeamId,
      byId,
      reason: '',
      now,
    }),
  )
  const before = await ticketOf(tx, record.id)
  return changeTicket(tx, record.id, before, { reassigned_count: before.reassigned_count + 1 })
}
