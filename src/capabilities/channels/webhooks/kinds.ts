/** What a webhook can be told of: an action of the timeline in plain words. */

/** The more telling ones first: an event that is several of those that are asked for is told as the first. */
export const kinds = [
  'created',
  'reopened',
  'resolved',
  'closed',
  'cancelled',
  'merged',
  'breached',
  'warned',
  'escalated',
  'assigned',
  'prioritized',
  'replied',
  'noted',
  'joined',
  'linked',
  'moved',
  'imported',
] as const
export type Kind = (typeof kinds)[number]

const ofAction: Readonly<Record<string, Kind>> = {
  'tickets.create': 'created',
  'tickets.reopen': 'reopened',
  'tickets.reply': 'replied',
  'tickets.note': 'noted',
  'tickets.escalate': 'escalated',
  'tickets.merged_in': 'joined',
  'tickets.unmerged_from': 'joined',
  'tickets.link': 'linked',
  'tickets.unlink': 'linked',
  'escalation.warned': 'warned',
  'escalation.breached': 'breached',
}
const ofState: Readonly<Record<string, Kind>> = {
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
  merged: 'merged',
}

type Change = readonly [from: unknown, to: unknown]
export type Facts = {
  changes?: Readonly<Record<string, Change>>
  side?: string
  /** Of a run of an import: what of, and how many rows its file had. */
  imported?: { run: string; kind: 'tickets' | 'articles'; rows: number }
}

/** The other record that an action is told on too, by what name, and which fact of the action names it. */
export const toldElsewhere: Readonly<Record<string, { as: string; by: string }>> = {
  'tickets.merge': { as: 'tickets.merged_in', by: 'into' },
  'tickets.unmerge': { as: 'tickets.unmerged_from', by: 'into' },
  'tickets.link': { as: 'tickets.link', by: 'to' },
  'tickets.unlink': { as: 'tickets.unlink', by: 'to' },
}

/** The columns whose changes are sent: ids, states and numbers, no words. */
const told = ['state', 'priority', 'team_id', 'owner_id'] as const

/** The kinds that an event of a ticket is, the more telling ones first; none for what no webhook is told of. */
export function kindsOf(action: string, data: Readonly<Record<string, unknown>>): Kind[] {
  const own = ofAction[action]
  // A new ticket begins with its team and its state, which is no change of them.
  if (own === 'created') return [own]
  const { changes = {} } = factsOf(data)
  const state = changes.state?.[1]
  const found = new Set<Kind | undefined>([
    own,
    ...(state === undefined ? [] : [ofState[String(state)], 'moved' as const]),
    ...(changes.team_id || changes.owner_id ? ['assigned' as const] : []),
    ...(changes.priority ? ['prioritized' as const] : []),
  ])
  return kinds.filter((kind) => found.has(kind))
}

/** What of an event's data is kept to be sent. */
export function factsOf(data: Readonly<Record<string, unknown>>): Facts {
  const changes = (data.changes ?? {}) as Record<string, Change | undefined>
  const kept = told.flatMap((column) => {
    const change = changes[column]
    return change ? [[column, change] as const] : []
  })
  const side = data.side === 'inside' || data.side === 'automation' ? 'staff' : 'requester'
  return {
    ...(kept.length > 0 ? { changes: Object.fromEntries(kept) } : {}),
    ...('side' in data ? { side } : {}),
  }
}
