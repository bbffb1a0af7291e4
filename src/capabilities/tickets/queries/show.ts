import type { Static } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { head as seenHead } from '../../../core/execute.ts'
import { openMoves } from '../../../core/lifecycle.ts'
import { readsAs } from '../../../core/links/types.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { readingOf } from '../../../core/records/restriction.ts'
import { seesInside } from '../../../core/records/visible.ts'
import { type Registry, reader } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { TicketState } from '../lifecycle.ts'
import { goesOnForOthers, takesWords } from '../merging/heard.ts'
import { elsewhere, mergedIntoOf } from '../merging/shown.ts'
import { readsTickets } from '../policy.ts'
import {
  eventsOf,
  filesOf,
  followersOf,
  type Head,
  handsOf,
  headOf,
  linksOf,
  messages_max,
  messagesOf,
  namesOf,
  peopleOf,
} from './parts.ts'
import { TicketPage } from './ticket-page.ts'

export const show = reader({
  name: 'tickets.show',
  summary: 'A ticket with its thread, timeline, files, links and the actions open now.',
  path: '/api/tickets/:id',
  tellsReading: true,
  params: Body({ id: Id }),
  output: TicketPage,
  permits: readsTickets,
  run: async ({ app, tx, actor, params }) => {
    const id = params.id ?? ''
    const [heads, latestFirst] = await tx.many(headOf(actor, id), messagesOf(actor, id))
    const head = heads[0]
    if (!head) throw notFound('This ticket')
    if (head.restriction !== null)
      await tx.many(readingOf(actor, head, 'page', app.clock.now().toISOString()))
    const isInside = seesInside(actor, head)
    const others = await elsewhere(tx, actor, head, isInside)
    const messages = inOrder([...latestFirst, ...others.messages])
    const { people, names, events, files, links, hands, followers } = await restOf(
      tx,
      actor,
      head,
      isInside,
      [...messages.map((each) => each.author_id), ...others.people],
    )
    const watchers = followers
      .map((each) => each.person_id)
      .filter((each) => isInside || each === actor.personId)
    const mergedInto = head.state === 'merged' ? await mergedIntoOf(tx, actor, id) : null
    const isForOthers = !isInside && head.has_merged && (await goesOnForOthers(tx, head, actor.personId))
    return {
      ...shown(head, isInside, names, new Map(people.map((person) => [person.id, person]))),
      is_inside: isInside,
      people,
      messages,
      events,
      files: [...files, ...others.files],
      links: links.map((each) => ({ ...each, reads_as: readsAs(each.type, each.is_from) })),
      hands,
      bounces: hands.filter((each) => each.direction === 'back').length,
      merged_into: mergedInto,
      merged: others.merged,
      watcher_ids: watchers,
      participant_ids: followers.filter((each) => each.is_participant).map((each) => each.person_id),
      may: actionsOpen(app.registry, actor, head).filter(
        (name) =>
          !(name === 'tickets.reply' && head.state === 'merged' && !takesWords(mergedInto)) &&
          !(name === 'tickets.cancel' && isForOthers),
      ),
    }
  },
})

type Message = Static<typeof TicketPage>['messages'][number]

/** The newest messages of all that the page shows, oldest first. */
function inOrder(messages: readonly Message[]): Message[] {
  return [...messages]
    .sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || (a.id < b.id ? -1 : 1))
    .slice(-messages_max)
}

/** What else there is of a ticket that the actor sees, in one trip; what it does not have is not asked for. */
async function restOf(tx: Tx, actor: Actor, head: Head, isInside: boolean, writers: (string | null)[]) {
  const { org_id, id } = head
  const known = [head.owner_id, head.requester_id, head.reported_by_id, ...writers]
  const [latestFirst, people, names, files, links, hands, followers] = await tx.many(
    eventsOf(head, isInside),
    peopleOf(actor, known, isInside),
    namesOf(head, isInside),
    head.has_files ? filesOf(org_id, id, isInside) : undefined,
    head.has_links ? linksOf(actor, id) : undefined,
    head.has_hands ? handsOf(org_id, id, isInside) : undefined,
    head.has_followers ? followersOf(org_id, id) : undefined,
  )
  const events = latestFirst.reverse()
  // Mostly those who did something have also written something.
  const others = [
    ...events.map((each) => each.actor_id),
    ...hands.map((each) => each.by_id),
    ...followers
      .filter((each) => isInside || each.is_participant || each.person_id === actor.personId)
      .map((each) => each.person_id),
  ].filter((each) => each !== null && !known.includes(each))
  const more = others.length === 0 ? [] : await tx.all(peopleOf(actor, others, isInside))
  return { people: [...people, ...more], names, events, files, links, hands, followers }
}

type Names = readonly { what: string; name: string }[]
type People = ReadonlyMap<string, { id: string; name: string }>

/** The ticket itself; who sees it from outside gets its outer side. */
function shown(head: Head, isInside: boolean, names: Names, people: People) {
  const { ticket_kind, team_id, owner_id, requester_id, workstation_id: _1, audience: _2, ...rest } = head
  const { has_files: _3, has_links: _4, has_hands: _5, has_followers: _6, ...more } = rest
  const { has_merged: _9, has_shown: _10, outer_version: _7, outer_updated_at: _8, ...columns } = more
  const nameOf = (what: string) => names.find((each) => each.what === what)?.name ?? null
  const person = (id: string | null) => {
    const found = id === null ? undefined : people.get(id)
    return found ? { id: found.id, name: found.name } : null
  }
  const team = nameOf('team')
  return {
    ...columns,
    // The last change and the version as those on this side may know them.
    ...seenHead(head, isInside),
    kind: ticket_kind,
    state: head.state as TicketState,
    tags: isInside ? head.tags : [],
    restriction: isInside ? head.restriction : null,
    due_target: isInside ? head.due_target : null,
    cause: isInside ? head.cause : null,
    reassigned_count: isInside ? head.reassigned_count : 0,
    minutes_spent: isInside ? head.minutes_spent : 0,
    team: team_id !== null && team !== null ? { id: team_id, name: team } : null,
    owner: person(owner_id),
    requester: person(requester_id),
    place: nameOf('place'),
    workstation: nameOf('workstation'),
    subject: nameOf('subject'),
  }
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
