/** Declared, declined, cancelled: what becomes of a proposal. */
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { Body, Line, Time } from '../../../platform/http/schema.ts'
import { changeIncident, setPlaces } from '../incident.ts'
import { incidentLife } from '../lifecycle.ts'
import { decides } from '../policy.ts'
import { armReminder } from '../reminder.ts'
import { Applications, PlaceIds, Reason, requireFuture, titleEntry } from './affected.ts'
import { handOver } from './duties.ts'

/**
 * From now on all staff read its title and state. The title is asked for anew, because that of a proposal often is
 * that of somebody's ticket. Who declares it commands it, until the command is handed over.
 */
export const declare = recordAction({
  name: 'incidents.declare',
  summary: 'Declare a major incident: staff see it from now on.',
  life: incidentLife,
  move: 'declare',
  input: Body({
    title: Line(200, { description: 'What all staff read. No names of people or patients.' }),
    applications: Type.Optional(Applications),
    place_ids: Type.Optional(PlaceIds),
    next_update_at: Type.Optional(Time),
  }),
  permits: decides,
  run: async ({ app, tx, actor, input, record, now }) => {
    const title = input.title.trim()
    const next_update_at = requireFuture(input.next_update_at ?? null, now)
    changeIncident(tx, record.id, {
      declared_at: now,
      next_update_at,
      ...(input.applications ? { applications: [...new Set(input.applications)] } : {}),
    })
    if (input.place_ids) await setPlaces(tx, record.id, input.place_ids)
    armReminder(app, tx, record.id, next_update_at)
    const { owner_id } = await handOver({ tx, actor, now }, record.id, 'commander', actor.personId)
    tx.send(titleEntry(record, title, now))
    return { result: {}, changes: { title, audience: 'staff', ...(owner_id ? { owner_id } : {}) } }
  },
})

export const decline = recordAction({
  name: 'incidents.decline',
  summary: 'Decline the proposal, with the reason.',
  life: incidentLife,
  move: 'decline',
  input: Body({ reason: Reason }),
  permits: decides,
  run: async ({ tx, input, record }) => {
    changeIncident(tx, record.id, { ended_why: input.reason.trim() })
    return { result: {} }
  },
})

/** What turned out to be none is found by nobody but those who work on incidents, as before it was declared. */
export const cancel = recordAction({
  name: 'incidents.cancel',
  summary: 'Cancel it, because it is none, with the reason.',
  life: incidentLife,
  move: 'cancel',
  input: Body({ reason: Reason }),
  permits: decides,
  run: async ({ app, tx, actor, input, record }) => {
    changeIncident(tx, record.id, { ended_why: input.reason.trim(), next_update_at: null })
    // Staff read of it until now, so that they hear as those who may that their page is outdated.
    const { id, kind, team_id, owner_id, requester_id, audience, restriction, org_id: org } = record
    const news = {
      id,
      kind,
      action: 'incidents.cancel',
      by: actor.personId,
      team_id,
      owner_id,
      requester_id,
      restriction,
    }
    tx.afterCommit(() => app.live.publish({ topic: 'record', org, ...news, audience, isNew: false }))
    return { result: {}, changes: { audience: 'parties' } }
  },
})
