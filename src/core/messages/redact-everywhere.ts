/**
 * Takes words out of everything that the core keeps of a record: its title and tags, the former ones too, all its
 * messages, the names of its files, drafts and search. What a capability keeps beside it, it takes out itself.
 */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { RecordRow } from '../records/record.ts'
import { replaceWords } from '../timeline/replace-words.ts'
import {
  type Context,
  cutText,
  forgetCopies,
  markOf,
  type Stored,
  short_mark,
  storeBody,
  storedMessage,
} from './redact.ts'

export type TakenOut = {
  /** The record's columns as they are without the words. */
  changes: { title?: string; tags?: string[] }
  /** In how many places the words stood that those outside see, and in how many they do not. */
  outside: number
  inside: number
  /** For the event of the redaction: the hashes of what is left of former words; nothing when none were touched. */
  facts: { kept?: Record<string, string> }
}

/** Takes words out of what a capability keeps of records of any kind; answers in how many places inside they stood. */
type WordsBeside = (tx: Tx, recordId: string, text: string) => Promise<{ inside: number }>

const beside = new Set<WordsBeside>()

/** Told once by each capability that keeps words about records of any kind, so that a redaction reaches them. */
export function keepsRecordWords(takeOut: WordsBeside): void {
  beside.add(takeOut)
}

/** Sends the statements. The caller stores the changed columns, and looks whether there was anything at all. */
export async function redactEverywhere(context: Context, record: RecordRow, text: string): Promise<TakenOut> {
  const { tx } = context
  const [messages, told, files] = await tx.many(
    storedMessage(record, null),
    raw<{ event_id: string; words: unknown }>(
      'select event_id, words from core.event_words where org_id = $1 and record_id = $2 for update',
      [record.org_id, record.id],
    ),
    renameFiles(record, text),
  )
  const changes = {
    ...(record.title.includes(text) ? { title: without(record.title, text) } : {}),
    ...(record.tags.some((tag) => tag.includes(text)) ? { tags: without(record.tags, text) } : {}),
  }
  const after = { ...record, ...changes }
  const hit = messages.filter((message) => message.body.includes(text))
  const mark = markOf(context)
  for (const message of messages) {
    const isFound = hit.includes(message)
    // The title is found together with the first message.
    if (isFound || (changes.title !== undefined && message.is_first))
      storeBody(context, after, message, isFound ? cutText(message.body, text, mark) : message.body, isFound)
  }
  const former = told.filter((event) => holds(event.words, text))
  const left = former.map(({ event_id, words }) => ({ event_id, words: without(words, text) }))
  const kept = await replaceWords(tx, record.id, left)
  forgetCopies(context, record, text, null)
  let insideBeside = 0
  for (const takeOut of beside) insideBeside += (await takeOut(tx, record.id, text)).inside
  const inNotes = hit.filter((message: Stored) => message.is_internal).length
  const insideFiles = files.filter((file) => file.is_internal).length
  return {
    changes,
    outside: hit.length - inNotes + files.length - insideFiles + (changes.title === undefined ? 0 : 1),
    inside: inNotes + insideFiles + insideBeside + former.length + (changes.tags === undefined ? 0 : 1),
    facts: former.length > 0 ? { kept } : {},
  }
}

function renameFiles(record: RecordRow, text: string) {
  return raw<{ is_internal: boolean }>(
    `update core.attachment a set name = replace(a.name, $3, $4) where a.org_id = $1 and a.record_id = $2 and position($3 in a.name) > 0
     returning coalesce((select m.is_internal from core.message m where m.org_id = a.org_id and m.id = a.message_id), true) as is_internal`,
    [record.org_id, record.id, text, short_mark],
  )
}

/** True when the words stand somewhere in the value. */
export function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text)
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => holds(each, text))
}

/** The value of JSON with a mark, or what else is put, for the words in every text in it; keys stay. */
export function without<T>(value: T, text: string, put = short_mark): T {
  if (typeof value === 'string') return value.replaceAll(text, () => put) as T
  if (Array.isArray(value)) return value.map((each) => without(each, text, put)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, text, put)])) as T
}
