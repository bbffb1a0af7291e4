import type { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import { type Static, Type } from 'typebox'
import { raw, read, write } from '../../platform/db/transaction.ts'
import { classify } from '../../platform/files/classify.ts'
import { FileRefused } from '../../platform/files/refusals.ts'
import { invalid, Problem, tooMany } from '../../platform/http/problem.ts'
import { Id, NullableText } from '../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../platform/http/server.ts'
import { newId } from '../../platform/id/id.ts'
import type { Actor } from '../actor.ts'
import type { App } from '../app.ts'
import { audit } from '../audit.ts'
import { type Authenticate, describe, Problems } from '../mount.ts'
import type { Attachment } from './attachment.ts'
import { inQuarantine, type ScanState, scanned, waitsForScan } from './scan.ts'

const unsent_files_max = 100

export const UploadedFile = Type.Object({
  id: Id,
  name: Type.String(),
  media_type: Type.String(),
  size_bytes: Type.Integer(),
  is_inline: Type.Boolean({ description: 'An image that may be shown in the text.' }),
  is_suspicious: Type.Boolean({
    description: 'Name, type and content contradict each other: a download only.',
  }),
  held: NullableText,
})

/** Takes one file as multipart/form-data, streamed to the store; it belongs to nobody else until it is sent. */
export function mountUpload(http: Http, app: App, authenticate: Authenticate): void {
  http.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 0, parts: 2, fileSize: app.config.uploadBytesMax + 1, headerPairs: 50 },
    })
    scope.route({
      method: 'POST',
      url: '/api/attachments',
      schema: {
        ...describe('attachments.upload', 'Upload one file, as multipart/form-data.', 'attachments'),
        consumes: ['multipart/form-data'],
        response: { 200: UploadedFile, ...Problems },
      },
      handler: async (request) => {
        const actor = await authenticate(request)
        return receive(app, actor, request).catch((error: unknown) => {
          // What was not read of a refused file would keep the next request of the same connection waiting for ever.
          request.raw.unpipe()
          request.raw.resume()
          throw error
        })
      },
    })
  })
}

async function receive(app: App, actor: Actor, request: FastifyRequest) {
  const part = await openPart(request)
  try {
    await requireRoom(app, actor)
  } catch (refusal) {
    part.file.resume()
    throw refusal
  }
  return storeFile(app, actor, { stream: part.file, name: part.filename ?? '', type: part.mimetype })
}

/** Keeps a file as the actor's own until it is sent; one that is not safe is refused with a problem. */
export async function storeFile(
  app: App,
  actor: Actor,
  given: { stream: Readable; name: string; type: string },
): Promise<Static<typeof UploadedFile>> {
  const stored = await app.files
    .put(given.stream, { size_bytes_max: app.config.uploadBytesMax })
    .catch((error) => {
      throw toProblem(error)
    })
  try {
    const verdict = classify({
      name: given.name,
      declaredType: given.type,
      size_bytes: stored.size_bytes,
      content: stored.content,
    })
    if (verdict.refusal) throw verdict.refusal
    const file: Attachment = {
      id: newId(),
      record_id: null,
      name: verdict.name,
      media_type: verdict.type,
      size_bytes: stored.size_bytes,
      is_inline: verdict.isInline,
      storage_key: stored.key,
    }
    const scan = await scanned(app, stored.key)
    const name = await keep(app, actor, file, { sha256: stored.sha256, ...scan })
    const { storage_key: _key, record_id: _record, ...told } = { ...file, name }
    const held = scan.state === 'infected' ? inQuarantine : scan.state === 'waiting' ? waitsForScan : null
    return { ...told, is_suspicious: verdict.isSuspicious, held }
  } catch (error) {
    await app.files.remove(stored.key)
    throw toProblem(error)
  }
}

async function openPart(request: FastifyRequest) {
  if (!request.isMultipart())
    throw new Problem(415, 'media-type', 'Wrong kind of content', 'Send the file as multipart/form-data.')
  const part = await request.file().catch(() => undefined)
  if (!part) throw invalid('#/file', 'There is no file in what you sent.')
  return part
}

// Who uploads without ever sending fills the disk; what is older than a day is removed by itself.
async function requireRoom(app: App, actor: Actor): Promise<void> {
  const { unsent } = await read(app.pool, actor.orgId, (tx) =>
    tx.one(
      raw<{ unsent: number }>(
        'select count(*) as unsent from core.attachment where org_id = $1 and uploaded_by = $2 and record_id is null and about_person_id is null and removed_at is null',
        [actor.orgId, actor.personId],
      ),
    ),
  )
  if (unsent >= unsent_files_max)
    throw tooMany(3600, 'You have uploaded many files without sending them. Send or forget some first.')
}

type Looked = { sha256: string; state: ScanState; found: string | null }

/** Answers the name under which it is kept. */
async function keep(app: App, actor: Actor, file: Attachment, looked: Looked): Promise<string> {
  return write(app.pool, actor.orgId, async (tx) => {
    const now = app.clock.now().toISOString()
    const received = await app.registry.guard?.receive({ app, tx, actor, now }, file)
    const name = received?.name ?? file.name
    tx.send(
      raw(
        "insert into core.attachment (org_id, id, uploaded_by, name, media_type, size_bytes, sha256, storage_key, is_inline, created_at, scan, scan_found, scan_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,case when $11::text in ('clean', 'infected') then $10::timestamptz end)",
        [
          actor.orgId,
          file.id,
          actor.personId,
          name,
          file.media_type,
          file.size_bytes,
          Buffer.from(looked.sha256, 'hex'),
          file.storage_key,
          file.is_inline,
          now,
          looked.state,
          looked.found,
        ],
      ),
    )
    tx.send(
      audit(actor, now, 'attachments.upload', {
        file: file.id,
        size_bytes: file.size_bytes,
        ...(looked.found === null ? {} : { virus: looked.found }),
      }),
    )
    received?.kept()
    return name
  })
}

/** A refused file as the problem that the browser understands. */
export function toProblem(error: unknown): unknown {
  return error instanceof FileRefused
    ? new Problem(
        error.status,
        `file-${error.code.replaceAll('_', '-')}`,
        'The file was not taken',
        error.message,
        {
          errors: [{ pointer: '#/file', detail: error.message }],
        },
      )
    : error
}
