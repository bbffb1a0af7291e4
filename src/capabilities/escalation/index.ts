/** Escalation: a ticket in more experienced hands, and back. See README.md. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type RecordRow, recordColumns } from '../../core/records/record.ts'
import { inside, visible } from '../../core/records/visible.ts'
import { type Capability, reader } from '../../core/registry.ts'
import { notFound } from '../../platform/http/problem.ts'
import { Body, Id } from '../../platform/http/schema.ts'
import { worksOnTickets } from '../tickets/index.ts'
import { escalate, handBack } from './actions/escalate.ts'
import {
  archiveCalendar,
  calendarList,
  createCalendar,
  editCalendar,
  importHolidays,
} from './calendars/actions.ts'
import { worksAt } from './calendars/works-at.ts'
import { explainClocks } from './clocks/explain.ts'
import { armAll, fire } from './clocks/firing.ts'
import { followTicket } from './clocks/follow.ts'
import { reckon } from './clocks/reckon.ts'
import { recount, recountLate } from './clocks/recount.ts'
import { packet } from './packet.ts'
import {
  archivePolicy,
  createPolicy,
  editPolicy,
  orderPolicies,
  reckonTickets,
  recountTickets,
} from './policies/actions.ts'
import { policyList, policyTry } from './policies/queries.ts'
import { targetsFor } from './targets.ts'

export { laterByWork } from './calendars/store.ts'
export { beginReckoning, reckonAll } from './clocks/reckon.ts'
export { type Ring, ring, ringPerson } from './on-call/push/ring.ts'
export { layerName, shiftsOfPerson } from './on-call/queries/mine.ts'
export { sealedWebhooks } from './on-call/webhook/send.ts'

const Target = Type.Object({
  id: Id,
  name: Type.String(),
  tier: Type.Integer(),
  skills: Type.Array(Type.String()),
  fits: Type.Boolean({ description: 'Has a skill named like the application or category.' }),
})

const targets = reader({
  name: 'escalation.targets',
  summary: 'The teams that the ticket could be passed to, those that fit marked.',
  path: '/api/tickets/:id/escalation-targets',
  params: Body({ id: Id }),
  output: Type.Object({ rows: Type.Array(Target) }),
  permits: worksOnTickets,
  run: async ({ tx, actor, params }) => {
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${params.id} and r.kind = 'ticket' and ${visible(actor, 'ticket')} and ${inside(actor)}`,
    )
    if (!record) throw notFound('This ticket')
    const all = await targetsFor(tx, record)
    const others = all.filter((each) => !each.is_present && !each.is_archived)
    return { rows: others.map(({ id, name, tier, skills, fits }) => ({ id, name, tier, skills, fits })) }
  },
})

export const escalation: Capability = {
  name: 'escalation',
  recordActions: [escalate, handBack],
  plainActions: [
    createCalendar,
    editCalendar,
    archiveCalendar,
    importHolidays,
    createPolicy,
    editPolicy,
    archivePolicy,
    orderPolicies,
    recountTickets,
    reckonTickets,
  ],
  readers: [targets, packet, calendarList, worksAt, policyList, policyTry, explainClocks],
  jobs: {
    'escalation.fire': fire,
    'escalation.recount': recount,
    'escalation.reckon': reckon,
    'escalation.recount_late': recountLate,
    'escalation.arm': armAll,
  },
  schedules: ['41 * * * * escalation.arm'],
  follower: followTicket,
}
