/** An article as it is stored, and the statements that keep its text, versions and search entries in step. */
import type { Context } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { forgetWords, indexWords } from '../../core/search/entry.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, notFound } from '../../platform/http/problem.ts'
import type { ArticleAudience, ArticleKind } from './lifecycle.ts'
import { placeFiles } from './pictures.ts'
import { hasMarks } from './strip.ts'

export type Article = {
  id: string
  audience: ArticleAudience
  application: string | null
  topic: string | null
  body: string
  /** The version that readers see; null while only writers see any. */
  published_version: number | null
  /** The version that a colleague has looked at. */
  validated_version: number | null
  latest_version: number
  review_at: string | null
  review_interval_days: number
  article_kind: ArticleKind
  category_id: string | null
  role_ids: string[]
  department_ids: string[]
  draft_entry_id: string
  /** It began with the words of a ticket. */
  is_from_ticket: boolean
}

export type Version = {
  version: number
  title: string
  body: string
  author_id: string | null
  note: string
  created_at: string
}

/** The article of a record that was locked. */
export async function articleOf(tx: Tx, record: Pick<RecordRow, 'org_id' | 'id'>): Promise<Article> {
  return tx.one(
    raw<Article>(
      `select id, audience, application, category as topic, body, published_version, validated_version, latest_version,
         review_at, review_interval_days, article_kind, category_id, role_ids, department_ids, draft_entry_id, is_from_ticket
       from knowledge.article where org_id = $1 and id = $2`,
      [record.org_id, record.id],
    ),
  )
}

/** One version; a number that does not exist is not found. */
export async function versionOf(tx: Tx, orgId: string, id: string, version: number): Promise<Version> {
  const found = await tx.maybe(
    raw<Version>(
      'select version, title, body, author_id, note, created_at from knowledge.version where org_id = $1 and article_id = $2 and version = $3',
      [orgId, id, version],
    ),
  )
  if (!found) throw notFound('This version')
  return found
}

export function insertVersion(orgId: string, articleId: string, version: Version): Raw<unknown> {
  return raw(
    'insert into knowledge.version (org_id, article_id, version, title, body, author_id, note, created_at) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      orgId,
      articleId,
      version.version,
      version.title,
      version.body,
      version.author_id,
      version.note,
      version.created_at,
    ],
  )
}

export function insertArticle(
  orgId: string,
  article: Omit<Article, 'published_version' | 'validated_version' | 'latest_version'>,
): Raw<unknown> {
  return raw(
    `insert into knowledge.article (org_id, id, audience, application, category, body, review_at, draft_entry_id,
       review_interval_days, article_kind, category_id, role_ids, department_ids, is_from_ticket)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`,
    [
      orgId,
      article.id,
      article.audience,
      article.application,
      article.topic,
      article.body,
      article.review_at,
      article.draft_entry_id,
      article.review_interval_days,
      article.article_kind,
      article.category_id,
      article.role_ids,
      article.department_ids,
      article.is_from_ticket,
    ],
  )
}

type Text = { title: string; body: string }

/** What readers find: the text that they see, under the record's own id. */
export function indexPublished(record: RecordRow, text: Text, now: string): Raw<unknown> {
  return indexWords({
    orgId: record.org_id,
    entryId: record.id,
    recordId: record.id,
    kind: record.kind,
    isInternal: false,
    at: now,
    ...text,
  })
}

/** What only writers find: the text that readers do not see. */
export function indexDraft(
  record: Pick<RecordRow, 'org_id' | 'id' | 'kind'>,
  article: Pick<Article, 'draft_entry_id'>,
  text: Text,
  now: string,
): Raw<unknown> {
  return indexWords({
    orgId: record.org_id,
    entryId: article.draft_entry_id,
    recordId: record.id,
    kind: record.kind,
    isInternal: true,
    at: now,
    ...text,
  })
}

/** Makes the latest version the one that readers see and find. Who they are is the record's audience. */
export function showLatest(tx: Tx, record: RecordRow, article: Article, latest: Text, now: string): void {
  tx.send(
    raw('update knowledge.article set published_version = latest_version where org_id = $1 and id = $2', [
      record.org_id,
      record.id,
    ]),
  )
  tx.send(indexPublished(record, latest, now))
  tx.send(forgetWords(record.org_id, article.draft_entry_id))
  placeFiles(tx, record, latest.body, now)
}

/** Takes the published text out of what readers find; writers still find the latest one. */
export function hideWords(tx: Tx, record: RecordRow, article: Article, latest: Text, now: string): void {
  tx.send(forgetWords(record.org_id, record.id))
  tx.send(indexDraft(record, article, latest, now))
}

/**
 * Adds a version after the latest one and makes it the text being worked on. Readers see no change, but for those
 * of an article that is not validated: they see the text as it grows.
 */
export function saveVersion(
  { tx, actor, now, record }: Pick<Context<unknown>, 'tx' | 'now'> & { actor: Actor; record: RecordRow },
  article: Article,
  text: Text & { note: string },
): number {
  const version = article.latest_version + 1
  tx.send(
    insertVersion(record.org_id, record.id, { ...text, version, author_id: actor.personId, created_at: now }),
  )
  tx.send(
    raw('update knowledge.article set body = $3, latest_version = $4 where org_id = $1 and id = $2', [
      record.org_id,
      record.id,
      text.body,
      version,
    ]),
  )
  if (record.state === 'not_validated') showLatest(tx, record, article, text, now)
  else tx.send(indexDraft(record, article, text, now))
  return version
}

/**
 * Why the actor may not say that the latest version is right; null when he may. Of two who look at a text the last
 * one to write in it is one: whoever comes after has read it. What more than the department reads takes a publisher.
 */
export function whyNotValidate(
  actor: Actor,
  record: Pick<RecordRow, 'audience'>,
  latest: Pick<Version, 'author_id'>,
): 'license' | 'own_words' | null {
  if (!mayValidate(actor, record)) return 'license'
  return latest.author_id === actor.personId && !may(actor, 'knowledge.publish') ? 'own_words' : null
}

/** True when the actor's license is enough for those who read the article now. */
export function mayValidate(actor: Actor, record: Pick<RecordRow, 'audience'>): boolean {
  const isWide = record.audience === 'staff' || record.audience === 'public'
  return may(actor, 'knowledge.validate') && (!isWide || may(actor, 'knowledge.publish'))
}

/** Refuses to show a text that has no words, or in which what was taken out of a ticket was not looked at. */
export function requireReadable({ title, body }: Text): void {
  if (body.trim() === '') throw conflict('An article without text cannot be handed in or validated.')
  if (hasMarks(title) || hasMarks(body))
    throw conflict(
      'There are [removed] marks in the text. Say it without what was taken out, or delete them, and try again.',
    )
}
