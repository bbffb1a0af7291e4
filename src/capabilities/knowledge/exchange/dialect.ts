/**
 * Links as files write them and as articles hold them. In an article a link to another one is `/answers/<id>`, a
 * picture or file of its own `/api/attachments/<id>`; in a file both are paths, or wiki links in Obsidian.
 */
import { posix } from 'node:path'
import {
  type FoundLink,
  findLinks,
  lineAt,
  type Replacement,
  rewriteLinks,
  withoutCode,
} from './find-links.ts'
import { addressesOf, addressKey, resolveTarget, type Site } from './site.ts'

export const dialects = ['jekyll', 'obsidian'] as const
export type Dialect = (typeof dialects)[number]

export const remarkKinds = [
  'broken-link',
  'broken-image',
  'embedded-page',
  'liquid',
  'html',
  'front-matter',
  'owner',
  'tags',
  'file',
  'state',
  'audience',
  'edited-here',
] as const
/** What somebody should look at, with the line of the file that it is about. */
export type Remark = { path: string; line: number; kind: (typeof remarkKinds)[number]; detail: string }

/** The pages and files of a folder, and the names under which they are linked. */
export type Folder = {
  site: Site
  /** Paths of pages by themselves. */
  pages: ReadonlySet<string>
  /** Paths of pages by the last part of their path, their title and their other names, in lower case. */
  names: ReadonlyMap<string, string>
  /** Paths of other files by the last part of their path, in lower case. */
  fileNames: ReadonlyMap<string, string>
}

export type NamedPage = {
  path: string
  title: string | null
  aliases: readonly string[]
  permalink: string | null
  redirects: readonly string[]
}

/** The folder of these pages and other files. Where two claim one name, the first by path has it. */
export function folderOf(pages: readonly NamedPage[], files: readonly string[], siteUrl?: string): Folder {
  const articles = new Map<string, string>()
  const names = new Map<string, string>()
  const claim = (map: Map<string, string>, key: string, path: string) => {
    if (key !== '' && !map.has(key)) map.set(key, path)
  }
  const sorted = [...pages].sort((a, b) => (a.path < b.path ? -1 : 1))
  for (const { path, permalink } of sorted)
    for (const address of addressesOf(path, permalink ?? undefined)) claim(articles, address, path)
  for (const { path, redirects } of sorted)
    for (const address of redirects) claim(articles, addressKey(address), path)
  for (const { path } of sorted) claim(names, nameOf(path), path)
  for (const { path, title, aliases } of sorted)
    for (const name of [title ?? '', ...aliases]) claim(names, name.trim().toLowerCase(), path)
  const fileNames = new Map<string, string>()
  for (const path of [...files].sort()) claim(fileNames, posix.basename(path).toLowerCase(), path)
  return {
    site: { files: new Set(files), articles, ...(siteUrl ? { siteUrl: siteUrl.replace(/\/+$/, '') } : {}) },
    pages: new Set(pages.map(({ path }) => path)),
    names,
    fileNames,
  }
}

function nameOf(path: string): string {
  return posix
    .basename(path)
    .replace(/\.(md|markdown)$/i, '')
    .toLowerCase()
}

/** Where the links of the file lead, in ids that the caller gives. */
export type Ids = {
  page(path: string): string | undefined
  /** Whether the file may be shown in the text, and its id; undefined when it was refused. */
  file(path: string): { id: string; isShown: boolean } | undefined
}

