/** Files that prove what somebody learned, for whoever may read of that person. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { type Attachment, removeAttachments } from '../../../core/attachments/attachment.ts'
import { requireScanned, type ScanState } from '../../../core/attachments/scan.ts'
import { toProblem } from '../../../core/attachments/upload.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { servingHeaders } from '../../../platform/files/serving-headers.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { FastifyReply, Http } from '../../../platform/http/server.ts'
import { heldPeople } from '../../privacy/index.ts'
import { readable, readsOwn } from '../policy.ts'

export const EvidenceFile = Type.Object({ id: Id, name: Type.String(), size_bytes: Type.Integer() })

/** The files of a line (alias `l`). */
export const evidenceOf = sql<Static<typeof EvidenceFile>[]>`
  coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name, 'size_bytes', a.size_bytes) order by a.created_at, a.id)
    from training.evidence_file e join core.attachment a on a.org_id = e.org_id and a.id = e.attachment_id and a.removed_at is null
    where e.org_id = l.org_id and e.line_id = l.id), '[]')`

/** Refuses files that the actor did not just upload. */
export async function requireUploaded(tx: Tx, actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const known = await tx.all(
    raw<{ id: string }>(
      `select id from core.attachment where org_id = $1 and uploaded_by = $2 and id = any($3::uuid[])
         and record_id is null and about_person_id is null and removed_at is null for update`,
      [tx.orgId, actor.personId, ids],
    ),
  )
  for (const [at, id] of ids.entries())
    if (!known.some((file) => file.id === id.toLowerCase()))
      throw invalid(`#/file_ids/${at}`, 'This file is not there any more. Upload it again.')
}

/** What was uploaded tells of the person from now on. */
export function tellsOf(tx: Tx, personId: string, ids: readonly string[]): void {
  tx.send(
    raw('update core.attachment set about_person_id = $2 where org_id = $1 and id = any($3::uuid[])', [
      tx.orgId,
      personId,
      ids,
    ]),
  )
}

/** Gives what was uploaded to the line. */
export function storeEvidence(tx: Tx, lineId: string, personId: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  tellsOf(tx, personId, ids)
  tx.send(
    raw(
      'insert into training.evidence_file (org_id, line_id, attachment_id) select $1, $2, unnest($3::uuid[])',
      [tx.orgId, lineId, ids],
    ),
  )
}

/** Refuses to take away what is kept of somebody, by any of their entries, whom a legal hold keeps as they are. */
export async function requireUnheldPerson(tx: Tx, personId: string): Promise<void> {
  if ((await heldPeople(tx, [personId])).length > 0)
    throw conflict(
      'This is under a legal hold, and has to stay as it is. A privacy officer can lift the hold.',
    )
}

/** Takes the files of a line away for good. Answers how many there were. */
export async function removeEvidence(
  app: App,
  tx: Tx,
  lineId: string,
  by: { personId: string; now: string },
): Promise<number> {
  const files = await tx.all(
    raw<{ id: string; storage_key: string }>(
      `select a.id, a.storage_key from training.evidence_file e join core.attachment a on a.org_id = e.org_id and a.id = e.attachment_id
       where e.org_id = $1 and e.line_id = $2 and a.removed_at is null for update of a`,
      [tx.orgId, lineId],
    ),
  )
  removeAttachments(app, tx, files, by)
  return files.length
}

const name = 'training.evidence'

/** Mounts the download of a file. */
export function mountEvidence(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/training/records/:id/files/:file',
    schema: {
      ...describe(
        name,
        'A file that proves a line of learning, for whoever may read of its person.',
        'training',
      ),
      params: Body({ id: Id, file: Id }),
      response: { 200: Type.String({ description: 'The file.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!readsOwn(actor)) {
        await noteDenial(app, actor, name, forbidden())
        throw forbidden()
      }
      return serveProof(app, reply, actor, name, request.params, provesLine)
    },
  })
}

export type Proof = Attachment & { scan: ScanState }
type Asked = { id: string; file: string }
/** The columns of a file (alias `a`) that is served. */
export const proofColumns = sql`a.id, a.record_id, a.name, a.media_type, a.size_bytes::float8 as size_bytes, a.storage_key, a.is_inline, a.scan`

/** Sends the file that `find` answers, once it is known to do no harm; that it was taken is written down as `action`. */
export async function serveProof(
  app: App,
  reply: FastifyReply,
  actor: Actor,
  action: string,
  asked: Asked,
  find: (tx: Tx, actor: Actor, asked: Asked) => Promise<Proof | undefined>,
): Promise<never> {
  const file = await write(app.pool, actor.orgId, async (tx) => {
    const found = await find(tx, actor, asked)
    if (!found) throw notFound('This file')
    requireScanned(found.scan)
    const now = app.clock.now().toISOString()
    await app.registry.guard?.requireOpen(tx, actor, found, now)
    tx.send(audit(actor, now, action, { record: asked.id, file: asked.file }))
    return found
  })
  const stream = await app.files.open(file.storage_key, file.size_bytes).catch((error) => {
    throw toProblem(error)
  })
  const headers = servingHeaders({ ...file, type: file.media_type, isInline: file.is_inline })
  return reply.headers(headers).send(stream as never) as never
}

/** The file, if the actor may read of its person. */
const provesLine = (tx: Tx, actor: Actor, { id, file }: Asked) =>
  tx.maybe(sql<Proof>`
    select ${proofColumns}
    from training.evidence_file e join core.attachment a on a.org_id = e.org_id and a.id = e.attachment_id and a.removed_at is null
      join training.learning_record l on l.org_id = e.org_id and l.id = e.line_id
      join core.person o on o.org_id = l.org_id and o.id = l.person_id
      join core.person p on p.org_id = o.org_id and p.id = coalesce(o.merged_into_id, o.id)
    where e.org_id = ${tx.orgId} and e.line_id = ${id} and a.id = ${file} and (p.id = ${actor.personId} or ${readable(actor, sql`p.id`)})`)
