/** What strangers ask, until its address is confirmed: kept as a sealed mail that nobody reads, and for a day. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { App } from '../../../core/app.ts'
import { toProblem } from '../../../core/attachments/upload.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { queueMail } from '../../../core/people/outbox.ts'
import type { JobHandler } from '../../../core/registry.ts'
import { type Raw, raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { classify } from '../../../platform/files/classify.ts'
import { Problem, tooMany } from '../../../platform/http/problem.ts'
import { newId } from '../../../platform/id/id.ts'
import { type MailTemplate, renderMail } from '../../../platform/mail/render-mail.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { readToken, signToken, TokenRefused } from '../../../platform/secrets/signing.ts'
import { addMail, hashesOf } from '../mail/receive.ts'
import { type Asked, type FormFile, mailOfForm } from './compose.ts'
import { puzzleOver } from './puzzle.ts'
import type { FormSetting } from './setting.ts'

const hours_max = 24
const unconfirmed_max = 500
const kept_days = 30
const tended_max = 500
const purpose = 'form-entry'

/** It says nothing that the stranger wrote: nobody's words are sent to anybody by this form. */
const confirmAddress: MailTemplate<'organization'> = {
  values: ['organization'],
  texts: {
    en: {
      subject: 'Confirm that you asked for help',
      paragraphs: [
        'Somebody asked the help desk of {organization} for help and gave this address.',
        'If it was you, open the page and confirm it within 24 hours. The help desk sees your request then, and not before.',
      ],
      linkLabel: 'Look at it and confirm',
      closing:
        'If it was not you, do nothing: what was asked is deleted after a day. This mail was written by itself.',
    },
    es: {
      subject: 'Confirme que ha pedido ayuda',
      paragraphs: [
        'Alguien ha pedido ayuda al servicio de asistencia de {organization} e indicado esta dirección.',
        'Si ha sido usted, abra la página y confírmelo en un plazo de 24 horas. Solo entonces el servicio verá su solicitud.',
      ],
      linkLabel: 'Ver y confirmar',
      closing:
        'Si no ha sido usted, no haga nada: la solicitud se elimina al cabo de un día. Este correo se ha escrito automáticamente.',
    },
  },
}

/** The file as it may be taken; one that is not safe is refused as on every other way in. Nothing of it stays. */
export async function requireSafe(app: App, file: FormFile): Promise<FormFile> {
  try {
    const stored = await app.files.put(Readable.from([file.content]), {
      size_bytes_max: app.config.uploadBytesMax,
    })
    await app.files.remove(stored.key)
    const verdict = classify({
      name: file.name,
      declaredType: file.type,
      size_bytes: stored.size_bytes,
      content: stored.content,
    })
    if (verdict.refusal) throw verdict.refusal
    return { ...file, name: verdict.name }
  } catch (error) {
    throw toProblem(error)
  }
}

type NewEntry = {
  asked: Asked
  topicId: string
  puzzleHash: Buffer
  setting: FormSetting
  language: 'en' | 'es'
}

/** Keeps what was asked and sends the link that confirms it, to its address alone. */
export async function keepEntry(app: App, orgId: string, entry: NewEntry): Promise<void> {
  const now = app.clock.now()
  const content = mailOfForm(entry.asked, now)
  const stored = await app.files.put(Readable.from([content]), { size_bytes_max: content.length })
  try {
    await write(app.pool, orgId, (tx) => storeEntry(app, tx, entry, stored, now))
  } catch (error) {
    await app.files.remove(stored.key)
    throw error
  }
}

