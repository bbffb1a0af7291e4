/** The messages of an imported ticket and what can be found of it. */
import type { EntryRow, MessageRow } from '../../../core/records/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { idAt } from '../../../platform/id/id.ts'
import type { ImportedMessage, ImportedTicket } from '../import/plan/imported-ticket.ts'
import type { Names } from './kept-names.ts'
import { person } from './telling.ts'

/** Rows of the messages; `part` says how many imports have brought messages of this ticket before. */
export function messageRows(messages: readonly ImportedMessage[], names: Names, part = 0): MessageRow[] {
  const idOf = (message: ImportedMessage) => idAt(new Date(Date.parse(message.at) + part))
  const ids = messages.map(idOf).sort()
  const ordered = messages.every(
    (message, index) => index === 0 || (messages[index - 1]?.at ?? '') <= message.at,
  )
  return messages.map((message, index) => ({
    // In the order of their times; of one moment, in the order of the file.
    id: ordered ? (ids[index] as string) : idOf(message),
    record_id: '',
    author_id: person(names, message.authorName),
    is_internal: !message.isPublic,
    channel: 'import',
    body: message.body,
    created_at: message.at,
    redacted_at: null,
  }))
}

/** The title is found together with the first public message and the number that the ticket had before. */
export function entryRows(
  record: RecordRow,
  source: ImportedTicket,
  messages: readonly MessageRow[],
): EntryRow[] {
  const base = { record_id: record.id, kind: 'ticket' }
  const first = messages.find((message) => !message.is_internal)
  const number = source.number ?? source.externalKey
  return [
    {
      ...base,
      entry_id: record.id,
      is_internal: false,
      at: first?.created_at ?? record.created_at,
      title: record.title,
      body: first ? `${first.body}\n${number}` : number,
    },
    ...messages.filter((message) => message !== first).map(messageEntry),
  ]
}

/** What makes one message findable. */
export function messageEntry(message: MessageRow): EntryRow {
  return {
    record_id: message.record_id,
    kind: 'ticket',
    entry_id: message.id,
    is_internal: message.is_internal,
    at: message.created_at,
    title: '',
    body: message.body,
  }
}
