/** What each step of a demo ticket does, in the same way as the action of its name. */

import { idOf } from '../../../core/people/seed.ts'
import type { MessageRow } from '../../../core/records/insert-rows.ts'
import { idAt } from '../../../platform/id/id.ts'
import type { DemoAct, DemoTicket } from '../demo/types.ts'
import { act, beginStory, moment, type Story, say, type TicketNames } from './story.ts'

type Telling = {
  story: Story
  names: TicketNames
  demo: DemoTicket
  /** The message of each step, for the one that is redacted later. */
  said: Map<number | 'description', MessageRow>
}

/** Lives the ticket through to its present state. `now` is the moment to which the demo leads. */
export function liveThrough(
  demo: DemoTicket,
  names: TicketNames,
  orgId: string,
  number: number,
  now: Date,
): Story {
  const story = beginStory(demo, names, orgId, number, now)
  const telling: Telling = { story, names, demo, said: new Map() }
  if (story.messages[0]) telling.said.set('description', story.messages[0])
  const created_ms = Date.parse(story.record.created_at)
  for (const [index, step] of demo.steps.entries()) {
    story.at_ms = Math.max(story.at_ms, created_ms + step.afterMinutes * 60_000)
    const before = story.messages.length
    takeStep(telling, idOf(names.person, step.actorKey), step)
    const message = story.messages[before]
    if (message) telling.said.set(index, message)
  }
  return story
}

type StepOf<Name, Act = DemoAct> = Act extends { do: infer Names }
  ? Name extends Names
    ? Act
    : never
  : never
type Take<Name> = (telling: Telling, actorId: string, step: StepOf<Name>) => void

const takes: { readonly [Name in DemoAct['do']]: Take<Name> } = {
  reply: (telling, actorId, step) => reply(telling, actorId, step.body),
  note: ({ story }, actorId, step) => note(story, actorId, step.body),
  ask: (telling, actorId, step) => {
    reply(telling, actorId, step.body)
    act(telling.story, actorId, 'tickets.ask', { changes: { state: 'waiting_on_requester' } })
  },
  assign,
  start: ({ story }, actorId) =>
    act(story, actorId, 'tickets.start', {
      changes: { state: 'open', owner_id: story.record.owner_id ?? actorId },
    }),
  wait_vendor: ({ story, names }, actorId, step) => {
    note(story, actorId, `${idOf(names.personName, step.vendorKey)}: ${step.reason}`)
    act(story, actorId, 'tickets.wait_vendor', { changes: { state: 'waiting_on_vendor' } })
  },
  schedule,
  resume: ({ story }, actorId) => {
    // The requester's answer may have ended the waiting already.
    if (story.record.state !== 'open')
      act(story, actorId, 'tickets.resume', { changes: { state: 'open' }, fields: { resume_at: null } })
  },
  resolve,
  close: ({ story }, actorId) =>
    act(story, actorId, 'tickets.close', {
      changes: { state: 'closed' },
      fields: { closed_at: moment(story) },
    }),
  reopen: (telling, actorId, step) => {
    const { story } = telling
    act(story, actorId, 'tickets.reopen', {
      changes: { state: 'open' },
      fields: { reopened_count: story.ticket.reopened_count + 1, resolved_at: null, closed_at: null },
    })
    tellOwner(story, actorId, 'reopened')
    reply(telling, actorId, step.reason)
  },
  escalate: pass,
  hand_back: pass,
  cancel: (telling, actorId, step) => {
    reply(telling, actorId, step.reason)
    act(telling.story, actorId, 'tickets.cancel', {
      changes: { state: 'cancelled' },
      fields: { resume_at: null },
    })
  },
  rate: ({ story }, actorId, step) =>
    act(story, actorId, 'tickets.rate', {
      fields: { rating: step.stars, rating_comment: step.comment ?? null },
      facts: { rating: step.stars },
    }),
  log_time: ({ story }, actorId, step) => logTime(story, actorId, step.minutes),
  link_article: ({ story }, by, { articleKey, relation }) => {
    story.links.push({ articleKey, relation, at: moment(story), by })
  },
  link_ticket: ({ story }, by, { ticketKey, relation }) => {
    story.links.push({ ticketKey, relation, at: moment(story), by })
  },
  // The other ticket's life is told by itself, so that both are brought together when both are told.
  merge: ({ story }, by, { ticketKey }) => {
    story.links.push({ ticketKey, relation: 'merged_into', at: moment(story), by })
  },
  tag: ({ story }, actorId, step) =>
    act(story, actorId, 'tickets.tag', {
      changes: { tags: [...new Set([...story.record.tags, ...step.tags])] },
    }),
  redact,
}

function takeStep(telling: Telling, actorId: string, step: DemoAct): void {
  // Each entry takes the step of its own name, which the compiler cannot follow through the lookup.
  const take = takes[step.do] as (telling: Telling, actorId: string, step: DemoAct) => void
  take(telling, actorId, step)
}

/** A public reply; the requester's own ends the waiting for them. */
function reply({ story, names }: Telling, actorId: string, body: string): void {
  const isInside = !story.outside.has(actorId) && !isContact(names, actorId)
  const message = say(story, actorId, body)
  const at = message.created_at
  act(story, actorId, 'tickets.reply', {
    changes: !isInside && story.record.state === 'waiting_on_requester' ? { state: 'open' } : {},
    fields: {
      last_word_at: at,
      last_word_by_id: actorId,
      ...(isInside && story.ticket.first_response_at === null ? { first_response_at: at } : {}),
    },
    facts: { message: message.id },
  })
  if (isInside) tellRequester(story, actorId, 'reply')
  else tellOwner(story, actorId, 'reply')
}

