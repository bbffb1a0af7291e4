/** The roles of the organization: what each may do, and who holds it. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable, NullableTime, OneOf, Text } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { plainAction } from '../../action.ts'
import { may } from '../../actor.ts'
import { reader } from '../../registry.ts'
import { permissionNames } from '../permission-names.ts'
import { storeOr, tellPermissions } from '../store.ts'

const homes = ['portal', 'desk', 'flow', 'knowledge', 'organization'] as const
const holders_max = 200

const Role = Type.Object({
  id: Id,
  key: Type.String(),
  title: Type.String(),
  family: Type.String(),
  summary: Type.String(),
  home: Type.String(),
  permissions: Type.Array(Type.String()),
  duties: Type.Array(Type.Unknown()),
  idle_minutes: Nullable(Type.Integer()),
  needs_factor: Type.Boolean({ description: 'Whoever holds it needs a second step of signing in.' }),
  is_builtin: Type.Boolean(),
  archived_at: NullableTime,
  holders: Type.Integer({ description: 'How many active people hold it now.' }),
})

const columns =
  'o.id, o.key, o.title, o.family, o.summary, o.home, o.permissions, o.duties, o.idle_minutes, o.needs_factor, o.is_builtin, o.archived_at'
const holding =
  'a.org_id = o.org_id and a.role_id = o.id and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2) and p.is_active'

export const roleList = reader({
  name: 'roles.list',
  summary: 'The roles with permissions, duties and how many people hold them.',
  path: '/api/roles',
  output: Type.Object({
    rows: Type.Array(Role),
    permissions: Type.Array(Type.String(), { description: 'All that there are, to choose from.' }),
  }),
  permits: (actor) => may(actor, 'people.read') || may(actor, 'roles.manage'),
  run: async ({ tx, now }) => {
    const rows = await tx.all(
      raw<never>(
        `select ${columns}, coalesce(h.holders, 0) as holders from core.role o
         left join (select o.id, count(distinct a.person_id)::int as holders from core.role o
           join core.role_assignment a on a.org_id = o.org_id and a.role_id = o.id
           join core.person p on p.org_id = a.org_id and p.id = a.person_id
           where o.org_id = $1 and ${holding} group by o.id) h on h.id = o.id
         where o.org_id = $1 order by o.family, o.title, o.id limit 500`,
        [tx.orgId, now],
      ),
    )
    return { rows, permissions: [...permissionNames] }
  },
})

export const roleShow = reader({
  name: 'roles.show',
  summary: 'A role and the people who hold it.',
  path: '/api/roles/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    ...Role.properties,
    people: Type.Array(Type.Object({ id: Id, name: Type.String(), department: Nullable(Type.String()) })),
  }),
  permits: (actor) => may(actor, 'people.read') || may(actor, 'roles.manage'),
  run: async ({ tx, params, now }) => {
    const role = await tx.maybe(
      raw<Record<string, unknown>>(`select ${columns} from core.role o where o.org_id = $1 and o.id = $2`, [
        tx.orgId,
        params.id,
      ]),
    )
    if (!role) throw notFound('This role')
    const people = await tx.all(
      raw<{ id: string; name: string; department: string | null; total: number }>(
        `select p.id, p.name, d.name as department, count(*) over ()::int as total from core.person p
         left join core.department d on d.org_id = p.org_id and d.id = p.department_id
         where p.org_id = $1 and exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
           where a.person_id = p.id and o.org_id = $1 and o.id = $3 and ${holding})
         order by p.sort_name, p.id limit ${holders_max}`,
        [tx.orgId, now, params.id],
      ),
    )
    const holders = people[0]?.total ?? 0
    return { ...role, holders, people: people.map(({ total: _total, ...person }) => person) } as never
  },
})

const fields = {
  summary: Type.Optional(Text(1000)),
  home: Type.Optional(OneOf(homes)),
  permissions: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 })),
  idle_minutes: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1440 }))),
  needs_factor: Type.Optional(Type.Boolean()),
}

export const createRole = plainAction({
  name: 'roles.create',
  summary: 'Make a role of the organization’s own.',
  input: Body({ title: Line(200), ...fields }),
  output: Type.Object({ id: Id, key: Type.String() }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ tx, input }) => {
    const id = newId()
    const key = `own-${id.slice(-12)}`
    const permissions = known(input.permissions ?? [])
    await refuseDouble(tx, input.title, id)
    tx.send(
      raw(
        `insert into core.role (org_id, id, key, title, summary, home, permissions, idle_minutes, needs_factor) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [
          tx.orgId,
          id,
          key,
          input.title,
          input.summary ?? '',
          input.home ?? 'portal',
          permissions,
          input.idle_minutes ?? null,
          input.needs_factor ?? false,
        ],
      ),
    )
    return { result: { id, key }, audit: { role: id, permissions } }
  },
})

export const editRole = plainAction({
  name: 'roles.edit',
  summary: 'Change a role; whoever holds it may do the new things at once, and the old ones no longer.',
  path: '/api/roles/:id',
  method: 'PATCH',
  params: Body({ id: Id }),
  input: Body({ title: Type.Optional(Line(200)), ...fields, is_archived: Type.Optional(Type.Boolean()) }),
  output: Type.Object({ id: Id }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'roles.manage'),
  run: async ({ app, tx, input, params, now }) => {
    const role = await lockRole(tx, params.id ?? '')
    const permissions = input.permissions === undefined ? role.permissions : known(input.permissions)
    if (role.is_builtin && role.key === 'administrator' && !permissions.includes('roles.manage'))
      throw invalid(
        '#/permissions',
        'The administrator must be able to manage roles, or nobody could undo this.',
      )
    if (input.is_archived) await refuseArchiving(tx, role, now)
    if (input.title !== undefined) await refuseDouble(tx, input.title, role.id)
    const changes = [sql`permissions = ${permissions}::text[]`]
    for (const column of ['title', 'summary', 'home', 'idle_minutes', 'needs_factor'] as const)
      if (input[column] !== undefined) changes.push(sql`${sql.ref(column)} = ${input[column]}`)
    if (input.is_archived !== undefined) changes.push(sql`archived_at = ${input.is_archived ? now : null}`)
    await storeOr(
      tx,
      sql`update core.role set ${sql.join(changes)} where org_id = ${tx.orgId} and id = ${role.id}`,
      {},
    )
    tellPermissions(app, tx)
    const added = permissions.filter((permission) => !role.permissions.includes(permission))
    const removed = role.permissions.filter((permission) => !permissions.includes(permission))
    return { result: { id: role.id }, audit: { role: role.id, fields: Object.keys(input), added, removed } }
  },
})

export type RoleRow = {
  id: string
  key: string
  permissions: string[]
  is_builtin: boolean
  archived_at: string | null
}

/** The role, locked for this write. Throws a 404 when there is none. */
export async function lockRole(tx: Tx, id: string): Promise<RoleRow> {
  const role = await tx.maybe(
    raw<RoleRow>(
      'select id, key, permissions, is_builtin, archived_at from core.role where org_id = $1 and id = $2 for update',
      [tx.orgId, id],
    ),
  )
  if (!role) throw notFound('This role')
  return role
}

