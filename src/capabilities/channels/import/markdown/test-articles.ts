import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { freshPath } from '../test-data.ts'
import { type ImportedArticle, readArticles } from './import-articles.ts'

const markdown = new MarkdownIt({ html: true })

/** Every token of a rendered Markdown text, those inside paragraphs too. */
export function tokensOf(body: string) {
  return markdown.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])])
}

export function addressOf(token: ReturnType<typeof tokensOf>[number]): string {
  return String(token.attrGet('href') ?? token.attrGet('src') ?? '')
}

export function assertNoHtml(article: Pick<ImportedArticle, 'path' | 'body'>): void {
  const found = tokensOf(article.body).find(({ type }) => type === 'html_block' || type === 'html_inline')
  assert.equal(found?.content, undefined, article.path)
}

export async function site(files: Record<string, string>, siteUrl?: string) {
  const root = freshPath('site')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const { articles, problems } = await readArticles(root, { siteUrl })
  return {
    root,
    articles,
    problems,
    one: (path: string) => articles.find((article) => article.path === path),
  }
}

/** The body and problems of an article that is alone. */
export async function converted(body: string) {
  const { articles } = await site({ '_a/x.md': `---\ntitle: T\n---\n${body}` })
  const [article] = articles
  assert.ok(article)
  assertNoHtml(article)
  return article
}
