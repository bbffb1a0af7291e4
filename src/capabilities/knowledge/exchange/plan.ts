/** What an import of a folder would do: every page with what becomes of it, and what somebody should look at. */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { Actor } from '../../../core/actor.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import type { ArticleAudience, ArticleKind } from '../lifecycle.ts'
import { exchangeFault, type Files } from './archive.ts'
import { type Folder, folderOf, type Remark, toArticleText } from './dialect.ts'
import type { Page } from './front-matter.ts'
import {
  type Current,
  digestsOf,
  key_length_max,
  knownPages,
  type NamedFor,
  namedFor,
  numbersOf,
  ownersOf,
  type Source,
  secondsOf,
} from './known.ts'
import { besideOf } from './plan-beside.ts'
import { readSource } from './read-source.ts'

export type Asset = { path: string; id: string; isNew: boolean; isShown: boolean }

/** A page as it is going to be stored. */
export type PlannedPage = {
  path: string
  what: 'new' | 'changed' | 'same' | 'refused'
  /** Why it is refused. */
  reason: string | null
  id: string
  /** The id under which another installation knows it. */
  key: string | null
  title: string
  body: string
  tags: string[]
  topic: string | null
  application: string | null
  audience: ArticleAudience | null
  state: string | null
  owner_id: string | null
  review_at: string | null
  article_kind: ArticleKind | null
  /** What the page does not tell is null. */
  role_ids: string[] | null
  department_ids: string[] | null
  foreign: string
  assets: Asset[]
  links: number
  broken_links: number
  sha256: string
  /** What is stored now; null of a new page. */
  current: Current | null
}

export type Plan = { pages: PlannedPage[]; remarks: Remark[]; files: number }

const title_length_max = 500

/** Reads the folder and compares it with what is stored. Nothing is written. Throws the ExchangeFault without a page. */
export async function planFolder(
  tx: Tx,
  actor: Actor,
  files: Files,
  { source, now }: { source: string; now: string },
): Promise<Plan> {
  const paths = [...files.keys()].sort()
  const sources = paths
    .filter((path) => /\.(md|markdown)$/i.test(path))
    .map((path) => readSource(path, files))
  if (sources.length === 0) throw exchangeFault('There is no Markdown file (.md) in what you sent.')
  const pagePaths = new Set(sources.map(({ path }) => path))
  const others = paths.filter((path) => !pagePaths.has(path))
  const folder = folderOf(
    sources.map(({ path, page }) => ({ path, ...page, title: page.meta.title })),
    others,
  )
  const known = await knownPages(tx, actor, sources, source)
  const owners = await ownersOf(tx, sources, now)
  const named = await namedFor(tx, sources)
  const digests = await digestsOf(
    tx,
    [...known.values()].map(({ id }) => id),
  )
  const ids = new Map<string, string>()
  for (const { path, reason } of sources)
    if (reason === null || known.has(path)) ids.set(path, known.get(path)?.id ?? newId())
  const remarks: Remark[] = []
  const numbers = await numbersOf(tx, actor)
  const seconds = secondsOf(sources)
  const pages = sources.map((each) =>
    planPage(each, {
      twin: seconds.get(each.path),
      files,
      folder,
      ids,
      current: known.get(each.path) ?? null,
      owners,
      named,
      digests,
      remarks,
      numbers,
    }),
  )
  return {
    pages,
    remarks,
    files: new Set(pages.flatMap(({ assets }) => assets.map(({ path }) => path))).size,
  }
}

type Around = {
  /** The path of an earlier page with the same id. */
  twin: string | undefined
  files: Files
  folder: Folder
  ids: ReadonlyMap<string, string>
  current: Current | null
  owners: ReadonlyMap<string, string>
  named: NamedFor
  digests: ReadonlyMap<string, string>
  remarks: Remark[]
  numbers: ReadonlyMap<string, string>
}

function planPage({ path, page, sha256, reason }: Source, around: Around): PlannedPage {
  const { current, folder, remarks } = around
  const id = around.ids.get(path) ?? ''
  const { title, body } = titleAndBody(page, path)
  const told: Remark[] = page.problem ? [{ path, line: 1, kind: 'front-matter', detail: page.problem }] : []
  if (around.twin !== undefined)
    told.push({
      path,
      line: 1,
      kind: 'front-matter',
      detail: `Its id stands in ${around.twin} too. This page becomes an article of its own.`,
    })
  const assets = new Map<string, Asset>()
  const text = toArticleText(body, path, folder, {
    page: (target) => around.ids.get(target),
    file: (target) => {
      const asset = assets.get(target) ?? assetOf(target, id, around)
      if (asset) assets.set(target, asset)
      return asset
    },
  })
  const shift = page.bodyLine - 1 + (page.body.length > body.length ? linesBefore(page.body, body) : 0)
  told.push(...text.remarks.map((remark) => ({ ...remark, line: remark.line + shift })))
  const beside = besideOf(page, path, around, told)
  const planned: PlannedPage = {
    path,
    what: 'new',
    reason,
    id,
    key: keyOf(page, id, around.twin),
    title,
    body: text.body,
    ...beside,
    foreign: page.foreign,
    assets: [...assets.values()],
    links: text.links,
    broken_links: told.filter(({ kind }) => kind === 'broken-link' || kind === 'broken-image').length,
    sha256,
    current,
  }
  planned.what = whatOf(planned, page, around, told)
  remarks.push(...told)
  return planned
}

