/**
 * Mail on its way out. It is stored with the write that causes it and sent by a job afterwards, so that no mail
 * goes out for a write that failed and none is lost when the mail server is away.
 *
 * A mail is claimed before it is sent and noted as sent afterwards. When the process is killed between the mail
 * server's yes and that note, the mail goes out once more with the same Message-ID, by which receiving systems
 * know it for the same mail: SMTP offers nothing better. In every other moment it goes out exactly once.
 */
import { randomBytes } from 'node:crypto'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { createMailer, type Dkim, type Mailer, MailNotSent } from '../../platform/mail/mailer.ts'
import { type MailAddress, MailRefused } from '../../platform/mail/outgoing-mail.ts'
import { newThreadId, threadKey } from '../../platform/mail/thread-id.ts'
import type { App } from '../app.ts'

const claim_minutes = 5
const tries_max = 12
const sweep_limit = 200

export type NewMail = {
  /** Given by a job that may run twice: the second mail of the same id is not stored. */
  id?: string
  to: { personId?: string; name?: string; email: string }
  subject: string
  text: string
  html?: string
  /** The body holds a link that opens an account: it is erased as soon as nobody needs it. */
  isSecret?: boolean
  expiresAt?: string
  /** Whose act made that link; none for what somebody asked for without being signed in. */
  issuedBy?: string
  /** The record that it is about: an answer to it finds its way there, from this recipient alone. */
  about?: string
  /** It waits behind no limit of how much goes out. */
  isUrgent?: boolean
  /** An entry for the recipient's calendar, as iCalendar. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; text: string }
  /** Where a mail program ends mails like this one, by one click of its own. */
  unsubscribeUrl?: string
  now: string
}

/** Stores the mail and has it sent after the commit; without a mail server it waits for the administrator. */
export function queueMail(tx: Tx, app: App, mail: NewMail): 'queued' | 'held' {
  const id = mail.id ?? newId()
  const state = app.config.smtpUrl === undefined ? 'held' : 'queued'
  tx.send(
    raw(
      `insert into core.outbox (org_id, id, to_person_id, to_address, subject, body_text, body_html, state, created_at, message_id, is_secret, expires_at, issued_by, is_urgent, calendar_method, calendar, about_id, unsubscribe_url)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18) on conflict (org_id, id) do nothing`,
      [
        tx.orgId,
        id,
        mail.to.personId ?? null,
        mail.to.email,
        mail.subject,
        mail.text,
        mail.html ?? '',
        state,
        mail.now,
        messageIdOf(app, tx.orgId, mail),
        mail.isSecret ?? false,
        mail.expiresAt ?? null,
        mail.issuedBy ?? null,
        mail.isUrgent ?? false,
        mail.calendar?.method ?? null,
        mail.calendar?.text ?? null,
        mail.about ?? null,
        mail.unsubscribeUrl ?? null,
      ],
    ),
  )
  if (state === 'queued') addSending(tx, app, id)
  return state
}

function messageIdOf(app: App, orgId: string, { about, to }: NewMail): string {
  const domain = senderOf(app).address.split('@')[1] ?? 'localhost'
  if (about === undefined || to.personId === undefined)
    return `<${randomBytes(16).toString('hex')}@${domain}>`
  return newThreadId(threadKey(app.config.secret, orgId), { about, recipient: to.personId }, domain)
}

/** The job that sends one mail. */
export function addSending(tx: Tx, app: App, id: string, runAt?: string): void {
  app.jobs.add(tx, 'people.send_mail', { mail: id }, { key: `mail:${id}`, ...(runAt ? { runAt } : {}) })
}

type Claimed = {
  id: string
  to_address: string
  to_name: string | null
  subject: string
  body_text: string
  body_html: string
  message_id: string
  tries: number
  is_secret: boolean
  dkim: Dkim | undefined
  calendar_method: 'REQUEST' | 'CANCEL' | null
  calendar: string | null
  unsubscribe_url: string | null
}

/** Job `people.send_mail`: sends a mail of the outbox if nobody else is doing so. */
export async function sendMail(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const mail = await claim(app, orgId, String(payload.mail))
  if (!mail) return
  try {
    const { rejected } = await mailerOf(app).send(
      {
        to: [{ address: mail.to_address, ...(mail.to_name ? { name: mail.to_name } : {}) }],
        subject: mail.subject,
        text: mail.body_text,
        ...(mail.body_html ? { html: mail.body_html } : {}),
        ...(mail.calendar_method && mail.calendar
          ? { calendar: { method: mail.calendar_method, text: mail.calendar } }
          : {}),
        ...(mail.unsubscribe_url ? { unsubscribeUrl: mail.unsubscribe_url } : {}),
        messageId: mail.message_id,
        isAutomatic: true,
      },
      mail.dkim,
    )
    if (rejected.length > 0) throw new MailNotSent(true, undefined)
  } catch (error) {
    return noteFailure(app, orgId, mail, error)
  }
  await write(app.pool, orgId, async (tx) => {
    tx.send(
      raw(
        `update core.outbox set state = 'sent', sent_at = $3, claimed_until = null, last_error = null, is_secret = false,
           body_text = case when is_secret then '' else body_text end, body_html = case when is_secret then '' else body_html end
         where org_id = $1 and id = $2`,
        [orgId, mail.id, app.clock.now().toISOString()],
      ),
    )
  })
}

