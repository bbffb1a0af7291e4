import { readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import MarkdownIt from 'markdown-it'
import { addressesOf, addressKey, resolveTarget, type Site } from '../../../knowledge/index.ts'
import { shortened } from '../mapping/compile.ts'
import { entryList, entryText, splitFrontMatter } from './front-matter.ts'
import { withoutLiquid } from './liquid.ts'
import { protectCode } from './protect.ts'
import { type FoundLink, rewriteLinks } from './rewrite-links.ts'
import { withoutHtml, withoutTags } from './without-html.ts'

export type ArticleLink = { from: string; toPath: string } | { from: string; external: string }

/**
 * An article as a Markdown file tells it. In its body a link to another article is `article:<path>` (with
 * `#anchor` when it had one) and an image or file of the site is `asset:<path>`; whoever stores it puts the real
 * addresses there. The body holds no HTML outside code.
 */
export type ImportedArticle = {
  /** Under the root, with forward slashes; unique. */
  path: string
  title: string
  body: string
  tags: string[]
  authors: string[]
  /** ISO 8601 in UTC; null when the file does not tell. */
  updatedAt: string | null
  links: ArticleLink[]
  /** The files that the body shows or links to; `file` is where the content is. */
  images: { path: string; file: string }[]
  problems: string[]
}

export type ArticleOptions = {
  /** The address of the site that the files come from: full links to it are links between articles. */
  siteUrl?: string
  /** Markdown files that are no articles, by path; every one is an article by default. */
  notArticles?: RegExp
}

const files_max = 20_000
const depth_max = 20
const article_bytes_max = 2 * 1024 * 1024
const body_length_max = 200_000

/**
 * The articles of a folder of Markdown (Jekyll's collections and front matter, or plain files), in the order of
 * their paths. One file that cannot be read as an article is left out and told in `problems`.
 */
export async function readArticles(
  root: string,
  options: ArticleOptions = {},
): Promise<{ articles: ImportedArticle[]; problems: { path: string; problem: string }[] }> {
  const problems: { path: string; problem: string }[] = []
  const files = await listFiles(root, problems)
  const isArticle = (path: string) => /\.(md|markdown)$/i.test(path) && !options.notArticles?.test(path)
  const sources = new Map<string, ReturnType<typeof splitFrontMatter>>()
  const addresses = new Map<string, string>()
  for (const path of files.filter(isArticle)) {
    const source = await readSource(join(root, path))
    if (typeof source === 'string') {
      problems.push({ path, problem: source })
      continue
    }
    sources.set(path, source)
    const permalink = entryText(source.data, 'permalink')
    const moved = entryList(source.data, 'redirect_from').map(addressKey)
    for (const address of [...addressesOf(path, permalink), ...moved]) {
      if (!addresses.has(address)) addresses.set(address, path)
    }
  }
  const site: Site = {
    files: new Set(files),
    articles: addresses,
    siteUrl: options.siteUrl?.replace(/\/+$/, ''),
  }
  const articles = [...sources].map(([path, source]) => toArticle(path, source, site, root))
  return { articles, problems }
}

async function listFiles(root: string, problems: { path: string; problem: string }[]): Promise<string[]> {
  const files: string[] = []
  async function walk(folder: string, depth: number): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const path = posix.join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (files.length >= files_max) {
        if (problems.length === 0)
          problems.push({ path, problem: `Only the first ${files_max} files are read.` })
        return
      }
      // A symbolic link is neither, and so cannot lead out of the folder.
      if (entry.isFile()) files.push(path)
      else if (entry.isDirectory() && depth < depth_max) await walk(path, depth + 1)
    }
  }
  await walk('', 0)
  return files
}

