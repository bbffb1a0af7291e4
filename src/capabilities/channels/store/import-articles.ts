/** Stores the articles of a folder with their images, so that links between them lead where they should. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { App } from '../../../core/app.ts'
import { takeNumbers } from '../../../core/records/insert-rows.ts'
import { read, type Tx, write } from '../../../platform/db/transaction.ts'
import { classify } from '../../../platform/files/classify.ts'
import { FileRefused } from '../../../platform/files/refusals.ts'
import {
  type ArticleAudience,
  type ArticleFile,
  coverArticles,
  knownArticles,
  storeArticles,
  type WholeArticle,
} from '../../knowledge/index.ts'
import { shortened } from '../import/mapping/compile.ts'
import type { ImportedArticle } from '../import/markdown/import-articles.ts'
import { lockImports } from './lock-imports.ts'
import { resolveAddresses } from './resolve-addresses.ts'

const articles_per_batch = 20
// As many and as long as an article may have when it is written by hand.
const tags_max = 20
const tag_length_max = 60
const note_length_max = 500

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
  /** Called after each batch; false ends the import there. */
  onProgress?(done: number, total: number): Promise<boolean | undefined> | boolean | undefined
}

type Home = Pick<App, 'pool' | 'clock' | 'files' | 'config' | 'registry'>

/**
 * Stores the articles, published for the audience; one without text stays a draft. Ids follow from origin and
 * path, so that a link is right whether or not its target was stored yet when the import was interrupted.
 */
export async function importArticles(
  app: Home,
  orgId: string,
  articles: readonly ImportedArticle[],
  options: ArticleOptions,
): Promise<ArticlesStored> {
  const stored: ArticlesStored = { articles: 0, known: 0, images: 0, links: 0, problems: [] }
  const paths = new Set(articles.map((article) => article.path))
  for (let from = 0; from < articles.length; from += articles_per_batch) {
    const batch = articles.slice(from, from + articles_per_batch)
    await write(app.pool, orgId, async (tx) => {
      lockImports(tx)
      const fresh = await unknownArticles(tx, batch, options)
      stored.known += batch.length - fresh.length
      const numbers = await takeNumbers(tx, fresh.length)
      const rows: WholeArticle[] = []
      for (const [index, article] of fresh.entries())
        rows.push(await articleRow(app, orgId, article, numbers[index] ?? 0, paths, options, stored))
      const covered = await coverArticles(app, tx, app.clock.now().toISOString(), rows)
      storeArticles(tx, covered.articles)
      covered.keep()
      stored.articles += rows.length
    })
    const isWanted = await options.onProgress?.(from + batch.length, articles.length)
    if (isWanted === false) break
  }
  return stored
}

/** What the import would do, without writing: what is known already, and which links and files would be right. */
export async function tryArticles(
  app: Pick<App, 'pool'>,
  orgId: string,
  articles: readonly ImportedArticle[],
  options: Pick<ArticleOptions, 'origin'>,
): Promise<ArticlesStored & { fresh: ImportedArticle[] }> {
  const fresh = await read(app.pool, orgId, (tx) => unknownArticles(tx, articles, options))
  return {
    articles: fresh.length,
    known: articles.length - fresh.length,
    images: fresh.reduce((sum, article) => sum + article.images.length, 0),
    links: fresh.reduce((sum, article) => sum + article.links.filter((link) => 'toPath' in link).length, 0),
    problems: fresh.flatMap(({ path, problems }) => problems.map((problem) => ({ path, problem }))),
    fresh,
  }
}

/** By this key an article that is there already is known again. */
function keyOf(options: Pick<ArticleOptions, 'origin'>, path: string): string {
  return `${options.origin}:${path}`
}

async function unknownArticles(
  tx: Tx,
  articles: readonly ImportedArticle[],
  options: Pick<ArticleOptions, 'origin'>,
): Promise<ImportedArticle[]> {
  const known = await knownArticles(
    tx,
    articles.map((article) => keyOf(options, article.path)),
  )
  return articles.filter((article) => !known.has(keyOf(options, article.path)))
}

/** An id that the same words always give, in the form of a UUID of one's own making (version 8). */
function stableId(words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

async function articleRow(
  app: Home,
  orgId: string,
  article: ImportedArticle,
  number: number,
  paths: ReadonlySet<string>,
  options: ArticleOptions,
  stored: ArticlesStored,
): Promise<WholeArticle> {
  const idOf = (path: string) => stableId([orgId, options.origin, 'article', path])
  const id = idOf(article.path)
  const now = app.clock.now().toISOString()
  const files = await storeFiles(app, orgId, article, id, options, stored)
  const body = resolveAddresses(article.body, (kind, path) => {
    if (kind === 'asset') return addressOf(files.get(path))
    if (!paths.has(path)) return null
    stored.links++
    return { address: `/answers/${idOf(path)}` }
  })
  for (const problem of article.problems) stored.problems.push({ path: article.path, problem })
  const by = article.authors.length > 0 ? `, by ${article.authors.join(', ')}` : ''
  return {
    id,
    number,
    importedKey: keyOf(options, article.path),
    title: article.title,
    body,
    tags: article.tags.slice(0, tags_max).map((tag) => shortened(tag, tag_length_max)),
    audience: options.audience,
    actorId: options.actorId,
    note: `Imported from ${article.path}${by}.`.slice(0, note_length_max),
    at: article.updatedAt !== null && article.updatedAt < now ? article.updatedAt : now,
    files: [...files.values()],
  }
}

function addressOf(file: ArticleFile | undefined): { address: string; isInline: boolean } | null {
  if (!file) return null
  const address = `/api/attachments/${file.id}`
  return { address: file.is_inline ? `${address}/image` : address, isInline: file.is_inline }
}

/** Puts the article's files into the store. A file that is refused is told, and its place stays without it. */
async function storeFiles(
  app: Home,
  orgId: string,
  article: ImportedArticle,
  articleId: string,
  options: ArticleOptions,
  stored: ArticlesStored,
): Promise<Map<string, ArticleFile>> {
  const files = new Map<string, ArticleFile>()
  for (const { path, file } of article.images) {
    try {
      const put = await app.files.put(createReadStream(file), { size_bytes_max: app.config.uploadBytesMax })
      const verdict = classify({ name: basename(path), size_bytes: put.size_bytes, content: put.content })
      if (verdict.refusal) {
        await app.files.remove(put.key)
        throw verdict.refusal
      }
      files.set(path, {
        id: stableId([orgId, options.origin, 'asset', article.path, path]),
        record_id: articleId,
        message_id: stableId([orgId, options.origin, 'carrier', article.path]),
        uploaded_by: options.actorId,
        name: verdict.name,
        media_type: verdict.type,
        size_bytes: put.size_bytes,
        sha256: `\\x${put.sha256}`,
        storage_key: put.key,
        is_inline: verdict.isInline,
        scan: app.config.clamd === undefined ? null : 'waiting',
        created_at: app.clock.now().toISOString(),
      })
      stored.images++
    } catch (error) {
      // A full disk is nothing that an article should lose its pictures for.
      const isExpected = error instanceof FileRefused || (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!isExpected) throw error
      stored.problems.push({
        path: article.path,
        problem: `The file ${path} was left out: ${(error as Error).message}`,
      })
    }
  }
  return files
}
