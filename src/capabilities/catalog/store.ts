/** The catalog in the database: items, their versions, and who may ask with which. */
import { type RawBuilder, sql } from 'kysely'
import { type Actor, may } from '../../core/actor.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Content } from './contract.ts'
import type { Field } from './form.ts'

export type ItemRow = {
  id: string
  group_id: string | null
  owner_id: string
  is_on: boolean
  version: number | null
  draft: Content
  drafted_at: string
}

/** The item, locked for a change. */
export async function lockItem(tx: Tx, id: string): Promise<ItemRow> {
  const item = await tx.maybe(
    raw<ItemRow>(
      `select id, group_id, owner_id, is_on, version, draft, drafted_at from catalog.item
       where org_id = $1 and id = $2 and retired_at is null for update`,
      [tx.orgId, id],
    ),
  )
  if (!item) throw notFound('This item of the catalog')
  return item
}

/** Makes those who add and order items wait for each other. */
export function lockCatalog(tx: Tx): void {
  tx.send(raw("select pg_advisory_xact_lock(hashtext('catalog'), hashtext($1))", [tx.orgId]))
}

/** Who works on tickets asks for others too, and so sees all that is offered to anybody. */
export function asksForOthers(actor: Actor): boolean {
  return may(actor, 'tickets.work')
}

/**
 * True for versions (alias `v`) that are offered to the actor: to everybody, to a department with those below it, or
 * to a role.
 */
export function offered(actor: Actor, now: string): RawBuilder<boolean> {
  if (asksForOthers(actor) || may(actor, 'catalog.manage')) return sql<boolean>`true`
  const person = sql`${actor.orgId} and p.id = ${actor.personId}`
  return sql<boolean>`(v.content #>> '{audience,who}' = 'everybody'
    or v.content #> '{audience,department_ids}' ?| (
      with recursive mine as (
        select p.department_id as id, 1 as level from core.person p where p.org_id = ${person}
        union all
        select d.parent_id, m.level + 1 from mine m join core.department d on d.org_id = ${actor.orgId} and d.id = m.id where m.level < 20)
      select coalesce(array_agg(id::text) filter (where id is not null), '{}') from mine)
    or v.content #> '{audience,role_ids}' ?| (
      select coalesce(array_agg(a.role_id::text), '{}') from core.role_assignment a join core.person p on p.org_id = a.org_id and p.id = a.person_id
      where p.org_id = ${person} and a.valid_from <= ${now} and (a.valid_to is null or a.valid_to > ${now})))`
}

export type Asked = {
  id: string
  version_id: string
  version: number
  owner_id: string
  content: Content
  today: string
  time_zone: string
}

/** The item as it is asked with now, when it is offered to the actor; 404 otherwise. */
export async function askedItem(tx: Tx, actor: Actor, id: string, now: string): Promise<Asked> {
  const item = await tx.maybe(
    sql<Asked>`select i.id, v.id as version_id, i.version, i.owner_id, v.content, o.time_zone,
        to_char(${now}::timestamptz at time zone o.time_zone, 'YYYY-MM-DD') as today
      from catalog.item i join catalog.item_version v on v.org_id = i.org_id and v.item_id = i.id and v.number = i.version
        join core.organization o on o.id = i.org_id
      where i.org_id = ${tx.orgId} and i.id = ${id} and i.is_on and i.retired_at is null and ${offered(actor, now)}`,
  )
  if (!item) throw notFound('This item of the catalog')
  return item
}

/** The questions of the present version of an item; none where there is no such item. */
export async function fieldsOf(tx: Tx, id: string): Promise<Field[]> {
  const item = await tx.maybe(
    sql<{ fields: Field[] }>`select v.content -> 'fields' as fields from catalog.item i
      join catalog.item_version v on v.org_id = i.org_id and v.item_id = i.id and v.number = i.version
      where i.org_id = ${tx.orgId} and i.id = ${id}`,
  )
  return item?.fields ?? []
}
