/** Exports: asked for with a reason by an officer, or by the person; downloaded as a zip file a short while after. */
import { Readable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { type ExportedFile, exportPerson } from './export.ts'

const open_minutes = 10
const Asked = Type.Object({ id: Id })

export const askExport = plainAction({
  name: 'privacy.export_person',
  summary: 'Ask for all that is kept of a person; the answer’s id opens the download for ten minutes.',
  path: '/api/privacy/people/:id/export',
  params: Body({ id: Id }),
  input: Body({ reason: Line(500) }),
  output: Asked,
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, actor, params, input, now }) => {
    const person = await tx.maybe(
      raw<{ id: string }>("select id from core.person where org_id = $1 and id = $2 and kind <> 'service'", [
        tx.orgId,
        params.id,
      ]),
    )
    if (!person) throw notFound('This person')
    const id = keepAsked(tx, actor, person.id, input.reason, now)
    return { result: { id }, audit: { export: id, person: person.id } }
  },
})

export const askOwnExport = plainAction({
  name: 'privacy.export_own',
  summary: 'Ask for what is kept of oneself; the answer’s id opens the download for ten minutes.',
  path: '/api/privacy/own-export',
  input: Body({}),
  output: Asked,
  needsStepUp: true,
  permits: () => true,
  run: async ({ tx, actor, now }) => {
    const id = keepAsked(tx, actor, actor.personId, null, now)
    return { result: { id }, audit: { export: id, person: actor.personId } }
  },
})

function keepAsked(tx: Tx, actor: Actor, personId: string, reason: string | null, now: string): string {
  const id = newId()
  tx.send(
    raw(
      'insert into privacy.export (org_id, id, person_id, asked_by, reason, asked_at) values ($1,$2,$3,$4,$5,$6)',
      [tx.orgId, id, personId, actor.personId, reason, now],
    ),
  )
  return id
}

/** Mounts the download: only for who asked, and for a short while. */
export function mountExport(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/privacy/exports/:id',
    schema: {
      ...describe(
        'privacy.download_export',
        'What is kept of a person as a zip file, for who asked for it a short while ago.',
        'privacy',
      ),
      params: Body({ id: Id }),
      response: { 200: Type.String({ description: 'application/zip' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      const { id } = request.params as { id: string }
      const now = app.clock.now().toISOString()
      const asked = await openAsked(app, actor, id, now)
      return reply
        .headers({
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="personal-data-${now.slice(0, 10)}.zip"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(zipOf(exportPerson(app, actor, asked.person_id))))
    },
  })
}

async function openAsked(app: App, actor: Actor, id: string, now: string): Promise<{ person_id: string }> {
  const asked = await write(app.pool, actor.orgId, async (tx) => {
    const row = await tx.maybe(
      raw<{ person_id: string }>(
        `select person_id from privacy.export where org_id = $1 and id = $2 and asked_by = $3
           and asked_at > $4::timestamptz - make_interval(mins => ${open_minutes}) and (person_id = $3 or $5)`,
        [tx.orgId, id, actor.personId, now, may(actor, 'privacy.manage')],
      ),
    )
    if (row) tx.send(audit(actor, now, 'privacy.download_export', { export: id, person: row.person_id }))
    return row
  })
  if (asked) return asked
  const problem = notFound('This export')
  await noteDenial(app, actor, 'privacy.download_export', problem)
  throw problem
}

/** The files as a zip file, piece by piece. */
async function* zipOf(files: AsyncIterable<ExportedFile>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for await (const { path, content } of files) {
    const entry = path.startsWith('files/') ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 })
    zip.add(entry)
    entry.push(content, true)
    yield* pieces.splice(0)
  }
  zip.end()
  yield* pieces.splice(0)
}