/** The text of a file as an article holds it. What leads nowhere stays as it is written, with a remark. */
export function toArticleText(
  body: string,
  from: string,
  folder: Folder,
  ids: Ids,
): { body: string; links: number; remarks: Remark[]; files: string[] } {
  const remarks: Remark[] = []
  const files = new Set<string>()
  let links = 0
  const remark = (kind: Remark['kind'], place: number, detail: string) =>
    remarks.push({ path: from, line: lineAt(body, place), kind, detail: detail.slice(0, 300) })
  const text = rewriteLinks(body, (link) => {
    const target = link.form === 'wiki' ? wikiTarget(link, from, folder) : plainTarget(link, from, folder)
    if (target.to === 'elsewhere') return undefined
    if (target.to === 'page') {
      const id = ids.page(target.path)
      if (id === undefined) return undefined
      links++
      if (link.isImage)
        remark('embedded-page', link.start, `The page “${link.address}” was embedded here; it became a link.`)
      return writeStored(link, `/answers/${id}${target.anchor}`, link.label || shownName(link), false)
    }
    if (target.to === 'file') {
      const file = ids.file(target.path)
      files.add(target.path)
      if (file === undefined) return undefined
      const address = `/api/attachments/${file.id}${file.isShown ? '/image' : ''}`
      const isImage = link.isImage && file.isShown
      return writeStored(
        link,
        address,
        isImage ? link.label : link.label || posix.basename(target.path),
        isImage,
      )
    }
    const kind = link.isImage ? 'broken-image' : 'broken-link'
    remark(kind, link.start, `“${link.address}${link.anchor}” leads nowhere: ${target.reason}.`)
    return undefined
  })
  remarks.push(...keptAsText(body, from))
  return { body: text, links, remarks, files: [...files] }
}

function shownName({ address, anchor }: FoundLink): string {
  return address === '' ? anchor.slice(1) : address
}

function writeStored(link: FoundLink, address: string, label: string, isImage: boolean): Replacement {
  if (link.form !== 'wiki') return { text: address }
  return { text: `${isImage ? '!' : ''}[${label}](${address})` }
}

type Target =
  | { to: 'page'; path: string; anchor: string }
  | { to: 'file'; path: string }
  | { to: 'elsewhere' }
  | { to: 'nowhere'; reason: string }

const ownAddress = /^\/(?:answers|desk|api|files)\//

