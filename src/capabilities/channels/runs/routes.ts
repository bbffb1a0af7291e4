/** The import wizard over HTTP: upload, look, preview, run, reconcile, and the runs of the past. */
import multipart from '@fastify/multipart'
import { type Static, Type } from 'typebox'
import { type PlainAction, plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { reader } from '../../../core/registry.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict, forbidden, invalid, notFound, Problem } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, NullableTime, OneOf, Time } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { isImportFault } from '../import/import-error.ts'
import { checkMapping, type Mapping, mappingSchema } from '../import/mapping/mapping.ts'
import { fieldTypes } from '../import/mapping/vocabulary.ts'
import { keepUpload, openBadRows, removeUpload, uploadPath } from './files.ts'
import { RunRow as RunParts } from './report.ts'
import { changeRun, findRun, fingerprint, insertRun, type RunRow } from './run-row.ts'
import { lookAt, readyMappings } from './shape.ts'
import { addTask, isBusy, type Task } from './work.ts'

const upload_bytes_max = 512 * 1024 ** 2
const runs_shown = 50
const file_name_length_max = 255

const states = ['uploaded', 'previewing', 'previewed', 'running', 'done', 'stopped', 'failed'] as const
const Params = Body({ id: Id })
const mayImport = (actor: Actor) => may(actor, 'imports.run')

const Summary = {
  id: Id,
  kind: OneOf(['tickets', 'articles'] as const),
  file_name: Type.String(),
  size_bytes: Type.Integer(),
  has_file: Type.Boolean({ description: 'Whether the file is still there to be run.' }),
  state: OneOf(states),
  is_stalled: Type.Boolean({
    description: 'It says that it runs, but nothing has been heard of it for minutes.',
  }),
  created_by: Nullable(Type.Object({ id: Id, name: Type.String() })),
  created_at: Time,
  started_at: NullableTime,
  finished_at: NullableTime,
  updated_at: Time,
}
const ImportRun = Type.Object({
  ...Summary,
  shape: Type.Object({
    format: Type.String(),
    encoding: Type.String(),
    delimiter: Nullable(Type.String()),
    columns: Type.Array(Type.Object({ name: Type.String(), samples: Type.Array(Type.String()) })),
    doubts: Type.Array(Type.String({ description: 'What to look at in the guessed mapping.' })),
  }),
  mapping: Nullable(mappingSchema),
  ...RunParts,
})
type ImportRun = Static<typeof ImportRun>

async function personOf(tx: Tx, id: string | null): Promise<{ id: string; name: string } | null> {
  if (id === null) return null
  const found = await tx.maybe(
    raw<{ id: string; name: string }>('select id, name from core.person where org_id = $1 and id = $2', [
      tx.orgId,
      id,
    ]),
  )
  return found ?? null
}

async function shown(tx: Tx, run: RunRow, now: string): Promise<ImportRun> {
  const { wants_stop: _stop, sha256: _hash, ...rest } = run
  const isAtWork = run.state === 'previewing' || run.state === 'running'
  return {
    ...rest,
    is_stalled: isAtWork && !isBusy(run, now),
    created_by: await personOf(tx, run.created_by),
  }
}

export const list = reader({
  name: 'imports.list',
  summary: 'The latest runs.',
  path: '/api/imports',
  output: Type.Object({ rows: Type.Array(Type.Object({ ...Summary, stored: Nullable(Type.Integer()) })) }),
  permits: mayImport,
  run: async ({ tx, now }) => {
    const rows = await tx.all(
      raw<
        Omit<RunRow, 'created_by'> & {
          created_by: { id: string; name: string } | null
          stored: number | null
        }
      >(
        `select i.id, i.kind, i.file_name, i.size_bytes, i.has_file, i.state, i.created_at, i.started_at, i.finished_at, i.updated_at,
           (i.report ->> 'stored')::int as stored, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as created_by
         from channels.import_run i left join core.person p on p.org_id = i.org_id and p.id = i.created_by
         where i.org_id = $1 order by i.created_at desc, i.id desc limit ${runs_shown}`,
        [tx.orgId],
      ),
    )
    const isAtWork = (state: string) => state === 'previewing' || state === 'running'
    return { rows: rows.map((row) => ({ ...row, is_stalled: isAtWork(row.state) && !isBusy(row, now) })) }
  },
})

export const show = reader({
  name: 'imports.show',
  summary: 'A run with its mapping, progress and report.',
  path: '/api/imports/:id',
  params: Params,
  output: ImportRun,
  permits: mayImport,
  run: async ({ tx, params, now }) => {
    const run = await findRun(tx, params.id ?? '')
    if (!run) throw notFound('This import')
    return shown(tx, run, now)
  },
})

export const mappings = reader({
  name: 'imports.mappings',
  summary: 'The mappings that ship with the product, and the fields that a column can be mapped to.',
  path: '/api/imports/mappings',
  output: Type.Object({
    rows: Type.Array(Type.Object({ key: Type.String(), mapping: mappingSchema })),
    fields: Type.Array(
      Type.Object({ name: Type.String(), type: Type.String(), words: Type.Array(Type.String()) }),
    ),
  }),
  permits: mayImport,
  run: async () => ({
    rows: await readyMappings(),
    fields: Object.entries(fieldTypes).map(([name, type]) => ({
      name,
      type: type.type,
      words: type.type === 'word' ? [...type.words] : [],
    })),
  }),
})

// ---------------------------------------------------------------- steps

const Step = Type.Object({ id: Id, state: OneOf(states) })

function starting(options: { task: 'preview' | 'run'; summary: string }): PlainAction {
  return plainAction({
    name: `imports.${options.task}`,
    summary: options.summary,
    path: `/api/imports/:id/${options.task}`,
    params: Params,
    input: Body({ mapping: mappingSchema }),
    output: Step,
    permits: mayImport,
    run: async ({ app, tx, input, params, now }) => {
      const mapping = checked(input.mapping as Mapping)
      const run = await idleRun(tx, params.id ?? '', now)
      const state = options.task === 'preview' ? ('previewing' as const) : ('running' as const)
      tx.send(
        changeRun(tx.orgId, run.id, {
          state,
          mapping,
          rows_done: 0,
          report: null,
          reconciliation: null,
          failure: null,
          wants_stop: false,
          started_at: now,
          finished_at: null,
          updated_at: now,
        }),
      )
      addTask(app, tx, run.id, options.task)
      return { result: { id: run.id, state }, audit: { run: run.id } }
    },
  })
}

export const preview = starting({
  task: 'preview',
  summary: 'Try the mapping on the whole file; nothing is written.',
})
export const run = starting({
  task: 'run',
  summary: 'Write the tickets of the file. Those that are there already stay as they are.',
})

export const reconcile = plainAction({
  name: 'imports.reconcile',
  summary: 'Count the file and the database, each by itself, and compare.',
  path: '/api/imports/:id/reconcile',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ app, tx, params, now }) => {
    const { id, state, mapping } = await idleRun(tx, params.id ?? '', now)
    if (mapping === null || (state !== 'done' && state !== 'stopped'))
      throw conflict('Only a file that was imported can be compared.')
    tx.send(changeRun(tx.orgId, id, { reconciliation: null, failure: null, updated_at: now }))
    addTask(app, tx, id, 'reconcile' satisfies Task)
    return { result: { id, state } }
  },
})

