/**
 * Articles as they come from another system: written and published with their files in one go. Nobody acts here, so
 * nothing is permitted; the caller answers for Markdown that holds no HTML.
 */
import {
  type EventRow,
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
} from '../../../core/records/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { beginning } from '../../../core/timeline/event.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { idAt } from '../../../platform/id/id.ts'
import type { ArticleAudience, ArticleKind } from '../lifecycle.ts'

export type WholeArticle = {
  id: string
  number: number
  /** By it the article is known again. */
  importedKey: string
  title: string
  body: string
  tags: string[]
  audience: ArticleAudience
  /** Who is told to have written it. */
  actorId: string
  /** Of its first version. */
  note: string
  /** When it was written. */
  at: string
  files: readonly ArticleFile[]
  /** Who answers for it; who wrote it unless told otherwise. */
  ownerId?: string
  topic?: string | null
  application?: string | null
  reviewAt?: string | null
  kind?: ArticleKind | undefined
  roleIds?: readonly string[]
  departmentIds?: readonly string[]
  /** True when readers are not to see it yet. */
  isDraft?: boolean
}

/** A file that is stored already; `message_id` is the same for all files of an article. */
export type ArticleFile = {
  id: string
  record_id: string
  message_id: string
  uploaded_by: string
  name: string
  media_type: string
  size_bytes: number
  /** As PostgreSQL writes bytes: `\x` and hexadecimal digits. */
  sha256: string
  storage_key: string
  is_inline: boolean
  /** Whether it waits for the virus scanner. */
  scan: 'waiting' | null
  created_at: string
}

/** The keys among these under which an article was stored before. */
export async function knownArticles(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.all(
    raw<{ imported_key: string }>(
      'select imported_key from knowledge.article where org_id = $1 and imported_key = any($2::text[])',
      [tx.orgId, keys],
    ),
  )
  return new Set(rows.map((row) => row.imported_key))
}

const isOut = (record: RecordRow) => record.state === 'validated'

/** Sends the statements that store the articles with their first version, published unless they are drafts or have no text. */
export function storeArticles(tx: Tx, articles: readonly WholeArticle[]): void {
  if (articles.length === 0) return
  const { orgId } = tx
  const told = articles.map((article) => ({
    article,
    ...history(orgId, article),
    draftId: idAt(new Date(article.at)),
  }))
  tx.send(
    insertRecords(
      orgId,
      told.map((each) => each.record),
    ),
  )
  tx.send(
    insertArticles(
      orgId,
      told.map(({ article, record, draftId }) => rowOf(article, record, draftId)),
    ),
  )
  tx.send(
    insertVersions(
      orgId,
      articles.map((article) => ({
        article_id: article.id,
        version: 1,
        title: article.title,
        body: article.body,
        author_id: article.actorId,
        note: article.note,
        created_at: article.at,
      })),
    ),
  )
  tx.send(
    insertEvents(
      orgId,
      told.flatMap((each) => each.events),
    ),
  )
  tx.send(
    insertEntries(
      orgId,
      told.map(({ article, record, draftId }) => ({
        entry_id: isOut(record) ? article.id : draftId,
        record_id: article.id,
        kind: 'article',
        is_internal: !isOut(record),
        at: article.at,
        title: article.title,
        body: article.body,
      })),
    ),
  )
  sendFiles(tx, articles)
}

function rowOf(article: WholeArticle, record: RecordRow, draftId: string): object {
  const version = isOut(record) ? 1 : null
  return {
    id: article.id,
    audience: article.audience,
    article_kind: article.kind ?? 'how_to',
    role_ids: article.roleIds ?? [],
    department_ids: article.departmentIds ?? [],
    application: article.application ?? null,
    category: article.topic ?? null,
    review_at: article.reviewAt ?? null,
    body: article.body,
    published_version: version,
    validated_version: version,
    latest_version: 1,
    draft_entry_id: draftId,
    published_at: isOut(record) ? record.updated_at : null,
    imported_key: article.importedKey,
  }
}

/** Written at its time, and published a moment later when there is something to read. */
function history(orgId: string, article: WholeArticle): { record: RecordRow; events: EventRow[] } {
  const { id, at, audience } = article
  const record: RecordRow = {
    org_id: orgId,
    id,
    kind: 'article',
    number: article.number,
    title: article.title,
    state: 'work_in_progress',
    category: 'active',
    priority: null,
    team_id: null,
    owner_id: article.ownerId ?? article.actorId,
    requester_id: null,
    tags: article.tags,
    audience: 'parties',
    restriction: null,
    due_at: null,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  const line = (moment: string, action: string, data: Record<string, unknown>): EventRow => ({
    record_id: id,
    at: moment,
    id: idAt(new Date(moment)),
    actor_id: article.actorId,
    action,
    data,
  })
  const created = line(at, 'knowledge.create', { changes: beginning(record), version: 1 })
  if (article.isDraft || article.body.trim() === '') return { record, events: [created] }
  const updated_at = new Date(Date.parse(at) + 1).toISOString()
  const changes = { state: ['work_in_progress', 'validated'], audience: ['parties', audience] }
  return {
    record: { ...record, state: 'validated', category: 'done', audience, version: 2, updated_at },
    events: [created, line(updated_at, 'knowledge.publish', { changes, version: 1, audience })],
  }
}

/**
 * A file is read by those who see the message that it hangs on; this one carries the files of an article, which has no
 * thread, for all of its readers, or for writers alone while it is a draft's.
 */
export function sendFiles(
  tx: Tx,
  articles: readonly Pick<WholeArticle, 'id' | 'actorId' | 'at' | 'files' | 'isDraft'>[],
): void {
  const files = articles.flatMap((article) => article.files)
  if (files.length === 0) return
  const carriers = articles.flatMap(({ id, actorId, at, isDraft, files: [first] }) =>
    first === undefined
      ? []
      : [
          {
            id: first.message_id,
            record_id: id,
            author_id: actorId,
            is_internal: isDraft === true,
            channel: 'import',
            body: '',
            created_at: at,
            redacted_at: null,
          },
        ],
  )
  tx.send(insertMessages(tx.orgId, carriers))
  tx.send(insertRows(tx.orgId, 'core.attachment', fileColumns, files))
}

const fileColumns = {
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
  scan: 'text',
  created_at: 'timestamptz',
}

/** The statement that stores articles' own rows; the records are there already. */
export function insertArticles(orgId: string, rows: readonly object[]) {
  const columns = {
    id: 'uuid',
    audience: 'text',
    article_kind: 'text',
    role_ids: 'uuid[]',
    department_ids: 'uuid[]',
    application: 'text',
    category: 'text',
    body: 'text',
    published_version: 'int',
    validated_version: 'int',
    latest_version: 'int',
    review_at: 'timestamptz',
    draft_entry_id: 'uuid',
    published_at: 'timestamptz',
    imported_key: 'text',
  }
  return insertRows(orgId, 'knowledge.article', columns, rows)
}

/** The statement that stores many versions. */
export function insertVersions(orgId: string, rows: readonly object[]) {
  const columns = {
    article_id: 'uuid',
    version: 'int',
    title: 'text',
    body: 'text',
    author_id: 'uuid',
    note: 'text',
    created_at: 'timestamptz',
  }
  return insertRows(orgId, 'knowledge.version', columns, rows)
}
