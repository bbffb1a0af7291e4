import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { DemoArticle, DemoArticleVersion } from './types.ts'

const folder = new URL('./articles/', import.meta.url)

type FrontMatter = {
  title: string
  audience: DemoArticle['audience']
  state: DemoArticle['state']
  kind?: DemoArticle['kind']
  category: string
  application?: string
  author: string
  owner?: string
  created_days_ago: number
  updated_days_ago: number
  review_in_days: number
  tags: string[]
  note?: string
}

type EarlierFrontMatter = { author: string; days_ago: number; note: string }

/**
 * The demo hospital's articles, by key. `key.md` is the present text, `key.v1.md` and so on are earlier ones.
 * The same files always give the same list.
 */
export function demoArticles(): DemoArticle[] {
  const names = readdirSync(folder).sort()
  const present = names.filter((name) => /^[a-z0-9-]+\.md$/.test(name))
  return present.map((name) => articleOf(name.replace(/\.md$/, ''), names))
}

function articleOf(key: string, names: string[]): DemoArticle {
  const { front, body } = readMarkdown<FrontMatter>(`${key}.md`)
  const earlier = names.filter((name) => name.startsWith(`${key}.v`)).map(earlierVersion)
  const latest: DemoArticleVersion = {
    number: earlier.length + 1,
    authorKey: front.author,
    daysAgo: earlier.length > 0 ? front.updated_days_ago : front.created_days_ago,
    note: front.note ?? 'First version.',
    body,
  }
  return {
    key,
    title: front.title,
    audience: front.audience,
    state: front.state,
    kind: front.kind ?? 'how_to',
    category: front.category,
    ...(front.application && { application: front.application }),
    authorKey: front.author,
    ownerKey: front.owner ?? front.author,
    createdDaysAgo: front.created_days_ago,
    updatedDaysAgo: front.updated_days_ago,
    reviewInDays: front.review_in_days,
    tags: front.tags,
    body,
    versions: [...earlier, latest],
  }
}

function earlierVersion(name: string, index: number): DemoArticleVersion {
  const { front, body } = readMarkdown<EarlierFrontMatter>(name)
  return { number: index + 1, authorKey: front.author, daysAgo: front.days_ago, note: front.note, body }
}

/** Splits a file into its YAML front matter and its text. Throws when the front matter is missing. */
function readMarkdown<T>(name: string): { front: T; body: string } {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text)
  if (!match) throw new Error(`The article ${name} has no front matter.`)
  return { front: parse(match[1] ?? '') as T, body: (match[2] ?? '').trim() }
}
