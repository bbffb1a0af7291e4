/** Stores the articles of a folder with their images, so that links between them lead where they should. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { App } from '../../../core/app.ts'
import {
  insertEntries,
  insertEvents,
  insertMessages,
  insertRecords,
  insertRows,
  takeNumbers,
} from '../../../core/people/seed/insert-rows.ts'
import type { RecordRow } from '../../../core/records/record.ts'
import { beginning } from '../../../core/timeline/event.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { classify } from '../../../platform/files/classify.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import { idAt } from '../../../platform/id/id.ts'
import type { ImportedArticle } from '../import/markdown/import-articles.ts'

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

const articles_per_batch = 20

/**
 * Stores the articles, published for the audience; one without text stays a draft. Ids follow from origin and
 * path, so that a link is right whether or not its target was stored yet when the import was interrupted.
 */
export async function importArticles(
  app: Pick<App, 'pool' | 'clock' | 'files' | 'config'>,
  orgId: string,
  articles: readonly ImportedArticle[],
  options: ArticleOptions,
): Promise<ArticlesStored> {
  const idOf = (kind: string, path: string) => stableId([orgId, options.origin, kind, path])
  const stored: ArticlesStored = { articles: 0, known: 0, images: 0, links: 0, problems: [] }
  const paths = new Set(articles.map((article) => article.path))
  for (let from = 0; from < articles.length; from += articles_per_batch) {
    const batch = articles.slice(from, from + articles_per_batch)
    await write(app.pool, orgId, async (tx) => {
      const fresh = await unknownArticles(tx, options.origin, batch)
      stored.known += batch.length - fresh.length
      const numbers = await takeNumbers(tx, fresh.length)
      for (const [index, article] of fresh.entries()) {
        const id = idOf('article', article.path)
        const assets = await storeAssets(app, orgId, article, id, options, stored)
        const body = resolveAddresses(article.body, (kind, path) => {
          if (kind === 'asset') return assets.get(path) ?? null
          if (!paths.has(path)) return null
          stored.links++
          return { address: `/answers/${idOf('article', path)}` }
        })
        sendArticle(
          tx,
          { ...article, body },
          id,
          numbers[index] ?? 0,
          [...assets.values()],
          options,
          app.clock.now(),
        )
        stored.articles++
        for (const problem of article.problems) stored.problems.push({ path: article.path, problem })
      }
    })
    options.onProgress?.(Math.min(from + batch.length, articles.length), articles.length)
  }
  return stored
}

