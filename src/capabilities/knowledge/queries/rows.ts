import { type RawBuilder, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import { categories } from '../../../core/lifecycle.ts'
import { inside, updatedAtFor, versionFor } from '../../../core/records/visible.ts'
import {
  Id,
  Nullable,
  NullableId,
  NullableText,
  NullableTime,
  OneOf,
  Time,
} from '../../../platform/http/schema.ts'
import { articleKinds, audiences, states } from '../lifecycle.ts'

export const ArticleRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  slug: Type.String({ description: 'The number and the title, for addresses that people read.' }),
  title: Type.String(),
  state: OneOf(states),
  category: OneOf(categories),
  audience: OneOf(audiences),
  shown_to: Nullable(OneOf(audiences, { description: 'Who reads it now; null while only writers do.' })),
  is_validated: Type.Boolean({ description: 'A colleague has looked at the text that readers see.' }),
  article_kind: OneOf(articleKinds),
  category_id: NullableId,
  role_ids: Type.Array(Id),
  department_ids: Type.Array(Id),
  application: NullableText,
  topic: NullableText,
  owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
  tags: Type.Array(Type.String()),
  review_at: NullableTime,
  review_interval_days: Type.Integer(),
  published_at: NullableTime,
  has_unpublished_changes: Type.Boolean({ description: 'Told to writers only.' }),
  created_at: Time,
  updated_at: Time,
  version: Type.Integer(),
})
export type ArticleRow = Static<typeof ArticleRow>

/** The columns of a row; `r` is the record, `a` the article, `o` the owner. */
export function articleColumns(actor: Actor): RawBuilder<unknown> {
  return sql`r.id, r.number, r.title, r.state, r.category, a.audience, nullif(r.audience, 'parties') as shown_to,
    (r.state = 'validated') as is_validated, a.article_kind, a.category_id, a.role_ids, a.department_ids,
    a.application, a.category as topic, r.tags, a.review_at, a.review_interval_days, a.published_at,
    case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
    (${inside(actor)} and a.published_version is not null and a.latest_version > a.published_version) as has_unpublished_changes,
    r.created_at, ${updatedAtFor(actor, 'article')} as updated_at, ${versionFor(actor, 'article')} as version`
}

export const articleTables = sql`core.record r
  join knowledge.article a on a.org_id = r.org_id and a.id = r.id
  left join core.person o on o.org_id = r.org_id and o.id = r.owner_id`

/** The part of an article's address that people read: its number and the words of its title. */
export function slugOf(article: { number: number; title: string }): string {
  const words = article.title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return words === '' ? String(article.number) : `${article.number}-${words}`
}