function isContact(names: TicketNames, personId: string): boolean {
  return [...names.person].some(([key, id]) => id === personId && key.startsWith('contact-'))
}

function note(story: Story, actorId: string, body: string): void {
  const message = say(story, actorId, body, true)
  act(story, actorId, 'tickets.note', { facts: { message: message.id, isInternal: true } })
}

function assign({ story, names }: Telling, actorId: string, step: StepOf<'assign'>): void {
  const team_id = idOf(names.team, step.teamKey)
  const from = story.record.team_id
  const isPassing = from !== null && from !== team_id
  const kept = isPassing ? null : story.record.owner_id
  const owner_id = step.ownerKey === undefined ? kept : idOf(names.person, step.ownerKey)
  if (team_id === from && owner_id === story.record.owner_id) return
  const at = moment(story)
  if (isPassing) addHand(story, actorId, 'across', team_id, at)
  act(story, actorId, 'tickets.assign', {
    changes: { team_id, owner_id },
    fields: isPassing ? { reassigned_count: story.ticket.reassigned_count + 1 } : {},
  })
  if (owner_id !== null) tellOwner(story, actorId, 'assigned')
}

function pass(
  { story, names, demo }: Telling,
  actorId: string,
  step: StepOf<'escalate' | 'hand_back'>,
): void {
  const from = story.record.team_id
  const team_id = idOf(names.team, step.teamKey)
  const tierOf = (id: string | null) =>
    [...names.team]
      .map(([key, teamId]) => (teamId === id ? (names.tier.get(key) ?? 0) : 0))
      .reduce((a, b) => Math.max(a, b), 0)
  if (from === team_id) throw new Error(`${demo.key} is passed to the team that has it.`)
  const isUp = tierOf(team_id) > tierOf(from)
  const direction = step.do === 'hand_back' ? 'back' : isUp ? 'up' : 'across'
  addHand(
    story,
    actorId,
    direction,
    team_id,
    moment(story),
    step.reason,
    step.do === 'escalate' ? step.tried : '',
  )
  act(story, actorId, `tickets.${step.do}`, {
    changes: { team_id, owner_id: null },
    fields: from === null ? {} : { reassigned_count: story.ticket.reassigned_count + 1 },
    facts: { direction },
  })
}

function addHand(
  story: Story,
  by_id: string,
  direction: 'up' | 'back' | 'across',
  to_team_id: string,
  created_at: string,
  reason = '',
  tried = '',
): void {
  story.hands.push({
    id: idAt(new Date(created_at)),
    ticket_id: story.record.id,
    direction,
    from_team_id: story.record.team_id,
    to_team_id,
    by_id,
    reason,
    tried,
    created_at,
  })
}

function schedule({ story }: Telling, actorId: string, step: StepOf<'schedule'>): void {
  note(story, actorId, step.reason)
  const at = moment(story)
  act(story, actorId, 'tickets.schedule', {
    changes: { state: 'scheduled' },
    fields: { resume_at: new Date(Date.parse(at) + step.untilAfterMinutes * 60_000).toISOString() },
  })
}

function resolve(telling: Telling, actorId: string, step: StepOf<'resolve'>): void {
  const { story } = telling
  reply(telling, actorId, step.body)
  act(story, actorId, 'tickets.resolve', {
    changes: { state: 'resolved', owner_id: story.record.owner_id ?? actorId },
    fields: { resolution_code: step.code, cause: step.cause, resolved_at: moment(story), resume_at: null },
    facts: { code: step.code },
  })
  tellRequester(story, actorId, 'resolved')
}

function logTime(story: Story, actorId: string, minutes: number): void {
  const at = moment(story)
  story.times.push({
    id: idAt(new Date(at)),
    ticket_id: story.record.id,
    person_id: actorId,
    minutes,
    note: '',
    created_at: at,
  })
  act(story, actorId, 'tickets.log_time', {
    fields: { minutes_spent: story.ticket.minutes_spent + minutes },
    facts: { minutes },
  })
}

/** The words are gone: from the message, and so from search, which is filled with what stands there at the end. */
function redact(telling: Telling, actorId: string, step: StepOf<'redact'>): void {
  const { story, said, names, demo } = telling
  const message = said.get(step.of)
  if (!message?.body.includes(step.text)) throw new Error(`${demo.key} redacts what is not there.`)
  const at = moment(story)
  const name = [...names.person].find(([, id]) => id === actorId)?.[0] ?? ''
  const mark = `▇ removed by ${idOf(names.personName, name)} at ${at.slice(0, 16).replace('T', ' ')} UTC`
  const [first = '', ...rest] = message.body.split(step.text)
  message.body = `${first}${mark}${rest.join('▇')}`
  message.redacted_at = at
  act(story, actorId, 'tickets.redact', { facts: { message: message.id, what: 'passage' } })
}

function tellOwner(story: Story, by: string, reason: string): void {
  const person_id = story.record.owner_id
  if (person_id !== null && person_id !== by)
    story.told.push({ person_id, reason, by, at: story.record.updated_at })
}

function tellRequester(story: Story, by: string, reason: string): void {
  const person_id = story.record.requester_id
  if (person_id !== null && person_id !== by)
    story.told.push({ person_id, reason, by, at: story.record.updated_at })
}
