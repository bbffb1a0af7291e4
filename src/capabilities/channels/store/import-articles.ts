/** Stores the articles of a folder with their images, so that links between them lead where they should. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { App } from '../../../core/app.ts'
import { takeNumbers } from '../../../core/people/seed/insert-rows.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { classify } from '../../../platform/files/classify.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import type { ImportedArticle } from '../import/markdown/import-articles.ts'
import {
  type ArticleOptions,
  type ArticlesStored,
  importedArticleKey,
  type StoredAsset,
  sendArticle,
} from './article-rows.ts'
import { resolveAddresses } from './resolve-addresses.ts'

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

async function unknownArticles(
  tx: Tx,
  origin: string,
  batch: readonly ImportedArticle[],
): Promise<ImportedArticle[]> {
  const [, known] = await tx.many(
    raw('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`import ${tx.orgId}`]),
    raw<{ imported_key: string }>(
      'select imported_key from knowledge.article where org_id = $1 and imported_key = any($2::text[])',
      [tx.orgId, batch.map((article) => importedArticleKey(origin, article.path))],
    ),
  )
  const keys = new Set(known.map((row) => row.imported_key))
  return batch.filter((article) => !keys.has(importedArticleKey(origin, article.path)))
}

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
