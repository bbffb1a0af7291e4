/** What becomes of an uploaded file: it is looked at, and a run begins. */
import { rm } from 'node:fs/promises'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { raw, read, write } from '../../../platform/db/transaction.ts'
import { invalid, Problem } from '../../../platform/http/problem.ts'
import type { FastifyRequest } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { archiveKind, innerFolder, unpackArchive } from '../import/archive/unpack-archive.ts'
import { isImportFault, lineOf } from '../import/import-error.ts'
import { keepUpload, removeAll, unpackedPath, uploadPath } from './files.ts'
import { type ImportRun, shown } from './readers.ts'
import { originOf, runArticles } from './run-articles.ts'
import { fingerprint, insertRun, newRun, type RunRow } from './run-row.ts'
import { lookAt } from './shape.ts'

export const upload_bytes_max = 500_000_000
const file_name_length_max = 255
const problems_kept_max = 200

/** Takes the file of the request. What cannot be imported is refused with a sentence and leaves nothing behind. */
export async function receive(app: App, actor: Actor, request: FastifyRequest): Promise<ImportRun> {
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
        `The file is larger than ${upload_bytes_max / 1_000_000} MB. Compress it with gzip, or use the command line.`,
      )
    return await begin(app, actor, id, cleanName(part.filename ?? 'file'))
  } catch (error) {
    await removeAll(app, id)
    throw isImportFault(error) ? invalid('#/file', lineOf(error)) : error
  }
}

async function begin(app: App, actor: Actor, id: string, fileName: string): Promise<ImportRun> {
  const path = uploadPath(app, id)
  const file = { file_name: fileName, ...(await fingerprint(path)) }
  const kind = await archiveKind(path)
  const now = app.clock.now().toISOString()
  const row: RunRow = {
    ...newRun(id, now),
    ...file,
    created_by: actor.personId,
    ...(kind === undefined
      ? await ticketParts(app, actor, path)
      : await articleParts(app, actor, id, kind, fileName)),
  }
  return write(app.pool, actor.orgId, async (tx) => {
    tx.send(insertRun(actor.orgId, row))
    tx.send(audit(actor, now, 'imports.upload', { run: id, size_bytes: file.size_bytes }))
    return shown(tx, row, now)
  })
}

async function ticketParts(app: App, actor: Actor, path: string): Promise<Partial<RunRow>> {
  const { zone } = await read(app.pool, actor.orgId, (tx) =>
    tx.one(
      raw<{ zone: string }>('select time_zone as zone from core.organization where id = $1', [actor.orgId]),
    ),
  )
  const { shape, guess } = await lookAt(path, zone)
  return { kind: 'tickets', shape, mapping: guess.mapping }
}

/** The archive is unpacked at once: what is wrong with it is told to the one who sent it. */
async function articleParts(
  app: App,
  actor: Actor,
  id: string,
  kind: 'zip' | 'tar',
  fileName: string,
): Promise<Partial<RunRow>> {
  const { problems } = await unpackArchive(uploadPath(app, id), kind, unpackedPath(app, id))
  const settings = { origin: originOf(fileName), audience: 'staff', site_url: null } as const
  const folder = await innerFolder(unpackedPath(app, id))
  // Whether there are articles at all is found before the run is begun.
  await runArticles(app, actor.orgId, { folder, settings, actorId: actor.personId, isDry: true })
  await rm(uploadPath(app, id), { force: true })
  return {
    kind: 'articles',
    settings,
    shape: {
      format: 'markdown',
      encoding: 'utf-8',
      delimiter: null,
      columns: [],
      problems: problems.slice(0, problems_kept_max),
    },
  }
}

function cleanName(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '').trim()
  return (clean || 'file').slice(0, file_name_length_max)
}
