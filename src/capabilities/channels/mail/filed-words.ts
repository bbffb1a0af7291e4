/** The words and files of a mail as the write path takes them. */
import { Readable } from 'node:stream'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { storeFile } from '../../../core/attachments/upload.ts'
import { read } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { oneLine } from '../../../platform/mail/outgoing-mail.ts'
import { files_max, type MailFile, type ParsedMail } from './parsed.ts'
import { fillPlaces } from './words.ts'

const title_length_max = 300
/** A longer text is not looked through for patients’ data while the mail comes in, and treated as if it held some. */
const looked_length_max = 500_000

export type Words = {
  title: string
  body: string
  file_ids: string[]
  /** The file with the whole text, where the message does not hold it. */
  wholeId: string | null
  /** True where the mail may say something of a patient. */
  isSuspect: boolean
  /** True where it can be shown as it was sent, while the original is kept. */
  hasHtml: boolean
}

/** The words and files of a mail as they are sent to the write path; files belong to the actor until then. */
export async function wordsFor(app: App, actor: Actor, parsed: ParsedMail): Promise<Words> {
  const title = titleOf(parsed)
  const isSuspect = await mayTellOfPatients(
    app,
    actor.orgId,
    `${title}\n\n${parsed.text}\n\n${parsed.quoted}`,
  )
  // The whole text stands beside a message that is cut, but never beside one in which it would be masked.
  const whole: MailFile[] =
    parsed.isCut && !isSuspect
      ? [{ name: 'mail.txt', type: 'text/plain', content: new TextEncoder().encode(parsed.text) }]
      : []
  const refused: string[] = []
  const kept = new Map<MailFile, { id: string; name: string; is_inline: boolean }>()
  for (const file of [...parsed.files, ...whole].slice(-files_max)) {
    try {
      const stream = Readable.from([Buffer.from(file.content)])
      kept.set(file, await storeFile(app, actor, { stream, name: file.name, type: file.type }))
    } catch (error) {
      // A file that is not safe, or empty, stays out and is named; the words come in.
      if (!(error instanceof Problem) || error.status >= 500) throw error
      refused.push(oneLine(file.name).slice(0, 100) || 'file')
    }
  }
  const body = fillPlaces(parsed.body, (at) => {
    const file = kept.get(parsed.files[at] as MailFile)
    return file?.is_inline ? `![${plainName(file.name)}](/api/attachments/${file.id}/image)` : undefined
  })
  return {
    title,
    body: withNotes(parsed, body, refused),
    file_ids: [...kept.values()].map(({ id }) => id),
    wholeId: whole.flatMap((file) => kept.get(file)?.id ?? [])[0] ?? null,
    isSuspect,
    hasHtml: parsed.hasHtml,
  }
}

async function mayTellOfPatients(app: App, org: string, said: string): Promise<boolean> {
  if (said.length > looked_length_max) return true
  const now = app.clock.now().toISOString()
  return (await read(app.pool, org, async (tx) => app.registry.guard?.isSuspect(tx, said, now))) ?? false
}

function plainName(name: string): string {
  return name.replace(/[_*`[\]<>\\!]/g, ' ').trim()
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
    ...(parsed.isSigned ? ['_🖋 S/MIME · PGP_'] : []),
    ...refused.map((name) => `_⚠ ${plainName(name)}_`),
  ]
  return [...notes, body].join('\n\n').trim().slice(0, 100_000) || '—'
}