async function refuseArchiving(tx: Tx, role: RoleRow, now: string): Promise<void> {
  if (role.is_builtin) throw conflict('Roles of the catalogue are not archived.')
  const held = await tx.maybe(
    raw(
      'select 1 as one from core.role_assignment where org_id = $1 and role_id = $2 and (valid_to is null or valid_to > $3) limit 1',
      [tx.orgId, role.id, now],
    ),
  )
  if (held) throw conflict('Somebody still holds this role. Take it from them first.')
  const taken = await tx.maybe(
    raw(
      'select 1 as one from core.emergency_account where org_id = $1 and $2::uuid = any(role_ids) and ended_at is null limit 1',
      [tx.orgId, role.id],
    ),
  )
  if (taken) throw conflict('An emergency account may take this role. Give that account another one first.')
}

// Two roles of one title could not be told apart when they are given to people.
async function refuseDouble(tx: Tx, title: string, id: string): Promise<void> {
  const double = await tx.maybe(
    raw(
      'select 1 as one from core.role where org_id = $1 and lower(title) = lower($2) and id <> $3 and archived_at is null',
      [tx.orgId, title, id],
    ),
  )
  if (double) throw invalid('#/title', 'There is a role with this title already.')
}

function known(permissions: readonly string[]): string[] {
  permissions.forEach((permission, index) => {
    if (!(permissionNames as readonly string[]).includes(permission))
      throw invalid(`#/permissions/${index}`, 'There is no such permission.')
  })
  return [...new Set(permissions)].sort()
}
