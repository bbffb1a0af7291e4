import type { ArticleKind } from '../lifecycle.ts'

export type DemoArticleVersion = {
  /** 1 is the first; the last is the present text. */
  number: number
  authorKey: string
  daysAgo: number
  /** What changed, in a sentence. */
  note: string
  body: string
}

export type DemoArticle = {
  key: string
  title: string
  audience: 'internal' | 'staff' | 'public'
  state: 'work_in_progress' | 'not_validated' | 'validated'
  kind: ArticleKind
  category: string
  /** Key of the application that it is about. */
  application?: string
  authorKey: string
  /** Who keeps it up to date: the author, unless somebody else's trade is to write. */
  ownerKey: string
  createdDaysAgo: number
  updatedDaysAgo: number
  /** Days until the next review; negative when the review is overdue. */
  reviewInDays: number
  tags: string[]
  /** The present text, in Markdown, without the title. */
  body: string
  /** All texts, oldest first, the present one last. */
  versions: DemoArticleVersion[]
}
