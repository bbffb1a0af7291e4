/**
 * The clocks of a ticket as its timeline tells them. A write takes one step, the explanation takes them all from
 * the first event on: both by the same function, so that what is stored is what can be recomputed.
 */
import { ticketLife } from '../../tickets/index.ts'
import { type ClockKind, clockKinds, type Following } from '../policies/policy.ts'
import {
  type Clock,
  endClock,
  enterState,
  isOpen,
  type Rulebook,
  resumeClock,
  retarget,
  schedule,
  settle,
  startClock,
} from './clock.ts'

export type ClockEvent = {
  at: string
  action: string
  actor_id: string | null
  data: Record<string, unknown>
}
export type TicketClocks = {
  state: string
  requester_id: string | null
  follows: Following | null
  /** Somebody of the inside has answered; what is sent by itself is no answer. */
  has_response: boolean
  /** The requester wrote after that and waits for the next answer. */
  is_awaited: boolean
  clocks: readonly Clock[]
}

/** A ticket of which nothing is known yet. */
export const noClocks: TicketClocks = {
  state: ticketLife.initial,
  requester_id: null,
  follows: null,
  has_response: false,
  is_awaited: false,
  clocks: [],
}

/** The clocks that the events tell, from nothing to now. */
export function replayClocks(events: readonly ClockEvent[], rules: Rulebook): TicketClocks {
  return events.reduce((clocks, event) => step(clocks, event, rules), noClocks)
}

/** The versions that the events name: whoever replays them needs their rules. */
export function versionsIn(events: readonly ClockEvent[]): { policies: Set<string>; calendars: Set<string> } {
  const follows = events.flatMap(({ data }) => (data.clocks ? [data.clocks as Following] : []))
  return {
    policies: new Set(follows.map(({ policy }) => policy)),
    calendars: new Set(follows.map(({ calendar }) => calendar)),
  }
}

/** The clocks after one more event. Clocks that it does not concern stay the same objects. */
export function step(before: TicketClocks, event: ClockEvent, rules: Rulebook): TicketClocks {
  const settled = before.clocks.map((clock) => settle(clock, event.at))
  const heard = hear({ ...before, clocks: settled }, event, rules)
  const followed = follow(heard, event, rules)
  const clocks = followed.clocks.map((clock) => fired(clock, event))
  return {
    ...followed,
    clocks: clocks.map((clock) => (before.clocks.includes(clock) ? clock : schedule(clock, rules))),
  }
}

