/** Statements that store many rows of the core at once, for seeds and imports. */
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { apart, type Change } from '../timeline/event.ts'
import type { RecordRow } from './record.ts'

/** The statement that inserts many rows at once. `columns` names each column with its type; what a row lacks is null. */
export function insertRows(
  orgId: string,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly object[],
): Raw<unknown> {
  const names = Object.keys(columns).join(', ')
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  return raw(
    `insert into ${table} (org_id, ${names}) select $1, ${names} from json_to_recordset($2::json) as each (${typed.join(', ')})`,
    [orgId, JSON.stringify(rows)],
  )
}

/** A line of a timeline as it is stored. */
export type EventRow = {
  record_id: string
  at: string
  id: string
  actor_id: string | null
  action: string
  data: Readonly<Record<string, unknown>>
}

export type MessageRow = {
  id: string
  record_id: string
  author_id: string | null
  is_internal: boolean
  channel: string
  body: string
  created_at: string
  redacted_at: string | null
}

/** A findable text; its words are made by the database. */
export type EntryRow = {
  entry_id: string
  record_id: string
  kind: string
  is_internal: boolean
  at: string
  title: string
  body: string
}

export function insertRecords(orgId: string, records: readonly RecordRow[]): Raw<unknown> {
  const columns = {
    id: 'uuid',
    kind: 'text',
    number: 'bigint',
    title: 'text',
    state: 'text',
    category: 'text',
    priority: 'smallint',
    team_id: 'uuid',
    owner_id: 'uuid',
    requester_id: 'uuid',
    tags: 'text[]',
    audience: 'text',
    due_at: 'timestamptz',
    version: 'int',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  }
  return insertRows(orgId, 'core.record', columns, records)
}

/**
 * The statement that appends events of the past; the words of their changes are kept beside them. A line of the audit
 * log says that the transaction wrote of the past: without it, lines with old times are taken for forged.
 */
export function insertEvents(orgId: string, events: readonly EventRow[]): Raw<unknown> {
  const rows = events.map((event) => {
    const { told, words } = apart((event.data.changes ?? {}) as Change)
    return {
      ...event,
      data: event.data.changes === undefined ? event.data : { ...event.data, changes: told },
      words: Object.keys(words).length > 0 ? { changes: words } : undefined,
    }
  })
  return raw(
    `with each as (
       select * from json_to_recordset($2::json) as each (record_id uuid, at timestamptz, id uuid, actor_id uuid, action text, data jsonb, words jsonb)
     ), told as (
       insert into core.event (org_id, record_id, at, id, actor_id, action, data)
       select $1, record_id, at, id, actor_id, action, data from each
     ), past as (
       insert into core.audit (org_id, at, id, action, data)
       select $1, date_trunc('milliseconds', clock_timestamp()), $3, 'history.add', jsonb_build_object('lines', count(*)) from each having count(*) > 0
     )
     insert into core.event_words (org_id, record_id, event_id, words)
     select $1, record_id, id, words from each where words is not null`,
    [orgId, JSON.stringify(rows), newId()],
  )
}

export function insertMessages(orgId: string, messages: readonly MessageRow[]): Raw<unknown> {
  const columns = {
    id: 'uuid',
    record_id: 'uuid',
    author_id: 'uuid',
    is_internal: 'boolean',
    channel: 'text',
    body: 'text',
    created_at: 'timestamptz',
    redacted_at: 'timestamptz',
  }
  return insertRows(orgId, 'core.message', columns, messages)
}

/** The statement that makes texts findable; a title weighs most. */
export function insertEntries(orgId: string, entries: readonly EntryRow[]): Raw<unknown> {
  return raw(
    `insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words)
     select $1, entry_id, record_id, kind, is_internal, at,
       setweight(to_tsvector('core.english', title), 'A') || to_tsvector('core.english', body)
     from json_to_recordset($2::json) as each (entry_id uuid, record_id uuid, kind text, is_internal boolean, at timestamptz, title text, body text)`,
    [orgId, JSON.stringify(entries)],
  )
}

/** The next human numbers, ascending. */
export async function takeNumbers(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.all(
    raw<{ number: number }>(
      "select nextval('core.record_number') as number from generate_series(1, $1::int)",
      [count],
    ),
  )
  return rows.map((row) => row.number)
}
