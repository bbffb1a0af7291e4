/** Import and export over HTTP: the upload with its preview, the run, and the zip file. */
import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { reader } from '../../../core/registry.ts'
import { raw, write } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound, Problem } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { articleLife, audiences } from '../lifecycle.ts'
import { isExchangeFault, upload_bytes_max } from './archive.ts'
import { type Dialect, dialects } from './dialect.ts'
import { type ExportFilter, exportFolder, zipOf } from './export.ts'
import { begin, findRun, Run, recentRuns, Settings, shownRun } from './runs.ts'

const mayImport = (actor: Actor) => may(actor, 'knowledge.write')

export const importRuns = reader({
  name: 'knowledge.imports',
  summary: 'The newest imports of folders of Markdown.',
  path: '/api/article-imports',
  output: Type.Object({ rows: Type.Array(Run) }),
  permits: mayImport,
  run: async ({ tx, actor }) => ({ rows: (await recentRuns(tx)).map((run) => shownRun(run, actor)) }),
})

export const importRun = reader({
  name: 'knowledge.import_show',
  summary: 'One import with its preview or what came of it.',
  path: '/api/article-imports/:id',
  params: Body({ id: Id }),
  output: Run,
  permits: mayImport,
  run: async ({ tx, actor, params }) => {
    const run = await findRun(tx, params.id ?? '')
    if (!run) throw notFound('This import')
    return shownRun(run, actor)
  },
})

export const runImport = plainAction({
  name: 'knowledge.import',
  summary: 'Store what was previewed, as a job.',
  path: '/api/article-imports/:id/run',
  params: Body({ id: Id }),
  input: Settings,
  output: Run,
  permits: mayImport,
  run: async ({ app, tx, actor, input, params, now }) => {
    const run = await findRun(tx, params.id ?? '')
    if (!run) throw notFound('This import')
    if (run.created_by !== actor.personId)
      throw forbidden('Somebody else sent this folder. Send it yourself to import it.')
    if (input.is_published && !may(actor, 'knowledge.publish'))
      throw forbidden('You may not publish articles. Import them as work in progress.')
    if (run.state !== 'previewed') throw conflict('This import was started already.')
    tx.send(
      raw(
        `update knowledge.exchange_run set state = 'running', settings = $3, updated_at = $4 where org_id = $1 and id = $2`,
        [tx.orgId, run.id, JSON.stringify(input), now],
      ),
    )
    app.jobs.add(
      tx,
      'knowledge.import_run',
      { id: run.id },
      { key: `knowledge.import_run:${run.id}`, tries_max: 5 },
    )
    return {
      result: { ...shownRun(run, actor), state: 'running' as const, settings: input, updated_at: now },
      audit: { run: run.id, is_published: input.is_published },
    }
  },
})

const ExportQuery = Type.Object(
  {
    dialect: OneOf(dialects),
    state: Type.Optional(OneOf(Object.keys(articleLife.states))),
    audience: Type.Optional(OneOf(audiences)),
    topic: Type.Optional(Type.String({ maxLength: 200 })),
    application: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)

/** Mounts the upload and the download. */
export function mountExchange(http: Http, app: App, authenticate: Authenticate): void {
  http.register(async (scope) => {
    await scope.register(multipart, {
      limits: { files: 1, fields: 0, parts: 2, fileSize: upload_bytes_max, headerPairs: 50 },
    })
    scope.route({
      method: 'POST',
      url: '/api/article-imports',
      schema: {
        ...describe(
          'knowledge.import_upload',
          'Send a folder of Markdown as a zip file, or one Markdown file, as multipart/form-data; answers what an import would do.',
          'knowledge',
        ),
        consumes: ['multipart/form-data'],
        response: { 200: Run, ...Problems },
      },
      handler: async (request) => {
        const actor = await requireRight(
          app,
          await authenticate(request),
          'knowledge.import_upload',
          mayImport,
        )
        return receive(app, actor, request)
      },
    })
  })
  http.route({
    method: 'GET',
    url: '/api/article-export',
    schema: {
      ...describe(
        'knowledge.export',
        'The articles that one may read as a zip file of Markdown.',
        'knowledge',
      ),
      querystring: ExportQuery,
      response: { 200: Type.String({ description: 'application/zip' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await requireRight(app, await authenticate(request), 'knowledge.export', (each) =>
        may(each, 'knowledge.read_internal'),
      )
      const { dialect, ...filter } = request.query as { dialect: Dialect } & ExportFilter
      const now = app.clock.now().toISOString()
      await write(app.pool, actor.orgId, async (tx) => {
        tx.send(audit(actor, now, 'knowledge.export', { dialect, filters: Object.keys(filter) }))
      })
      return reply
        .headers({
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="knowledge-${dialect}-${now.slice(0, 10)}.zip"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(zipOf(exportFolder(app, actor, dialect, filter))))
    },
  })
}

async function requireRight(
  app: App,
  actor: Actor,
  name: string,
  has: (actor: Actor) => boolean,
): Promise<Actor> {
  if (has(actor)) return actor
  const problem = forbidden()
  await noteDenial(app, actor, name, problem)
  throw problem
}

async function receive(app: App, actor: Actor, request: FastifyRequest): Promise<Run> {
  if (!request.isMultipart())
    throw new Problem(415, 'media-type', 'Wrong kind of content', 'Send the file as multipart/form-data.')
  const part = await request.file().catch(() => undefined)
  if (!part) throw invalid('#/file', 'There is no file in what you sent.')
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk as Buffer)
  if (part.file.truncated)
    throw invalid(
      '#/file',
      `The file is larger than ${upload_bytes_max / 1_000_000} MB. Use the command line, or send a part of it.`,
    )
  const name =
    (part.filename ?? '')
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
      .trim()
      .slice(0, 255) || 'file'
  try {
    return await begin(app, actor, name, Buffer.concat(chunks))
  } catch (error) {
    throw isExchangeFault(error) ? invalid('#/file', error.message) : error
  }
}
