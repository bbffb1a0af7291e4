/** Files of a version of a course, and who may take them along. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { requireScanned, type ScanState } from '../../../core/attachments/scan.ts'
import { toProblem } from '../../../core/attachments/upload.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { inside, visible } from '../../../core/records/visible.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { servingHeaders } from '../../../platform/files/serving-headers.ts'
import { invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { heldRecords } from '../../privacy/index.ts'
import { manages } from '../policy.ts'
import { courseLife } from './lifecycle.ts'
import type { Content } from './shape.ts'

/** What all files of a version may hold together. */
export const materials_bytes_max = 300 * 1024 ** 2

type Given = NonNullable<Content['materials']>
type Of = { id: string; version: number; isNew: boolean; now: string }

/**
 * Gives the draft these files: those that the course has already, and those that the actor uploaded just now. Left out,
 * a draft that begins has those of the version before it. What no version needs any more goes for good.
 */
export async function storeMaterials(
  app: App,
  tx: Tx,
  actor: Actor,
  of: Of,
  given: Given | undefined,
): Promise<void> {
  const { id, version, now } = of
  if (given === undefined) {
    if (!of.isNew) return
    tx.send(
      raw(
        `insert into training.course_material (org_id, course_id, version, position, attachment_id, is_for_learners)
         select org_id, course_id, $3, position, attachment_id, is_for_learners from training.course_material
         where org_id = $1 and course_id = $2 and version = $3::int - 1`,
        [tx.orgId, id, version],
      ),
    )
    return
  }
  await requireFiles(tx, actor, id, given)
  tx.send(
    raw(
      'update core.attachment set record_id = $3 where org_id = $1 and uploaded_by = $2 and id = any($4::uuid[]) and record_id is null and about_person_id is null and removed_at is null',
      [tx.orgId, actor.personId, id, given.map(({ file_id }) => file_id)],
    ),
  )
  tx.send(
    raw('delete from training.course_material where org_id = $1 and course_id = $2 and version = $3', [
      tx.orgId,
      id,
      version,
    ]),
  )
  tx.send(
    raw(
      `insert into training.course_material (org_id, course_id, version, position, attachment_id, is_for_learners)
       select $1, $2, $3, position, file_id, is_for_learners
       from json_to_recordset($4::json) as each (position smallint, file_id uuid, is_for_learners boolean)`,
      [tx.orgId, id, version, JSON.stringify(given.map((each, at) => ({ position: at + 1, ...each })))],
    ),
  )
  // Under a legal hold it stays, and goes with the first change after that.
  if ((await heldRecords(tx, [id])).length > 0) return
  const unneeded = await tx.all(
    raw<{ id: string; storage_key: string }>(
      `select a.id, a.storage_key from core.attachment a where a.org_id = $1 and a.record_id = $2 and a.removed_at is null and a.message_id is null
         and not exists (select from training.course_material m where m.org_id = $1 and m.attachment_id = a.id)`,
      [tx.orgId, id],
    ),
  )
  removeAttachments(app, tx, unneeded, { personId: actor.personId, now })
}

async function requireFiles(tx: Tx, actor: Actor, id: string, given: Given): Promise<void> {
  const known = await tx.all(
    raw<{ id: string; size_bytes: number }>(
      `select id, size_bytes::float8 as size_bytes from core.attachment where org_id = $1 and id = any($4::uuid[]) and removed_at is null
         and ((record_id = $3 and message_id is null) or (record_id is null and about_person_id is null and uploaded_by = $2)) for update`,
      [tx.orgId, actor.personId, id, given.map(({ file_id }) => file_id)],
    ),
  )
  const seen = new Set<string>()
  for (const [at, { file_id }] of given.entries()) {
    const pointer = `#/materials/${at}/file_id`
    if (!known.some((file) => file.id === file_id.toLowerCase()))
      throw invalid(pointer, 'This file is not there any more. Upload it again.')
    if (seen.has(file_id.toLowerCase())) throw invalid(pointer, 'This file is there twice. Take one out.')
    seen.add(file_id.toLowerCase())
  }
  if (known.reduce((sum, { size_bytes }) => sum + size_bytes, 0) > materials_bytes_max)
    throw invalid(
      '#/materials',
      `The files of a course may hold ${materials_bytes_max / 1024 ** 2} MB together. Take some out, or link to them.`,
    )
}

