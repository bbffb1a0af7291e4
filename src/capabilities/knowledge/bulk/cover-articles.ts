/** What may point at a patient is masked before imported articles are stored, as it is in what people write. */
import type { App } from '../../../core/app.ts'
import { coveredTexts, type TextToCover } from '../../../core/guard.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import type { WholeArticle } from './store-articles.ts'

const title_length_max = 500
const note_length_max = 500
const tag_length_max = 60
const name_length_max = 200
const body_length_max = 100_000

/** The articles as they may be stored; `keep` keeps what was found, after them. */
export async function coverArticles(
  app: Pick<App, 'registry'>,
  tx: Tx,
  now: string,
  articles: readonly WholeArticle[],
): Promise<{ articles: WholeArticle[]; keep(): void }> {
  const texts = articles.map(textsOf)
  const covered = await coveredTexts(app, tx, now, texts.flat())
  let done = 0
  const kept: (() => void)[] = []
  const masked = articles.map((article, at) => {
    const own = texts[at] ?? []
    const masks = covered.slice(done, done + own.length)
    done += own.length
    for (const each of masks) kept.push(() => each.keep('knowledge.import', article.id))
    const put = new Map(own.map(({ text }, index) => [text, masks[index]?.text ?? text]))
    const told = (text: string) => put.get(text) ?? text
    return {
      ...article,
      title: told(article.title),
      body: told(article.body),
      note: told(article.note),
      tags: article.tags.map(told),
      files: article.files.map((file) => ({ ...file, name: told(file.name) })),
    }
  })
  return {
    articles: masked,
    keep: () => {
      for (const each of kept) each()
    },
  }
}

/** Each text once, so that the same words have one mask. */
function textsOf(article: WholeArticle): TextToCover[] {
  const found = new Map<string, TextToCover>()
  const add = (text: string, field: string, length_max: number) => {
    if (text.trim() !== '' && !found.has(text))
      found.set(text, { text, field, isInternal: false, length_max })
  }
  add(article.title, 'title', title_length_max)
  add(article.note, 'note', note_length_max)
  for (const tag of article.tags) add(tag, 'tags', tag_length_max)
  for (const { name } of article.files) add(name, 'name', name_length_max)
  add(article.body, 'body', body_length_max)
  return [...found.values()]
}
