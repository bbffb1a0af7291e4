/** Knowledge on the web: the answers that everybody may read, and the desk where they are written. */
import { IconBook2 } from '@tabler/icons-react'
import { lazy } from 'react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const KnowledgeCommands = lazy(async () => ({
  default: (await import('./KnowledgeCommands.tsx')).KnowledgeCommands,
}))
const KnowledgeToday = lazy(async () => ({
  default: (await import('./KnowledgeToday.tsx')).KnowledgeToday,
}))
const TicketArticles = lazy(async () => ({
  default: (await import('./ticket/TicketArticles.tsx')).TicketArticles,
}))
/** Whether an article helped with a ticket. */
export const Verdict = later(async () => (await import('./ticket/Verdict.tsx')).Verdict)

export { AnswerLinks } from './AnswerLinks.tsx'
export { type Answer, type OwnRequest, useAnswers } from './answers.ts'
export { MarkedText } from './MarkedText.tsx'
export { linkTo } from './steps.ts'
export { ofTicketQuery, sayVerdict } from './ticket/data.ts'

/** Finds an article and puts it to use in an answer; it comes in a chunk of its own, to be put into a `Suspense`. */
export const ArticlePicker = lazy(async () => ({
  default: (await import('./ArticlePicker.tsx')).ArticlePicker,
}))

export const knowledgeWeb: WebCapability = {
  name: 'knowledge',
  routes: [
    { path: '/help/$organization', area: 'public', page: () => import('./public/PublicPage.tsx') },
    { path: '/help/$organization/$number', area: 'public', page: () => import('./public/PublicPage.tsx') },
    { path: '/answers', area: 'portal', page: () => import('./answers/AnswersPage.tsx') },
    { path: '/answers/$id', area: 'portal', page: () => import('./answers/AnswerPage.tsx') },
    { path: '/desk/knowledge', area: 'desk', page: () => import('./desk/KnowledgePage.tsx') },
    {
      path: '/desk/knowledge/new',
      area: 'desk',
      page: () => import('./desk/NewArticlePage.tsx'),
      permission: 'knowledge.write',
    },
    { path: '/desk/knowledge/$id', area: 'desk', page: () => import('./desk/ArticleDeskPage.tsx') },
    {
      path: '/desk/knowledge/$id/edit',
      area: 'desk',
      page: () => import('./desk/EditArticlePage.tsx'),
      permission: 'knowledge.write',
    },
    {
      path: '/desk/knowledge/writers',
      area: 'desk',
      page: () => import('./desk/WritersPage.tsx'),
      permission: 'knowledge.coach',
    },
    {
      path: '/desk/knowledge/$id/versions',
      area: 'desk',
      page: () => import('./desk/VersionsPage.tsx'),
      permission: 'knowledge.write',
    },
  ],
  today: [{ order: 40, Block: KnowledgeToday }],
  recordParts: [{ kind: 'ticket', order: 60, Part: TicketArticles }],
  recordPages: [{ kind: 'article', href: (id) => `/desk/knowledge/${id}` }],
  nav: [
    { area: 'portal', label: 'knowledge.nav.answers', href: '/answers', icon: IconBook2, order: 20 },
    {
      area: 'desk',
      label: 'knowledge.nav.desk',
      href: '/desk/knowledge',
      icon: IconBook2,
      order: 30,
      shortcut: 'g k',
    },
  ],
  Ambient: KnowledgeCommands,
}
