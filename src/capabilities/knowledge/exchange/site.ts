import { posix } from 'node:path'

/** What is under the folder of an imported knowledge base, and how its pages were addressed. */
export type Site = {
  /** Every file's path under the root, with forward slashes. */
  files: ReadonlySet<string>
  /** An article's path by each of its addresses, in lower case without slashes at the ends. */
  articles: ReadonlyMap<string, string>
  /** The site's own address, without a slash at the end. */
  siteUrl?: string
}

/** Where a link leads: to an article or file of the site, outside, within the page, or nowhere. */
export type Target =
  | { to: 'article'; path: string; anchor: string }
  | { to: 'file'; path: string }
  | { to: 'outside'; address: string }
  | { to: 'same-page'; anchor: string }
  | { to: 'nowhere'; reason: string }

const schemes = new Set(['http', 'https', 'mailto', 'tel', 'ftp', 'ftps'])

/** The addresses under which a Jekyll site serves a file: its path without underscores, date and ending. */
export function addressesOf(path: string, permalink: string | undefined): string[] {
  const plain = path.replace(/\.(md|markdown)$/i, '')
  const served = plain
    .split('/')
    .map((part, index) => (index === 0 ? part.replace(/^_/, '') : part))
    .join('/')
  const undated = served.replace(/(^|\/)\d{4}-\d{2}-\d{2}-([^/]+)$/, '$1$2')
  const index = served.replace(/(^|\/)index$/, '')
  return [plain, served, undated, index, ...(permalink ? [permalink] : [])].map(addressKey)
}

/** An address without its ending, slashes at its ends and case, which is how pages are looked up. */
export function addressKey(address: string): string {
  return address
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.(md|markdown|html?)$/i, '')
    .replace(/\/index$/i, '')
    .toLowerCase()
}

/** Where a link in the article `from` leads. `address` must have its entities and escapes already resolved. */
export function resolveTarget(address: string, from: string, site: Site): Target {
  let wanted = address.trim()
  if (wanted === '') return { to: 'nowhere', reason: 'it has no address' }
  if (site.siteUrl && isWithin(wanted, site.siteUrl)) wanted = wanted.slice(site.siteUrl.length) || '/'
  // A browser skips control characters and space in a scheme, so they do not hide one here either.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(wanted.replace(/[\p{C}\p{Z}]/gu, ''))?.[1]?.toLowerCase()
  if (scheme !== undefined) {
    return schemes.has(scheme)
      ? { to: 'outside', address: wanted }
      : { to: 'nowhere', reason: `addresses of the kind "${scheme}:" are not allowed` }
  }
  if (wanted.startsWith('//')) return { to: 'outside', address: `https:${wanted}` }
  if (wanted.startsWith('#')) return { to: 'same-page', anchor: wanted }
  return resolveLocal(wanted, from, site)
}

function isWithin(address: string, siteUrl: string): boolean {
  const rest = address.toLowerCase().startsWith(siteUrl.toLowerCase())
    ? address.slice(siteUrl.length)
    : undefined
  return rest !== undefined && (rest === '' || /^[/?#]/.test(rest))
}

function resolveLocal(wanted: string, from: string, site: Site): Target {
  const anchor = /#.*$/.exec(wanted)?.[0] ?? ''
  const path = decoded(wanted.replace(/[?#].*$/, ''))
  const folder = posix.dirname(from)
  const page = addressKey(from.replace(/^_/, ''))
  const candidates = path.startsWith('/')
    ? [path.slice(1)]
    : [posix.join(folder, path), posix.join(page, path), posix.join(page, '..', path), path]
  for (const candidate of candidates) {
    const article = site.articles.get(addressKey(posix.normalize(candidate)))
    if (article !== undefined) return { to: 'article', path: article, anchor }
  }
  for (const candidate of candidates) {
    const normal = posix.normalize(candidate)
    // A collection is served without the underscore of its folder.
    const file = [normal, `_${normal}`, normal.replace(/^_/, '')].find((name) => site.files.has(name))
    if (file !== undefined) return { to: 'file', path: file }
  }
  const host = /^(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|info|de|uk|eu)(?:[/:]|$)/i
  if (host.test(path)) return { to: 'outside', address: `https://${wanted}` }
  return { to: 'nowhere', reason: 'no article or file has this address' }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
