import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { inside, updatedAtFor, visible } from '../../../core/records/visible.ts'
import { reader } from '../../../core/registry.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Id, OneOf, Page, PageQuery, Time } from '../../../platform/http/schema.ts'
import { type ArticleKind, articleKinds, audiences, states } from '../lifecycle.ts'
import { ArticleRow, articleColumns, articleTables, slugOf } from './rows.ts'

const Filter = {
  state: Type.Optional(Type.Array(OneOf(states), { maxItems: states.length })),
  audience: Type.Optional(Type.Array(OneOf(audiences), { maxItems: 3 })),
  kind: Type.Optional(Type.Array(OneOf(articleKinds), { maxItems: articleKinds.length })),
  category: Type.Optional(Id),
  application: Type.Optional(Type.String({ maxLength: 200 })),
  topic: Type.Optional(Type.String({ maxLength: 200 })),
  owner: Type.Optional(Id),
  tag: Type.Optional(Type.String({ maxLength: 60 })),
  review_before: Type.Optional(Time),
  is_for_me: Type.Optional(
    Type.Boolean({ description: 'For a role or the department of the person who asks.' }),
  ),
  is_waiting: Type.Optional(Type.Boolean({ description: 'Waits to be validated; for writers.' })),
}

type Filters = {
  state?: string[]
  audience?: string[]
  kind?: ArticleKind[]
  category?: string
  application?: string
  topic?: string
  owner?: string
  tag?: string
  review_before?: string
  is_for_me?: boolean
  is_waiting?: boolean
}

export const list = reader({
  name: 'knowledge.list',
  summary: 'A page of the articles that this person may read, newest change first.',
  path: '/api/articles',
  query: Type.Object({ ...Filter, ...PageQuery }, { additionalProperties: false }),
  output: Page(ArticleRow),
  permits: () => true,
  run: async ({ tx, actor, query, now }) => {
    const limit = query.limit ?? 50
    const conditions = conditionsOf(actor, query, now)
    const changed = updatedAtFor(actor, 'article')
    if (query.after !== undefined) {
      const place = readKey(query.after)
      conditions.push(sql<boolean>`(${changed}, r.id) < (${place.at}::timestamptz, ${place.id}::uuid)`)
    }
    const rows = await tx.all(
      sql<Omit<ArticleRow, 'slug'>>`select ${articleColumns(actor)} from ${articleTables}
        where ${sql.join(conditions, sql` and `)} order by ${changed} desc, r.id desc limit ${limit + 1}`,
    )
    const page = rows.slice(0, limit).map((row) => ({ ...row, slug: slugOf(row) }))
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? writeKey(last.updated_at, last.id) : null }
  },
})

function conditionsOf(actor: Actor, filter: Filters, now: string): RawBuilder<boolean>[] {
  const parts: RawBuilder<boolean>[] = [sql<boolean>`r.kind = 'article'`, visible(actor, 'article')]
  if (filter.state) parts.push(sql<boolean>`r.state = any(${filter.state}::text[])`)
  if (filter.audience) parts.push(sql<boolean>`a.audience = any(${filter.audience}::text[])`)
  if (filter.kind) parts.push(sql<boolean>`a.article_kind = any(${filter.kind}::text[])`)
  if (filter.category) parts.push(sql<boolean>`a.category_id = ${filter.category}`)
  if (filter.application) parts.push(sql<boolean>`a.application = ${filter.application}`)
  if (filter.topic) parts.push(sql<boolean>`a.category = ${filter.topic}`)
  if (filter.owner) parts.push(sql<boolean>`r.owner_id = ${filter.owner}`)
  if (filter.tag) parts.push(sql<boolean>`${filter.tag} = any(r.tags)`)
  if (filter.review_before) parts.push(sql<boolean>`a.review_at < ${filter.review_before}`)
  if (filter.is_for_me !== undefined) parts.push(sql<boolean>`${filter.is_for_me} = ${isFor(actor, now)}`)
  // That there is a text which readers do not see yet is for writers alone to know.
  if (filter.is_waiting !== undefined)
    parts.push(
      sql<boolean>`(${inside(actor, 'article')} and ${filter.is_waiting} =
        (r.state = 'not_validated' or (r.state = 'validated' and a.latest_version > a.validated_version)))`,
    )
  return parts
}

function isFor(actor: Actor, now: string): RawBuilder<boolean> {
  return sql<boolean>`(
    a.role_ids && array(select role_id from core.role_assignment where org_id = ${actor.orgId} and person_id = ${actor.personId}
      and valid_from <= ${now} and (valid_to is null or valid_to > ${now}))
    or a.department_ids && array(select department_id from core.person where org_id = ${actor.orgId} and id = ${actor.personId} and department_id is not null))`
}

function writeKey(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

function readKey(text: string): { at: string; id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown]
    if (
      typeof at === 'string' &&
      /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(at) &&
      !Number.isNaN(Date.parse(at)) &&
      typeof id === 'string' &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    )
      return { at, id }
  } catch {
    // A key that cannot be read is answered like any other wrong key.
  }
  throw invalid('#/after', 'This page of the list does not exist. Start again from its top.')
}
