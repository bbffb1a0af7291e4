/** Ladders hear of every write to a ticket, inside it, and of what clocks and pages tell. */
import type { App } from '../../../core/app.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import type { Follower } from '../../../core/registry.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import type { Calendar } from '../calendars/calendar.ts'
import { compiledVersions } from '../calendars/store.ts'
import { shareRules } from '../lock.ts'
import { type Aspects, type Book, calendarFor } from '../policies/policy.ts'
import { aspectQueries, currentCalendars, joinAspects } from '../policies/store.ts'
import { ladderAlarm, wakeClimbBy } from './alarm.ts'
import { type Climb, type CurrentLadder, type Happening, ladderFor, rungsFor, timedRungs } from './ladder.ts'
import {
  climbQueries,
  currentLadders,
  everyLadder,
  ladderVersions,
  type RungRow,
  storeTurns,
  type Turn,
} from './store.ts'

const columns = ['state', 'priority', 'team_id', 'requester_id']
const fields = ['ticket_kind', 'category_id', 'place_id', 'application']

/** Of everything that can happen to a ticket, what moves it on a ladder or decides which one it climbs. */
function concerns(data: Readonly<Record<string, unknown>>): boolean {
  const has = (group: unknown, names: readonly string[]) =>
    names.some((name) => Object.hasOwn(group ?? {}, name))
  return has(data.changes, columns) || has(data.fields, fields)
}

// An organization without ladders pays no round trip for them at each write. What another server made of the first
// ladder is unknown for this long; so that first ladder has the open tickets looked at once more when it is over.
export const believed_ms = 5_000
const withoutUntil_ms = new Map<string, number>()

/** Called when the organization got a ladder. */
export function expectLadders(orgId: string): void {
  withoutUntil_ms.delete(orgId)
}

const isWithout = (orgId: string) => (withoutUntil_ms.get(orgId) ?? 0) > performance.now()

export const followLadders: Follower = async ({ app, tx, now }, { before, after, data }) => {
  if (after.kind !== 'ticket' || !concerns(data) || isWithout(tx.orgId)) return undefined
  shareRules(tx)
  const [any, ladders, calendars, tickets, requesters, climbs, followings, rungs, alarm] = await tx.many(
    everyLadder(tx.orgId),
    currentLadders(tx.orgId),
    currentCalendars(tx.orgId),
    ...aspectQueries(tx.orgId, [after], now),
    ...climbQueries(tx.orgId, [after.id]),
    ladderAlarm(tx.orgId),
  )
  if (!any[0]?.is_any) {
    withoutUntil_ms.set(tx.orgId, performance.now() + believed_ms)
    return undefined
  }
  const aspects = joinAspects([after], tickets, requesters).get(after.id)
  if (!aspects || (!climbs[0] && ladders.length === 0)) return undefined
  const calendar = await calendarOf(tx, calendars, aspects, followings[0]?.calendar_version_id ?? null)
  const changed = { before, after, now, reopened: reopenedTimes(data) }
  const turn = turnOf(changed, { climb: climbs[0], rungs, ladders, aspects, calendar })
  await wakeClimbBy(app, tx, storeTurns(tx, [turn], now), alarm[0]?.wakes_at)
  return undefined
}

function reopenedTimes(data: Readonly<Record<string, unknown>>): number | null {
  const change = (data.fields as Record<string, [unknown, unknown]> | undefined)?.reopened_count
  return change ? Number(change[1]) : null
}

/** The calendar that the ticket's clocks count by, else the one that a policy without its own would take. */
export async function calendarOf(
  tx: Tx,
  calendars: Book['calendars'],
  aspects: Aspects,
  followed: string | null,
): Promise<Calendar | undefined> {
  const version = followed ?? calendarFor({ calendars }, { calendar_id: null }, aspects)?.version_id
  if (version === undefined) return undefined
  return (await compiledVersions(tx, [version])).get(version)?.calendar
}

type Changed = { before: RecordRow | null; after: RecordRow; now: string; reopened: number | null }
type Known = {
  climb: Climb | undefined
  rungs: readonly RungRow[]
  ladders: readonly CurrentLadder[]
  aspects: Aspects
  calendar: Calendar | undefined
}

const reopened_often = 2

