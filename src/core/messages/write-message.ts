/** Writes a message onto a record: stored, findable, with its files, and told to whom it concerns. */
import { type Query, raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { mailRequester } from '../notifications/mail-requester.ts'
import { notify, type Reason } from '../notifications/notify.ts'
import { type Candidate, candidates, sideSeenBy } from '../notifications/recipients.ts'
import type { RecordRow } from '../records/record.ts'
import { indexWords } from '../search/entry.ts'
import { mentionsIn } from './mentions.ts'
import { attachFiles, insertMessage } from './message.ts'

export type Writing = {
  body: string
  isInternal: boolean
  fileIds?: readonly string[] | undefined
  /** The first message of a record is found together with its title. */
  isFirst?: boolean
  /** Why whom is told, beside those mentioned. */
  tells: Readonly<Record<string, Reason>>
  /** Why those who follow the record are told. */
  watchersHear?: Reason
  /** The rows of `concerned`, when they were read already. */
  people?: readonly Candidate[]
}

/** The query for the people whom a message on a record that is there may concern. */
export function concerned(orgId: string, recordId: string, body: string, now: string): Query<Candidate> {
  return candidates(orgId, recordId, mentionsIn(body), now)
}

export type Written = { id: string; warnings: string[] }

/**
 * Sends the statements of a message with the write. A file that is not the writer's own or was sent before
 * is a 422 problem; a mention of somebody who may not see the message is a warning in the answer.
 */
export async function writeMessage(
  context: { app: App; tx: Tx; actor: Actor; now: string },
  record: RecordRow,
  writing: Writing,
): Promise<Written> {
  const { app, tx, actor, now } = context
  const orgId = actor.orgId
  const mentioned = mentionsIn(writing.body)
  const named = [...new Set([...mentioned, ...Object.keys(writing.tells)])].filter(
    (id) => id !== actor.personId,
  )
  const fileIds = [...new Set(writing.fileIds ?? [])]
  const wantsPeople = writing.people === undefined && (named.length > 0 || writing.watchersHear !== undefined)
  const [found, files] =
    wantsPeople || fileIds.length > 0
      ? await tx.many(
          wantsPeople ? candidates(orgId, record.id, named, now) : undefined,
          fileIds.length > 0 ? ownUnsent(actor, fileIds) : undefined,
        )
      : [[], []]
  const people = writing.people ?? found
  requireFiles(writing.fileIds ?? [], files)
  const message = insertMessage({
    orgId,
    recordId: record.id,
    authorId: actor.personId,
    isInternal: writing.isInternal,
    channel: actor.isByMail ? 'mail' : 'web',
    body: writing.body,
    now,
  })
  tx.send(message.statement)
  tx.send(
    indexWords({
      orgId,
      entryId: writing.isFirst ? record.id : message.id,
      recordId: record.id,
      kind: record.kind,
      isInternal: writing.isInternal,
      at: now,
      body: writing.body,
      ...(writing.isFirst ? { title: record.title } : {}),
    }),
  )
  if (fileIds.length > 0)
    tx.send(attachFiles({ orgId, recordId: record.id, authorId: actor.personId }, message.id, fileIds))
  const told = whoIsTold(people, record, writing, mentioned, actor.personId)
  notify(app, tx, { record, byId: actor.personId, now }, told)
  mailRequester(app, tx, record, people, told, now)
  return { id: message.id, warnings: warningsFor(people, record, writing, mentioned, actor.personId) }
}

type FileRow = { id: string }

function ownUnsent(actor: Actor, ids: readonly string[]) {
  return raw<FileRow>(
    'select id from core.attachment where org_id = $1 and uploaded_by = $2 and id = any($3::uuid[]) and record_id is null and about_person_id is null and removed_at is null for update',
    [actor.orgId, actor.personId, ids],
  )
}

function requireFiles(wanted: readonly string[], found: readonly FileRow[]): void {
  const there = new Set(found.map((file) => file.id))
  const missing = wanted.findIndex((id) => !there.has(id.toLowerCase()))
  if (missing >= 0)
    throw invalid(
      `#/file_ids/${missing}`,
      'This file does not exist any more, or it was sent already. Add it again.',
    )
}

function sees(person: Candidate, record: RecordRow, isInternal: boolean): boolean {
  const side = sideSeenBy(person, record)
  return isInternal ? side === 'inside' : side !== undefined
}

function whoIsTold(
  people: readonly Candidate[],
  record: RecordRow,
  writing: Writing,
  mentioned: readonly string[],
  writerId: string,
): Map<string, Reason> {
  const told = new Map<string, Reason>()
  for (const person of people) {
    if (person.id === writerId || !sees(person, record, writing.isInternal)) continue
    const reason = mentioned.includes(person.id)
      ? 'mention'
      : (writing.tells[person.id] ?? (person.is_watcher ? writing.watchersHear : undefined))
    if (reason !== undefined) told.set(person.id, reason)
  }
  return told
}

function warningsFor(
  people: readonly Candidate[],
  record: RecordRow,
  writing: Writing,
  mentioned: readonly string[],
  writerId: string,
): string[] {
  return mentioned
    .filter((id) => id !== writerId)
    .flatMap((id) => {
      const person = people.find((each) => each.id === id)
      if (person === undefined)
        return ['Somebody you mentioned was not told: there is no such person any more.']
      if (sees(person, record, writing.isInternal)) return []
      return [
        writing.isInternal
          ? `${person.name} was not told, because they may not see internal notes here.`
          : `${person.name} was not told, because they may not see this. Add them as a participant first.`,
      ]
    })
}
