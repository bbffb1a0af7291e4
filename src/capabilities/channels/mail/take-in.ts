/** Makes of a mail that was received what it is to become, exactly once: a reply, a ticket, or something for a person to decide. */
import { Readable } from 'node:stream'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { storeFile } from '../../../core/attachments/upload.ts'
import { createWithin, execute } from '../../../core/execute.ts'
import { personActor } from '../../../core/people/automation.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import { oneLine } from '../../../platform/mail/outgoing-mail.ts'
import { fileTicketPreset, replyToTicket } from '../../tickets/index.ts'
import { type Decision, decide, isKept, type QuarantineReason } from './decide.ts'
import { lockMail, type MailIn, originalOf, removeOriginals } from './mail-in.ts'
import { parseApart } from './parse-apart.ts'
import { MailParked, type ParkReason, type ParsedMail } from './parsed.ts'
import { tellRefused } from './tell-refused.ts'
import { bodyOf } from './words.ts'

const title_length_max = 300

/** Thrown before anything is done when another worker decided on the mail meanwhile. */
class NotWaiting extends Error {}

type Settled = {
  state: 'taken_in' | 'quarantined' | 'parked'
  reason?: QuarantineReason | ParkReason
  sender?: string | null
  senderId?: string | null
  recordId?: string
  aboutId?: string | null
}

/** Job `mail.take_in`. */
export const takeIn: JobHandler = async (app, payload, attempt) => {
  const [org, id] = [String(payload.org), String(payload.mail)]
  const mail = await read(app.pool, org, (tx) => tx.maybe(lockless(org, id)))
  if (mail?.state !== 'received') return
  try {
    const parsed = await parseApart(await originalOf(app, mail))
    const now = app.clock.now().toISOString()
    await carryOut(app, org, mail, parsed, await read(app.pool, org, (tx) => decide(app, tx, parsed, now)))
  } catch (error) {
    if (error instanceof NotWaiting) return
    const reason = parkReasonOf(error, attempt?.isLast ?? false)
    if (reason === undefined) throw error
    app.log.warn({ failure: (error as Error).name, reason }, 'a mail was parked')
    await write(app.pool, org, (tx) => settle(app, tx, mail, { state: 'parked', reason })).catch(
      ignoreSettled,
    )
  }
}

function lockless(org: string, id: string) {
  const query = lockMail(org, id)
  return { ...query, text: query.text.replace(' for update', '') }
}

/** What failed for another reason than the mail is tried again, and parked when that does not help. */
function parkReasonOf(error: unknown, isLast: boolean): ParkReason | undefined {
  if (error instanceof MailParked) return error.reason
  if (error instanceof Problem && error.status < 500) return 'not_filed'
  return isLast ? 'not_filed' : undefined
}

function ignoreSettled(error: unknown): void {
  if (!(error instanceof NotWaiting)) throw error
}

