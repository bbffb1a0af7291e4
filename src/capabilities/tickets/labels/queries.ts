import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { readKey, writeKey } from '../../../core/people/page-key.ts'
import { reader } from '../../../core/registry.ts'
import { raw } from '../../../platform/db/transaction.ts'
import { Problem } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
  Page,
  PageQuery,
} from '../../../platform/http/schema.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'
import { isOurs } from './code.ts'
import { permitsLabels } from './may.ts'

type Line = {
  id: string
  name: string
  place: string | null
  label_id: string | null
  issued_at: string | null
}

/** What a label can be stuck on. */
export const list = reader({
  name: 'labels.list',
  summary: 'A page of the places or workstations by name, with the label that works for each.',
  path: '/api/labels',
  query: Body({
    ...PageQuery,
    of: OneOf(['place', 'workstation']),
    q: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name.' })),
    place_id: Type.Optional(Id),
    department_id: Type.Optional({ ...Id, description: 'With the departments below it.' }),
  }),
  output: Page(
    Type.Object({
      id: Id,
      name: Type.String(),
      place: NullableText,
      label_id: NullableId,
      issued_at: NullableTime,
    }),
  ),
  permits: permitsLabels,
  run: async ({ tx, query }) => {
    const limit = query.limit ?? 50
    const isPlace = query.of === 'place'
    const table = sql.raw(isPlace ? 'core.place' : 'core.workstation')
    const key = sql.raw(isPlace ? 'place_id' : 'workstation_id')
    const conditions = [sql`w.org_id = ${tx.orgId} and w.archived_at is null`]
    if (query.q !== undefined)
      conditions.push(sql`position(lower(${query.q.replaceAll('\0', '').trim()}) in lower(w.name)) > 0`)
    if (query.place_id !== undefined && !isPlace) conditions.push(sql`w.place_id = ${query.place_id}`)
    if (query.department_id !== undefined)
      conditions.push(ofDepartment(tx.orgId, query.department_id, isPlace))
    if (query.after !== undefined) {
      const [name, id] = readKey(query.after, ['string', 'id'])
      conditions.push(sql`(w.name, w.id) > (${name}, ${id}::uuid)`)
    }
    const rows = await tx.all(
      sql<Line>`select w.id, w.name, ${isPlace ? sql`null` : sql`s.name`} as place, l.id as label_id, l.issued_at
        from ${table} w left join tickets.label l on l.org_id = w.org_id and l.${key} = w.id and l.revoked_at is null
        ${isPlace ? sql`` : sql`left join core.place s on s.org_id = w.org_id and s.id = w.place_id`}
        where ${sql.join(conditions, sql` and `)} order by w.name, w.id limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writeKey([last.name, last.id]) : null }
  },
})

/** The places (alias `w`) of the department and of those below it, or the workstations that stand there. */
function ofDepartment(orgId: string, id: string, isPlace: boolean) {
  const below = sql`(with recursive below as (
      select d.id from core.department d where d.org_id = ${orgId} and d.id = ${id}
      union select d.id from below b join core.department d on d.org_id = ${orgId} and d.parent_id = b.id)
    select id from below)`
  return isPlace
    ? sql`w.department_id in ${below}`
    : sql`w.place_id in (select p.id from core.place p where p.org_id = ${orgId} and p.department_id in ${below})`
}

const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))

/** Where a label hangs, for everybody who may ask for help. */
export const open = reader({
  name: 'labels.open',
  summary: 'The place and the workstation that a scanned label stands for.',
  path: '/api/labels/:code',
  params: Body({ code: Type.String({ maxLength: 60 }) }),
  output: Type.Object({ place: Named, workstation: Named }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ app, tx, actor, params }) => {
    const code = params.code ?? ''
    if (!isOurs(secretsOf(app.config), actor.orgId, code)) throw unknownLabel()
    const label = await tx.maybe(
      raw<{
        is_over: boolean
        place: { id: string; name: string } | null
        workstation: { id: string; name: string } | null
      }>(
        `select l.revoked_at is not null or w.archived_at is not null or (l.place_id is not null and p.archived_at is not null) as is_over,
           case when p.id is not null and p.archived_at is null then json_build_object('id', p.id, 'name', p.name) end as place,
           case when w.id is not null then json_build_object('id', w.id, 'name', w.name) end as workstation
         from tickets.label l left join core.workstation w on w.org_id = l.org_id and w.id = l.workstation_id
           left join core.place p on p.org_id = l.org_id and p.id = coalesce(l.place_id, w.place_id)
         where l.org_id = $1 and l.code = $2`,
        [tx.orgId, code],
      ),
    )
    if (!label) throw unknownLabel()
    if (label.is_over)
      throw new Problem(
        410,
        'label-over',
        'This label is not used any more',
        'The label was replaced or the device was taken away. You can still tell us what is wrong, and where.',
      )
    return { place: label.place, workstation: label.workstation }
  },
})

function unknownLabel(): Problem {
  return new Problem(
    404,
    'label-unknown',
    'This label is not known here',
    'The code belongs to another organization, or was not scanned whole. You can still tell us what is wrong, and where.',
  )
}
