/** A clock of a ticket: what was promised, how the time was spent, when it runs out. Nothing here asks the database. */
import { addWorking, workingTimeBetween } from '../calendars/calendar.ts'
import type { CompiledVersion } from '../calendars/store.ts'
import type { ClockKind, Following } from '../policies/policy.ts'
import type { PolicyVersion } from '../policies/store.ts'

/** A stretch of a clock's time in one state of the ticket; the last one has no end while the clock is open. */
export type ClockSpan = {
  from: string
  to: string | null
  is_running: boolean
  /** The state that the ticket was in, which is why the clock ran or paused. */
  state: string
  policy: string
  calendar: string
  /** The working time in it, in milliseconds, once it has ended. */
  worked_ms: number
}
export type Clock = {
  kind: ClockKind
  round: number
  state: 'running' | 'paused' | 'met' | 'stopped'
  policy: string
  calendar: string
  target_minutes: number
  warn_percent: number | null
  started_at: string
  ended_at: string | null
  due_at: string | null
  warn_at: string | null
  warned_at: string | null
  breached_at: string | null
  is_warning_fired: boolean
  is_breach_fired: boolean
  fires_at: string | null
  spans: ClockSpan[]
}
/** What the versions say that clocks name. */
export type Rulebook = {
  policies: ReadonlyMap<string, PolicyVersion>
  calendars: ReadonlyMap<string, CompiledVersion>
}

const minute_ms = 60_000

/** True until it is met or stopped. */
export function isOpen(clock: Clock): boolean {
  return clock.ended_at === null
}

/** A new clock that begins at `at`, or undefined when the policy does not promise it. */
export function startClock(
  kind: ClockKind,
  round: number,
  at: string,
  state: string,
  follows: Following,
  rules: Rulebook,
): Clock | undefined {
  const policy = policyOf(rules, follows.policy)
  const target_minutes = policy.targets[kind]
  if (target_minutes === null) return undefined
  const is_running = !policy.pausing_states.includes(state)
  return {
    kind,
    round,
    state: is_running ? 'running' : 'paused',
    ...follows,
    target_minutes,
    warn_percent: policy.warn_percent,
    started_at: at,
    ended_at: null,
    due_at: null,
    warn_at: null,
    warned_at: null,
    breached_at: null,
    is_warning_fired: false,
    is_breach_fired: false,
    fires_at: null,
    spans: [{ from: at, to: null, is_running, state, ...follows, worked_ms: 0 }],
  }
}

/** Notes what has run out before `at`, so that nothing that comes later can undo it. */
export function settle(clock: Clock, at: string): Clock {
  if (!isOpen(clock)) return clock
  const isWarned = clock.warned_at === null && isBefore(clock.warn_at, at)
  const isBreached = clock.breached_at === null && isBefore(clock.due_at, at)
  if (!isWarned && !isBreached) return clock
  return {
    ...clock,
    ...(isWarned ? { warned_at: clock.warn_at } : {}),
    ...(isBreached ? { breached_at: clock.due_at } : {}),
  }
}

/** The ticket goes to another state, in which the policy lets the clock run or pause. */
export function enterState(clock: Clock, at: string, state: string, rules: Rulebook): Clock {
  const is_running = !policyOf(rules, clock.policy).pausing_states.includes(state)
  const isSame =
    (clock.state === 'running') === is_running && (is_running || clock.spans.at(-1)?.state === state)
  return isSame ? clock : cut(clock, at, { is_running, state }, rules)
}

/** What was promised is done (`met`), or does not matter any more (`stopped`). */
export function endClock(clock: Clock, at: string, state: 'met' | 'stopped', rules: Rulebook): Clock {
  return { ...clock, state, ended_at: at, spans: closed(clock.spans, at, rules) }
}

/** The ticket is open again: the clock goes on where it stood; the time between does not count. */
export function resumeClock(clock: Clock, at: string, was: string, state: string, rules: Rulebook): Clock {
  const { policy, calendar } = clock
  const rest = {
    from: clock.ended_at ?? at,
    to: at,
    is_running: false,
    state: was,
    policy,
    calendar,
    worked_ms: 0,
  }
  return cut(
    { ...clock, ended_at: null, spans: [...clock.spans, rest] },
    at,
    { is_running: true, state },
    rules,
    true,
  )
}

/**
 * The ticket follows another policy or calendar from now on. What was counted stays as it was counted, but for a
 * corrected calendar (another version of the same one), with which the whole clock is counted anew.
 */
export function retarget(
  clock: Clock,
  at: string,
  follows: Following | null,
  state: string,
  rules: Rulebook,
): Clock {
  const policy = follows && policyOf(rules, follows.policy)
  const target_minutes = policy?.targets[clock.kind] ?? null
  if (!follows || !policy || target_minutes === null) return endClock(clock, at, 'stopped', rules)
  const isCorrected = calendarId(rules, follows.calendar) === calendarId(rules, clock.calendar)
  const spans = isCorrected ? corrected(clock.spans, follows.calendar, rules) : clock.spans
  const next = { ...clock, ...follows, target_minutes, warn_percent: policy.warn_percent, spans }
  if (clock.policy === follows.policy && isCorrected) return next
  return cut(next, at, { is_running: !policy.pausing_states.includes(state), state }, rules)
}

