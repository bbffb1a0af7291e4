/** What an event of the timeline is in the terms of rules. The follower and the trial read it the same way. */
import type { When } from './statement.ts'

/** By how many rules in a row something may be done. */
export const chain_max = 5

const columns: Record<string, string> = {
  priority: 'priority',
  team_id: 'team',
  owner_id: 'owner',
  tags: 'tags',
  title: 'title',
  requester_id: 'requester',
}
const fields: Record<string, string> = {
  ticket_kind: 'kind',
  category_id: 'category',
  application: 'application',
  place_id: 'place',
}
const named: Record<string, string> = {
  'tickets.escalate': 'escalated',
  'tickets.reopen': 'reopened',
  'escalation.warned': 'warned',
  'escalation.breached': 'breached',
}

type Data = Readonly<Record<string, unknown>>

/** E.g. `created`, `replied_by_staff`, `changed:priority`, `moved:open`. */
export function happenings(action: string, data: Data): string[] {
  if (action === 'tickets.create') return ['created']
  const changes = (data.changes ?? {}) as Record<string, [unknown, unknown]>
  const changed = [...namesOf(changes, columns), ...namesOf(data.fields, fields)].map(
    (name) => `changed:${name}`,
  )
  const moved = changes.state ? [`moved:${changes.state[1]}`] : []
  const replied = action === 'tickets.reply' ? repliedBy(data.side) : []
  const own = named[action]
  return [...replied, ...(own ? [own] : []), ...moved, ...changed]
}

// What the automation sends is a reply of neither.
function repliedBy(side: unknown): string[] {
  if (side === 'automation') return []
  return [side === 'inside' ? 'replied_by_staff' : 'replied_by_requester']
}

function namesOf(group: unknown, names: Record<string, string>): string[] {
  return Object.keys((group ?? {}) as object).flatMap((column) => names[column] ?? [])
}

/** The happening that a rule waits for, or from which it counts its time; none for a time of day. */
export function awaited(when: When): string | undefined {
  const event = when.on === 'after' ? when.since : when.on
  if (event === undefined || event === 'daily') return undefined
  if (event === 'changed') return `changed:${when.field}`
  if (event === 'moved') return `moved:${when.state}`
  return event
}

/** True for rules that wait for a time. */
export function isTimed(when: When): boolean {
  return when.on === 'after' || when.on === 'daily'
}
