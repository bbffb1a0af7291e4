/** The small lists of an organization: sites, departments, places, workstations, skills. */
import { type RawBuilder, sql } from 'kysely'
import { type TProperties, Type } from 'typebox'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid, notFound } from '../../platform/http/problem.ts'
import { Body, Id, Line, NullableId } from '../../platform/http/schema.ts'
import { newId } from '../../platform/id/id.ts'
import { type PlainAction, plainAction } from '../action.ts'
import { may } from '../actor.ts'
import { lockOrganization, storeOr } from '../people/store.ts'

type List = {
  /** The plural in names and addresses. */
  name: string
  table: string
  one: string
  permission: string
  fields: TProperties
  check?(tx: Tx, id: string, input: Record<string, unknown>): Promise<void>
}

const lists: readonly List[] = [
  { name: 'sites', table: 'site', one: 'site', permission: 'organization.manage', fields: {} },
  {
    name: 'departments',
    table: 'department',
    one: 'department',
    permission: 'organization.manage',
    fields: { parent_id: Type.Optional(NullableId), site_id: Type.Optional(NullableId) },
    check: checkDepartment,
  },
  {
    name: 'places',
    table: 'place',
    one: 'place',
    permission: 'organization.manage',
    fields: { site_id: Type.Optional(NullableId), department_id: Type.Optional(NullableId) },
  },
  {
    name: 'workstations',
    table: 'workstation',
    one: 'workstation',
    permission: 'organization.manage',
    fields: { place_id: Type.Optional(NullableId), is_shared: Type.Optional(Type.Boolean()) },
  },
  { name: 'skills', table: 'skill', one: 'skill', permission: 'teams.manage', fields: {} },
]

/** For each list the actions to add an entry and to change or archive one. */
export const listActions: readonly PlainAction[] = lists.flatMap((list) => [addTo(list), changeIn(list)])

function addTo(list: List): PlainAction {
  return plainAction({
    name: `${list.name}.create`,
    summary: `Add a ${list.one}.`,
    input: Body({ name: Line(200), ...list.fields }),
    output: Type.Object({ id: Id }),
    permits: (actor) => may(actor, list.permission),
    run: async ({ tx, input }) => {
      const id = newId()
      const values = input as Record<string, unknown>
      await list.check?.(tx, id, values)
      const columns = ['name', ...Object.keys(list.fields)].filter((column) => values[column] !== undefined)
      await storeOr(
        tx,
        sql`insert into ${sql.raw(`core.${list.table}`)} (org_id, id, ${sql.join(columns.map((column) => sql.ref(column)))})
          values (${tx.orgId}, ${id}, ${sql.join(columns.map((column) => values[column]))})`,
        sameName(list),
      )
      return { result: { id }, audit: { [list.one]: id } }
    },
  })
}

function changeIn(list: List): PlainAction {
  return plainAction({
    name: `${list.name}.edit`,
    summary: `Change or archive a ${list.one}. What is archived is not offered any more and keeps its past.`,
    path: `/api/${list.name}/:id`,
    method: 'PATCH',
    params: Body({ id: Id }),
    input: Body({
      name: Type.Optional(Line(200)),
      ...list.fields,
      is_archived: Type.Optional(Type.Boolean()),
    }),
    output: Type.Object({ id: Id }),
    permits: (actor) => may(actor, list.permission),
    run: async ({ tx, input, params, now }) => {
      const id = params.id ?? ''
      const values = input as Record<string, unknown>
      const table = sql.raw(`core.${list.table}`)
      lockOrganization(tx)
      const known = await tx.maybe(
        sql`select 1 as one from ${table} where org_id = ${tx.orgId} and id = ${id}`,
      )
      if (!known) throw notFound(`This ${list.one}`)
      await list.check?.(tx, id, values)
      const changes: RawBuilder<unknown>[] = [sql`id = id`]
      for (const column of ['name', ...Object.keys(list.fields)])
        if (values[column] !== undefined) changes.push(sql`${sql.ref(column)} = ${values[column]}`)
      if (values.is_archived !== undefined)
        changes.push(sql`archived_at = ${values.is_archived ? now : null}`)
      await storeOr(
        tx,
        sql`update ${table} set ${sql.join(changes)} where org_id = ${tx.orgId} and id = ${id}`,
        sameName(list),
      )
      return { result: { id }, audit: { [list.one]: id, fields: Object.keys(values) } }
    },
  })
}

function sameName(list: List) {
  return {
    [`${list.table}_org_id_name_key`]: () =>
      invalid('#/name', `There is a ${list.one} of this name already.`),
  }
}

/** A department lies under another, never under itself, and is archived after what lies under it. */
async function checkDepartment(tx: Tx, id: string, input: Record<string, unknown>): Promise<void> {
  if (typeof input.parent_id === 'string') {
    const above = await tx.all(
      raw<{ id: string }>(
        `with recursive above as (
           select id, parent_id, 1 as depth from core.department where org_id = $1 and id = $2
           union all select d.id, d.parent_id, a.depth + 1 from core.department d join above a on d.id = a.parent_id where d.org_id = $1 and a.depth < 30)
         select id from above`,
        [tx.orgId, input.parent_id],
      ),
    )
    if (above.length === 0) throw invalid('#/parent_id', 'This department does not exist.')
    if (above.some((department) => department.id === id))
      throw invalid('#/parent_id', 'A department cannot lie under itself.')
    if (above.length >= 20)
      throw invalid('#/parent_id', 'The tree of departments would be too deep; at most 20.')
  }
  if (input.is_archived !== true) return
  const below = await tx.maybe(
    raw(
      'select 1 as one from core.department where org_id = $1 and parent_id = $2 and archived_at is null limit 1',
      [tx.orgId, id],
    ),
  )
  if (below) throw invalid('#/is_archived', 'Departments lie under this one. Move or archive them first.')
}
