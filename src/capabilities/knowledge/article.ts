/** An article as it is stored, and the statements that keep its text, versions and search entries in step. */
import type { Context } from '../../core/action.ts'
import type { Actor } from '../../core/actor.ts'
import type { RecordRow } from '../../core/records/record.ts'
import { forgetWords, indexWords } from '../../core/search/entry.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { ArticleAudience } from './lifecycle.ts'

export type Article = {
  id: string
  audience: ArticleAudience
  application: string | null
  topic: string | null
  body: string
  published_version: number | null
  latest_version: number
  review_at: string | null
  draft_entry_id: string
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
      `select id, audience, application, category as topic, body, published_version, latest_version, review_at, draft_entry_id
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
  article: Omit<Article, 'published_version' | 'latest_version'>,
): Raw<unknown> {
  return raw(
    'insert into knowledge.article (org_id, id, audience, application, category, body, review_at, draft_entry_id) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      orgId,
      article.id,
      article.audience,
      article.application,
      article.topic,
      article.body,
      article.review_at,
      article.draft_entry_id,
    ],
  )
}

type Text = { title: string; body: string }

/** What readers find: the published text, under the record's own id. */
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

/** What only writers find: the text that is not published. */
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

/** Takes the published text out of what readers find; writers still find the latest one. */
export function hideWords(tx: Tx, record: RecordRow, article: Article, latest: Text, now: string): void {
  tx.send(forgetWords(record.org_id, record.id))
  tx.send(indexDraft(record, article, latest, now))
}

/** Adds a version after the latest one and makes it the text being worked on. Readers see no change. */
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
  tx.send(indexDraft(record, article, text, now))
  return version
}
