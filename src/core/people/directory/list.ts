import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { Id, Nullable, NullableText, Page, PageQuery } from '../../../platform/http/schema.ts'
import { may } from '../../actor.ts'
import { reader } from '../../registry.ts'
import { readKey, writeKey } from '../page-key.ts'

const found_max = 500
const words_max = 8

const Named = Nullable(Type.Object({ id: Id, name: Type.String() }))
const PersonLine = Type.Object({
  id: Id,
  kind: Type.String(),
  name: Type.String(),
  email: NullableText,
  phone: NullableText,
  title: NullableText,
  department: Named,
  site: Named,
  is_active: Type.Boolean(),
  teams: Type.Array(Type.Object({ id: Id, name: Type.String() })),
})
type Line = {
  id: string
  kind: string
  name: string
  email: string | null
  phone: string | null
  title: string | null
  department: { id: string; name: string } | null
  site: { id: string; name: string } | null
  is_active: boolean
  teams: { id: string; name: string }[]
  sort_name: string
  closeness: number
}

const Query = Type.Object(
  {
    ...PageQuery,
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Beginnings of name, address, phone, extension or badge; typing errors are forgiven.',
      }),
    ),
    department_id: Type.Optional(Id),
    team_id: Type.Optional(Id),
    role_id: Type.Optional(Id),
    is_active: Type.Optional(Type.Boolean({ description: 'True unless given.' })),
  },
  { additionalProperties: false },
)

export const peopleList = reader({
  name: 'people.list',
  summary: 'A page of the directory. Those who may not read it find only themselves.',
  path: '/api/people',
  query: Query,
  output: Page(PersonLine),
  permits: () => true,
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 50
    const words = searchWords(query.q ?? '')
    if (query.q !== undefined && words.length === 0) return { rows: [], next: null }
    const isSearch = words.length > 0
    const conditions = [
      sql`p.org_id = ${tx.orgId} and p.merged_into_id is null and p.is_active = ${query.is_active ?? true}`,
    ]
    if (!may(actor, 'people.read')) conditions.push(sql`p.id = ${actor.personId}`)
    conditions.push(...filters(query, now))
    if (query.after !== undefined) conditions.push(beyond(query.after, isSearch))
    const source = isSearch
      ? sql`core.find_people(${words.join(' ')}, ${patterns(words)}::text[], ${found_max}) f join core.person p on p.org_id = ${tx.orgId} and p.id = f.id`
      : sql`core.person p`
    const closeness = isSearch ? sql`f.closeness` : sql`0`
    const order = isSearch ? sql`closeness desc, sort_name, id` : sql`sort_name, id`
    const rows = await tx.all(
      sql<Line>`select p.id, p.kind, p.name, p.email, p.phone, p.title, p.is_active, p.sort_name, p.closeness,
          case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as department,
          case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as site,
          coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name) from core.team_member m
            join core.team t on t.org_id = m.org_id and t.id = m.team_id where m.org_id = p.org_id and m.person_id = p.id), '[]') as teams
        from (select p.*, ${closeness} as closeness from ${source} where ${sql.join(conditions, sql` and `)} order by ${order} limit ${limit + 1}) p
        left join core.department d on d.org_id = p.org_id and d.id = p.department_id
        left join core.site s on s.org_id = p.org_id and s.id = p.site_id
        order by ${order}`,
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const key = last && (isSearch ? [last.closeness, last.sort_name, last.id] : [last.sort_name, last.id])
    return {
      rows: page.map(({ sort_name: _sort, closeness: _closeness, ...line }) => line),
      next: rows.length > limit && key ? writeKey(key) : null,
    }
  },
})

function filters(
  query: { department_id?: string; team_id?: string; role_id?: string },
  now: string,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  // A department stands for all below it as well.
  if (query.department_id !== undefined)
    conditions.push(sql`p.department_id in (
      with recursive below as (
        select d.id from core.department d where d.org_id = p.org_id and d.id = ${query.department_id}
        union select c.id from core.department c join below b on c.parent_id = b.id where c.org_id = p.org_id)
      select id from below)`)
  if (query.team_id !== undefined)
    conditions.push(
      sql`exists (select from core.team_member m where m.org_id = p.org_id and m.person_id = p.id and m.team_id = ${query.team_id})`,
    )
  if (query.role_id !== undefined)
    conditions.push(
      sql`exists (select from core.role_assignment a where a.org_id = p.org_id and a.person_id = p.id and a.role_id = ${query.role_id}
        and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now}))`,
    )
  return conditions
}

function beyond(after: string, isSearch: boolean): RawBuilder<unknown> {
  if (!isSearch) {
    const [name, id] = readKey(after, ['string', 'id'])
    return sql`(p.sort_name, p.id) > (${name}, ${id}::uuid)`
  }
  const [closeness, name, id] = readKey(after, ['number', 'string', 'id'])
  return sql`(-f.closeness, p.sort_name, p.id) > (${-Number(closeness)}::int, ${name}, ${id}::uuid)`
}

/** The words of a search as they are stored: lower case, without accents; a phone number as its digits. */
export function searchWords(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('\0', '').trim()
  if (/^[\d\s()+./-]+$/.test(plain) && /\d/.test(plain)) return [plain.replace(/\D/g, '')]
  return plain.split(/\s+/).filter(Boolean).slice(0, words_max)
}

/** The patterns of words for `core.find_people`. The longest leads, since it narrows the search most. */
export function patterns(words: readonly string[]): string[] {
  return words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => `% ${word.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`)
}
