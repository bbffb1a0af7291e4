import type { Cell, CompiledMapping } from '../mapping/compile.ts'
import { shortened } from '../mapping/compile.ts'
import { type AuthorRole, isDone, isTracked } from '../mapping/vocabulary.ts'
import { assemble, rowValues, text, titleOf } from './assemble.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from './imported-ticket.ts'
import { addNote, type NoteCode, type PlanReport } from './report.ts'
import type { Revision } from './revision.ts'

const body_length_max = 100_000
const title_length_max = 120

type Sentence = {
  line: number
  at: string
  group: string
  author: string | null
  role: AuthorRole
  isPrivate: boolean
  body: string
}

/**
 * A ticket from the sentences of one thread. Sentences of the same message, author and privacy make one message;
 * a private sentence is never in a public message, and a sentence whose mark is missing or unclear is private.
 */
export function ticketFromConversation(
  key: string,
  revisions: Revision[],
  compiled: CompiledMapping,
  report: PlanReport,
): ImportedTicket {
  const note = (code: NoteCode, line: number, words: string) =>
    addNote(report, { code, key, line, text: words })
  const ordered = [...revisions].sort((a, b) => inThread(a, b, compiled.mapping.sequence !== undefined))
  const sentences = ordered.map((row) => toSentence(row, compiled, note))
  const messages = toMessages(sentences, compiled.mapping.message?.joiner ?? '\n', note)
  // A group has at least one row.
  const first = sentences[0]!
  const lastRow = ordered[ordered.length - 1]!
  const values = rowValues(lastRow.cells, compiled, true)
  values.kind ??= 'incident'
  values.state ??= 'open'
  values.channel ??= 'import'
  values.requester ??= sentences.find(({ role }) => role === 'requester')?.author ?? null
  values.owner ??= sentences.findLast(({ role }) => role === 'agent')?.author ?? null
  const opening = openingWords(sentences)
  values.title = titleOf(key, { ...values, firstMessage: opening }, compiled)
  const times = sentences.map(({ at }) => at).sort()
  const createdAt = times[0] ?? first.at
  const updatedAt = times[times.length - 1] ?? first.at
  const state = String(values.state)
  return assemble(values, {
    key,
    createdAt,
    updatedAt,
    resolvedAt: state === 'resolved' || state === 'closed' ? updatedAt : null,
    closedAt: state === 'closed' ? updatedAt : null,
    reopenCount: 0,
    reassignCount: 0,
    openedByName: text(values.openedBy ?? first.author),
    messages,
    events: threadEvents(first, values, createdAt, updatedAt),
    rows: ordered.length,
  })
}

function inThread(a: Revision, b: Revision, hasSequence: boolean): number {
  const time = a.at < b.at ? -1 : Number(a.at > b.at)
  const place = hasSequence ? a.sequence - b.sequence || time : time
  return (
    place ||
    (a.message < b.message ? -1 : Number(a.message > b.message)) ||
    a.sentence - b.sentence ||
    a.line - b.line
  )
}

function toSentence(
  row: Revision,
  compiled: CompiledMapping,
  note: (code: NoteCode, line: number, words: string) => void,
): Sentence {
  const values = rowValues(row.cells, compiled)
  const mark = values.messageIsPrivate ?? null
  if (mark === null)
    note('privacy-unclear', row.line, 'Nothing says clearly whether the sentence is private, so it is.')
  const author = text(values.messageAuthor) ?? row.actor
  // Without columns that group, one author's sentences of one time are a message.
  const group = compiled.mapping.message?.groupBy.length ? row.message : `${row.at}\0${row.sequence}`
  return {
    line: row.line,
    at: row.at,
    group: `${group}\0${author}`,
    author,
    role: (values.messageAuthorRole ?? 'other') as AuthorRole,
    isPrivate: mark !== false,
    body: text(values.messageBody) ?? '',
  }
}

function toMessages(
  sentences: Sentence[],
  joiner: string,
  note: (code: NoteCode, line: number, words: string) => void,
): ImportedMessage[] {
  const groups = Map.groupBy(
    sentences,
    ({ group, isPrivate }) => `${isPrivate ? 'private' : 'public'}\0${group}`,
  )
  const messages: ImportedMessage[] = []
  for (const [group, members] of groups) {
    // groupBy makes no empty groups.
    const first = members[0]!
    if (!first.isPrivate && groups.has(group.replace('public', 'private'))) {
      note(
        'message-split-by-privacy',
        first.line,
        'One message holds public and private sentences and was split in two.',
      )
    }
    const spoken = members.filter(({ body }) => body !== '')
    if (spoken.length === 0) {
      note('message-empty', first.line, 'The message has no text and is left out.')
      continue
    }
    messages.push(...ofOneGroup(spoken, joiner, note))
  }
  return messages
}

/** One message, or several where it would be longer than a message may be. */
function ofOneGroup(
  sentences: Sentence[],
  joiner: string,
  note: (code: NoteCode, line: number, words: string) => void,
): ImportedMessage[] {
  const messages: ImportedMessage[] = []
  let current: ImportedMessage | undefined
  for (const { line, at, author, role, isPrivate, body } of sentences) {
    if (current && current.body.length + joiner.length + body.length <= body_length_max) {
      current.body += joiner + body
      current.lines.push(line)
      continue
    }
    if (current) note('message-cut', line, 'The message is too long for one and continues in another.')
    current = { at, authorName: author, authorRole: role, isPublic: !isPrivate, body, lines: [line] }
    messages.push(current)
  }
  return messages
}

const greeting =
  /^(dear|hi|hello|hey|greetings|good (morning|afternoon|evening|day)|thanks?|regards|best regards)\b/i

/** The first public sentence that says something; a requester reads the title, so private words are not in it. */
function openingWords(sentences: Sentence[]): string | null {
  const open = sentences.filter(({ isPrivate, body }) => !isPrivate && body !== '')
  const telling = open.find(({ body }) => !greeting.test(body) && body.split(/\s+/).length >= 3)
  const words = telling?.body ?? open.find(({ body }) => /\p{L}/u.test(body))?.body
  return words ? shortened(words.replace(/\s+/g, ' '), title_length_max) : null
}

function threadEvents(
  first: Sentence,
  values: Record<string, Cell>,
  createdAt: string,
  updatedAt: string,
): ImportedEvent[] {
  const state = String(values.state)
  const startsAs = isDone(state) ? 'open' : state
  const atCreation = Object.fromEntries(Object.entries(values).filter(([field]) => isTracked(field)))
  const base = { line: first.line, from: null, to: null, field: null }
  const created: ImportedEvent = {
    ...base,
    at: createdAt,
    action: 'created',
    actorName: first.author,
    values: { ...atCreation, state: startsAs },
  }
  if (startsAs === state) return [created]
  const action = state as 'resolved' | 'closed' | 'cancelled'
  return [
    created,
    { ...base, at: updatedAt, action, actorName: null, field: 'state', from: startsAs, to: state },
  ]
}