async function carryOut(
  app: App,
  org: string,
  mail: MailIn,
  parsed: ParsedMail,
  decision: Decision,
): Promise<void> {
  const { sender, senderId, aboutId } = decision
  const aside = (reason: QuarantineReason) =>
    write(app.pool, org, (tx) =>
      settle(app, tx, mail, { state: 'quarantined', reason, sender, senderId, aboutId }),
    )
  if (decision.is === 'quarantine') return aside(decision.reason)
  const now = app.clock.now().toISOString()
  const person = await read(app.pool, org, (tx) => personActor(tx, decision.senderId, now))
  if (!person) return aside('stranger')
  const actor: Actor = { ...person, isByMail: true }
  const words = await wordsFor(app, actor, parsed)
  const refuse = async () => {
    await tellRefused(app, org, actor.personId)
    await aside('refused')
  }
  const fileAnew = async () => {
    if (!(await file(app, actor, mail, words, decision))) await refuse()
  }
  if (decision.is === 'file') return fileAnew()
  try {
    await execute(
      app,
      actor,
      replyToTicket,
      { body: words.body, file_ids: words.file_ids },
      decision.recordId,
      {
        first: (tx) =>
          settle(
            app,
            tx,
            mail,
            { state: 'taken_in', sender, senderId, recordId: decision.recordId, aboutId },
            words,
          ),
      },
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    // What is over takes no more words; they are a request of their own then.
    if (error.status === 409) return fileAnew()
    await refuse()
  }
}

export type Words = { title: string; body: string; file_ids: string[] }

/** The words and files of a mail as they are sent to the write path; files belong to the actor until then. */
export async function wordsFor(app: App, actor: Actor, parsed: ParsedMail): Promise<Words> {
  const { body, isCut } = bodyOf(parsed)
  const whole = isCut
    ? [{ name: 'mail.txt', type: 'text/plain', content: new TextEncoder().encode(parsed.text) }]
    : []
  const refused: string[] = []
  const file_ids: string[] = []
  for (const { name, type, content } of [...parsed.files, ...whole].slice(-20)) {
    try {
      const kept = await storeFile(app, actor, { stream: Readable.from([Buffer.from(content)]), name, type })
      file_ids.push(kept.id)
    } catch (error) {
      // A file that is not safe, or empty, stays out, and the words come in; it lies in the original.
      if (!(error instanceof Problem) || error.status >= 500) throw error
      refused.push(oneLine(name).slice(0, 100) || 'file')
    }
  }
  return { title: titleOf(parsed), body: withNotes(parsed, body, refused), file_ids }
}

function titleOf({ subject, text }: ParsedMail): string {
  const line = oneLine(subject) || oneLine(text).slice(0, 80) || '(no subject)'
  return [...line].slice(0, title_length_max).join('').trim()
}

/** Says above the words what the mail program says beside them: where answers were asked for, and how it is sealed. */
function withNotes(parsed: ParsedMail, body: string, refused: readonly string[]): string {
  const other = parsed.replyTo.filter((address) => !parsed.from.includes(address))
  const notes = [
    ...(other.length > 0
      ? [`_From: ${parsed.from.join(', ')} · Reply-To: ${other.slice(0, 3).join(', ')}_`]
      : []),
    ...(parsed.isEncrypted ? ['_🔒 S/MIME · PGP_'] : []),
    ...refused.map((name) => `_⚠ ${name.replace(/[_*`[\]<>\\]/g, ' ')}_`),
  ]
  return [...notes, body].join('\n\n').trim().slice(0, 100_000) || '—'
}

type FileFor = { sender: string | null; senderId: string; aboutId: string | null }

/**
 * A ticket of the sender's own, for the team and category of the mailbox; they are told that it came. False where it
 * answers to a record that is kept from others, whose words would come out in a ticket that is not.
 */
async function file(
  app: App,
  actor: Actor,
  mail: MailIn,
  words: Words,
  { sender, senderId, aboutId }: FileFor,
): Promise<boolean> {
  return write(app.pool, actor.orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    await requireWaiting(tx, mail)
    if (await isKept(tx, aboutId)) return false
    const box = await tx.maybe(
      raw<{ team_id: string | null; category_id: string | null }>(
        'select team_id, category_id from channels.mailbox where org_id = $1 and id = $2',
        [actor.orgId, mail.mailbox_id],
      ),
    )
    const created = (await createWithin({ app, tx, actor, now }, fileTicketPreset, {
      ...words,
      channel: 'mail',
      ...(box?.team_id ? { team_id: box.team_id } : {}),
      ...(box?.category_id ? { category_id: box.category_id } : {}),
    })) as { id: string }
    await settle(app, tx, mail, { state: 'taken_in', sender, senderId, recordId: created.id, aboutId }, words)
    app.jobs.add(tx, 'notifications.mail_requester', {
      mail: newId(),
      record: created.id,
      person: senderId,
      reason: 'filed',
      at: now,
    })
    return true
  })
}

async function requireWaiting(tx: Tx, { id }: MailIn): Promise<void> {
  if ((await tx.maybe(lockMail(tx.orgId, id)))?.state !== 'received') throw new NotWaiting()
}

/**
 * Notes in the same write what became of the mail; when another worker was first, nothing of the write is done. Where
 * the words may hold a patient's, the original does not stay beside the text in which they are masked.
 */
async function settle(app: App, tx: Tx, mail: MailIn, to: Settled, words?: Words): Promise<void> {
  const now = app.clock.now().toISOString()
  const done = await tx.maybe(
    raw(
      `update channels.mail_in set state = $3, reason = $4, sender = $5, sender_id = $6, record_id = $7, decided_at = $8, about_id = coalesce($9, about_id)
       where org_id = $1 and id = $2 and state = 'received' returning id`,
      [
        tx.orgId,
        mail.id,
        to.state,
        to.reason ?? null,
        to.sender ?? null,
        to.senderId ?? null,
        to.recordId ?? null,
        now,
        to.aboutId ?? null,
      ],
    ),
  )
  if (!done) throw new NotWaiting()
  if (words && (await app.registry.guard?.isSuspect(tx, `${words.title}\n\n${words.body}`, now)))
    removeOriginals(app, tx, [mail])
}
