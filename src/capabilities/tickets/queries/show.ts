import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { head } from '../../../core/execute.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { readsAs } from '../../../core/links/types.ts'
import { type RecordRow, recordColumns } from '../../../core/records/record.ts'
import { seesInside, visible } from '../../../core/records/visible.ts'
import { type Registry, reader } from '../../../core/registry.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { TicketState } from '../lifecycle.ts'
import { readsTickets } from '../policy.ts'
import {
  eventsOf,
  filesOf,
  followersOf,
  handsOf,
  linksOf,
  messagesOf,
  peopleOf,
  ticketPartOf,
} from './parts.ts'
import { TicketPage } from './ticket-page.ts'

export const show = reader({
  name: 'tickets.show',
  summary: 'A ticket with its thread, timeline, files, links and the actions open now.',
  path: '/api/tickets/:id',
  params: Body({ id: Id }),
  output: TicketPage,
  permits: readsTickets,
  run: async ({ app, tx, actor, params }) => {
    const id = params.id ?? ''
    const record = await tx.maybe(
      sql<RecordRow>`select ${recordColumns} from core.record r where r.id = ${id} and r.kind = 'ticket' and ${visible(actor, 'ticket')}`,
    )
    if (!record) throw notFound('This ticket')
    const isInside = seesInside(actor, record)
    const [tickets, messages, events, files, links, hands, followers] = await tx.many(
      ticketPartOf(actor.orgId, id, isInside),
      messagesOf(actor.orgId, id, isInside),
      eventsOf(actor.orgId, record, isInside),
      filesOf(actor.orgId, id, isInside),
      linksOf(actor, id),
      handsOf(actor.orgId, id, isInside),
      followersOf(actor.orgId, id),
    )
    const ticket = tickets[0]
    if (!ticket) throw notFound('This ticket')
    const participants = followers.filter((each) => each.is_participant).map((each) => each.person_id)
    const watchers = followers
      .map((each) => each.person_id)
      .filter((each) => isInside || each === actor.personId)
    const people = await tx.all(
      peopleOf(
        actor,
        [
          record.owner_id,
          record.requester_id,
          ticket.reported_by_id,
          ...messages.map((each) => each.author_id),
          ...events.map((each) => each.actor_id),
          ...hands.map((each) => each.by_id),
          ...participants,
          ...watchers,
        ],
        isInside,
      ),
    )
    return {
      ...ticket,
      ...headOf(record, isInside),
      kind: ticket.kind,
      state: record.state as TicketState,
      tags: isInside ? record.tags : [],
      is_inside: isInside,
      people,
      messages,
      events,
      files,
      links: links.map((each) => ({ ...each, reads_as: readsAs(each.type, each.is_from) })),
      hands,
      bounces: hands.filter((each) => each.direction === 'back').length,
      watcher_ids: watchers,
      participant_ids: participants,
      may: actionsOpen(app.registry, actor, record),
    }
  },
})

// The record's own columns that the page shows; team, owner and requester come with their names.
function headOf(record: RecordRow, isInside: boolean) {
  const { org_id, id, number, title, category, priority, due_at, created_at } = record
  const { version, updated_at } = head(record, isInside)
  return { org_id, id, number, title, category, priority, due_at, created_at, updated_at, version }
}

/** The actions of the registry that the actor may take on the record in its present state. */
export function actionsOpen(registry: Registry, actor: Actor, record: RecordRow): string[] {
  const names: string[] = []
  for (const action of registry.recordActions.values()) {
    if (action.life.kind !== record.kind || !action.permits(actor, record)) continue
    if (action.move === undefined || openMoves(action.life, record.state).includes(action.move))
      names.push(action.name)
  }
  return names
}
