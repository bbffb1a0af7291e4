/** What stands beside an article's text: who reads it, what it is about, whose it is. It is not versioned. */
import { sql } from 'kysely'
import { Type } from 'typebox'
import { type Actor, may } from '../../../core/actor.ts'
import { type Query, raw, type Tx } from '../../../platform/db/transaction.ts'
import { forbidden, invalid } from '../../../platform/http/problem.ts'
import { Id, Line, Nullable, NullableId, OneOf, Time } from '../../../platform/http/schema.ts'
import type { Article } from '../article.ts'
import { type ArticleAudience, type ArticleKind, articleKinds, audiences } from '../lifecycle.ts'
import { writersAmong } from '../people.ts'

const ids_max = 20

export const Beside = {
  audience: Type.Optional(OneOf(audiences)),
  article_kind: Type.Optional(OneOf(articleKinds)),
  category_id: Type.Optional(NullableId),
  topic: Type.Optional(Nullable(Line(200))),
  application: Type.Optional(Nullable(Line(200))),
  role_ids: Type.Optional(
    Type.Array(Id, { maxItems: ids_max, description: 'The roles that it is for; they find it first.' }),
  ),
  department_ids: Type.Optional(
    Type.Array(Id, { maxItems: ids_max, description: 'The departments that it is for.' }),
  ),
  owner_id: Type.Optional(Id),
  review_at: Type.Optional(Nullable(Time)),
  review_interval_days: Type.Optional(Type.Integer({ minimum: 7, maximum: 3650 })),
  tags: Type.Optional(Type.Array(Line(60), { maxItems: 20 })),
}

export type BesideInput = {
  audience?: ArticleAudience
  article_kind?: ArticleKind
  category_id?: string | null
  topic?: string | null
  application?: string | null
  role_ids?: string[]
  department_ids?: string[]
  review_at?: string | null
  review_interval_days?: number
}

type Kept = Pick<
  Article,
  | 'audience'
  | 'article_kind'
  | 'category_id'
  | 'topic'
  | 'application'
  | 'role_ids'
  | 'department_ids'
  | 'review_at'
  | 'review_interval_days'
>

const nothing: Kept = {
  audience: 'internal',
  article_kind: 'how_to',
  category_id: null,
  topic: null,
  application: null,
  role_ids: [],
  department_ids: [],
  review_at: null,
  review_interval_days: 365,
}

/** What was kept, with what the input says instead. */
export function besideOf(input: BesideInput, before: Kept = nothing): Kept {
  const named = Object.keys(nothing).map((key) => {
    const field = key as keyof Kept
    return [field, input[field] === undefined ? before[field] : input[field]]
  })
  const all = Object.fromEntries(named) as Kept
  return { ...all, role_ids: [...new Set(all.role_ids)], department_ids: [...new Set(all.department_ids)] }
}

/** The names of the fields that became different; their values are not told. */
export function differing(before: Kept, after: Kept): string[] {
  const isSame = (field: keyof Kept) => JSON.stringify(before[field]) === JSON.stringify(after[field])
  return (Object.keys(nothing) as (keyof Kept)[]).filter((field) => !isSame(field))
}

/** Refuses roles and departments that do not exist. */
export async function requireKnown(tx: Tx, input: BesideInput): Promise<void> {
  const roles = [...new Set(input.role_ids ?? [])]
  const departments = [...new Set(input.department_ids ?? [])]
  if (roles.length + departments.length === 0) return
  const [known] = await tx.all(
    sql<{ roles: number; departments: number }>`
      select (select count(*)::int from core.role where org_id = ${tx.orgId} and id = any(${roles}::uuid[])) as roles,
        (select count(*)::int from core.department where org_id = ${tx.orgId} and id = any(${departments}::uuid[])) as departments`,
  )
  if (known?.roles !== roles.length) throw invalid('#/role_ids', 'One of these roles does not exist.')
  if (known.departments !== departments.length)
    throw invalid('#/department_ids', 'One of these departments does not exist.')
}

/** Refuses an owner who writes no articles here: nobody would look after this one. Who owned it before may stay. */
export async function requireOwner(
  tx: Tx,
  ownerId: string | undefined,
  before: string | null,
  now: string,
): Promise<void> {
  if (ownerId === undefined || ownerId === before) return
  if (!(await tx.maybe(writersAmong(tx.orgId, [ownerId], now))))
    throw invalid(
      '#/owner_id',
      'An article belongs to somebody who may write articles. Choose another owner.',
    )
}

/** An article that nobody has to look at again grows old unseen, so that whoever may validate decides on it. */
export function requireReview(actor: Actor, before: Kept, after: Kept): void {
  if (before.review_at !== null && after.review_at === null && !may(actor, 'knowledge.validate'))
    throw forbidden('Only who may validate may take the review date away. Choose another day instead.')
}

/** Stores it now; a category that does not exist is refused. */
export async function storeBeside(tx: Tx, articleId: string, beside: Kept): Promise<void> {
  await orNoCategory(
    tx,
    raw(
      `update knowledge.article set audience = $3, article_kind = $4, category_id = $5, category = $6, application = $7, role_ids = $8,
         department_ids = $9, review_at = $10, review_interval_days = $11,
         reminded = case when review_at is distinct from $10 then 0 else reminded end
       where org_id = $1 and id = $2`,
      [
        tx.orgId,
        articleId,
        beside.audience,
        beside.article_kind,
        beside.category_id,
        beside.topic,
        beside.application,
        beside.role_ids,
        beside.department_ids,
        beside.review_at,
        beside.review_interval_days,
      ],
    ),
  )
}

const no_such_key = '23503'

/** Sends the write now. The list of categories is that of tickets, which knows alone what is in it. */
export async function orNoCategory(tx: Tx, query: Query<unknown>): Promise<void> {
  try {
    await tx.all(query)
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === no_such_key && constraint === 'article_category')
      throw invalid('#/category_id', 'This category does not exist.')
    throw error
  }
}
