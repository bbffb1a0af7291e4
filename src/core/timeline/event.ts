/** The timeline: what happened to a record, in order, for good. */
import { type Raw, raw } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import type { Changes } from '../action.ts'
import type { RecordRow } from '../records/record.ts'

/** For each changed column what it was and what it became. Folding them in order gives the present record. */
export type Change = Record<string, [from: unknown, to: unknown]>

export type Event = {
  orgId: string
  recordId: string
  at: string
  actorId: string | null
  action: string
  data: Record<string, unknown>
  /** Words of the changes, in the shape of the data: kept beside the event, where a redaction reaches them. */
  words?: Record<string, Change>
}

const insert_event =
  'insert into core.event (org_id, record_id, at, id, actor_id, action, data) values ($1,$2,$3,$4,$5,$6,$7)'

/** The statement that appends the event, and keeps its words. */
export function appendEvent(event: Event): Raw<unknown> {
  const { orgId, recordId, at, actorId, action, data, words = {} } = event
  const values = [orgId, recordId, at, newId(), actorId, action, JSON.stringify(data)]
  if (Object.keys(words).length === 0) return raw(insert_event, values)
  return raw(
    `with told as (${insert_event})
     insert into core.event_words (org_id, record_id, event_id, words) values ($1,$2,$4,$8)`,
    [...values, JSON.stringify(words)],
  )
}

/** The columns of a record that hold words which people wrote. */
const worded: ReadonlySet<string> = new Set(['title', 'tags'])

/** What the timeline tells of words: whether there are any. */
export function hasWords(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== false
}

/** The changes as the timeline tells them, and the words that are kept beside it. */
export function apart(change: Change, columns = worded): { told: Change; words: Change } {
  const told: Change = {}
  const words: Change = {}
  for (const [column, [from, to]] of Object.entries(change)) {
    // What was told before, a creation for example, is no words any more.
    if (columns.has(column) && typeof to !== 'boolean') words[column] = [from, to]
    told[column] = columns.has(column) ? [hasWords(from), hasWords(to)] : [from, to]
  }
  return { told, words }
}

/** The changes that really change something. */
export function difference(before: RecordRow, changes: Changes): Change {
  const change: Change = {}
  for (const [column, to] of Object.entries(changes)) {
    const from = before[column as keyof RecordRow]
    if (to !== undefined && JSON.stringify(from) !== JSON.stringify(to)) change[column] = [from, to]
  }
  return change
}

/** What a new record starts with, as changes from nothing; its first words stand in the record alone. */
export function beginning(record: RecordRow): Change {
  const columns = [
    'title',
    'state',
    'priority',
    'team_id',
    'owner_id',
    'requester_id',
    'tags',
    'audience',
    'due_at',
  ] as const
  return Object.fromEntries(
    columns
      .filter(
        (column) =>
          (record[column] !== null && column !== 'tags') || (record.tags.length > 0 && column === 'tags'),
      )
      .map((column) => [column, worded.has(column) ? [false, true] : [null, record[column]]]),
  )
}

/** The record that the events tell, from nothing to now; of words whether there are any. */
export function replay(events: readonly { data: Record<string, unknown> }[]): Record<string, unknown> {
  const state: Record<string, unknown> = {}
  for (const event of events) {
    for (const [column, [, to]] of Object.entries((event.data.changes ?? {}) as Change)) state[column] = to
  }
  return state
}

/** A column as it is stored, in the terms of `replay`, for comparison. */
export function asReplayed(column: string, value: unknown): unknown {
  return worded.has(column) ? hasWords(value) : value
}
