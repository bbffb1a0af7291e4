/** Making, changing, ordering and retiring the items of the catalog. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { type Actor, may } from '../../../core/actor.ts'
import { laterThan } from '../../../core/execute.ts'
import { reorder } from '../../../core/order.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Nullable, Time } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { passToOwner } from '../../approvals/index.ts'
import { Content, GroupName, items_max } from '../contract.ts'
import { asKept } from '../design.ts'
import { type ItemRow, lockCatalog, lockItem } from '../store.ts'

export const managesCatalog = (actor: Actor) => may(actor, 'catalog.manage')

export const Params = Body({ id: Id })
export const Seen = { ...Time, description: 'When the draft that one looks at was saved.' }
const groups_max = 30

/** What a new item starts with: a name, and nothing else that anybody could be held to. */
function emptyContent(name: string): Content {
  return {
    name: { en: name },
    summary: { en: '' },
    synonyms: [],
    icon: 'box',
    audience: { who: 'everybody', department_ids: [], role_ids: [] },
    expected: {},
    title: '{{item}} for {{requester}}',
    preset: {},
    fields: [],
  }
}

export const createItem = plainAction({
  name: 'catalog.create',
  summary: 'Make an item of the catalog, or a copy of one. It is a draft that nobody is offered.',
  input: Body({
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001F\\p{Cs}]*$' }),
    copy_of: Type.Optional(Id),
  }),
  output: Type.Object({ id: Id }),
  permits: managesCatalog,
  run: async ({ tx, actor, input, now }) => {
    lockCatalog(tx)
    const { count } = await tx.one(
      raw<{ count: number }>(
        'select count(*) as count from catalog.item where org_id = $1 and retired_at is null',
        [tx.orgId],
      ),
    )
    if (count >= items_max)
      throw conflict(`There are ${items_max} items already. Retire those that nobody asks for.`)
    const source = input.copy_of === undefined ? undefined : await lockItem(tx, input.copy_of)
    const draft = source ? { ...source.draft, name: { en: input.name } } : emptyContent(input.name)
    const id = newId()
    tx.send(
      raw(
        `insert into catalog.item (org_id, id, group_id, owner_id, position, draft, drafted_by, drafted_at)
         select $1, $2, $3, $4, coalesce(max(position), 0) + 1, $5, $4, $6 from catalog.item where org_id = $1`,
        [tx.orgId, id, source?.group_id ?? null, actor.personId, JSON.stringify(draft), now],
      ),
    )
    return { result: { id }, audit: { item: id, ...(source ? { copy_of: source.id } : {}) } }
  },
})

export const editItem = plainAction({
  name: 'catalog.edit',
  summary:
    'Save the draft of an item. Owner and group hold at once; what is asked changes with the next version.',
  path: '/api/catalog/manage/:id',
  method: 'PUT',
  params: Params,
  input: Body({ drafted_at: Seen, owner_id: Id, group_id: Nullable(Id), content: Content }),
  output: Type.Object({ id: Id, drafted_at: Time }),
  permits: managesCatalog,
  run: async ({ app, tx, actor, input, params }) => {
    const id = params.id as string
    const item = await lockItem(tx, id)
    requireSeen(item, input.drafted_at)
    // Two drafts never have the same time, since it tells one from the other.
    const drafted_at = laterThan(item.drafted_at, app.clock.now())
    await requireOwner(tx, input.owner_id)
    await requireGroup(tx, input.group_id)
    tx.send(
      raw(
        `update catalog.item set owner_id = $3, group_id = $4, draft = $5, drafted_by = $6, drafted_at = $7
         where org_id = $1 and id = $2`,
        [
          tx.orgId,
          id,
          input.owner_id,
          input.group_id,
          JSON.stringify(asKept(input.content)),
          actor.personId,
          drafted_at,
        ],
      ),
    )
    if (input.owner_id !== item.owner_id) await passWaiting(tx, id, input.owner_id)
    return { result: { id, drafted_at }, audit: { item: id } }
  },
})

/** What waits for approvals of the item is from now on a matter of its new owner. */
async function passWaiting(tx: Tx, itemId: string, ownerId: string): Promise<void> {
  const asked = await tx.all(
    raw<{ ticket_id: string }>(
      `select q.ticket_id from catalog.request q join core.record r on r.org_id = q.org_id and r.id = q.ticket_id
       where q.org_id = $1 and q.item_id = $2 and r.category <> 'done'`,
      [tx.orgId, itemId],
    ),
  )
  passToOwner(
    tx,
    asked.map(({ ticket_id }) => ticket_id),
    ownerId,
  )
}

/** Refuses what was decided by a draft that somebody else has saved anew since. */
export function requireSeen({ drafted_at, draft, owner_id, group_id }: ItemRow, seen: string): void {
  if (Date.parse(drafted_at) === Date.parse(seen)) return
  throw conflict(
    'Somebody else changed this draft in the meantime. Look at what was saved and decide again.',
    {
      drafted_at,
      owner_id,
      group_id,
      content: draft,
    },
  )
}

