/** Files on their way in: their names are covered like words, and what they hold is looked through before others open them. */
import { Worker } from 'node:worker_threads'
import type { Actor } from '../../core/actor.ts'
import { may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import type { Attachment } from '../../core/attachments/attachment.ts'
import type { Writing } from '../../core/followers.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import { examine } from './examine.ts'
import { keepFindings, type NewFinding } from './finding.ts'
import { maskText, newMask } from './mask.ts'
import { type Setting, settingOf } from './setting.ts'

const bytes_max = 20_000_000
const text_length_max = 2_000_000
const findings_max = 500
const extract_ms_max = 30_000
const open_minutes = 10

type State = 'waiting' | 'clean' | 'found' | 'unreadable'
const readable: Readonly<Record<string, 'text' | 'docx' | 'pdf'>> = {
  'text/plain': 'text',
  'text/csv': 'text',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
}

/** As `Guard.receive` says. Plain text is looked through at once, documents by a job. */
export async function receive(
  writing: Writing,
  file: Attachment,
): Promise<{ name: string; kept: () => void }> {
  const { app, tx, now } = writing
  const setting = await settingOf(tx)
  if (!setting.is_on) return { name: file.name, kept: () => {} }
  const { name, findings } = await coverName(tx, setting, file.name, now)
  const form = readable[file.media_type]
  const isText = form === 'text' && file.size_bytes <= text_length_max
  const inText = isText ? await inWords(tx, setting, (await bytesOf(app, file)).toString('utf8'), now) : []
  const state: State | undefined =
    form === undefined ? undefined : isText ? (inText.length > 0 ? 'found' : 'clean') : 'waiting'
  return {
    name,
    kept: () => {
      keep(writing, file.id, [...findings, ...inText])
      if (state === undefined) return
      tx.send(
        raw('insert into privacy.file (org_id, attachment_id, state, examined_at) values ($1,$2,$3,$4)', [
          tx.orgId,
          file.id,
          state,
          state === 'waiting' ? null : now,
        ]),
      )
      if (state === 'waiting') app.jobs.add(tx, 'privacy.examine_file', { file: file.id })
    },
  }
}

function keep({ tx, actor, now }: Writing, attachmentId: string, findings: readonly NewFinding[]): void {
  if (findings.length === 0) return
  keepFindings(
    tx,
    {
      action: 'attachments.upload',
      recordId: null,
      attachmentId,
      isInternal: false,
      writerId: actor.personId,
      now,
    },
    findings.slice(0, findings_max),
  )
}

async function coverName(tx: Tx, setting: Setting, name: string, now: string) {
  // Names of files are written with lines for blanks.
  const [spans = []] = await examine(tx, setting, [name.replaceAll(/[_-]/g, ' ')], now)
  const findings: NewFinding[] = []
  let rest = ''
  let done = 0
  for (const { from, to, kind, score } of spans) {
    const mask = newMask()
    findings.push({ mask, kind, score, field: 'name', from, to, words: name.slice(from, to) })
    rest += name.slice(done, from) + maskText(kind, mask)
    done = to
  }
  const covered = rest + name.slice(done)
  if (covered.length <= 200) return { name: covered, findings }
  const mask = newMask()
  const whole: NewFinding = {
    mask,
    kind: 'text',
    score: 1,
    field: 'name',
    from: 0,
    to: name.length,
    words: name,
  }
  return { name: maskText('text', mask), findings: [whole] }
}

async function inWords(tx: Tx, setting: Setting, text: string, now: string): Promise<NewFinding[]> {
  const [spans = []] = await examine(tx, setting, [text.slice(0, text_length_max)], now)
  return spans
    .slice(0, findings_max)
    .map(({ from, to, kind, score }) => ({ mask: null, kind, score, field: 'file', from, to, words: null }))
}

async function bytesOf(app: App, file: Pick<Attachment, 'storage_key'>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await app.files.open(file.storage_key)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

type Waiting = Attachment & { uploaded_by: string }

/** Job `privacy.examine_file`: reads a document apart from the server, with bounds, and says what was found. */
export async function examineFile(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const id = String(payload.file)
  const file = await write(app.pool, orgId, (tx) =>
    tx.maybe(
      raw<Waiting>(
        `select a.id, a.record_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.storage_key, a.uploaded_by
         from core.attachment a join privacy.file f on f.org_id = a.org_id and f.attachment_id = a.id
         where a.org_id = $1 and a.id = $2 and a.removed_at is null and f.state = 'waiting'`,
        [orgId, id],
      ),
    ),
  )
  if (!file) return
  const form = readable[file.media_type]
  const text =
    file.size_bytes > bytes_max || form === undefined
      ? undefined
      : await textOf(await bytesOf(app, file), form)
  const now = app.clock.now().toISOString()
  await write(app.pool, orgId, async (tx) => {
    const found = text === undefined ? [] : await inWords(tx, await settingOf(tx), text, now)
    const state: State = text === undefined ? 'unreadable' : found.length > 0 ? 'found' : 'clean'
    const isFirst = await tx.maybe(
      raw(
        `update privacy.file set state = $3, examined_at = $4 where org_id = $1 and attachment_id = $2 and state = 'waiting' returning 1 as first`,
        [orgId, id, state, now],
      ),
    )
    const actor = { orgId, personId: file.uploaded_by } as Actor
    if (isFirst) keep({ app, tx, actor, now }, id, found)
  })
}

/** The words of a document, or nothing when it cannot be read within its bounds. */
export function textOf(content: Buffer, form: 'text' | 'docx' | 'pdf'): Promise<string | undefined> {
  if (form === 'text') return Promise.resolve(content.toString('utf8').slice(0, text_length_max))
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./extract-worker.ts', import.meta.url), {
      workerData: { content: new Uint8Array(content), form, text_length_max },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      stdout: true,
      stderr: true,
    })
    const done = (text: string | undefined) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(text)
    }
    const timer = setTimeout(() => done(undefined), extract_ms_max)
    worker.once('message', (text: string | null) => done(text ?? undefined))
    worker.once('error', () => done(undefined))
    worker.once('exit', () => done(undefined))
  })
}

/** As `Guard.requireOpen` says: its uploader opens it, who may see patient data, and who said why a short while ago. */
export async function requireOpen(tx: Tx, actor: Actor, file: Attachment, now: string): Promise<void> {
  if (may(actor, 'privacy.see')) return
  const row = await tx.maybe(
    raw<{ state: State; is_own: boolean; is_open: boolean; is_suspect: boolean }>(
      `select p.state, a.uploaded_by = $3 as is_own,
         exists (select from privacy.reveal v where v.org_id = p.org_id and v.record_id = a.record_id and v.attachment_id = a.id and v.person_id = $3
           and v.created_at > $4::timestamptz - make_interval(mins => ${open_minutes})) as is_open,
         exists (select from privacy.finding f where f.org_id = p.org_id and f.attachment_id = a.id and f.field = 'file' and f.state in ('suspected', 'confirmed')) as is_suspect
       from privacy.file p join core.attachment a on a.org_id = p.org_id and a.id = p.attachment_id
       where p.org_id = $1 and p.attachment_id = $2`,
      [tx.orgId, file.id, actor.personId, now],
    ),
  )
  if (!row || row.is_own) return
  if (row.state === 'waiting')
    throw conflict('This file is being looked through for patient data. Open it again in a moment.')
  if (row.state === 'found' && row.is_suspect && !row.is_open)
    throw forbidden('This file may hold patient data. Say why you open it.')
}
