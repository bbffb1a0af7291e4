/** The clocks hear of every write to a ticket, inside it. */
import type { Follower } from '../../../core/registry.ts'
import { shareRules } from '../lock.ts'
import { choose, type Following } from '../policies/policy.ts'
import {
  aspectQueries,
  currentCalendars,
  currentPolicies,
  everyPolicy,
  joinAspects,
} from '../policies/store.ts'
import { isOpen } from './clock.ts'
import { nearestDue, noClocks, step, type TicketClocks } from './replay.ts'
import {
  alarmQuery,
  clockQueries,
  joinClocks,
  replayStored,
  rulebookFor,
  storeClocks,
  wakeBy,
} from './store.ts'

/** Of everything that can happen to a ticket, what its clocks or the choice of its policy depend on. */
const columns = ['state', 'priority', 'team_id', 'requester_id']
const fields = ['ticket_kind', 'category_id', 'place_id', 'application', 'first_response_at']

function concerns(data: Readonly<Record<string, unknown>>, action: string): boolean {
  const has = (group: unknown, names: readonly string[]) =>
    names.some((name) => Object.hasOwn(group ?? {}, name))
  return action === 'tickets.reply' || has(data.changes, columns) || has(data.fields, fields)
}

// An organization without policies pays no round trip for them at each write. What another server made of the first
// policy is unknown for this long; so that first policy has the open tickets counted once more when it is over.
export const believed_ms = 5_000
const withoutUntil_ms = new Map<string, number>()

/** Called when the organization got a policy. */
export function expectPolicies(orgId: string): void {
  withoutUntil_ms.delete(orgId)
}

export const followTicket: Follower = async ({ app, tx, actor, now }, { before, after, action, data }) => {
  if (after.kind !== 'ticket' || !concerns(data, action)) return undefined
  if ((withoutUntil_ms.get(tx.orgId) ?? 0) > performance.now()) return undefined
  shareRules(tx)
  const [any, policies, calendars, tickets, requesters, followings, clocks, alarm] = await tx.many(
    everyPolicy(tx.orgId),
    currentPolicies(tx.orgId),
    currentCalendars(tx.orgId),
    ...aspectQueries(tx.orgId, [after], now),
    ...clockQueries(tx.orgId, [after.id]),
    alarmQuery(tx.orgId),
  )
  if (!any[0]?.is_any) {
    withoutUntil_ms.set(tx.orgId, performance.now() + believed_ms)
    return undefined
  }
  const stored = joinClocks([before ?? after], followings, clocks).get(after.id)
  if (!stored && policies.length === 0) return undefined
  // A ticket that was written before there were policies tells by its timeline how it stands.
  const past =
    stored ?? (before ? (await replayStored(tx, [after.id])).clocks.get(after.id) : undefined) ?? noClocks
  const aspects = joinAspects([after], tickets, requesters).get(after.id)
  // What is over keeps what it followed, until it is taken up again.
  const next = after.category === 'done' || !aspects ? past.follows : choose({ policies, calendars }, aspects)
  const facts = isSameFollowing(past.follows, next) ? {} : { clocks: next }
  const rules = await rulebookFor(tx, [past], [next])
  const event = { at: now, action, actor_id: actor.personId, data: { ...data, ...facts } }
  const present = step(past, event, rules)
  const firesAt = storeClocks(tx, [{ id: after.id, before: stored, after: present }])
  await wakeBy(app, tx, firesAt, alarm[0]?.wakes_at)
  return { facts, ...promiseOf(present, before?.due_at ?? null) }
}

/** The nearest due time; while nothing runs, the last promise stays to be seen. Without a policy it is not the clocks' to say. */
export function promiseOf(clocks: TicketClocks, before: string | null): { due_at?: string | null } {
  const isFollowed = clocks.follows !== null || clocks.clocks.some(isOpen)
  if (!isFollowed) return {}
  const due_at = nearestDue(clocks)
  // One moment has several spellings; the one that is stored stays, so that the timeline tells of no change.
  const isSame = due_at === null || (before !== null && Date.parse(due_at) === Date.parse(before))
  return { due_at: isSame ? before : due_at }
}

export function isSameFollowing(a: Following | null, b: Following | null): boolean {
  return a?.policy === b?.policy && a?.calendar === b?.calendar
}