/** An id that the same words always give, in the form of a UUID of one's own making (version 8). */
function stableId(words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function importedKey(origin: string, path: string): string {
  return `${origin}:${path}`
}

async function unknownArticles(
  tx: Tx,
  origin: string,
  batch: readonly ImportedArticle[],
): Promise<ImportedArticle[]> {
  const [, known] = await tx.many(
    raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ${tx.orgId}`]),
    raw<{ imported_key: string }>(
      'select imported_key from knowledge.article where org_id = $1 and imported_key = any($2::text[])',
      [tx.orgId, batch.map((article) => importedKey(origin, article.path))],
    ),
  )
  const keys = new Set(known.map((row) => row.imported_key))
  return batch.filter((article) => !keys.has(importedKey(origin, article.path)))
}

type StoredAsset = { address: string; isInline: boolean; row: object }

/** Puts the article's files into the store. A file that is refused is told, and its place stays without it. */
async function storeAssets(
  app: Pick<App, 'files' | 'config' | 'clock'>,
  orgId: string,
  article: ImportedArticle,
  articleId: string,
  options: ArticleOptions,
  stored: ArticlesStored,
): Promise<Map<string, StoredAsset>> {
  const assets = new Map<string, StoredAsset>()
  for (const { path, file } of article.images) {
    try {
      const put = await app.files.put(createReadStream(file), { size_bytes_max: app.config.uploadBytesMax })
      const verdict = classify({ name: basename(path), size_bytes: put.size_bytes, content: put.content })
      if (verdict.refusal) {
        await app.files.remove(put.key)
        throw verdict.refusal
      }
      const id = stableId([orgId, options.origin, 'asset', article.path, path])
      const row = {
        id,
        record_id: articleId,
        message_id: stableId([orgId, options.origin, 'carrier', article.path]),
        uploaded_by: options.actorId,
        name: verdict.name,
        media_type: verdict.type,
        size_bytes: put.size_bytes,
        sha256: `\\x${put.sha256}`,
        storage_key: put.key,
        is_inline: verdict.isInline,
        created_at: app.clock.now().toISOString(),
      }
      const address = verdict.isInline ? `/api/attachments/${id}/image` : `/api/attachments/${id}`
      assets.set(path, { address, isInline: verdict.isInline, row })
      stored.images++
    } catch (error) {
      const isExpected = error instanceof FileRefused || (error as NodeJS.ErrnoException).code !== undefined
      if (!isExpected) throw error
      stored.problems.push({
        path: article.path,
        problem: `The file ${path} was left out: ${(error as Error).message}`,
      })
    }
  }
  return assets
}

type Address = { address: string; isInline?: boolean } | null

const placeholder = /(!?)\[((?:\\.|[^\]\\])*)\]\((article|asset):([^\s)#]*)(#[^\s)]*)?((?:\s[^)]*)?)\)/g

/**
 * Puts real addresses in the place of `article:` and `asset:`. What leads nowhere becomes its words, and a file
 * that is no image that may be shown becomes a link.
 */
export function resolveAddresses(
  body: string,
  addressOf: (kind: 'article' | 'asset', path: string) => Address,
): string {
  return body.replace(
    placeholder,
    (
      _whole,
      mark: string,
      label: string,
      kind: 'article' | 'asset',
      path: string,
      anchor = '',
      title = '',
    ) => {
      const target = addressOf(kind, decoded(path))
      if (target === null) return mark ? `*(missing image${label ? `: ${label}` : ''})*` : label
      const shown = mark && target.isInline ? '!' : ''
      return `${shown}[${label || (shown ? '' : basename(decoded(path)))}](${target.address}${anchor}${title})`
    },
  )
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function sendArticle(
  tx: Tx,
  article: ImportedArticle,
  id: string,
  number: number,
  assets: readonly StoredAsset[],
  options: ArticleOptions,
  now: Date,
): void {
  const isPublished = article.body.trim() !== ''
  const at =
    article.updatedAt !== null && article.updatedAt < now.toISOString()
      ? article.updatedAt
      : now.toISOString()
  const publishedAt = new Date(Date.parse(at) + 1).toISOString()
  const record: RecordRow = {
    org_id: tx.orgId,
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
    tags: article.tags.slice(0, 20).map((tag) => tag.slice(0, 60)),
    audience: 'parties',
    due_at: null,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  const line = (moment: string, action: string, data: Record<string, unknown>) => ({
    record_id: id,
    at: moment,
    id: idAt(new Date(moment)),
    actor_id: options.actorId,
    action,
    data,
  })
  const events = [line(at, 'knowledge.create', { changes: beginning(record), version: 1 })]
  if (isPublished) {
    const changes = { state: ['draft', 'published'], audience: ['parties', options.audience] }
    events.push(line(publishedAt, 'knowledge.publish', { changes, version: 1, audience: options.audience }))
    Object.assign(record, {
      state: 'published',
      category: 'done',
      audience: options.audience,
      version: 2,
      updated_at: publishedAt,
    })
  }
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
        isPublished ? publishedAt : null,
        importedKey(options.origin, article.path),
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
  tx.send(
    insertEntries(orgId, [
      {
        entry_id: isPublished ? id : draftEntryId,
        record_id: id,
        kind: 'article',
        is_internal: !isPublished,
        at,
        title: article.title,
        body: article.body.slice(0, 200_000),
      },
    ]),
  )
  if (assets.length > 0) sendAssets(tx, id, assets, options, at)
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