/** When the clock warns and runs out as it stands now, and which of both has to be told next. */
export function schedule(clock: Clock, rules: Rulebook): Clock {
  if (!isOpen(clock)) return { ...clock, fires_at: pendingBreach(clock) }
  const target_ms = clock.target_minutes * minute_ms
  const due_at = momentOf(clock, target_ms, rules)
  const warn_at =
    clock.warn_percent === null ? null : momentOf(clock, (target_ms * clock.warn_percent) / 100, rules)
  const next = { ...clock, due_at, warn_at }
  return {
    ...next,
    fires_at: warningTime(next) ?? (clock.is_breach_fired ? null : (next.breached_at ?? due_at)),
  }
}

/** What `fires_at` is the time of. */
export function firesNext(clock: Clock): 'warning' | 'breach' {
  return isOpen(clock) && warningTime(clock) !== null ? 'warning' : 'breach'
}

function warningTime({ is_warning_fired, warned_at, warn_at }: Clock): string | null {
  return is_warning_fired ? null : (warned_at ?? warn_at)
}

/** The working time that the clock has counted until `at`, in milliseconds. */
export function workedUntil(clock: Clock, at: string, rules: Rulebook): number {
  return closed(clock.spans, at, rules).reduce((sum, span) => sum + span.worked_ms, 0)
}

/** A warning about what has ended would help nobody; that it was late is told. */
function pendingBreach(clock: Clock): string | null {
  return clock.is_breach_fired ? null : clock.breached_at
}

/**
 * When so much time will have been worked, or was; null while that cannot be known, because the clock pauses.
 * It is never before the present policy began to hold: nobody is late by a promise that was not made yet.
 */
function momentOf(clock: Clock, wanted_ms: number, rules: Rulebook): string | null {
  let before_ms = 0
  for (const span of clock.spans) {
    if (!span.is_running || (span.to !== null && before_ms + span.worked_ms < wanted_ms)) {
      before_ms += span.worked_ms
      continue
    }
    const moment_ms = addedOrNull(span, wanted_ms - before_ms, rules)
    return moment_ms === null ? null : new Date(Math.max(moment_ms, promised(clock))).toISOString()
  }
  return null
}

// A target was checked against its calendar; a calendar that was thinned out later promises for a time past counting.
function addedOrNull(span: ClockSpan, work_ms: number, rules: Rulebook): number | null {
  try {
    return addWorking(calendarOf(rules, span.calendar).calendar, Date.parse(span.from), work_ms)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Since when the clock has followed its present policy, in milliseconds. */
function promised(clock: Clock): number {
  const last = clock.spans.findLastIndex(({ policy }) => policy !== clock.policy)
  return Date.parse(clock.spans[last + 1]?.from ?? clock.started_at)
}

/** Ends the present span and begins the next one. */
function cut(
  clock: Clock,
  at: string,
  next: { is_running: boolean; state: string },
  rules: Rulebook,
  asksPolicy = false,
): Clock {
  const { policy, calendar } = clock
  const is_running = asksPolicy
    ? !policyOf(rules, policy).pausing_states.includes(next.state)
    : next.is_running
  const span: ClockSpan = {
    from: at,
    to: null,
    is_running,
    state: next.state,
    policy,
    calendar,
    worked_ms: 0,
  }
  return {
    ...clock,
    state: is_running ? 'running' : 'paused',
    spans: [...closed(clock.spans, at, rules), span],
  }
}

/** The spans with the last one ended; one without length tells nothing and is left out. */
function closed(spans: readonly ClockSpan[], at: string, rules: Rulebook): ClockSpan[] {
  const last = spans.at(-1)
  if (!last || last.to !== null) return [...spans]
  if (Date.parse(last.from) >= Date.parse(at)) return spans.slice(0, -1)
  return [...spans.slice(0, -1), counted({ ...last, to: at }, rules)]
}

function corrected(spans: readonly ClockSpan[], calendar: string, rules: Rulebook): ClockSpan[] {
  const id = calendarId(rules, calendar)
  return spans.map((span) =>
    calendarId(rules, span.calendar) === id && span.calendar !== calendar
      ? counted({ ...span, calendar }, rules)
      : span,
  )
}

function counted(span: ClockSpan, rules: Rulebook): ClockSpan {
  if (!span.is_running || span.to === null) return span
  const { calendar } = calendarOf(rules, span.calendar)
  return { ...span, worked_ms: workingTimeBetween(calendar, Date.parse(span.from), Date.parse(span.to)) }
}

function calendarId(rules: Rulebook, version: string): string {
  return calendarOf(rules, version).calendarId
}

function policyOf(rules: Rulebook, version: string) {
  const found = rules.policies.get(version)
  if (!found) throw new Error('A clock names a version of a policy that is not there.')
  return found.rules
}

function calendarOf(rules: Rulebook, version: string): CompiledVersion {
  const found = rules.calendars.get(version)
  if (!found) throw new Error('A clock names a version of a calendar that is not there.')
  return found
}

function isBefore(moment: string | null, at: string): boolean {
  return moment !== null && Date.parse(moment) < Date.parse(at)
}
