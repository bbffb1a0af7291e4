/** The form of an article: how it is filled, kept and sent. */
import { api, ask, idempotencyKey, ProblemError } from '../../../../web/api/client.ts'
import type { ArticlePage } from '../answers/library.ts'
import type { Audience, Kind } from './articles.ts'

export type ArticleForm = {
  title: string
  body: string
  audience: Audience
  kind: Kind
  categoryId: string
  roleIds: string[]
  departmentIds: string[]
  intervalDays: number
  application: string
  topic: string
  tags: string
  ownerId: string
  /** A day, as YYYY-MM-DD; empty when nobody has to look again. */
  reviewOn: string
  note: string
  /** The version that the writer saw; a later one is a conflict. */
  version?: number
  /** The text that was there when the writer began, to tell apart what somebody else changed. */
  base?: string
  /** The ticket that it is written from, and how the two are linked. */
  ticket?: { id: string; type: 'solved_by' | 'relates_to' }
  key: string
}

export const emptyArticle = (): ArticleForm => ({
  title: '',
  body: '',
  audience: 'staff',
  kind: 'how_to',
  categoryId: '',
  roleIds: [],
  departmentIds: [],
  intervalDays: 365,
  application: '',
  topic: '',
  tags: '',
  ownerId: '',
  reviewOn: '',
  note: '',
  key: idempotencyKey(),
})

export function formOf(article: ArticlePage): ArticleForm {
  return {
    title: article.title,
    body: article.body,
    audience: article.audience,
    kind: article.article_kind,
    categoryId: article.category_id ?? '',
    roleIds: article.role_ids,
    departmentIds: article.department_ids,
    intervalDays: article.review_interval_days,
    application: article.application ?? '',
    topic: article.topic ?? '',
    tags: article.tags.join(', '),
    ownerId: article.owner?.id ?? '',
    reviewOn: article.review_at?.slice(0, 10) ?? '',
    note: '',
    version: article.version,
    base: article.body,
    key: idempotencyKey(),
  }
}

/** A form that was kept as text; undefined when there is none. */
export function readKept(text: string): ArticleForm | undefined {
  try {
    const kept = JSON.parse(text) as Partial<ArticleForm>
    return typeof kept.title === 'string' && typeof kept.body === 'string'
      ? { ...emptyArticle(), ...kept }
      : undefined
  } catch {
    return undefined
  }
}

/**
 * Saves the form: a new article, or a new version of `id`.
 * @throws ProblemError; 409 when somebody saved the article since the writer began
 */
export async function saveArticle(form: ArticleForm, id: string | undefined): Promise<string> {
  const body = bodyOf(form)
  if (id === undefined) {
    const params = { header: { 'idempotency-key': form.key } }
    const all = form.ticket ? { ...body, from_ticket: form.ticket } : body
    return (await ask(api.POST('/api/articles', { params, body: all }))).id
  }
  const params = {
    path: { id },
    header: form.version === undefined ? {} : { 'if-match': `"${form.version}"` },
  }
  await ask(api.POST('/api/articles/{id}/edit', { params, body }))
  return id
}

function bodyOf(form: ArticleForm) {
  const tags = form.tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  return {
    title: form.title.trim(),
    body: form.body,
    audience: form.audience,
    article_kind: form.kind,
    category_id: form.categoryId || null,
    role_ids: form.roleIds,
    department_ids: form.departmentIds,
    review_interval_days: form.intervalDays,
    application: form.application.trim() || null,
    topic: form.topic.trim() || null,
    tags,
    ...(form.ownerId ? { owner_id: form.ownerId } : {}),
    // Noon is the same day in nearly every time zone.
    review_at: form.reviewOn ? `${form.reviewOn}T12:00:00.000Z` : null,
    ...(form.note.trim() ? { note: form.note.trim() } : {}),
  }
}

export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 409
}
