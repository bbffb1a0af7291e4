/** Files that wait for the virus scanner or are in quarantine: looked at, and let out with a reason. */
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { removeAttachments } from '../../../core/attachments/attachment.ts'
import { readPlace, writePlace } from '../../../core/notifications/place.ts'
import { kindsSealedFrom, notKept } from '../../../core/records/visible.ts'
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
  Page,
  PageQuery,
  Text,
  Time,
} from '../../../platform/http/schema.ts'

const counted_max = 10_000
const Params = Type.Object({ id: Id }, { additionalProperties: false })

/** Who may let a virus out, if it is one: who answers for the installation, or for its security. */
export function mayRelease(actor: Actor): boolean {
  return may(actor, 'organization.manage') || may(actor, 'security.work')
}

const HeldFile = Type.Object({
  id: Id,
  state: OneOf(['waiting', 'infected', 'released'] as const),
  name: Nullable(
    Type.String({ description: 'Not told where it is on a record that is kept from the reader.' }),
  ),
  size_bytes: Type.Integer(),
  found: Nullable(Type.String({ description: 'What the scanner calls it.' })),
  tries: Type.Integer({ description: 'How often the scanner gave no verdict of it since it came.' }),
  from: NullableText,
  created_at: Time,
  scan_at: NullableTime,
  released_by: NullableText,
  reason: NullableText,
})
type HeldFile = Static<typeof HeldFile>

export const listHeld = reader({
  name: 'files.held',
  summary:
    'Files that are in quarantine, wait for the virus scanner, or were let out, in this order; of each the newest first.',
  path: '/api/files',
  query: Body(PageQuery),
  output: Type.Object({
    ...Page(HeldFile).properties,
    is_scanned: Type.Boolean({ description: 'A scanner is set up.' }),
    counts: Type.Object(
      { infected: Type.Integer(), waiting: Type.Integer(), released: Type.Integer() },
      { description: `Each counted up to ${counted_max}.` },
    ),
  }),
  permits: mayRelease,
  run: async ({ app, tx, actor, query }) => {
    const limit = query.limit ?? 50
    const [rows, [counts]] = await tx.many(heldAfter(actor, query.after, limit + 1), countsOf(actor.orgId))
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit),
      next: last ? `${places[last.state]}.${writePlace(last.created_at, last.id)}` : null,
      is_scanned: app.config.clamd !== undefined,
      counts: counts ?? { infected: 0, waiting: 0, released: 0 },
    }
  },
})

/** What is to be decided stands before what waits, and what was decided behind both. */
const places = { infected: 0, waiting: 1, released: 2 } as const
const states = sql.join(
  Object.entries(places).map(([state, place]) => sql`(${sql.lit(state)}, ${sql.lit(place)})`),
)

/** Each state by its own way through the index, so that a hundred thousand that wait cost no more than fifty. */
function heldAfter(actor: Actor, after: string | undefined, limit: number) {
  const { place, at, id } = after === undefined ? { place: 0, at: null, id: null } : placeOf(after)
  const isOpen = sql<boolean>`(r.id is null or (${notKept(actor)} and r.kind <> all(${kindsSealedFrom(actor)}::text[])))`
  return sql<HeldFile>`
    select a.id, s.state, case when ${isOpen} then a.name end as name, a.size_bytes, a.scan_found as found, a.scan_tries as tries,
      case when ${isOpen} then p.name end as "from", a.created_at, a.scan_at, b.name as released_by, case when ${isOpen} then a.scan_reason end as reason
    from (values ${states}) s (state, place)
      cross join lateral (select * from core.attachment f
        where f.org_id = ${actor.orgId} and f.scan = s.state and f.scan in ('waiting', 'infected', 'released') and f.removed_at is null
          and s.place >= ${place} and (${at}::timestamptz is null or s.place > ${place} or (f.created_at, f.id) < (${at}::timestamptz, ${id}::uuid))
        order by f.created_at desc, f.id desc limit ${limit}) a
      left join core.record r on r.org_id = a.org_id and r.id = a.record_id
      left join core.person p on p.org_id = a.org_id and p.id = a.uploaded_by
      left join core.person b on b.org_id = a.org_id and b.id = a.scan_released_by
    order by s.place, a.created_at desc, a.id desc limit ${limit}`
}

function placeOf(after: string): { place: number; at: string; id: string } {
  const [, place, key = ''] = /^([012])\.(.+)$/.exec(after) ?? []
  return { place: Number(place ?? 0), ...readPlace(key) }
}

function countsOf(orgId: string) {
  const count = (state: keyof typeof places) => sql<number>`(select count(*)::int from (
    select 1 from core.attachment f where f.org_id = ${orgId} and f.scan = ${sql.lit(state)} and f.removed_at is null limit ${counted_max}) one)`
  return sql<{ infected: number; waiting: number; released: number }>`
    select ${count('infected')} as infected, ${count('waiting')} as waiting, ${count('released')} as released`
}

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
