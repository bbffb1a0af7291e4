/** The files of an import: the upload, and the rows that were left out. */
import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { raw, read, write } from '../../../platform/db/transaction.ts'
import { forbidden, invalid, notFound, Problem } from '../../../platform/http/problem.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { isImportFault } from '../import/import-error.ts'
import { keepUpload, openBadRows, removeUpload, uploadPath } from './files.ts'
import { ImportRun, mayImport, Params, shown } from './readers.ts'
import { findRun, fingerprint, insertRun, type RunRow } from './run-row.ts'
import { lookAt } from './shape.ts'

const upload_bytes_max = 512 * 1024 ** 2
const file_name_length_max = 255

/** Mounts the upload and the download of bad rows. */
export function mountImportFiles(http: Http, app: App, authenticate: Authenticate): void {
  http.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 0, parts: 2, fileSize: upload_bytes_max, headerPairs: 50 },
    })
    scope.route({
      method: 'POST',
      url: '/api/imports',
      schema: {
        ...describe(
          'imports.upload',
          'Upload a file of tickets (CSV or XES), as multipart/form-data.',
          'imports',
        ),
        consumes: ['multipart/form-data'],
        response: { 200: ImportRun, ...Problems },
      },
      handler: async (request) => {
        const actor = await requireImporter(app, await authenticate(request), 'imports.upload')
        return receive(app, actor, request)
      },
    })
  })
  http.route({
    method: 'GET',
    url: '/api/imports/:id/bad-rows',
    schema: {
      ...describe(
        'imports.bad_rows',
        'The rows that were left out, with line and reason, as CSV.',
        'imports',
      ),
      params: Params,
      response: { 200: Type.String({ description: 'text/csv' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await requireImporter(app, await authenticate(request), 'imports.bad_rows')
      const { id } = request.params as { id: string }
      const found = await read(app.pool, actor.orgId, (tx) => findRun(tx, id))
      const stream = found && (await openBadRows(app, id))
      if (!stream) throw notFound('The file of bad rows')
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="bad-rows.csv"',
          'cache-control': 'no-store',
        })
        .send(stream)
    },
  })
}

async function requireImporter(app: App, actor: Actor, name: string): Promise<Actor> {
  if (mayImport(actor)) return actor
  const problem = forbidden()
  await noteDenial(app, actor, name, problem)
  throw problem
}

async function receive(app: App, actor: Actor, request: FastifyRequest): Promise<ImportRun> {
  if (!request.isMultipart())
    throw new Problem(415, 'media-type', 'Wrong kind of content', 'Send the file as multipart/form-data.')
  const part = await request.file().catch(() => undefined)
  if (!part) throw invalid('#/file', 'There is no file in what you sent.')
  const id = newId()
  await keepUpload(app, id, part.file)
  try {
    if (part.file.truncated)
      throw invalid(
        '#/file',
        `The file is larger than ${upload_bytes_max / 1024 ** 2} MB. Compress it with gzip, or use the command line.`,
      )
    return await begin(app, actor, id, part.filename ?? 'file')
  } catch (error) {
    await removeUpload(app, id)
    throw isImportFault(error) ? invalid('#/file', error.message) : error
  }
}

async function begin(app: App, actor: Actor, id: string, fileName: string): Promise<ImportRun> {
  const path = uploadPath(app, id)
  const { zone } = await read(app.pool, actor.orgId, (tx) =>
    tx.one(
      raw<{ zone: string }>('select time_zone as zone from core.organization where id = $1', [actor.orgId]),
    ),
  )
  const { shape, guess } = await lookAt(path, zone)
  const { size_bytes, sha256 } = await fingerprint(path)
  const now = app.clock.now().toISOString()
  const row: RunRow = {
    id,
    kind: 'tickets',
    file_name: cleanName(fileName),
    size_bytes,
    sha256,
    has_file: true,
    state: 'uploaded',
    shape,
    mapping: guess.mapping,
    rows_done: 0,
    rows_total: 0,
    report: null,
    reconciliation: null,
    failure: null,
    wants_stop: false,
    created_by: actor.personId,
    created_at: now,
    started_at: null,
    finished_at: null,
    updated_at: now,
  }
  return write(app.pool, actor.orgId, async (tx) => {
    tx.send(insertRun(actor.orgId, row))
    tx.send(audit(actor, now, 'imports.upload', { run: id, size_bytes }))
    return shown(tx, row, now)
  })
}

function cleanName(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '').trim()
  return (clean || 'file').slice(0, file_name_length_max)
}
