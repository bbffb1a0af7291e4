/** The rows that an imported article becomes. */
import {
  type EventRow,
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
} from '../../../core/people/seed/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { beginning } from '../../../core/timeline/event.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { idAt } from '../../../platform/id/id.ts'
import { shortened } from '../import/mapping/compile.ts'
import type { ImportedArticle } from '../import/markdown/import-articles.ts'

// As many and as long as an article may have when it is written by hand.
const tags_max = 20
const tag_length_max = 60

export type ArticleAudience = 'internal' | 'staff' | 'public'
export type ArticlesStored = {
  articles: number
  /** Articles that were there already and stay as they are. */
  known: number
  images: number
  links: number
  problems: { path: string; problem: string }[]
}

export type ArticleOptions = {
  /** Keys are unique within it, so that the same folder imported again doubles nothing. */
  origin: string
  audience: ArticleAudience
  /** Who is told to have uploaded the files. */
  actorId: string
  onProgress?(done: number, total: number): void
}

export type StoredAsset = { address: string; isInline: boolean; row: object }

/** By this key an article that is there already is known again. */
export function importedArticleKey(origin: string, path: string): string {
  return `${origin}:${path}`
}

/** Sends the statements that store the article with its first version, and publishes it unless it has no text. */
export function sendArticle(
  tx: Tx,
  article: ImportedArticle,
  id: string,
  number: number,
  assets: readonly StoredAsset[],
  options: ArticleOptions,
  now: Date,
): void {
  const at =
    article.updatedAt !== null && article.updatedAt < now.toISOString()
      ? article.updatedAt
      : now.toISOString()
  const { record, events } = history(tx.orgId, article, id, number, options, at)
  const isPublished = record.state === 'published'
  const draftEntryId = idAt(new Date(at))
  const { orgId } = tx
  tx.send(insertRecords(orgId, [record]))
  tx.send(
    raw(
      `insert into knowledge.article (org_id, id, audience, body, published_version, latest_version, draft_entry_id, published_at, imported_key)
       values ($1,$2,$3,$4,$5,1,$6,$7,$8)`,
      [
        orgId,
        id,
        options.audience,
        article.body,
        isPublished ? 1 : null,
        draftEntryId,
        isPublished ? record.updated_at : null,
        importedArticleKey(options.origin, article.path),
      ],
    ),
  )
  tx.send(
    raw(
      'insert into knowledge.version (org_id, article_id, version, title, body, author_id, note, created_at) values ($1,$2,1,$3,$4,$5,$6,$7)',
      [orgId, id, article.title, article.body, options.actorId, noteOf(article), at],
    ),
  )
  tx.send(insertEvents(orgId, events))
  const entry = {
    entry_id: isPublished ? id : draftEntryId,
    record_id: id,
    kind: 'article',
    is_internal: !isPublished,
    at,
    title: article.title,
    body: article.body,
  }
  tx.send(insertEntries(orgId, [entry]))
  if (assets.length > 0) sendAssets(tx, id, assets, options, at)
}

/** Written at its time, and published a moment later when there is something to read. */
function history(
  orgId: string,
  article: ImportedArticle,
  id: string,
  number: number,
  options: ArticleOptions,
  at: string,
): { record: RecordRow; events: EventRow[] } {
  const record: RecordRow = {
    org_id: orgId,
    id,
    kind: 'article',
    number,
    title: article.title,
    state: 'draft',
    category: 'active',
    priority: null,
    team_id: null,
    owner_id: options.actorId,
    requester_id: null,
    tags: article.tags.slice(0, tags_max).map((tag) => shortened(tag, tag_length_max)),
    audience: 'parties',
    due_at: null,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  const line = (moment: string, action: string, data: Record<string, unknown>): EventRow => ({
    record_id: id,
    at: moment,
    id: idAt(new Date(moment)),
    actor_id: options.actorId,
    action,
    data,
  })
  const created = line(at, 'knowledge.create', { changes: beginning(record), version: 1 })
  if (article.body.trim() === '') return { record, events: [created] }
  const { audience } = options
  const updated_at = new Date(Date.parse(at) + 1).toISOString()
  const changes = { state: ['draft', 'published'], audience: ['parties', audience] }
  return {
    record: { ...record, state: 'published', category: 'done', audience, version: 2, updated_at },
    events: [created, line(updated_at, 'knowledge.publish', { changes, version: 1, audience })],
  }
}

function noteOf(article: ImportedArticle): string {
  const by = article.authors.length > 0 ? `, by ${article.authors.join(', ')}` : ''
  return `Imported from ${article.path}${by}.`.slice(0, 500)
}

// A file is read by those who see the message that it hangs on; this one carries the files of an article, which
// has no thread, for all of its readers.
function sendAssets(
  tx: Tx,
  id: string,
  assets: readonly StoredAsset[],
  options: ArticleOptions,
  at: string,
): void {
  const rows = assets.map((asset) => asset.row as { message_id: string })
  const [first] = rows
  if (!first) return
  tx.send(
    insertMessages(tx.orgId, [
      {
        id: first.message_id,
        record_id: id,
        author_id: options.actorId,
        is_internal: false,
        channel: 'import',
        body: '',
        created_at: at,
        redacted_at: null,
      },
    ]),
  )
  tx.send(
    insertRows(
      tx.orgId,
      'core.attachment',
      {
        id: 'uuid',
        record_id: 'uuid',
        message_id: 'uuid',
        uploaded_by: 'uuid',
        name: 'text',
        media_type: 'text',
        size_bytes: 'bigint',
        sha256: 'bytea',
        storage_key: 'text',
        is_inline: 'boolean',
        created_at: 'timestamptz',
      },
      rows,
    ),
  )
}