async function storeEntry(
  app: App,
  tx: Tx,
  { asked, topicId, puzzleHash, setting, language }: NewEntry,
  stored: { key: string; size_bytes: number },
  now: Date,
): Promise<void> {
  const { waiting } = await tx.one(
    raw<{ waiting: number }>(
      'select count(*) as waiting from channels.form_entry where org_id = $1 and confirmed_at is null',
      [tx.orgId],
    ),
  )
  if (waiting >= unconfirmed_max)
    throw tooMany(3600, 'Too much is waiting at the moment. Call the help desk.')
  const id = newId()
  const expires = new Date(now.getTime() + hours_max * 3_600_000)
  const added = await tx.maybe(
    raw(
      `insert into channels.form_entry (org_id, id, topic_id, puzzle_hash, storage_key, size_bytes, created_at, expires_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org_id, puzzle_hash) do nothing returning id`,
      [
        tx.orgId,
        id,
        topicId,
        puzzleHash,
        stored.key,
        stored.size_bytes,
        now.toISOString(),
        expires.toISOString(),
      ],
    ),
  )
  if (!added) throw puzzleOver()
  const token = signToken(app.config.secret, purpose, [tx.orgId, id], expires)
  const link = `${baseUrl(app)}/ask/${setting.slug}/confirm#${token}`
  const { subject, text, html } = renderMail(
    confirmAddress,
    { organization: setting.name, link },
    language,
    setting.time_zone,
  )
  queueMail(tx, app, {
    to: { email: asked.email },
    subject,
    text,
    ...(html ? { html } : {}),
    isSecret: true,
    expiresAt: expires.toISOString(),
    now: now.toISOString(),
  })
}

type Entry = {
  id: string
  topic_id: string
  storage_key: string | null
  size_bytes: number
  confirmed_at: string | null
}

function entryOf(orgId: string, id: string, now: Date, isLocked: boolean): Raw<Entry> {
  return raw<Entry>(
    `select id, topic_id, storage_key, size_bytes, confirmed_at from channels.form_entry
     where org_id = $1 and id = $2 and expires_at > $3 ${isLocked ? 'for update' : ''}`,
    [orgId, id, now.toISOString()],
  )
}

/** Whose link it is; throws a 410 problem, the same for every link that does not work. */
export function readConfirmation(app: App, token: string): { orgId: string; id: string } {
  try {
    const [orgId, id] = readToken(secretsOf(app.config), purpose, token, app.clock.now()) as [string, string]
    return { orgId, id }
  } catch (error) {
    if (error instanceof TokenRefused) throw linkOver()
    throw error
  }
}

function linkOver(): Problem {
  return new Problem(
    410,
    'link-over',
    'This link does not work any more',
    'The link has expired, was used already, or is not complete. If your request was not confirmed, ask once more.',
  )
}

/** From now on it is a mail of that address, and becomes what such a mail becomes. Works once. */
export async function confirmEntry(app: App, orgId: string, id: string): Promise<void> {
  const now = app.clock.now()
  const seen = await write(app.pool, orgId, (tx) => tx.maybe(entryOf(orgId, id, now, false)))
  if (!seen?.storage_key) throw linkOver()
  const chunks: Buffer[] = []
  for await (const chunk of await app.files.open(seen.storage_key, seen.size_bytes))
    chunks.push(chunk as Buffer)
  const hashes = hashesOf(Buffer.concat(chunks))
  await write(app.pool, orgId, async (tx) => {
    const entry = await tx.maybe(entryOf(orgId, id, now, true))
    if (!entry?.storage_key) throw linkOver()
    tx.send(
      raw(
        'update channels.form_entry set storage_key = null, confirmed_at = $3 where org_id = $1 and id = $2',
        [orgId, id, now.toISOString()],
      ),
    )
    await addMail(app, tx, newId(), {
      ...hashes,
      key: entry.storage_key,
      size_bytes: entry.size_bytes,
      source: { mailbox: null, topic: entry.topic_id, kept_days },
    })
  })
}

/** Job `form.tend`: what nobody confirmed within a day is deleted, with its files. */
export const tendForm: JobHandler = async (app) => {
  const { rows } = await app.pool.query<{ id: string }>('select core.organization_ids() as id')
  const now = app.clock.now().toISOString()
  for (const { id: org } of rows)
    await write(app.pool, org, async (tx) => {
      const over = await tx.all(
        raw<{ storage_key: string | null }>(
          `delete from channels.form_entry where org_id = $1 and id in (
             select id from channels.form_entry where org_id = $1 and expires_at <= $2 order by expires_at limit ${tended_max} for update skip locked)
           returning storage_key`,
          [org, now],
        ),
      )
      for (const { storage_key } of over)
        if (storage_key !== null) app.jobs.add(tx, 'attachments.remove_file', { key: storage_key })
    })
}

/** A key of the throttle that names nobody. What stands behind a plus is a tag: the mail goes to the same person. */
export function addressKey(email: string): string {
  return createHash('sha256')
    .update(email.replace(/^([^+@]+)\+[^@]*@/, '$1@'))
    .digest('hex')
    .slice(0, 32)
}