function plainTarget(link: FoundLink, from: string, folder: Folder): Target {
  const address = withoutLiquid(link.address)
    .replaceAll('&amp;', '&')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
  if (ownAddress.test(address) || /\{[{%]/.test(address)) return { to: 'elsewhere' }
  const [before = '', after] = address.split('#', 2)
  const anchor = after === undefined ? '' : encoded(`#${decoded(after)}`)
  const exact = posix.normalize(posix.join(posix.dirname(from), decoded(before)))
  if (folder.pages.has(exact)) return { to: 'page', path: exact, anchor }
  if (folder.site.files.has(exact)) return { to: 'file', path: exact }
  const target = resolveTarget(address, from, folder.site)
  if (target.to === 'article') return { to: 'page', path: target.path, anchor }
  if (target.to === 'file' || target.to === 'nowhere') return target
  return { to: 'elsewhere' }
}

/** The address with the tags of Jekyll that name a page or the site's root filled in. */
function withoutLiquid(address: string): string {
  return address
    .replace(/^\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}/, '')
    .replace(/^\{\{-?\s*(["'])(.*?)\1\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}/, '$2')
    .replace(/^\{%-?\s*link\s+(\S+?)\s*-?%\}/, '/$1')
    .replace(/^\{%-?\s*post_url\s+(\S+?)\s*-?%\}/, '/_posts/$1.md')
    .replace(/^(?!\/)(?=.)/, (_, at: number) => (at === 0 && /^\{\{/.test(address) ? '/' : ''))
}

function wikiTarget({ address, anchor }: FoundLink, from: string, folder: Folder): Target {
  if (address === '') return { to: 'elsewhere' }
  const at = anchor === '' ? '' : encoded(anchor)
  const near = posix.normalize(posix.join(posix.dirname(from), address))
  for (const path of [address, `${address}.md`, near, `${near}.md`].map((each) => each.replace(/^\//, ''))) {
    if (folder.pages.has(path)) return { to: 'page', path, anchor: at }
    if (folder.site.files.has(path)) return { to: 'file', path }
  }
  const page = folder.names.get(nameOf(address)) ?? folder.names.get(address.toLowerCase())
  const isWholePath = address.includes('/')
  if (page !== undefined && (!isWholePath || page.toLowerCase().includes(address.toLowerCase())))
    return { to: 'page', path: page, anchor: at }
  const file = folder.fileNames.get(posix.basename(address).toLowerCase())
  if (file !== undefined) return { to: 'file', path: file }
  return { to: 'nowhere', reason: 'no page or file has this name' }
}

const noted_per_file_max = 20

/** What other programs would fill in or run; it stays as text. */
function keptAsText(body: string, path: string): Remark[] {
  const text = withoutCode(body)
  const remarks: Remark[] = []
  for (const match of text.matchAll(/\{%[^\n]{0,200}?%\}|\{\{[^\n]{0,200}?\}\}/g)) {
    if (remarks.length >= noted_per_file_max) break
    // Inside an address it was filled in.
    if (/\]\([^\s]*$/.test(text.slice(Math.max(0, match.index - 200), match.index))) continue
    remarks.push({
      path,
      line: lineAt(text, match.index),
      kind: 'liquid',
      detail: `${match[0].slice(0, 200)} stays as text.`,
    })
  }
  const html = /<\/?[a-z][a-z0-9-]*(?:\s[^<>\n]{0,500})?\/?>/i.exec(text)
  if (html)
    remarks.push({
      path,
      line: lineAt(text, html.index),
      kind: 'html',
      detail: `${html[0].slice(0, 100)} stays as text.`,
    })
  return remarks
}

/** Where the things that an article links to lie in the folder that is written. */
export type Paths = {
  /** By id, or by number. */
  page(name: string): string | undefined
  file(id: string): string | undefined
}

const storedPage =
  /^\/(?:answers|desk\/knowledge)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,15})(?:-[^/#?]*)?(#.*)?$/
const storedFile = /^\/api\/attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/image)?$/

/** The text of an article as a file of the dialect holds it. */
export function toFileText(body: string, from: string, dialect: Dialect, paths: Paths): string {
  return rewriteLinks(body, (link) => {
    if (link.form === 'wiki') return undefined
    const page = storedPage.exec(link.address)
    const file = storedFile.exec(link.address)
    const path = page ? paths.page(page[1] as string) : file ? paths.file(file[1] as string) : undefined
    if (path === undefined) return undefined
    const anchor = page?.[2] ?? ''
    if (dialect === 'obsidian' && isSimple(link, body, path, page === null))
      return { isWhole: true, text: wikiText(link, path, anchor) }
    return { text: relative(from, path) + anchor }
  })
}

/** A wiki link cannot hold every text, nor stand in a table. */
function isSimple(
  { form, label, whole, isImage }: FoundLink,
  body: string,
  path: string,
  isFile: boolean,
): boolean {
  if (form !== 'inline' || whole === null || /[[\]|#^\\]/.test(path) || (isImage && !isFile)) return false
  const line = body.slice(
    body.lastIndexOf('\n', whole.start - 1) + 1,
    (body.indexOf('\n', whole.end) + 1 || body.length + 1) - 1,
  )
  if (line.includes('|')) return false
  if (label === '') return isImage
  return label === label.trim() && /^[^[\]|\\\n!`<>]+$/.test(label)
}

function wikiText({ label, isImage }: FoundLink, path: string, anchor: string): string {
  const name = path.replace(/\.md$/, '')
  const heading = decoded(anchor)
  return `${isImage ? '!' : ''}[[${name}${heading}${label === '' ? '' : `|${label}`}]]`
}

/** The address of a path as seen from a file. */
export function relative(from: string, path: string): string {
  const way = encoded(posix.relative(posix.dirname(from), path))
  return /^[^/]*:/.test(way) ? `./${way}` : way
}

function encoded(address: string): string {
  return address.replace(/[\s()<>"'\\%?[\]|]|(?!^)#/g, (char) =>
    [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  )
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** The ids of files that the text shows or links to. */
export function filesIn(body: string): string[] {
  const ids = findLinks(body).map((link) => storedFile.exec(link.address)?.[1])
  return [...new Set(ids.filter((id) => id !== undefined))]
}
