/** The lists that forms choose from, in one answer. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { raw } from '../../platform/db/transaction.ts'
import { Id, NullableId, NullableTime, Page, PageQuery } from '../../platform/http/schema.ts'
import { may } from '../actor.ts'
import { readKey, writeKey } from '../people/page-key.ts'
import { reader } from '../registry.ts'

const list_max = 2_000

const Entry = { id: Id, name: Type.String(), archived_at: NullableTime }

const Structure = Type.Object({
  sites: Type.Array(Type.Object(Entry)),
  departments: Type.Array(Type.Object({ ...Entry, parent_id: NullableId, site_id: NullableId })),
  places: Type.Array(Type.Object({ ...Entry, site_id: NullableId, department_id: NullableId })),
  teams: Type.Array(Type.Object({ ...Entry, tier: Type.Integer(), members: Type.Integer() }), {
    description: 'Empty for those who may not read the directory, as are skills and roles.',
  }),
  skills: Type.Array(Type.Object(Entry)),
  roles: Type.Array(Type.Object({ ...Entry, key: Type.String() })),
})

export const structure = reader({
  name: 'organization.structure',
  summary: 'Sites, departments, places, teams, skills and roles, to choose from.',
  path: '/api/organization/structure',
  query: Type.Object(
    { with_archived: Type.Optional(Type.Boolean({ description: 'Also what is not offered any more.' })) },
    { additionalProperties: false },
  ),
  output: Structure,
  permits: () => true,
  run: async ({ tx, actor, query }) => {
    const all = query.with_archived ?? false
    const inner = may(actor, 'people.read')
    const list = (columns: string, table: string, condition = 'true', order = 'name') =>
      raw<never>(
        `select id, archived_at, ${columns} from core.${table} t
         where org_id = $1 and ($2 or archived_at is null) and ${condition} order by ${order}, id limit ${list_max}`,
        [tx.orgId, all],
      )
    const shown = inner ? 'true' : 'false'
    const members =
      '(select count(*)::int from core.team_member m where m.org_id = t.org_id and m.team_id = t.id) as members'
    const [sites, departments, places, teams, skills, roles] = await tx.many(
      list('name', 'site'),
      list('name, parent_id, site_id', 'department'),
      list('name, site_id, department_id', 'place'),
      list(`name, tier, ${members}`, 'team', shown, 'tier, name'),
      list('name', 'skill', shown),
      list('title as name, key', 'role', shown, 'title'),
    )
    return { sites, departments, places, teams, skills, roles }
  },
})

const Workstation = Type.Object({ ...Entry, place_id: NullableId, is_shared: Type.Boolean() })
type WorkstationRow = {
  id: string
  name: string
  archived_at: string | null
  place_id: string | null
  is_shared: boolean
}

/** Workstations are many, so they come in pages and by the beginning of their name. */
export const workstations = reader({
  name: 'workstations.list',
  summary: 'A page of the workstations by name.',
  path: '/api/workstations',
  query: Type.Object(
    {
      ...PageQuery,
      q: Type.Optional(Type.String({ maxLength: 200, description: 'The beginning of the name.' })),
      place_id: Type.Optional(Id),
      with_archived: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  output: Page(Workstation),
  permits: () => true,
  run: async ({ tx, query }) => {
    const limit = query.limit ?? 50
    const conditions = [sql`w.org_id = ${tx.orgId}`]
    if (!query.with_archived) conditions.push(sql`w.archived_at is null`)
    if (query.place_id !== undefined) conditions.push(sql`w.place_id = ${query.place_id}`)
    if (query.q !== undefined)
      conditions.push(sql`starts_with(lower(w.name), lower(${query.q.replaceAll('\0', '')}))`)
    if (query.after !== undefined) {
      const [name, id] = readKey(query.after, ['string', 'id'])
      conditions.push(sql`(w.name, w.id) > (${name}, ${id}::uuid)`)
    }
    const rows = await tx.all(
      sql<WorkstationRow>`select w.id, w.name, w.archived_at, w.place_id, w.is_shared from core.workstation w
        where ${sql.join(conditions, sql` and `)} order by w.name, w.id limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writeKey([last.name, last.id]) : null }
  },
})
