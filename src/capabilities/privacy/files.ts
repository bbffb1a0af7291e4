/** Files on their way in: their names are covered like words, and what they hold is looked through before others open them. */
import { Worker } from 'node:worker_threads'
import type { Actor } from '../../core/actor.ts'
import { may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import type { Attachment } from '../../core/attachments/attachment.ts'
import type { Writing } from '../../core/followers.ts'
import { raw, type Tx, write } from '../../platform/db/transaction.ts'
import { conflict, forbidden } from '../../platform/http/problem.ts'
import type { Span } from './detect/span.ts'
import { examine } from './examine.ts'
import { keepFindings, type NewFinding } from './finding.ts'
import type { Look } from './looked.ts'
import { maskText, newMask } from './mask.ts'
import { readText } from './read-text.ts'
import { type Setting, settingOf } from './setting.ts'

const bytes_max = 20_000_000
const text_length_max = 2_000_000
/** As much as is looked through within a write without keeping others waiting. */
const bytes_at_once_max = 100_000
const findings_max = 500
const apart_ms_max = 30_000
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
  const isAtOnce = form === 'text' && file.size_bytes <= bytes_at_once_max
  const text = isAtOnce ? readText(await bytesOf(app, file)) : undefined
  const inText = text === undefined ? [] : found(await examine(tx, setting, [text], now))
  const state: State | undefined =
    form === undefined ? undefined : isAtOnce ? stateOf(text !== undefined, inText) : 'waiting'
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

/** Only what was read to its end can be clean. */
function stateOf(isWhole: boolean, findings: readonly NewFinding[]): State {
  if (findings.length > 0) return 'found'
  return isWhole ? 'clean' : 'unreadable'
}

function found([spans = []]: readonly Span[][]): NewFinding[] {
  return spans
    .slice(0, findings_max)
    .map(({ from, to, kind, score }) => ({ mask: null, kind, score, field: 'file', from, to, words: null }))
}

async function bytesOf(app: App, file: Pick<Attachment, 'storage_key' | 'size_bytes'>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await app.files.open(file.storage_key, file.size_bytes))
    chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

type Waiting = Attachment & { uploaded_by: string }

/** Job `privacy.examine_file`: reads a document apart from the server, with bounds, and says what was found. */
export async function examineFile(app: App, payload: Record<string, unknown>): Promise<void> {
  const orgId = String(payload.org)
  const id = String(payload.file)
  const { file, setting } = await write(app.pool, orgId, async (tx) => ({
    file: await tx.maybe(
      raw<Waiting>(
        `select a.id, a.record_id, a.name, a.media_type, a.size_bytes, a.is_inline, a.storage_key, a.uploaded_by
         from core.attachment a join privacy.file f on f.org_id = a.org_id and f.attachment_id = a.id
         where a.org_id = $1 and a.id = $2 and a.removed_at is null and f.state = 'waiting'`,
        [orgId, id],
      ),
    ),
    setting: await settingOf(tx),
  }))
  if (!file) return
  const form = readable[file.media_type]
  const content =
    file.size_bytes > bytes_max || form === undefined
      ? undefined
      : await textOf(await bytesOf(app, file), form)
  const now = app.clock.now().toISOString()
  const inText = content === undefined ? [] : await inLong(app, orgId, setting, content.text, now)
  const state = stateOf(content?.isCut === false && inText !== undefined, inText ?? [])
  await write(app.pool, orgId, async (tx) => {
    const isFirst = await tx.maybe(
      raw(
        `update privacy.file set state = $3, examined_at = $4 where org_id = $1 and attachment_id = $2 and state = 'waiting' returning 1 as first`,
        [orgId, id, state, now],
      ),
    )
    const actor = { orgId, personId: file.uploaded_by } as Actor
    if (isFirst) keep({ app, tx, actor, now }, id, inText ?? [])
  })
}

/** What is found in a text of any length, in a thread of its own and with no transaction open meanwhile. */
async function inLong(app: App, orgId: string, setting: Setting, text: string, now: string) {
  const many = ((...statements: Parameters<Tx['many']>) =>
    write(app.pool, orgId, (tx) => tx.many(...statements))) as Tx['many']
  const look = async (how: Look) => {
    const spans = await apart<Span[][]>(new URL('./look-worker.ts', import.meta.url), how)
    if (spans === undefined) throw tooLong
    return spans
  }
  try {
    return found(await examine({ orgId, many }, setting, [text], now, look))
  } catch (error) {
    if (error === tooLong) return undefined
    throw error
  }
}

const tooLong = new Error('the text was not looked through in time')

type Read = { text: string; isCut: boolean }

/** The words of a document, or nothing when it cannot be read within its bounds. */
export async function textOf(content: Buffer, form: 'text' | 'docx' | 'pdf'): Promise<Read | undefined> {
  if (form !== 'text')
    return apart<Read>(new URL('./extract-worker.ts', import.meta.url), {
      content: new Uint8Array(content),
      form,
      text_length_max,
    })
  const text = readText(content)
  return text === undefined
    ? undefined
    : { text: text.slice(0, text_length_max), isCut: text.length > text_length_max }
}

/** What a thread of its own answers within its bounds of time and memory, or nothing. */
function apart<Answer>(file: URL, workerData: unknown): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(file, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      stdout: true,
      stderr: true,
    })
    const done = (answer: Answer | undefined) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(() => done(undefined), apart_ms_max)
    worker.once('message', (answer: Answer | null) => done(answer ?? undefined))
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
