/** What is stored already of the pages that a folder holds. */
import { sql } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { visible } from '../../../core/records/visible.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { writersAmong } from '../people.ts'
import type { Page } from './front-matter.ts'

export const key_length_max = 200

export type Source = { path: string; page: Page; sha256: string; reason: string | null }

export type Current = {
  id: string
  number: number
  state: string
  title: string
  body: string
  /** The text that is being worked on, when it is not the one that readers see. */
  latest_title: string
  latest_body: string
  latest_version: number
  tags: string[]
  topic: string | null
  application: string | null
  audience: string
  owner_id: string | null
  owner_name: string | null
  review_at: string | null
  article_kind: string
  role_ids: string[]
  department_ids: string[]
  key: string | null
  path: string | null
  source: string | null
  foreign_front_matter: string
  sha256: string | null
  broken_links: number
  imported_version: number | null
}

export async function knownPages(
  tx: Tx,
  actor: Actor,
  sources: readonly Source[],
  source: string,
): Promise<Map<string, Current>> {
  const keys = sources.flatMap(({ page }) => (page.meta.id === null ? [] : [page.meta.id]))
  const uuids = keys.filter((key) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key))
  const paths = sources.map(({ path }) => path)
  const rows = await tx.all(sql<Current>`
    select r.id, r.number, r.state, coalesce(p.title, l.title) as title, coalesce(p.body, l.body) as body, l.title as latest_title,
      l.body as latest_body, a.latest_version, r.tags, a.category as topic, a.application, a.audience, r.owner_id, o.name as owner_name, a.review_at, a.article_kind, a.role_ids, a.department_ids, f.key, f.path, f.source,
      coalesce(f.foreign_front_matter, '') as foreign_front_matter, f.sha256, coalesce(f.broken_links, 0) as broken_links, f.imported_version
    from core.record r
    join knowledge.article a on a.org_id = r.org_id and a.id = r.id
    join knowledge.version l on l.org_id = a.org_id and l.article_id = a.id and l.version = a.latest_version
    left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
    left join knowledge.version p on p.org_id = a.org_id and p.article_id = a.id and p.version = a.published_version
    left join knowledge.exchange_file f on f.org_id = a.org_id and f.article_id = a.id
    where r.kind = 'article' and ${visible(actor, 'article')}
      and (r.id = any(${uuids}::uuid[]) or f.key = any(${keys}::text[]) or (f.source = ${source} and f.path = any(${paths}::text[])))`)
  const byKey = new Map(rows.flatMap((row) => (row.key === null ? [] : [[row.key, row] as const])))
  const ids = new Map(rows.map((row) => [row.id, row]))
  const byPath = new Map(rows.filter((row) => row.source === source).map((row) => [row.path, row]))
  const found = new Map<string, Current>()
  const taken = new Set<string>()
  const seconds = secondsOf(sources)
  for (const { path, page } of sources) {
    const key = seconds.has(path) ? null : page.meta.id
    // An id of this house says which article it is; one that another house gave is only as good as its file.
    const row = (key === null ? undefined : (ids.get(key) ?? byKey.get(key))) ?? byPath.get(path)
    // Two files that claim to be one article: the first one is it.
    if (!row || taken.has(row.id)) continue
    taken.add(row.id)
    found.set(path, row)
  }
  return found
}

/** The pages whose id stands in an earlier page too, with the path of that one: copies that somebody made by hand. */
export function secondsOf(sources: readonly Source[]): Map<string, string> {
  const firsts = new Map<string, string>()
  const seconds = new Map<string, string>()
  for (const { path, page } of sources) {
    const key = page.meta.id?.slice(0, key_length_max)
    if (key === undefined) continue
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, path)
    else seconds.set(path, first)
  }
  return seconds
}

/** The people by their mail address to whom an article may belong. */
export async function ownersOf(
  tx: Tx,
  sources: readonly Source[],
  now: string,
): Promise<Map<string, string>> {
  const emails = sources.flatMap(({ page }) =>
    page.meta.owner === null ? [] : [page.meta.owner.toLowerCase()],
  )
  if (emails.length === 0) return new Map()
  const rows = await tx.all(
    sql<{ id: string; email: string }>`
      select id, lower(email) as email from core.person where org_id = ${tx.orgId} and is_active and lower(email) = any(${emails}::text[])`,
  )
  const writers = await tx.all(
    writersAmong(
      tx.orgId,
      rows.map(({ id }) => id),
      now,
    ),
  )
  const mayOwn = new Set(writers.map(({ id }) => id))
  return new Map(rows.filter(({ id }) => mayOwn.has(id)).map(({ id, email }) => [email, id]))
}

/** Roles by key and title, departments by name, in lower case. */
export type NamedFor = { roles: ReadonlyMap<string, string>; departments: ReadonlyMap<string, string> }

/** The roles and departments that pages may be for; asked only where one names any. */
export async function namedFor(tx: Tx, sources: readonly Source[]): Promise<NamedFor> {
  const isNamed = sources.some(({ page }) => page.meta.roles !== null || page.meta.departments !== null)
  if (!isNamed) return { roles: new Map(), departments: new Map() }
  const [roles, departments] = await tx.many(
    sql<{ id: string; key: string; title: string }>`
      select id, lower(key) as key, lower(title) as title from core.role where org_id = ${tx.orgId}`,
    sql<{ id: string; name: string }>`
      select id, lower(name) as name from core.department where org_id = ${tx.orgId} order by archived_at nulls last, id desc`,
  )
  // Of two that read alike the key comes before a title, and what is in use before what is not.
  const byTitle = roles.map(({ id, title }) => [title, id] as const)
  const byKey = roles.map(({ id, key }) => [key, id] as const)
  return {
    roles: new Map([...byTitle, ...byKey]),
    departments: new Map(departments.map(({ id, name }) => [name, id] as const).reverse()),
  }
}

export async function numbersOf(tx: Tx, actor: Actor): Promise<Map<string, string>> {
  const rows = await tx.all(
    sql<{ id: string; number: number }>`
      select r.id, r.number from core.record r where r.kind = 'article' and ${visible(actor, 'article')} limit 20000`,
  )
  return new Map(rows.map(({ id, number }) => [String(number), id]))
}

/** The attachments of these articles, by article and content. */
export async function digestsOf(tx: Tx, articleIds: readonly string[]): Promise<Map<string, string>> {
  if (articleIds.length === 0) return new Map()
  const rows = await tx.all(
    sql<{ id: string; record_id: string; digest: string }>`
      select id, record_id, encode(sha256, 'hex') as digest from core.attachment
      where org_id = ${tx.orgId} and record_id = any(${articleIds}::uuid[]) and removed_at is null`,
  )
  return new Map(rows.map(({ id, record_id, digest }) => [`${record_id}:${digest}`, id]))
}