/** The id under which another installation knows the page; of two pages with one id the first has it. */
function keyOf({ meta }: Page, id: string, twin: string | undefined): string | null {
  if (meta.id === null || meta.id === id || twin !== undefined) return null
  return meta.id.slice(0, key_length_max)
}

function linesBefore(whole: string, rest: string): number {
  return whole.slice(0, whole.length - rest.length).match(/\n/g)?.length ?? 0
}

const shown = /\.(png|jpe?g|gif|webp)$/i

function assetOf(path: string, articleId: string, { files, digests }: Around): Asset | undefined {
  const content = files.get(path)
  if (!content) return undefined
  const digest = createHash('sha256').update(content).digest('hex')
  const stored = digests.get(`${articleId}:${digest}`)
  return { path, id: stored ?? newId(), isNew: stored === undefined, isShown: shown.test(path) }
}

/** The title of the front matter; else the first heading, which then is no part of the text; else the file's name. */
function titleAndBody(page: Page, path: string): { title: string; body: string } {
  const clean = (text: string) =>
    text
      .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
      .trim()
      .slice(0, title_length_max)
  const named = clean(page.meta.title ?? '')
  if (named !== '') return { title: named, body: page.body }
  const heading = /^\s*#[ \t]+([^\n]+?)[ \t]*#*(?:\n+|$)/.exec(page.body)
  const isPlain = heading?.[1] !== undefined && !/[[\]`*<>]/.test(heading[1])
  if (heading?.[1] !== undefined && isPlain)
    return { title: clean(heading[1]), body: page.body.slice(heading[0].length) }
  const name = posix
    .basename(path)
    .replace(/\.\w+$/, '')
    .replace(/^\d{4}-\d{2}-\d{2}-/, '')
  return { title: clean(name.replace(/[-_]+/g, ' ')) || 'Page', body: page.body }
}

function whatOf(planned: PlannedPage, page: Page, { numbers }: Around, told: Remark[]): PlannedPage['what'] {
  const { current } = planned
  if (planned.reason !== null) return 'refused'
  if (!current) return 'new'
  if (current.sha256 === planned.sha256 && current.broken_links === planned.broken_links) return 'same'
  const body = plainBody(planned.body)
  const isShown = planned.title === current.title && body === plainBody(byId(current.body, numbers))
  const isLatest =
    planned.title === current.latest_title && body === plainBody(byId(current.latest_body, numbers))
  const same = (value: string | null, now: string | null) => value === null || value === now
  const isBeside =
    (page.meta.tags === null || JSON.stringify(planned.tags) === JSON.stringify(current.tags)) &&
    same(planned.topic, current.topic) &&
    same(planned.application, current.application) &&
    same(planned.audience, current.audience) &&
    same(planned.owner_id, current.owner_id) &&
    same(planned.review_at, current.review_at) &&
    same(planned.state, current.state) &&
    same(planned.article_kind, current.article_kind) &&
    isSameSet(planned.role_ids, current.role_ids) &&
    isSameSet(planned.department_ids, current.department_ids) &&
    planned.foreign === current.foreign_front_matter
  if ((isShown || isLatest) && isBeside && planned.assets.every(({ isNew }) => !isNew)) return 'same'
  if (current.imported_version !== null && current.latest_version > current.imported_version && !isLatest)
    told.push({
      path: planned.path,
      line: 1,
      kind: 'edited-here',
      detail:
        'It was edited here since the last import. The file becomes a new version above it; nothing is lost.',
    })
  return 'changed'
}

function isSameSet(told: readonly string[] | null, now: readonly string[]): boolean {
  return told === null || JSON.stringify([...told].sort()) === JSON.stringify([...now].sort())
}

function plainBody(body: string): string {
  return body.replace(/\r\n?/g, '\n')
}

/** The text with the readable addresses of articles in their lasting form. */
function byId(body: string, numbers: ReadonlyMap<string, string>): string {
  return body.replace(/\]\(\/answers\/(\d{1,15})(?:-[^)\s#?/]*)?(?=[)#])/g, (link, number: string) => {
    const id = numbers.get(number)
    return id === undefined ? link : `](/answers/${id}`
  })
}