export const switchItem = plainAction({
  name: 'catalog.switch',
  summary: 'Offer an item, or offer it no more for a while. What was asked goes on.',
  path: '/api/catalog/manage/:id/switch',
  params: Params,
  input: Body({ is_on: Type.Boolean() }),
  output: Type.Object({ id: Id, is_on: Type.Boolean() }),
  permits: managesCatalog,
  run: async ({ tx, input, params }) => {
    const item = await lockItem(tx, params.id as string)
    if (input.is_on && item.version === null)
      throw conflict('Publish the item first: there is nothing yet that could be offered.')
    tx.send(
      raw('update catalog.item set is_on = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        item.id,
        input.is_on,
      ]),
    )
    return { result: { id: item.id, is_on: input.is_on }, audit: { item: item.id, is_on: input.is_on } }
  },
})

export const retireItem = plainAction({
  name: 'catalog.retire',
  summary: 'Take an item out of the catalog for good. Requests that were made with it keep what they asked.',
  path: '/api/catalog/manage/:id',
  method: 'DELETE',
  params: Params,
  input: Type.Optional(Body({})),
  output: Type.Object({ id: Id }),
  permits: managesCatalog,
  run: async ({ tx, now, params }) => {
    const { id } = await lockItem(tx, params.id as string)
    tx.send(
      raw('update catalog.item set is_on = false, retired_at = $3 where org_id = $1 and id = $2', [
        tx.orgId,
        id,
        now,
      ]),
    )
    return { result: { id }, audit: { item: id } }
  },
})

export const orderItems = plainAction({
  name: 'catalog.order',
  summary: 'Set the order of the items.',
  path: '/api/catalog/order',
  method: 'PUT',
  input: Body({ ids: Type.Array(Id, { maxItems: items_max }) }),
  output: Type.Object({ ids: Type.Array(Id) }),
  permits: managesCatalog,
  run: async ({ tx, input }) => {
    lockCatalog(tx)
    const rows = await tx.all(
      raw<{ id: string }>('select id from catalog.item where org_id = $1 and retired_at is null', [tx.orgId]),
    )
    reorder(
      tx,
      'catalog.item',
      rows,
      input.ids,
      'Name each item once. Somebody may have added or retired one: look again.',
    )
    return { result: { ids: input.ids }, audit: { items: input.ids.length } }
  },
})

export const setGroups = plainAction({
  name: 'catalog.set_groups',
  summary: 'Set the headings of the catalog in their order. One without an id is new; one left out goes.',
  path: '/api/catalog/groups',
  method: 'PUT',
  input: Body({
    groups: Type.Array(Body({ id: Type.Optional(Id), name: GroupName }), { maxItems: groups_max }),
  }),
  output: Type.Object({ ids: Type.Array(Id) }),
  permits: managesCatalog,
  run: async ({ tx, input }) => {
    lockCatalog(tx)
    const nameless = input.groups.findIndex(({ name }) => name.en.trim() === '')
    if (nameless >= 0) throw invalid(`#/groups/${nameless}/name/en`, 'Give this heading a name.')
    const known = await tx.all(
      raw<{ id: string }>('select id from catalog.item_group where org_id = $1', [tx.orgId]),
    )
    const strange = input.groups.findIndex(({ id }) => id && !known.some((each) => each.id === id))
    if (strange >= 0)
      throw invalid(`#/groups/${strange}/id`, 'This heading does not exist any more. Look again.')
    const groups = input.groups.map(({ id, name }) => ({ id: id ?? newId(), name }))
    const ids = groups.map(({ id }) => id)
    tx.send(
      raw('update catalog.item set group_id = null where org_id = $1 and not group_id = any($2::uuid[])', [
        tx.orgId,
        ids,
      ]),
    )
    tx.send(
      raw('delete from catalog.item_group where org_id = $1 and not id = any($2::uuid[])', [tx.orgId, ids]),
    )
    tx.send(
      raw(
        `insert into catalog.item_group (org_id, id, name, position)
         select $1, g.id, g.name, g.position from unnest($2::uuid[], $3::jsonb[]) with ordinality as g (id, name, position)
         on conflict (org_id, id) do update set name = excluded.name, position = excluded.position`,
        [tx.orgId, ids, groups.map(({ name }) => JSON.stringify(name))],
      ),
    )
    return { result: { ids }, audit: { groups: ids.length } }
  },
})

async function requireOwner(tx: Tx, id: string): Promise<void> {
  const found = await tx.maybe(
    raw("select id from core.person where org_id = $1 and id = $2 and is_active and kind <> 'service'", [
      tx.orgId,
      id,
    ]),
  )
  if (!found) throw invalid('#/owner_id', 'This person does not exist, or has left. Choose another owner.')
}

async function requireGroup(tx: Tx, id: string | null): Promise<void> {
  if (id === null) return
  const found = await tx.maybe(
    raw('select id from catalog.item_group where org_id = $1 and id = $2', [tx.orgId, id]),
  )
  if (!found) throw invalid('#/group_id', 'This heading does not exist any more. Choose another one.')
}
