/** Files that wait for the virus scanner or are in quarantine: looked at, and let out with a reason. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableText,
  NullableTime,
  OneOf,
  Text,
  Time,
} from '../../../platform/http/schema.ts'

const listed_max = 200
const Params = Type.Object({ id: Id }, { additionalProperties: false })

/** Who may let a virus out, if it is one: who answers for the installation, or for its security. */
export function mayRelease(actor: Actor): boolean {
  return may(actor, 'organization.manage') || may(actor, 'security.work')
}

const HeldFile = Type.Object({
  id: Id,
  state: OneOf(['waiting', 'infected', 'released'] as const),
  name: Nullable(Type.String({ description: 'Not told where it is on a restricted record.' })),
  size_bytes: Type.Integer(),
  found: Nullable(Type.String({ description: 'What the scanner calls it.' })),
  from: NullableText,
  created_at: Time,
  scan_at: NullableTime,
  released_by: NullableText,
  reason: NullableText,
})

export const listHeld = reader({
  name: 'files.held',
  summary: 'Files that wait for the virus scanner, are in quarantine, or were let out of it; newest first.',
  path: '/api/files',
  output: Type.Object({
    is_scanned: Type.Boolean({ description: 'A scanner is set up.' }),
    rows: Type.Array(HeldFile),
  }),
  permits: mayRelease,
  run: async ({ app, tx, actor }) => ({
    is_scanned: app.config.clamd !== undefined,
    rows: await tx.all(
      raw<Static<typeof HeldFile>>(
        `select a.id, a.scan as state, case when r.restriction is null then a.name end as name, a.size_bytes, a.scan_found as found,
           p.name as "from", a.created_at, a.scan_at, b.name as released_by, case when r.restriction is null then a.scan_reason end as reason
         from core.attachment a left join core.record r on r.org_id = a.org_id and r.id = a.record_id
           left join core.person p on p.org_id = a.org_id and p.id = a.uploaded_by left join core.person b on b.org_id = a.org_id and b.id = a.scan_released_by
         where a.org_id = $1 and a.scan in ('waiting', 'infected', 'released') and a.removed_at is null
         order by a.scan = 'released', a.created_at desc, a.id desc limit ${listed_max}`,
        [actor.orgId],
      ),
    ),
  }),
})

export const releaseFile = plainAction({
  name: 'files.release',
  summary: 'Let a file out that waits for the scanner or is in quarantine, and say why.',
  path: '/api/files/:id/release',
  params: Params,
  input: Body({ reason: Text(500, { minLength: 3 }) }),
  output: Type.Object({}),
  permits: mayRelease,
  needsStepUp: true,
  run: async ({ tx, actor, input, params, now }) => {
    const { scan, found } = await lockHeld(tx, params.id ?? '')
    tx.send(
      raw(
        `update core.attachment set scan = 'released', scan_reason = $3, scan_released_by = $4, scan_at = $5 where org_id = $1 and id = $2`,
        [tx.orgId, params.id, input.reason, actor.personId, now],
      ),
    )
    // The reason is somebody's words: it stands with the file, and goes with it.
    return { result: {}, audit: { file: params.id, was: scan, virus: found } }
  },
})

export const throwFileAway = plainAction({
  name: 'files.discard',
  summary: 'Remove a file that is in quarantine, for good.',
  path: '/api/files/:id/discard',
  params: Params,
  input: Body({}),
  output: Type.Object({}),
  permits: mayRelease,
  run: async ({ app, tx, actor, params, now }) => {
    const { record_id, storage_key, scan, found } = await lockHeld(tx, params.id ?? '')
    if (scan !== 'infected') throw conflict('This file was not scanned yet. Wait until it is, or release it.')
    if (record_id !== null) await app.registry.guard?.requireUnheld(tx, record_id)
    removeAttachments(app, tx, [{ id: params.id ?? '', storage_key }], { personId: actor.personId, now })
    return { result: {}, audit: { file: params.id, virus: found } }
  },
})

type Held = { record_id: string | null; storage_key: string; scan: string; found: string | null }

async function lockHeld(tx: Tx, id: string): Promise<Held> {
  const file = await tx.maybe(
    raw<Held>(
      `select record_id, storage_key, scan, scan_found as found from core.attachment where org_id = $1 and id = $2 and is_held and removed_at is null for update`,
      [tx.orgId, id],
    ),
  )
  if (!file) throw notFound('This file')
  return file
}
