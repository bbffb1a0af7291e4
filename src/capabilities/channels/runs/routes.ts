/** The files of an import: the upload, and the rows that were left out. */
import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { read } from '../../../platform/db/transaction.ts'
import { forbidden, notFound } from '../../../platform/http/problem.ts'
import type { Http } from '../../../platform/http/server.ts'
import { openBadRows } from './files.ts'
import { ImportRun, mayImport, Params } from './readers.ts'
import { receive, upload_bytes_max } from './receive.ts'
import { findRun } from './run-row.ts'

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
          'Upload a file of tickets (CSV or XES) or an archive of articles (Markdown in zip, tar or tar.gz), as multipart/form-data.',
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
        'The rows that were left out, with line and reason, or what was noticed about articles, as CSV.',
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
