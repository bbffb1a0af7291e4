/**
 * Takes words or files out of a message for good. A mark stays that tells who did it and when; the words go
 * from the message, from search, and from drafts, and the files from the disk.
 */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../platform/http/problem.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { removeAttachments } from '../attachments/attachment.ts'
import type { Where } from '../guard.ts'
import type { RecordRow } from '../records/record.ts'
import { forgetMisses, forgetWords, indexWords } from '../search/entry.ts'

export type Context = { app: App; tx: Tx; actor: Actor; now: string }
export type Stored = {
  id: string
  author_id: string | null
  body: string
  is_internal: boolean
  is_first: boolean
  has_entry: boolean
}

const body_length_max = 100_000
const words_max = 1000
/** Stands where there is no room for who took it out and when. */
export const short_mark = '▇'

/** What to take out: the exact text wherever it stands, the characters of a range where nothing else than `expected` stands, everything, or a file. */
export type Passage =
  | { text: string }
  | { from: number; to: number; expected?: string | undefined }
  | 'all'
  | { fileId: string }

/**
 * Sends the statements that take the passage out; tells whether it stood in an internal note, and which words it was
 * (none of a file). A passage that is not there is a 422 problem.
 */
export async function redactMessage(
  context: Context,
  record: RecordRow,
  messageId: string,
  passage: Passage,
): Promise<{ isInternal: boolean; removed: string }> {
  const { tx } = context
  const message = await tx.maybe(storedMessage(record, messageId))
  if (!message) throw notFound('This message')
  const isInternal = message.is_internal
  if (passage !== 'all' && 'fileId' in passage) {
    await removeFile(context, record, messageId, passage.fileId)
    return { isInternal, removed: '' }
  }
  const mark = markOf(context)
  const { removed, body } = cut(message.body, passage, mark)
  storeBody(context, record, message, body)
  forgetCopies(context, record, removed, message.author_id)
  if (passage === 'all') await removeFilesOf(context, messageId)
  return { isInternal, removed }
}

export function markOf({ actor, now }: Context): string {
  return `▇ removed by ${actor.name} at ${now.slice(0, 16).replace('T', ' ')} UTC`
}

/** The query for one message of the record, or for all of them. */
export function storedMessage(record: RecordRow, id: string | null) {
  return raw<Stored>(
    `select m.id, m.author_id, m.body, m.is_internal,
       exists (select from core.search_entry e where e.org_id = m.org_id and e.entry_id = m.id) as has_entry,
       m.id = (select f.id from core.message f where f.org_id = m.org_id and f.record_id = m.record_id and not f.is_internal order by f.created_at, f.id limit 1) as is_first
     from core.message m where m.org_id = $1 and m.record_id = $2 and ($3::uuid is null or m.id = $3) order by m.created_at, m.id`,
    [record.org_id, record.id, id],
  )
}

function cut(
  body: string,
  passage: Exclude<Passage, { fileId: string }>,
  mark: string,
): { removed: string; body: string } {
  if (passage === 'all') return { removed: body, body: mark }
  if ('text' in passage) {
    if (!body.includes(passage.text))
      throw invalid('#/text', 'This text is not in the message. Look at its present words and try again.')
    return { removed: passage.text, body: cutText(body, passage.text, mark) }
  }
  const { from, to, expected } = passage
  if (from >= to || to > body.length)
    throw invalid('#/to', `The range must lie within the ${body.length} characters of the message.`)
  const removed = body.slice(from, to)
  if (expected !== undefined && removed !== expected)
    throw invalid('#/text', 'Other words stand at this place now. Look at the message and mark them again.')
  if (!removed.isWellFormed()) throw invalid('#/from', 'The range would cut a character in two.')
  return { removed, body: `${body.slice(0, from)}${mark}${body.slice(to)}`.slice(0, body_length_max) }
}

/** The text without the words. The first place gets the whole mark and more of them a short one, within the bounds. */
export function cutText(body: string, text: string, mark: string): string {
  const [before = '', ...rest] = body.split(text)
  const marked = `${before}${mark}${rest.join(short_mark)}`
  return marked.length > body_length_max ? [before, ...rest].join(short_mark) : marked
}