export const stop = plainAction({
  name: 'imports.stop',
  summary: 'Stop a run after what it is writing now. It can be taken up again.',
  path: '/api/imports/:id/stop',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ tx, params }) => {
    const found = await findRun(tx, params.id ?? '', true)
    if (!found) throw notFound('This import')
    if (found.state !== 'previewing' && found.state !== 'running') throw conflict('It does not run any more.')
    tx.send(changeRun(tx.orgId, found.id, { wants_stop: true }))
    return { result: { id: found.id, state: found.state }, audit: { run: found.id } }
  },
})

export const discard = plainAction({
  name: 'imports.discard',
  summary: 'Remove the uploaded file and its file of bad rows. What was imported stays.',
  path: '/api/imports/:id/discard',
  params: Params,
  input: Body({}),
  output: Step,
  permits: mayImport,
  run: async ({ app, tx, params, now }) => {
    const { id, state } = await idleRun(tx, params.id ?? '', now)
    tx.send(changeRun(tx.orgId, id, { has_file: false, updated_at: now }))
    tx.afterCommit(() => {
      removeUpload(app, id).catch((failure: Error) =>
        app.log.warn({ failure: failure.name }, 'an uploaded import could not be removed'),
      )
    })
    return { result: { id, state }, audit: { run: id } }
  },
})

function checked(mapping: Mapping): Mapping {
  try {
    return checkMapping(mapping)
  } catch (error) {
    throw isImportFault(error) ? invalid('#/mapping', error.message) : error
  }
}

async function idleRun(tx: Tx, id: string, now: string): Promise<RunRow> {
  const found = await findRun(tx, id, true)
  if (!found) throw notFound('This import')
  if (!found.has_file) throw conflict('The file is not there any more. Upload it again.')
  if (isBusy(found, now)) throw conflict('This import is running. Wait until it is done, or stop it.')
  return found
}

// ---------------------------------------------------------------- files

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
