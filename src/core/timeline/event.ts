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
}

/** The statement that appends the event. */
export function appendEvent(event: Event): Raw<unknown> {
  return raw(
    'insert into core.event (org_id, record_id, at, id, actor_id, action, data) values ($1,$2,$3,$4,$5,$6,$7)',
    [event.orgId, event.recordId, event.at, newId(), event.actorId, event.action, JSON.stringify(event.data)],
  )
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

/** What a new record starts with, as changes from nothing. */
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
      .map((column) => [column, [null, record[column]]]),
  )
}

/** The record that the events tell, from nothing to now. */
export function replay(events: readonly { data: Record<string, unknown> }[]): Record<string, unknown> {
  const state: Record<string, unknown> = {}
  for (const event of events) {
    for (const [column, [, to]] of Object.entries((event.data.changes ?? {}) as Change)) state[column] = to
  }
  return state
}