/** Stores the message as it is now, findable by its present words alone. */
export function storeBody(
  { tx, now }: Context,
  record: RecordRow,
  message: Stored,
  body: string,
  isRedacted = true,
): void {
  tx.send(
    raw(
      'update core.message set body = $3, redacted_at = coalesce($4, redacted_at) where org_id = $1 and id = $2',
      [record.org_id, message.id, body, isRedacted ? now : null],
    ),
  )
  const isWithTitle = message.is_first && !message.has_entry
  tx.send(forgetWords(record.org_id, isWithTitle ? record.id : message.id))
  tx.send(
    indexWords({
      orgId: record.org_id,
      entryId: isWithTitle ? record.id : message.id,
      recordId: record.id,
      kind: record.kind,
      isInternal: message.is_internal,
      at: now,
      body,
      ...(isWithTitle ? { title: record.title } : {}),
    }),
  )
}

/**
 * Drafts on this record may quote the words, searches may have missed them, and the dictionary for typing errors may have learned them: a
 * rare word goes from it, and comes back by itself when it still stands elsewhere.
 */
export function forgetCopies(
  { tx }: Context,
  record: RecordRow,
  removed: string,
  writerId: string | null,
): void {
  tx.send(
    raw(
      // A quotation breaks the words up, so the unsent drafts on this record go as a whole; and those of who wrote
      // the words wherever they stand, as text or within the JSON of a form.
      `delete from core.draft where org_id = $1 and (position($2 in key) > 0
         or (person_id = any($3::uuid[]) and (position($4 in body) > 0 or position($5 in body) > 0)))`,
      [
        record.org_id,
        record.id,
        [writerId, record.requester_id].filter((id) => id !== null),
        removed,
        JSON.stringify(removed).slice(1, -1),
      ],
    ),
  )
  const words = [...new Set(removed.toLowerCase().match(/[\p{L}\p{N}]{2,60}/gu) ?? [])].slice(0, words_max)
  tx.send(
    raw('delete from core.search_word where org_id = $1 and word = any($2::text[]) and uses <= 5', [
      record.org_id,
      words,
    ]),
  )
  tx.send(forgetMisses(record.org_id, words))
}

/** The text as it is stored, when it was given as it reads without covers. */
export async function storedAs({ app, tx }: Context, where: Where, text: string): Promise<string> {
  return (await app.registry.guard?.asStored(tx, where, text)) ?? text
}

/** Takes away what is behind covers, and its copies in what waits; answers how much it was. */
export async function forgetBehind(
  context: Context,
  record: RecordRow,
  removed: string,
  holding?: string,
): Promise<number> {
  const gone = (await context.app.registry.guard?.forget(context, record.id, removed, holding)) ?? []
  for (const words of new Set(gone)) forgetCopies(context, record, words, null)
  return gone.length
}

type FileRow = { id: string; storage_key: string; removed_at: string | null }

async function removeFile(
  context: Context,
  record: RecordRow,
  messageId: string,
  fileId: string,
): Promise<void> {
  const { tx } = context
  const file = await tx.maybe(
    raw<FileRow>(
      'select id, storage_key, removed_at from core.attachment where org_id = $1 and record_id = $2 and message_id = $3 and id = $4 for update',
      [record.org_id, record.id, messageId, fileId],
    ),
  )
  if (!file) throw invalid('#/file_id', 'This file is not part of the message.')
  if (file.removed_at !== null) throw conflict('This file was removed already.')
  removeAttachments(context.app, tx, [file], { personId: context.actor.personId, now: context.now })
  tx.send(
    raw('update core.message set redacted_at = $3 where org_id = $1 and id = $2', [
      record.org_id,
      messageId,
      context.now,
    ]),
  )
}

async function removeFilesOf(context: Context, messageId: string): Promise<void> {
  const files = await context.tx.all(
    raw<FileRow>(
      'select id, storage_key, removed_at from core.attachment where org_id = $1 and message_id = $2 and removed_at is null for update',
      [context.actor.orgId, messageId],
    ),
  )
  removeAttachments(context.app, context.tx, files, { personId: context.actor.personId, now: context.now })
}
