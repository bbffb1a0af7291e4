/** The words that a ticket's closed fields may hold, as the ticket tables check them. */
export const ticketKinds = ['incident', 'service_request', 'question', 'problem'] as const
export type TicketKind = (typeof ticketKinds)[number]

export const ticketStates = [
  'new',
  'open',
  'waiting_on_requester',
  'waiting_on_vendor',
  'scheduled',
  'resolved',
  'closed',
  'cancelled',
] as const
export type TicketState = (typeof ticketStates)[number]

const doneStates: ReadonlySet<string> = new Set(['resolved', 'closed', 'cancelled'])

/** True of the states in which nobody works or waits any more. */
export function isDone(state: string): boolean {
  return doneStates.has(state)
}

export const channels = ['portal', 'phone', 'mail', 'walk_up', 'api', 'alert', 'import'] as const
export type Channel = (typeof channels)[number]

export const resolutionCodes = [
  'fixed',
  'workaround',
  'answered',
  'taught',
  'duplicate',
  'no_fault',
  'declined',
] as const
export type ResolutionCode = (typeof resolutionCodes)[number]

export const authorRoles = ['requester', 'agent', 'other'] as const
export type AuthorRole = (typeof authorRoles)[number]

/** What sort of value a field holds. `level` is 1 (highest) to 4. */
export type FieldType =
  | { type: 'text'; length_max: number }
  | { type: 'word'; words: readonly string[] }
  | { type: 'level' }
  | { type: 'count' }
  | { type: 'flag' }
  | { type: 'time' }
  | { type: 'tags' }

const text = (length_max: number): FieldType => ({ type: 'text', length_max })

/** Every field that a column can be mapped to, beside `field.<name>` for one's own. */
export const fieldTypes = {
  number: text(100),
  kind: { type: 'word', words: ticketKinds },
  title: text(500),
  description: text(100_000),
  state: { type: 'word', words: ticketStates },
  priority: { type: 'level' },
  impact: { type: 'level' },
  urgency: { type: 'level' },
  category: text(200),
  subcategory: text(200),
  requester: text(200),
  openedBy: text(200),
  owner: text(200),
  team: text(200),
  place: text(200),
  asset: text(200),
  channel: { type: 'word', words: channels },
  createdAt: { type: 'time' },
  updatedAt: { type: 'time' },
  resolvedAt: { type: 'time' },
  closedAt: { type: 'time' },
  resolutionCode: { type: 'word', words: resolutionCodes },
  reopenCount: { type: 'count' },
  reassignCount: { type: 'count' },
  tags: { type: 'tags' },
  messageBody: text(100_000),
  messageIsPrivate: { type: 'flag' },
  messageAuthor: text(200),
  messageAuthorRole: { type: 'word', words: authorRoles },
} as const satisfies Record<string, FieldType>

export type FieldName = keyof typeof fieldTypes

/** The type of a field by its name in a mapping; undefined when there is no such field. */
export function fieldType(name: string): FieldType | undefined {
  if (Object.hasOwn(fieldTypes, name)) return fieldTypes[name as FieldName]
  return /^field\.[a-z][A-Za-z0-9_]{0,39}$/.test(name) ? text(1_000) : undefined
}

const trackedFields: ReadonlySet<string> = new Set([
  'kind',
  'title',
  'state',
  'priority',
  'impact',
  'urgency',
  'category',
  'subcategory',
  'requester',
  'owner',
  'team',
  'place',
  'asset',
  'channel',
  'resolutionCode',
])

/** True of the fields whose changes are events; the others are only known of the ticket as a whole. */
export function isTracked(field: string): boolean {
  return trackedFields.has(field) || field.startsWith('field.')
}