/** The versions of a course whose materials for learners the actor may take along, having a seat in a class of them. */
export async function seatedVersions(tx: Tx, actor: Actor, courseId: string) {
  const rows = await tx.all(
    raw<{ version: number; teaches: boolean }>(
      `select c.version, false as teaches from training.booking b join training.class c on c.org_id = b.org_id and c.id = b.class_id
       where b.org_id = $1 and b.person_id = $2 and b.state = 'booked' and not b.is_off and c.course_id = $3
       union select c.version, true from training.class_trainer t join training.class c on c.org_id = t.org_id and c.id = t.class_id
       where t.org_id = $1 and t.person_id = $2 and not t.is_off and c.course_id = $3`,
      [tx.orgId, actor.personId, courseId],
    ),
  )
  const versions = (isMeant: (row: { teaches: boolean }) => boolean) =>
    new Set(rows.filter(isMeant).map(({ version }) => version))
  return { seated: versions(() => true), taught: versions(({ teaches }) => teaches) }
}

type File = { id: string; record_id: string; name: string; media_type: string; size_bytes: number }
type Found = File & {
  version: number
  storage_key: string
  is_inline: boolean
  is_for_learners: boolean
  is_inside: boolean
  scan: ScanState
}

const name = 'courses.material'

/** Mounts the download of a file: for those who teach, and for those who have a seat in a class of its version. */
export function mountMaterials(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/courses/:id/materials/:file',
    schema: {
      ...describe(
        name,
        'A file of a course, for those who teach it, and where it is meant for learners for those who have a seat in a class of its version.',
        'courses',
      ),
      params: Body({ id: Id, file: Id }),
      response: { 200: Type.String({ description: 'The file.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      const { id, file } = request.params
      const found = await write(app.pool, actor.orgId, (tx) => opened(app, tx, actor, id, file))
      if (!found) {
        const problem = notFound('This file')
        await noteDenial(app, actor, name, problem)
        throw problem
      }
      const stream = await app.files.open(found.storage_key, found.size_bytes).catch((error) => {
        throw toProblem(error)
      })
      const headers = servingHeaders({ ...found, type: found.media_type, isInline: found.is_inline })
      return reply.headers(headers).send(stream as never)
    },
  })
}

/** The file, if the actor may have it; that it was taken is written down. */
async function opened(app: App, tx: Tx, actor: Actor, courseId: string, fileId: string) {
  const rows = await tx.all(sql<Found>`
    select a.id, a.record_id, a.name, a.media_type, a.size_bytes::float8 as size_bytes, a.storage_key, a.is_inline, a.scan, m.version, m.is_for_learners,
      ${inside(actor)} as is_inside
    from core.record r join training.course_material m on m.org_id = r.org_id and m.course_id = r.id and m.attachment_id = ${fileId}
      join core.attachment a on a.org_id = m.org_id and a.id = m.attachment_id and a.removed_at is null
    where r.org_id = ${tx.orgId} and r.kind = 'course' and r.id = ${courseId} and ${visible(actor, 'course')}`)
  const { seated, taught } = await seatedVersions(tx, actor, courseId)
  const file = rows.find(
    ({ version, is_for_learners, is_inside }) =>
      is_inside || taught.has(version) || (is_for_learners && seated.has(version)),
  )
  if (!file) return undefined
  requireScanned(file.scan)
  const now = app.clock.now().toISOString()
  await app.registry.guard?.requireOpen(tx, actor, file, now)
  tx.send(audit(actor, now, name, { file: file.id }, courseId))
  return file
}

export const removeMaterial = recordAction({
  name: 'courses.remove_material',
  summary: 'Take a file out of a course for good, of published versions too. That it was there stays.',
  life: courseLife,
  input: Body({ file_id: Id }),
  permits: manages,
  run: async ({ app, tx, actor, record, input, now }) => {
    await app.registry.guard?.requireUnheld(tx, record.id)
    const files = await tx.all(
      raw<{ id: string; storage_key: string }>(
        `select a.id, a.storage_key from core.attachment a where a.org_id = $1 and a.record_id = $2 and a.id = $3 and a.removed_at is null
           and exists (select from training.course_material m where m.org_id = $1 and m.attachment_id = a.id) for update`,
        [tx.orgId, record.id, input.file_id],
      ),
    )
    if (files.length === 0) throw notFound('This file')
    removeAttachments(app, tx, files, { personId: actor.personId, now })
    return { result: {}, facts: { file: input.file_id }, isInternal: true }
  },
})
