/** The front matter of a Markdown file: what Wardline knows of it, and what it keeps for other programs. */
import { type Document, isMap, parseDocument, stringify } from 'yaml'

/** What stands beside the text of an article in a file. What a file does not tell is null. */
export type Meta = {
  title: string | null
  tags: string[] | null
  category: string | null
  /** By it the article is known again, whatever its path. */
  id: string | null
  audience: string | null
  state: string | null
  /** The mail address of who answers for it. */
  owner: string | null
  application: string | null
  /** ISO 8601. */
  review_at: string | null
  kind: string | null
  /** The keys of the roles that it is for. */
  roles: string[] | null
  /** The names of the departments that it is for. */
  departments: string[] | null
}

export type Page = {
  meta: Meta
  /** YAML of the entries that other programs wrote; empty when there are none. */
  foreign: string
  aliases: string[]
  permalink: string | null
  redirects: string[]
  body: string
  /** The line of the file on which the body begins, counted from 1. */
  bodyLine: number
  problem: string | null
}

const front_matter_length_max = 64 * 1024
const own = ['audience', 'state', 'owner', 'application', 'review_at', 'kind'] as const
const ownLists = ['roles', 'departments'] as const
const noMeta: Meta = {
  title: null,
  tags: null,
  category: null,
  id: null,
  audience: null,
  state: null,
  owner: null,
  application: null,
  review_at: null,
  kind: null,
  roles: null,
  departments: null,
}
const lines = { lineWidth: 0 } as const

/** Splits a file into what is known of the article, what is kept for others, and its text. Never throws. */
export function readPage(source: string): Page {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const match = /^---[ \t]*\n([\s\S]*?\n)??---[ \t]*(?:\n|$)/.exec(text)
  const page: Page = {
    meta: noMeta,
    foreign: '',
    aliases: [],
    permalink: null,
    redirects: [],
    body: bodyOf(match ? text.slice(match[0].length) : text, match !== null),
    bodyLine: 1,
    problem: null,
  }
  if (!match) return page
  const rest = text.slice(match[0].length)
  page.bodyLine = (match[0].match(/\n/g)?.length ?? 0) + 1 + (rest.startsWith('\n') ? 1 : 0)
  return { ...page, ...readBlock(match[1] ?? '') }
}

// One empty line below the front matter and one line break at the end belong to the form, not to the text.
function bodyOf(rest: string, hasFrontMatter: boolean): string {
  return (hasFrontMatter ? rest.replace(/^\n/, '') : rest).replace(/\n$/, '').replaceAll('\0', '')
}

function readBlock(block: string): Partial<Page> {
  if (block.length > front_matter_length_max)
    return {
      problem:
        'The front matter is longer than 64 kB. It was kept beside the article, but nothing of it was read.',
      foreign: unread(block),
    }
  const document = parseDocument(block, { schema: 'core', version: '1.2' })
  if (document.contents === null && document.errors.length === 0) return {}
  if (document.errors.length > 0 || !isMap(document.contents)) {
    const title = /^title:[ \t]*(.+)$/m
      .exec(block)?.[1]
      ?.trim()
      .replace(/^(["'])(.*)\1$/, '$2')
    return {
      meta: { ...noMeta, title: title ?? null },
      foreign: unread(block),
      problem: 'The front matter is not valid YAML. It was kept beside the article; only its title was read.',
    }
  }
  return readDocument(document, block)
}

function unread(block: string): string {
  return stringify({ unread_front_matter: block }, lines)
}

function readDocument(document: Document, block: string): Partial<Page> {
  const value = plainOf(document)
  if (value === undefined)
    return { foreign: unread(block), problem: 'The front matter refers to itself too often.' }
  const wardline = record(value.wardline)
  const named = Object.fromEntries(own.map((name) => [name, word(wardline[name])])) as Pick<
    Meta,
    (typeof own)[number]
  >
  const meta: Meta = {
    ...named,
    roles: wardline.roles === undefined ? null : words(wardline.roles),
    departments: wardline.departments === undefined ? null : words(wardline.departments),
    id: word(wardline.id),
    title: word(value.title),
    tags: value.tags === undefined ? null : words(value.tags),
    category: word(value.category) ?? words(value.categories)[0] ?? null,
  }
  const problem =
    'wardline' in value && typeof value.wardline !== 'object'
      ? 'The entry “wardline” is no list of names and values.'
      : null
  for (const name of ['title', 'tags', 'category', 'wardline']) {
    // What could not be read as ours is not taken away.
    const isRead = name === 'wardline' ? problem === null : name === 'tags' || word(value[name]) !== null
    if (isRead) document.delete(name)
  }
  return {
    meta,
    foreign: foreignText(document),
    aliases: words(value.aliases ?? value.alias),
    permalink: word(value.permalink),
    redirects: words(value.redirect_from),
    problem,
  }
}

function plainOf(document: Document): Record<string, unknown> | undefined {
  try {
    return record(document.toJS({ maxAliasCount: 20 }))
  } catch {
    return undefined
  }
}

function foreignText(document: Document): string {
  if (isMap(document.contents) && document.contents.items.length === 0) return ''
  try {
    return document.toString(lines)
  } catch {
    // An alias whose anchor stood in one of our own entries: the values are kept.
    return stringify(record(document.toJS()), lines)
  }
}

/** The file of an article. `foreign` comes after what Wardline writes. */
export function writePage(meta: Meta, foreign: string, body: string): string {
  const wardline = Object.fromEntries(
    (['id', ...own, ...ownLists] as const).flatMap((name) =>
      meta[name] === null || meta[name].length === 0 ? [] : [[name, meta[name]]],
    ),
  )
  const known = {
    ...(meta.title === null ? {} : { title: meta.title }),
    ...(meta.tags === null || meta.tags.length === 0 ? {} : { tags: meta.tags }),
    ...(meta.category === null ? {} : { category: meta.category }),
    ...(Object.keys(wardline).length === 0 ? {} : { wardline }),
  }
  return `---\n${stringify(known, { ...lines, version: '1.2', schema: 'core' })}${foreign}---\n\n${body.replace(/\r\n?/g, '\n')}\n`
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function word(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function words(value: unknown): string[] {
  const all = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value]
  const found = all.map((each) => word(each)?.replace(/\s+/g, ' ').trim() ?? '')
  return [...new Set(found.filter(Boolean))]
}
