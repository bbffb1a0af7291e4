/** What those who keep the catalog see: every item with its draft, what is wrong with it, and its versions. */
import { Type } from 'typebox'
import { reader } from '../../../core/registry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import {
  Body,
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  Time,
} from '../../../platform/http/schema.ts'
import { managesCatalog } from '../actions/items.ts'
import { flawsOfDraft } from '../actions/publish.ts'
import { Content, GroupName, items_max, Picture } from '../contract.ts'
import type { ItemRow } from '../store.ts'
import { groupsOf } from './asking.ts'

const Owner = Type.Object({ id: Id, name: Type.String(), is_active: Type.Boolean() })
const Managed = Type.Object({
  id: Id,
  group_id: NullableId,
  name: GroupName,
  icon: Type.String(),
  picture: Nullable(Picture),
  owner: Owner,
  is_on: Type.Boolean(),
  version: Nullable(Type.Integer()),
  is_changed: Type.Boolean({ description: 'The draft says something else than the version that is asked.' }),
  requests: Type.Integer({ description: 'How often it was asked for in the last 90 days.' }),
})

export const managedItems = reader({
  name: 'catalog.manage',
  summary: 'All items of the catalog with how they stand.',
  path: '/api/catalog/manage',
  output: Type.Object({
    groups: Type.Array(Type.Object({ id: Id, name: GroupName })),
    rows: Type.Array(Managed),
  }),
  permits: managesCatalog,
  run: async ({ tx, now }) => {
    const [groups, rows] = await tx.many(
      groupsOf(tx.orgId),
      raw<never>(
        `select i.id, i.group_id, i.draft -> 'name' as name, i.draft ->> 'icon' as icon, i.draft -> 'picture' as picture, i.is_on, i.version,
           json_build_object('id', o.id, 'name', o.name, 'is_active', o.is_active) as owner,
           v.content is distinct from i.draft as is_changed,
           (select count(*)::int from catalog.request q join core.record r on r.org_id = q.org_id and r.id = q.ticket_id
             where q.org_id = i.org_id and q.item_id = i.id and r.restriction is null and r.created_at > $2::timestamptz - interval '90 days') as requests
         from catalog.item i join core.person o on o.org_id = i.org_id and o.id = i.owner_id
           left join catalog.item_version v on v.org_id = i.org_id and v.item_id = i.id and v.number = i.version
         where i.org_id = $1 and i.retired_at is null order by i.position, i.id limit ${items_max}`,
        [tx.orgId, now],
      ),
    )
    return { groups, rows }
  },
})

const Version = Type.Object({
  number: Type.Integer(),
  published_at: Time,
  published_by: NullableText,
})
const Design = Type.Object({
  id: Id,
  group_id: NullableId,
  owner: Owner,
  is_on: Type.Boolean(),
  version: Nullable(Type.Integer()),
  retired_at: NullableTime,
  drafted_at: Time,
  content: Content,
  flaws: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
    description: 'What keeps the draft from being published.',
  }),
  versions: Type.Array(Version),
  groups: Type.Array(Type.Object({ id: Id, name: GroupName })),
  people: Type.Array(Type.Object({ id: Id, name: Type.String() }), {
    description: 'Those whom the approvals name.',
  }),
})

export const designedItem = reader({
  name: 'catalog.design',
  summary: 'The draft of an item, what is wrong with it, and its versions.',
  path: '/api/catalog/manage/:id',
  params: Body({ id: Id }),
  output: Design,
  permits: managesCatalog,
  run: async ({ tx, params }) => {
    const id = params.id ?? ''
    const [items, versions, groups] = await tx.many(
      raw<ItemRow & { owner: never; retired_at: string | null }>(
        `select i.id, i.group_id, i.owner_id, i.is_on, i.version, i.draft, i.drafted_at, i.retired_at,
           json_build_object('id', o.id, 'name', o.name, 'is_active', o.is_active) as owner
         from catalog.item i join core.person o on o.org_id = i.org_id and o.id = i.owner_id
         where i.org_id = $1 and i.id = $2`,
        [tx.orgId, id],
      ),
      raw<never>(
        `select v.number, v.published_at, p.name as published_by from catalog.item_version v
           left join core.person p on p.org_id = v.org_id and p.id = v.published_by
         where v.org_id = $1 and v.item_id = $2 order by v.number desc limit 200`,
        [tx.orgId, id],
      ),
      groupsOf(tx.orgId),
    )
    const item = items[0]
    if (!item) throw notFound('This item of the catalog')
    const { draft, owner_id: _owner, ...rest } = item
    return {
      ...rest,
      content: draft,
      flaws: await flawsOfDraft(tx, draft),
      versions,
      groups,
      people: await approversNamed(tx, draft),
    }
  },
})

function approversNamed(tx: Tx, { approvals }: Content): Promise<{ id: string; name: string }[]> {
  const ids = approvals?.steps.flatMap(({ person_ids = [] }) => person_ids) ?? []
  if (ids.length === 0) return Promise.resolve([])
  return tx.all(raw('select id, name from core.person where org_id = $1 and id = any($2)', [tx.orgId, ids]))
}

export const publishedVersion = reader({
  name: 'catalog.version',
  summary: 'What an item asked in one of its versions.',
  path: '/api/catalog/manage/:id/versions/:number',
  params: Type.Object({ id: Id, number: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
  output: Type.Object({ number: Type.Integer(), content: Content }),
  permits: managesCatalog,
  run: async ({ tx, params }) => {
    const version = await tx.maybe(
      raw<{ number: number; content: Content }>(
        'select number, content from catalog.item_version where org_id = $1 and item_id = $2 and number = $3',
        [tx.orgId, params.id, params.number],
      ),
    )
    if (!version) throw notFound('This version')
    return version
  },
})
