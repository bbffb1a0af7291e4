import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { createWithin } from '../../../core/execute.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { fileTicket } from '../../tickets/index.ts'
import { changeIncident, incidentOf } from '../incident.ts'
import { incidentLife } from '../lifecycle.ts'
import { commands, requireLeading, takesPart } from '../policy.ts'
import { Reason } from './affected.ts'
import { requireWorker } from './duties.ts'

const actions_max = 50

/** Begins to look back. */
export const beginReview = recordAction({
  name: 'incidents.review',
  summary: 'Begin the review.',
  life: incidentLife,
  move: 'review',
  input: Body({}),
  permits: commands,
  run: async () => ({ result: {} }),
})

export const writeReview = recordAction({
  name: 'incidents.write_review',
  summary: 'Write what happened, what it did to care, and what went well.',
  life: incidentLife,
  input: Body({
    what_happened: Type.Optional(Text(20_000)),
    impact: Type.Optional(Text(20_000)),
    went_well: Type.Optional(Text(20_000)),
  }),
  permits: takesPart,
  run: async ({ tx, input, record }) => {
    requireReview(record.state)
    changeIncident(tx, record.id, input)
    return { result: {}, facts: { changed: Object.keys(input) } }
  },
})

export const addAction = recordAction({
  name: 'incidents.add_action',
  summary: 'Add to the review what is to be done, by whom and until when.',
  life: incidentLife,
  input: Body({
    title: Line(500),
    owner_id: Id,
    due_on: Type.Optional(Nullable(Type.String({ format: 'date' }))),
  }),
  output: Type.Object({ action_id: Id }),
  permits: takesPart,
  run: async ({ tx, input, record, now }) => {
    requireReview(record.state)
    await requireWorker(tx, input.owner_id, now, '#/owner_id')
    const { known } = await tx.one(
      raw<{ known: number }>(
        'select count(*)::int as known from incidents.review_action where org_id = $1 and incident_id = $2',
        [tx.orgId, record.id],
      ),
    )
    if (known >= actions_max) throw conflict(`A review has at most ${actions_max} actions.`)
    const id = newId()
    tx.send(
      raw(
        'insert into incidents.review_action (org_id, id, incident_id, title, owner_id, due_on, created_at) values ($1,$2,$3,$4,$5,$6,$7)',
        [tx.orgId, id, record.id, input.title.trim(), input.owner_id, input.due_on ?? null, now],
      ),
    )
    return { result: { action_id: id }, facts: { action_id: id } }
  },
})

type ActionRow = {
  id: string
  title: string
  owner_id: string
  due_on: string | null
  ticket_id: string | null
  declined_why: string | null
}

async function undecided(tx: Tx, incidentId: string, id: string): Promise<ActionRow> {
  const action = await tx.maybe(
    raw<ActionRow>(
      'select id, title, owner_id, due_on::text, ticket_id, declined_why from incidents.review_action where org_id = $1 and incident_id = $2 and id = $3',
      [tx.orgId, incidentId, id],
    ),
  )
  if (!action) throw notFound('This action')
  if (action.ticket_id !== null || action.declined_why !== null)
    throw conflict('This action was decided already.')
  return action
}

/** The ticket and the mark that it was filed are one write, so that an action never becomes two tickets. */
export const fileAction = recordAction({
  name: 'incidents.file_action',
  summary: 'Make a ticket of an action of the review, linked to the incident.',
  life: incidentLife,
  input: Body({ action_id: Id, body: Text(20_000, { minLength: 1 }) }),
  output: Type.Object({ ticket_id: Id }),
  permits: takesPart,
  run: async ({ app, tx, actor, input, record, now }) => {
    requireReview(record.state)
    const action = await undecided(tx, record.id, input.action_id)
    const ticket = (await createWithin({ app, tx, actor, now }, fileTicket, {
      kind: 'service_request',
      title: action.title,
      body: input.body,
      owner_id: action.owner_id,
      links: [{ type: 'relates_to', to_id: record.id }],
    })) as { id: string }
    tx.send(
      raw('update incidents.review_action set ticket_id = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        action.id,
        ticket.id,
      ]),
    )
    return { result: { ticket_id: ticket.id }, facts: { action_id: action.id, ticket: ticket.id } }
  },
})

export const declineAction = recordAction({
  name: 'incidents.decline_action',
  summary: 'Say why an action of the review is not taken.',
  life: incidentLife,
  input: Body({ action_id: Id, reason: Reason }),
  permits: takesPart,
  run: async ({ tx, actor, input, record }) => {
    await requireLeading(tx, actor, record)
    requireReview(record.state)
    await undecided(tx, record.id, input.action_id)
    tx.send(
      raw('update incidents.review_action set declined_why = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        input.action_id,
        input.reason.trim(),
      ]),
    )
    return { result: {}, facts: { action_id: input.action_id } }
  },
})

/** No review ends while it is open what becomes of one of its actions. */
export const close = recordAction({
  name: 'incidents.close',
  summary: 'End the review: what happened is written, and each action is a ticket or declined.',
  life: incidentLife,
  move: 'close',
  input: Body({}),
  permits: commands,
  run: async ({ tx, record, now }) => {
    const incident = await incidentOf(tx, record.id)
    const { open } = await tx.one(
      raw<{ open: number }>(
        'select count(*)::int as open from incidents.review_action where org_id = $1 and incident_id = $2 and ticket_id is null and declined_why is null',
        [tx.orgId, record.id],
      ),
    )
    if (incident.what_happened.trim() === '')
      throw conflict('Write what happened before you close the review.')
    if (open > 0)
      throw conflict(
        open === 1
          ? 'One action is undecided. Make it a ticket, or decline it with a reason.'
          : `${open} actions are undecided. Make each a ticket, or decline it with a reason.`,
      )
    changeIncident(tx, record.id, { closed_at: now })
    return { result: {} }
  },
})

function requireReview(state: string): void {
  if (state !== 'review') throw conflict('This belongs to the review. Begin it once the trouble is over.')
}