async function readSource(file: string): Promise<ReturnType<typeof splitFrontMatter> | string> {
  const { size } = await stat(file)
  if (size > article_bytes_max) return `The file is larger than ${article_bytes_max} bytes.`
  const bytes = await readFile(file)
  try {
    return splitFrontMatter(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return splitFrontMatter(new TextDecoder('windows-1252').decode(bytes))
  }
}

function toArticle(
  path: string,
  source: ReturnType<typeof splitFrontMatter>,
  site: Site,
  root: string,
): ImportedArticle {
  const { data } = source
  const problems = source.problem ? [source.problem] : []
  const links: ArticleLink[] = []
  const images = new Map<string, string>()
  const redirect = entryText(data, 'redirect', 'redirect_to')
  const markdown =
    source.body.trim() === '' && redirect ? `This article has moved: [${redirect}](${redirect})` : source.body
  const whole = cleanBody(markdown, data, problems, (link) =>
    writeLink(link, path, site, links, images, problems),
  )
  const { title, body } = titleAndBody(whole, entryText(data, 'title'), path)
  if (body === '') problems.push('The article has no text.')
  if (body.length > body_length_max)
    problems.push(`The text is longer than ${body_length_max} characters and was cut.`)
  return {
    path,
    title,
    body: shortened(body, body_length_max),
    tags: tagsOf(path, data),
    authors: entryList(data, 'main_author', 'main_authors', 'original_author', 'author', 'authors'),
    updatedAt: dateOf(path, data),
    links,
    images: [...images].map(([asset, file]) => ({ path: asset, file: join(root, file) })),
    problems: [...new Set(problems)],
  }
}

function cleanBody(
  source: string,
  data: Record<string, unknown>,
  problems: string[],
  write: (link: FoundLink) => string,
): string {
  // {% raw %} keeps Liquid from code, and {% highlight %} is another way to write a fence.
  const fenced = source
    .replace(/\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?([\s\S]*?)\{%-?\s*endhighlight\s*-?%\}/g, '```$1\n$2```')
    .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
    .replaceAll('\0', '')
  // Jekyll fills in Liquid before Markdown is read, so also where the indentation would make it code.
  const marked = protectCode(fenced, 'marked')
  const liquid = withoutLiquid(marked.text, data)
  const { text, keep, restore } = protectCode(marked.restore(liquid.text))
  const html = withoutHtml(withoutKramdown(text), keep)
  problems.push(...liquid.problems, ...html.problems)
  const linked = rewriteLinks(html.text, write)
  const body = restore(linked)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (!hasHtml(body)) return body
  // Marks of code that do not match can set free what was taken for code; then nothing is.
  problems.push('HTML in code that does not end was made plain text.')
  return withoutTags(body)
}

const markdown = new MarkdownIt({ html: true })

function hasHtml(body: string): boolean {
  return markdown
    .parse(body, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .some(({ type }) => type === 'html_block' || type === 'html_inline')
}

/** Kramdown's attribute lists go; its footnotes, which plain Markdown lacks, become numbers in brackets. */
function withoutKramdown(text: string): string {
  return (
    text
      .replace(/^[ \t]*[*-][ \t]+\S.*\n\{:\s*toc[^}\n]*\}[ \t]*$/gim, '')
      .replace(/^[ \t]*\{:[^}\n]*\}[ \t]*\n?/gm, '')
      .replace(/\{:[^}\n]*\}/g, '')
      .replace(/^\[\^([\w-]{1,30})\]:[ \t]*/gm, '\\[$1\\] ')
      .replace(/\[\^([\w-]{1,30})\]/g, '\\[$1\\]')
      // Kramdown takes "#Heading" for a heading; plain Markdown asks for a space.
      .replace(/^(#{1,6})(?=[A-Za-z])/gm, '$1 ')
  )
}

const { unescapeAll } = markdown.utils

function writeLink(
  { isImage, isInLink, label, address, title }: FoundLink,
  from: string,
  site: Site,
  links: ArticleLink[],
  images: Map<string, string>,
  problems: string[],
): string {
  const target = resolveTarget(unescapeAll(address), from, site)
  const after = title ? ` ${title}` : ''
  const words = label.trim()
  const mark = isImage ? '!' : ''
  switch (target.to) {
    case 'article':
      links.push({ from, toPath: target.path })
      return `[${label}](article:${encoded(target.path)}${encoded(target.anchor)}${after})`
    case 'file':
      images.set(target.path, target.path)
      return `${mark}[${label}](asset:${encoded(target.path)}${after})`
    case 'same-page':
      return `[${label}](${encoded(target.anchor)}${after})`
    case 'outside':
      links.push({ from, external: target.address })
      // An image from elsewhere would tell its owner who reads; a link does so only when it is followed.
      return isImage
        ? outsideImage(words, target.address, isInLink)
        : `[${label}](${encoded(target.address)}${after})`
    case 'nowhere':
      problems.push(
        `${isImage ? 'An image' : 'A link'} to "${address.slice(0, 200)}" was left out: ${target.reason}.`,
      )
      return isImage ? `*(missing image${words ? `: ${words}` : ''})*` : words
  }
}

/** A link to the image; in the words of a link, which cannot hold another, only the image's words. */
function outsideImage(words: string, address: string, isInLink: boolean): string {
  return isInLink ? words || 'image' : `[${words || 'image'}](${encoded(address)})`
}

function encoded(address: string): string {
  return address.replace(
    /[\s()<>"'\\]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  )
}

const title_length_max = 300

function titleAndBody(
  whole: string,
  named: string | undefined,
  path: string,
): { title: string; body: string } {
  const heading = /^#[ \t]+(.+?)[ \t]*#*(?:\n|$)/.exec(whole)
  const headingText = heading?.[1] === undefined ? undefined : plain(heading[1])
  const title = (named === undefined ? undefined : plain(named)) ?? headingText ?? titleOfPath(path)
  // A first heading that only repeats the title would show it twice.
  const isRepeated = heading !== null && headingText?.toLowerCase() === title.toLowerCase()
  const body = isRepeated ? whole.slice(heading[0].length).trimStart() : whole
  return { title: shortened(title.replace(/\s+/g, ' '), title_length_max), body }
}

function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .trim()
}

function titleOfPath(path: string): string {
  const name = posix
    .basename(path)
    .replace(/\.\w+$/, '')
    .replace(/^\d{4}-\d{2}-\d{2}-/, '')
  const words = name.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Front matter's tags and categories, and the collection that the file lies in. */
function tagsOf(path: string, data: Record<string, unknown>): string[] {
  const folder = path.includes('/') ? (path.split('/')[0] ?? '').replace(/^_/, '') : ''
  return [...new Set([...entryList(data, 'tags', 'tag', 'categories', 'category'), folder].filter(Boolean))]
}

function dateOf(path: string, data: Record<string, unknown>): string | null {
  const named = entryText(data, 'last_modified_at', 'updated', 'date')
  const text = named ?? /(?:^|\/)(\d{4}-\d{2}-\d{2})-[^/]*$/.exec(path)?.[1]
  if (text === undefined) return null
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