/** What a write means for the ticket's ladder. Without a change it looks again, as after another ladder was made. */
export function turnOf({ before, after, now, reopened }: Changed, known: Known): Turn {
  const { rungs, ladders, aspects, calendar } = known
  const isDone = after.category === 'done'
  const ladder = isDone ? undefined : ladderFor(ladders, aspects)
  const moved = movedOn(known.climb, before, after, now)
  const climb = { ...moved, version_id: ladder?.version_id ?? null }
  const timed = ladder ? timedRungs(ladder.rules, climb, calendar, now) : []
  const happened =
    ladder && reopened !== null && reopened >= reopened_often
      ? rungsFor(ladder.rules, { on: 'reopened', name: String(reopened) }, now)
      : []
  const isSame = (a: { step_id: string; cause: string }, b: { step_id: string; cause: string }) =>
    a.step_id === b.step_id && a.cause === b.cause
  const isOther = known.climb?.version_id !== climb.version_id
  const wanted = [...timed, ...happened].filter((rung) => {
    const stored = rungs.find((each) => isSame(each, rung))
    return (
      stored === undefined ||
      (isOther && stored.state === 'waiting' && Date.parse(stored.due_at) > Date.parse(now))
    )
  })
  // What has come due and does not hold any more is left to the job, which tells the timeline why it was left out.
  const gone = rungs.filter(
    (rung) =>
      rung.state === 'waiting' &&
      !rung.is_by_hand &&
      Date.parse(rung.due_at) > Date.parse(now) &&
      !timed.some((each) => isSame(each, rung)),
  )
  return {
    ticket_id: after.id,
    climb: JSON.stringify(climb) === JSON.stringify(bare(known.climb)) ? undefined : climb,
    waits: ladder ? wanted.map((rung) => ({ ...rung, version_id: ladder.version_id })) : [],
    gone: gone.map(({ step_id, cause }) => ({ step_id, cause })),
    isReleased: before?.category === 'paused' && after.category !== 'paused' && rungs.some(isHeld),
  }
}

const isHeld = ({ state }: RungRow) => state === 'held'

function bare(climb: Climb | undefined): Climb | undefined {
  if (!climb) return undefined
  const { filed_at, team_at, filings, movings, version_id } = climb
  return { filed_at, team_at, filings, movings, version_id }
}

/** From when the times are counted: anew when it is reopened, and for its team when it comes to another one. */
function movedOn(climb: Climb | undefined, before: RecordRow | null, after: RecordRow, now: string) {
  // A ticket that is older than the ladders is looked at as if it were filed now: they make up for nothing.
  if (!climb) return { filed_at: now, team_at: now, filings: 1, movings: 1 }
  const isReopened = before?.category === 'done' && after.category !== 'done'
  const isMoved = before !== null && before.team_id !== after.team_id
  return {
    filed_at: isReopened ? now : climb.filed_at,
    team_at: isReopened || isMoved ? now : climb.team_at,
    filings: climb.filings + (isReopened ? 1 : 0),
    movings: climb.movings + (isReopened || isMoved ? 1 : 0),
  }
}

/** Something that happened to tickets without anybody's writing to them: the steps that wait for it come due. */
export async function hearLadders(
  app: App,
  tx: Tx,
  happened: readonly { ticketId: string; happening: Happening }[],
): Promise<void> {
  if (happened.length === 0 || isWithout(tx.orgId)) return
  shareRules(tx)
  const ids = [...new Set(happened.map(({ ticketId }) => ticketId))]
  const [climbsOf, , rungsOf] = climbQueries(tx.orgId, ids)
  const isPaged = happened.some(({ happening }) => happening.on === 'unanswered')
  const [climbs, alarm, rungs] = await tx.many(climbsOf, ladderAlarm(tx.orgId), isPaged ? rungsOf : undefined)
  if (climbs.length === 0) return
  const versions = await ladderVersions(
    tx,
    climbs.flatMap(({ version_id }) => version_id ?? []),
  )
  // Of several events of one moment the later ones stand a little ahead of the clock; their steps are due now.
  const now = app.clock.now().toISOString()
  const turns = happened.flatMap(({ ticketId, happening }): Turn[] => {
    const climb = climbs.find(({ ticket_id }) => ticket_id === ticketId)
    const version = versions.get(climb?.version_id ?? '')
    if (!climb || !version) return []
    const own = ((rungs ?? []) as RungRow[]).filter(({ ticket_id }) => ticket_id === ticketId)
    const waits = rungsFor(version.rules, ofClimb(happening, climb), now)
      .filter((rung) => happening.on !== 'unanswered' || !own.some((each) => isOfSameClimb(each, rung)))
      .map((rung) => ({ ...rung, version_id: version.id }))
    return [{ ticket_id: ticketId, climb: undefined, waits, gone: [], isReleased: false }]
  })
  await wakeClimbBy(app, tx, storeTurns(tx, turns, now), alarm[0]?.wakes_at)
}

/** A page has its climb in its name, so that it can be told whether another page of it set the step off already. */
function ofClimb(happening: Happening, { movings }: { movings: number }): Happening {
  return happening.on === 'unanswered' ? { ...happening, name: `${happening.name} ${movings}` } : happening
}

// A step that pages would otherwise set itself off with each page of its own that nobody answers. What was left out
// paged nobody, so that it may still come.
function isOfSameClimb(earlier: RungRow, { step_id, cause }: { step_id: string; cause: string }): boolean {
  const [about, , movings] = earlier.cause.split(' ')
  const isSame = about === 'unanswered' && movings === cause.split(' ')[2]
  return isSame && earlier.step_id === step_id && earlier.state !== 'skipped'
}