/** Takes the mail for some minutes; undefined when it is sent, held, expired, has to wait, or is taken by another worker. */
function claim(app: App, orgId: string, id: string): Promise<Claimed | undefined> {
  const now = app.clock.now()
  return write(app.pool, orgId, async (tx) => {
    if (await app.registry.notices?.takesBack(app, tx, id)) return undefined
    if (await hasToWait(app, tx, id, now)) return undefined
    const claimed = await tx.maybe(
      raw<Claimed>(
        `update core.outbox o set claimed_until = $4, tries = tries + 1
         where org_id = $1 and id = $2 and state = 'queued' and (claimed_until is null or claimed_until < $3) and (expires_at is null or expires_at > $3)
         returning id, to_address, subject, body_text, body_html, message_id, tries, is_secret, calendar_method, calendar, unsubscribe_url,
           (select p.name from core.person p where p.org_id = o.org_id and p.id = o.to_person_id) as to_name`,
        [orgId, id, now.toISOString(), new Date(now.getTime() + claim_minutes * 60_000).toISOString()],
      ),
    )
    const domain = senderOf(app).address.split('@')[1] ?? ''
    return claimed && { ...claimed, dkim: await app.registry.mailOut?.dkimOf(app, tx, domain) }
  })
}

/** True when as much went out as may; it is tried again when there is room. A link that opens an account never waits. */
async function hasToWait(app: App, tx: Tx, id: string, now: Date): Promise<boolean> {
  const mail = await tx.maybe(
    raw<{ to_address: string }>(
      "select to_address from core.outbox where org_id = $1 and id = $2 and state = 'queued' and not is_urgent and not is_secret",
      [tx.orgId, id],
    ),
  )
  const until = mail && (await app.registry.mailOut?.waitsUntil(tx, mail.to_address, now))
  if (until === undefined) return false
  tx.send(raw('update core.outbox set next_try_at = $3 where org_id = $1 and id = $2', [tx.orgId, id, until]))
  addSending(tx, app, id, until)
  return true
}

async function noteFailure(app: App, orgId: string, mail: Claimed, error: unknown): Promise<void> {
  const isOver =
    mail.tries >= tries_max ||
    error instanceof MailRefused ||
    (error instanceof MailNotSent && error.isPermanent)
  // The pauses grow from one minute to six hours: twelve tries span about two days.
  const pause_minutes = Math.min(360, 2 ** (mail.tries - 1))
  const next = new Date(app.clock.now().getTime() + pause_minutes * 60_000).toISOString()
  const sentence = error instanceof Error ? error.message : 'The mail could not be sent.'
  app.log.warn({ failure: (error as Error).name, tries: mail.tries }, 'a mail could not be sent')
  await write(app.pool, orgId, async (tx) => {
    tx.send(
      raw(
        'update core.outbox set state = $3, last_error = $4, claimed_until = null, next_try_at = $5 where org_id = $1 and id = $2',
        [orgId, mail.id, isOver ? 'failed' : 'queued', sentence.slice(0, 500), isOver ? null : next],
      ),
    )
    if (!isOver) addSending(tx, app, mail.id, next)
  })
}

/**
 * Job `people.sweep_outbox`, by schedule: sends again what a killed worker left claimed, and takes links out of
 * mails when they have expired.
 */
export async function sweepOutbox(app: App): Promise<void> {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  for (const { id: orgId } of rows) {
    const now = app.clock.now().toISOString()
    await write(app.pool, orgId, async (tx) => {
      tx.send(
        raw(
          `update core.outbox set body_text = '', body_html = '', is_secret = false, state = case when state = 'sent' then state else 'failed' end,
             last_error = case when state = 'sent' then last_error else 'The link in it has expired.' end
           where org_id = $1 and is_secret and expires_at < $2`,
          [orgId, now],
        ),
      )
      const left = await tx.all(
        raw<{ id: string }>(
          `select id from core.outbox where org_id = $1 and state = 'queued' and coalesce(claimed_until, next_try_at, created_at) < $2::timestamptz - interval '2 minutes'
           order by created_at limit $3`,
          [orgId, now, sweep_limit],
        ),
      )
      for (const { id } of left) addSending(tx, app, id)
    })
  }
}

/** Held or failed mail goes out again; undefined when it is neither, or has nothing left to send. */
export async function sendAgain(
  tx: Tx,
  app: App,
  id: string,
): Promise<{ id: string; state: string } | undefined> {
  const row = await tx.maybe(
    raw<{ id: string; state: string }>(
      `update core.outbox set state = 'queued', tries = 0, last_error = null, next_try_at = null
       where org_id = $1 and id = $2 and state in ('held', 'failed') and body_text <> '' returning id, state`,
      [tx.orgId, id],
    ),
  )
  if (row) addSending(tx, app, id)
  return row
}

/** The sender of all mail of the installation. */
export function senderOf(app: Pick<App, 'config'>): MailAddress {
  const { mailFrom, publicUrl } = app.config
  if (mailFrom === undefined) {
    const host = publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname
    return { name: 'Wardline', address: `wardline@${host}` }
  }
  const [, name = '', address = mailFrom] = /^(.*)<([^<>]+)>$/.exec(mailFrom) ?? []
  return { name: name.trim(), address: address.trim() }
}

let mailer: { url: string; from: string; mailer: Mailer } | undefined

function mailerOf(app: App): Mailer {
  const url = app.config.smtpUrl
  if (url === undefined) throw new MailNotSent(false, undefined)
  const from = senderOf(app)
  if (mailer?.url !== url || mailer.from !== from.address)
    mailer = { url, from: from.address, mailer: createMailer({ smtp_url: url, from }) }
  return mailer.mailer
}
