/** What people who ask see of the catalog: the items that are offered to them, and the form of one. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { Body, Id, Nullable, NullableId, OneOf } from '../../../platform/http/schema.ts'
import { Content, GroupName, icons, items_max, Picture } from '../contract.ts'
import { type Asked, askedItem, offered } from '../store.ts'

const { name, summary, fields, expected } = Content.properties
const Group = Type.Object({ id: Id, name: GroupName })
const Offered = Type.Object({
  id: Id,
  group_id: NullableId,
  name,
  summary,
  synonyms: Type.Array(Type.String()),
  icon: OneOf(icons),
  picture: Nullable(Picture),
  hours: Nullable(Type.Integer({ description: 'The expected working time.' })),
})

/** The query for the headings of the catalog in their order. */
export function groupsOf(orgId: string) {
  return raw<{ id: string; name: { en: string; es?: string } }>(
    'select id, name from catalog.item_group where org_id = $1 order by position, id',
    [orgId],
  )
}

export const offeredItems = reader({
  name: 'catalog.list',
  summary: 'The items that one may ask for, under their headings.',
  path: '/api/catalog',
  output: Type.Object({ groups: Type.Array(Group), rows: Type.Array(Offered) }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, actor, now }) => {
    const [groups, rows] = await tx.many(
      groupsOf(tx.orgId),
      sql<never>`select i.id, i.group_id, v.content -> 'name' as name, v.content -> 'summary' as summary, v.content -> 'synonyms' as synonyms,
          v.content ->> 'icon' as icon, v.content -> 'picture' as picture, (v.content #>> '{expected,hours}')::int as hours
        from catalog.item i join catalog.item_version v on v.org_id = i.org_id and v.item_id = i.id and v.number = i.version
        where i.org_id = ${tx.orgId} and i.is_on and i.retired_at is null and ${offered(actor, now)}
        order by i.position, i.id limit ${items_max}`,
    )
    return { groups, rows }
  },
})

const Approval = Type.Object({
  name: Type.String(),
  who: OneOf(['manager', 'owner', 'people', 'team']),
  needs: OneOf(['any', 'all']),
  names: Type.Array(Type.String(), { description: 'Who it is, as far as it is the same for everybody.' }),
})

export const askedForm = reader({
  name: 'catalog.item',
  summary: 'An item as one asks for it: its form, who has to approve, and how long it takes.',
  path: '/api/catalog/items/:id',
  params: Body({ id: Id }),
  output: Type.Object({
    id: Id,
    version: Type.Integer(),
    name,
    summary,
    icon: OneOf(icons),
    picture: Nullable(Picture),
    fields,
    expected,
    approvals: Type.Array(Approval),
    owner: Type.String(),
    today: Type.String({ description: 'The day at the organization, as 2026-03-05.' }),
    asks_for_others: Type.Boolean({ description: 'True when one may ask in the name of somebody else.' }),
  }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, actor, params, now }) => {
    const item = await askedItem(tx, actor, params.id ?? '', now)
    const names = await approverNames(tx, item)
    const { content } = item
    const approvals = (content.approvals?.steps ?? []).map((step) => ({
      name: step.name,
      who: step.who,
      needs: step.needs,
      names: [
        ...(step.who === 'owner' ? [item.owner_id] : []),
        ...(step.person_ids ?? []),
        ...(step.team_id ? [step.team_id] : []),
      ].flatMap((id) => names.get(id.toLowerCase()) ?? []),
    }))
    return {
      id: item.id,
      version: item.version,
      name: content.name,
      summary: content.summary,
      icon: content.icon,
      picture: content.picture ?? null,
      fields: content.fields,
      expected: content.expected,
      approvals,
      owner: names.get(item.owner_id) ?? '',
      today: item.today,
      asks_for_others: may(actor, 'tickets.work'),
    }
  },
})

async function approverNames(tx: Tx, { owner_id, content }: Asked): Promise<Map<string, string>> {
  const steps = content.approvals?.steps ?? []
  const rows = await tx.all(
    raw<{ id: string; name: string }>(
      `select id, name from core.person where org_id = $1 and id = any($2::uuid[]) and is_active
       union all select id, name from core.team where org_id = $1 and id = any($3::uuid[])`,
      [
        tx.orgId,
        [owner_id, ...steps.flatMap(({ person_ids = [] }) => person_ids)],
        steps.flatMap(({ team_id }) => team_id ?? []),
      ],
    ),
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

const people_max = 10

/** Colleagues for a field that names one: with a name and a department, and nothing else of the directory. */
export const colleagues = reader({
  name: 'catalog.people',
  summary: 'Colleagues whose name begins so, for a form that asks for one.',
  path: '/api/catalog/people',
  query: Type.Object(
    { q: Type.String({ minLength: 2, maxLength: 100, description: 'The beginning of a word of the name.' }) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    rows: Type.Array(Type.Object({ id: Id, name: Type.String(), department: Nullable(Type.String()) })),
  }),
  permits: (actor) => may(actor, 'tickets.create'),
  run: async ({ tx, query }) => {
    const words = query.q
      .normalize('NFD')
      .replaceAll(/[\p{M}\0]/gu, '')
      .toLowerCase()
      .trim()
    if (words.length < 2) return { rows: [] }
    const rows = await tx.all(
      raw<{ id: string; name: string; department: string | null }>(
        `select p.id, p.name, d.name as department
         from core.find_people($2, $3::text[], 100) f join core.person p on p.org_id = $1 and p.id = f.id
           left join core.department d on d.org_id = p.org_id and d.id = p.department_id
         where p.is_active and p.merged_into_id is null and p.kind = 'staff'
         order by f.closeness desc, p.sort_name, p.id limit ${people_max}`,
        [
          tx.orgId,
          words,
          words
            .split(/\s+/)
            .slice(0, 8)
            .toSorted((a, b) => b.length - a.length)
            .map((word) => `% ${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`),
        ],
      ),
    )
    return { rows }
  },
})
