/** Makes of a mail that was received what it is to become, exactly once: a reply, a ticket, or something for a person to decide. */
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { createWithin, execute } from '../../../core/execute.ts'
import { personActor } from '../../../core/people/automation.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { type Raw, raw, read, type Tx, write, writeOne } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import { fileTicketPreset, replyToTicket } from '../../tickets/index.ts'
import { type Decision, decide, isKept, type QuarantineReason } from './decide.ts'
import { noteAnswer, noteReport } from './failing.ts'
import { type Words, wordsFor } from './filed-words.ts'
import { lockMail, type MailIn, mailColumns, originalOf, removeOriginals } from './mail-in.ts'
import { parseApart } from './parse-apart.ts'
import { MailParked, type ParkReason, type ParsedMail } from './parsed.ts'
import { tellRefused } from './tell-refused.ts'

/** So many takings-in may end without a word, as when their worker dies, before the mail waits for a person. */
const begun_max = 5
/** When so many wait, what strangers and programs send besides is thrown away at once, so that a flood fills no disk. */
export const waiting_max = 5_000

/** Thrown before anything is done when another worker decided on the mail meanwhile. */
class NotWaiting extends Error {}

type Settled = {
  state: 'taken_in' | 'quarantined' | 'parked' | 'discarded'
  reason?: QuarantineReason | ParkReason
  sender?: string | null
  senderId?: string | null
  recordId?: string
  aboutId?: string | null
}

/** Job `mail.take_in`. */
export const takeIn: JobHandler = async (app, payload, attempt) => {
  const [org, id] = [String(payload.org), String(payload.mail)]
  // A count that is lost with the server's power costs one more try; what is made of the mail is written durably,
  // and with it all that came before.
  const [mail] = await writeOne(app.pool, org, begin(org, id), true)
  if (!mail) return
  try {
    if (mail.begun > begun_max) throw new MailParked('endless')
    const parsed = await parseApart(await originalOf(app, mail))
    const now = app.clock.now().toISOString()
    await carryOut(app, org, mail, parsed, await read(app.pool, org, (tx) => decide(app, tx, parsed, now)))
  } catch (error) {
    if (error instanceof NotWaiting) return
    const reason = parkReasonOf(error, attempt?.isLast ?? false)
    if (reason === undefined) {
      // It ended, if badly; the job counts its tries.
      await writeOne(
        app.pool,
        org,
        raw('update channels.mail_in set begun = 0 where org_id = $1 and id = $2', [org, id]),
      )
      throw error
    }
    app.log.warn({ failure: (error as Error).name, reason }, 'a mail was parked')
    await write(app.pool, org, (tx) => settle(app, tx, mail, { state: 'parked', reason })).catch(
      ignoreSettled,
    )
  }
}

/** The mail where it is still to be taken in; that it was begun stands before anything can go wrong. */
function begin(org: string, id: string) {
  return raw<MailIn & { begun: number }>(
    `update channels.mail_in set begun = begun + 1 where org_id = $1 and id = $2 and state = 'received' returning ${mailColumns}, begun`,
    [org, id],
  )
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
  if (await isReported(app, org, mail, parsed, decision)) return
  const aside = (reason: QuarantineReason) =>
    write(app.pool, org, async (tx) => {
      const isDropped = senderId === null && (await isFull(tx))
      const state = isDropped ? ('discarded' as const) : ('quarantined' as const)
      await settle(app, tx, mail, { state, reason, sender, senderId, aboutId })
      if (isDropped) await removeOriginals(app, tx, [mail.id])
    })
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

/** A report of a mail that was sent from here marks its address, and there is nothing left to decide on it. */
async function isReported(
  app: App,
  org: string,
  mail: MailIn,
  { report, answersTo }: ParsedMail,
  { sender, senderId, aboutId, ...decision }: Decision,
): Promise<boolean> {
  const isReport = decision.is === 'quarantine' && decision.reason === 'bounce' && report !== undefined
  if (!isReport && answersTo.length === 0) return false
  return write(app.pool, org, async (tx) => {
    if (!isReport) {
      noteAnswer(tx, answersTo)
      return false
    }
    await requireWaiting(tx, mail)
    if (!(await noteReport(tx, report, app.clock.now().toISOString()))) return false
    await settle(app, tx, mail, { state: 'discarded', reason: 'bounce', sender, senderId, aboutId })
    await removeOriginals(app, tx, [mail.id])
    return true
  })
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
    const [[waiting], [box]] = await tx.many(
      lockMail(actor.orgId, mail.id),
      raw<{ team_id: string | null; category_id: string | null }>(
        `select team_id, category_id from channels.mailbox where org_id = $1 and id = $2
         union all select t.team_id, t.category_id from channels.form_topic t join channels.mail_in m on m.org_id = t.org_id and m.topic_id = t.id
           where m.org_id = $1 and m.id = $3`,
        [actor.orgId, mail.mailbox_id, mail.id],
      ),
    )
    if (waiting?.state !== 'received') throw new NotWaiting()
    if (await isKept(tx, aboutId)) return false
    const { title, body, file_ids } = words
    const created = (await createWithin({ app, tx, actor, now }, fileTicketPreset, {
      title,
      body,
      file_ids,
      channel: 'mail',
      ...(box?.team_id ? { team_id: box.team_id } : {}),
      ...(box?.category_id ? { category_id: box.category_id } : {}),
    })) as { id: string }
    const to: Settled = { state: 'taken_in', sender, senderId, recordId: created.id, aboutId }
    tx.send(outcome(app, tx, mail, to, words))
    if (words.isSuspect) await removeOriginals(app, tx, [mail.id])
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

async function isFull(tx: Tx): Promise<boolean> {
  const { waiting } = await tx.one(
    raw<{ waiting: number }>(
      `select count(*) as waiting from (select 1 from channels.mail_in where org_id = $1 and state in ('quarantined', 'parked') limit ${waiting_max}) waits`,
      [tx.orgId],
    ),
  )
  return waiting >= waiting_max
}

async function requireWaiting(tx: Tx, { id }: MailIn): Promise<void> {
  if ((await tx.maybe(lockMail(tx.orgId, id)))?.state !== 'received') throw new NotWaiting()
}

/**
 * Notes in the same write what became of the mail; when another worker was first, nothing of the write is done. Where
 * the words may hold a patient's, the original does not stay beside the text in which they are masked.
 */
async function settle(app: App, tx: Tx, mail: MailIn, to: Settled, words?: Words): Promise<void> {
  if (!(await tx.maybe(outcome(app, tx, mail, to, words)))) throw new NotWaiting()
  if (words?.isSuspect) await removeOriginals(app, tx, [mail.id])
}

/** What became of the mail, where nothing has yet. */
function outcome(app: App, tx: Tx, mail: MailIn, to: Settled, words?: Words): Raw<{ id: string }> {
  return raw(
    `update channels.mail_in set state = $3, reason = $4, sender = $5, sender_id = $6, record_id = $7, decided_at = $8, about_id = coalesce($9, about_id), whole_file_id = $10, has_html = $11, begun = 0
     where org_id = $1 and id = $2 and state = 'received' returning id`,
    [
      tx.orgId,
      mail.id,
      to.state,
      to.reason ?? null,
      to.sender ?? null,
      to.senderId ?? null,
      to.recordId ?? null,
      app.clock.now().toISOString(),
      to.aboutId ?? null,
      words?.wholeId ?? null,
      words?.hasHtml ?? false,
    ],
  )
}