/** When the next promise is due: of the clocks that run, the nearest. */
export function nearestDue({ clocks }: TicketClocks): string | null {
  const dues = clocks.flatMap(({ state, due_at }) => (state === 'running' && due_at !== null ? [due_at] : []))
  return dues.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

type Changes = Record<string, [from: unknown, to: unknown] | undefined>

/** What the ticket's state and words mean to its clocks. */
function hear(before: TicketClocks, event: ClockEvent, rules: Rulebook): TicketClocks {
  const changes = (event.data.changes ?? {}) as Changes
  const state = String(changes.state?.[1] ?? before.state)
  const requester_id = (changes.requester_id?.[1] ?? before.requester_id) as string | null
  const spoken = hearWords({ ...before, requester_id }, event, state, rules)
  return hearState(spoken, event.at, state, rules)
}

function hearWords(before: TicketClocks, event: ClockEvent, state: string, rules: Rulebook): TicketClocks {
  const fields = (event.data.fields ?? {}) as Changes
  const isReply = event.action === 'tickets.reply'
  const isOutside = isReply
    ? saidOutside(before, event)
    : event.action === 'tickets.reopen' && isRequester(before, event)
  // What was sent by itself answers nothing, and the requester goes on waiting.
  const isAnswer =
    (isReply && !isOutside && event.data.side !== 'automation') ||
    (fields.first_response_at?.[1] ?? null) !== null
  if (isAnswer)
    return {
      ...before,
      has_response: true,
      is_awaited: false,
      clocks: endThose(before.clocks, ['first_response', 'next_response'], event.at, 'met', rules),
    }
  if (!isOutside || !before.has_response) return before
  const awaited = { ...before, is_awaited: true }
  return isDone(state) || isDone(before.state) ? awaited : begin(awaited, ['next_response'], event.at, rules)
}

function saidOutside(before: TicketClocks, event: ClockEvent): boolean {
  return event.data.side === undefined ? isRequester(before, event) : event.data.side === 'outside'
}

function isRequester(before: TicketClocks, event: ClockEvent): boolean {
  return event.actor_id !== null && event.actor_id === before.requester_id
}

function hearState(before: TicketClocks, at: string, state: string, rules: Rulebook): TicketClocks {
  if (state === before.state) return before
  const after = { ...before, state }
  if (isDone(state)) return isDone(before.state) ? after : finish(after, at, rules)
  if (isDone(before.state)) return goOn(after, before.state, at, rules)
  return {
    ...after,
    clocks: after.clocks.map((clock) => (isOpen(clock) ? enterState(clock, at, state, rules) : clock)),
  }
}

/** A resolution answers everything; what was cancelled or merged was promised for nothing. */
function finish(after: TicketClocks, at: string, rules: Rulebook): TicketClocks {
  const isKept = after.state === 'resolved' || after.state === 'closed'
  return {
    ...after,
    has_response: after.has_response || isKept,
    is_awaited: after.is_awaited && !isKept,
    clocks: endThose(after.clocks, clockKinds, at, isKept ? 'met' : 'stopped', rules),
  }
}

/** Open again: the resolution, and a first response that was never given, go on where they stood. */
function goOn(after: TicketClocks, was: string, at: string, rules: Rulebook): TicketClocks {
  const { follows } = after
  if (follows === null) return after
  const kinds: ClockKind[] = after.has_response ? ['resolution'] : ['first_response', 'resolution']
  const clocks = after.clocks.map((clock) =>
    // One that ended because its policy ceased to promise it stays ended.
    kinds.includes(clock.kind) &&
    clock === lastOf(after.clocks, clock.kind) &&
    clock.policy === follows.policy
      ? resumeClock(clock, at, was, after.state, rules)
      : clock,
  )
  return begin({ ...after, clocks }, promisedKinds(after), at, rules)
}

/** From this event on the ticket follows what the event names, or nothing. */
function follow(before: TicketClocks, event: ClockEvent, rules: Rulebook): TicketClocks {
  if (event.data.clocks === undefined) return before
  const follows = event.data.clocks as Following | null
  const clocks = before.clocks.map((clock) =>
    isOpen(clock) ? retarget(clock, event.at, follows, before.state, rules) : clock,
  )
  const after = { ...before, follows, clocks }
  return isDone(after.state) ? after : begin(after, promisedKinds(after), event.at, rules)
}

/** What a ticket waits for as it stands. */
function promisedKinds({ has_response, is_awaited }: TicketClocks): ClockKind[] {
  if (!has_response) return ['first_response', 'resolution']
  return is_awaited ? ['next_response', 'resolution'] : ['resolution']
}

/** Starts the clocks of the kinds that the policy promises and that are not open. */
function begin(before: TicketClocks, kinds: readonly ClockKind[], at: string, rules: Rulebook): TicketClocks {
  const { follows, state } = before
  if (follows === null) return before
  const started = kinds.flatMap((kind) => {
    const last = lastOf(before.clocks, kind)
    if (last && isOpen(last)) return []
    return startClock(kind, (last?.round ?? 0) + 1, at, state, follows, rules) ?? []
  })
  return { ...before, clocks: [...before.clocks, ...started] }
}

function endThose(
  clocks: readonly Clock[],
  kinds: readonly ClockKind[],
  at: string,
  state: 'met' | 'stopped',
  rules: Rulebook,
): Clock[] {
  return clocks.map((clock) =>
    isOpen(clock) && kinds.includes(clock.kind) ? endClock(clock, at, state, rules) : clock,
  )
}

function fired(clock: Clock, { action, data }: ClockEvent): Clock {
  if (action === 'escalation.reckoned') return pastTelling(clock)
  if (action !== 'escalation.warned' && action !== 'escalation.breached') return clock
  if (data.clock !== clock.kind || data.round !== clock.round) return clock
  return action === 'escalation.warned'
    ? { ...clock, is_warning_fired: true, warned_at: clock.warned_at ?? clock.warn_at }
    : { ...clock, is_breach_fired: true, breached_at: clock.breached_at ?? clock.due_at }
}

/** What was long over when it was reckoned helps nobody any more: nobody is told. */
function pastTelling(clock: Clock): Clock {
  const is_warning_fired = clock.is_warning_fired || clock.warned_at !== null
  const is_breach_fired = clock.is_breach_fired || clock.breached_at !== null
  const isSame = is_warning_fired === clock.is_warning_fired && is_breach_fired === clock.is_breach_fired
  return isSame ? clock : { ...clock, is_warning_fired, is_breach_fired }
}

function lastOf(clocks: readonly Clock[], kind: ClockKind): Clock | undefined {
  return clocks
    .filter((clock) => clock.kind === kind)
    .toSorted((a, b) => a.round - b.round)
    .at(-1)
}

/** The ticket is over in this state. */
export function isDone(state: string): boolean {
  return ticketLife.states[state as keyof typeof ticketLife.states] === 'done'
}
