/** One run of a folder of articles: dry or in earnest. */
import { writeFile } from 'node:fs/promises'
import { type Static, Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { Body, Nullable, OneOf } from '../../../platform/http/schema.ts'
import { csvCell } from '../import/bad-rows.ts'
import { importFault } from '../import/import-error.ts'
import { type ImportedArticle, readArticles } from '../import/markdown/import-articles.ts'
import { type ArticlesStored, importArticles, tryArticles } from '../store/import-articles.ts'

const shown_max = 200
const Count = Type.Integer({ minimum: 0 })

/** What one chooses for a folder of articles. */
export const ArticleSettings = Body({
  origin: Type.String({
    maxLength: 200,
    description: 'Paths are unique within it: the same folder again doubles nothing.',
  }),
  audience: OneOf(['internal', 'staff', 'public'] as const),
  site_url: Nullable(
    Type.String({
      maxLength: 300,
      description: 'The site that the files come from: full links to it are links between articles.',
    }),
  ),
})
export type ArticleSettings = Static<typeof ArticleSettings>

/** What is wrong with the settings, by the field that it is about; null when nothing is. */
export function flawOf({ origin, site_url }: ArticleSettings): { field: string; sentence: string } | null {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(origin))
    return {
      field: 'origin',
      sentence: 'Use small letters, digits and hyphens, 40 at most, with a letter or digit first.',
    }
  if (site_url !== null && !/^https?:\/\/[^\s/]+(\/\S*)?$/.test(site_url))
    return { field: 'site_url', sentence: 'Write the whole address, such as https://wiki.example.org.' }
  return null
}

export const ArticleReport = Type.Object({
  is_dry: Type.Boolean(),
  articles: Type.Integer({ description: 'That the folder holds.' }),
  stored: Type.Integer({ description: 'That were, or would be, written by this run.' }),
  known: Type.Integer({ description: 'That were there already and stay as they are.' }),
  drafts: Type.Integer({ description: 'Those written that have no text, and so are not published.' }),
  links: Type.Integer({ description: 'From one article to another.' }),
  images: Count,
  remark_count: Count,
  remarks: Type.Array(Type.Object({ path: Type.String(), problem: Type.String() }), {
    description: `Broken links and what else was noticed; the first ${shown_max}.`,
  }),
  examples: Type.Array(
    Type.Object({ path: Type.String(), title: Type.String(), tags: Type.Array(Type.String()) }),
    { description: `The first ${shown_max} of those that are not there yet; of a trial only.` },
  ),
  seconds: Type.Number(),
})
export type ArticleReport = Static<typeof ArticleReport>

export type ArticleRun = {
  /** The folder that holds the Markdown files. */
  folder: string
  settings: ArticleSettings
  actorId: string
  isDry?: boolean
  /** Where all remarks are written, as CSV. */
  remarksPath?: string
  /** What was noticed while the folder was made. */
  problems?: ArticlesStored['problems']
  /** Called now and then; false ends the run after what is stored by then. */
  onProgress?(done: number, total: number): Promise<boolean | undefined> | boolean | undefined
}

type Home = Pick<App, 'pool' | 'clock' | 'files' | 'config' | 'registry'>

/** Runs the folder and reports. A run that is repeated writes only what is not there yet. Throws import faults. */
export async function runArticles(app: Home, orgId: string, run: ArticleRun): Promise<ArticleReport> {
  const started_ms = performance.now()
  const { articles, problems } = await readFolder(run.folder, run.settings.site_url)
  const { origin, audience } = run.settings
  const found = await tryArticles(app, orgId, articles, { origin })
  const stored = run.isDry
    ? found
    : await importArticles(app, orgId, articles, {
        origin,
        audience,
        actorId: run.actorId,
        ...(run.onProgress === undefined ? {} : { onProgress: run.onProgress }),
      })
  const remarks = [...(run.problems ?? []), ...problems, ...stored.problems]
  if (run.remarksPath !== undefined) await writeFile(run.remarksPath, remarksFile(remarks), { mode: 0o600 })
  return {
    is_dry: run.isDry ?? false,
    articles: articles.length,
    stored: stored.articles,
    known: stored.known,
    drafts: found.fresh.filter(({ body }) => body.trim() === '').length,
    links: stored.links,
    images: stored.images,
    remark_count: remarks.length,
    remarks: remarks.slice(0, shown_max),
    examples: run.isDry
      ? found.fresh.slice(0, shown_max).map(({ path, title, tags }) => ({ path, title, tags }))
      : [],
    seconds: Math.round((performance.now() - started_ms) / 100) / 10,
  }
}

/** The articles of a folder; a license beside them is none. Throws the import fault `articles-missing`. */
async function readFolder(
  folder: string,
  siteUrl: string | null,
): Promise<{ articles: ImportedArticle[]; problems: ArticlesStored['problems'] }> {
  const found = await readArticles(folder, {
    ...(siteUrl === null ? {} : { siteUrl }),
    notArticles: /(^|\/)licen[cs]e(\.\w+)?$/i,
  })
  if (found.articles.length === 0)
    throw importFault(
      'articles-missing',
      'There are no Markdown files (.md) in it. A spreadsheet or other document must be saved as CSV first.',
    )
  return found
}

function remarksFile(remarks: ArticlesStored['problems']): string {
  const lines = remarks.map(({ path, problem }) => `${csvCell(path)},${csvCell(problem)}\r\n`)
  return `\ufeffpath,remark\r\n${lines.join('')}`
}

/** A short name for where the articles come from, made of a file's or folder's name. */
export function originOf(name: string): string {
  const short = name
    .replace(/\.(zip|tar|tgz|tar\.gz|gz)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `folder-${short}`.slice(0, 40).replace(/-+$/, '')
}
