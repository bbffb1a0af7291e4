/** Knowledge on the web: the answers that everybody may read, and the desk where they are written. */
import { IconBook2 } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

export const knowledgeWeb: WebCapability = {
  name: 'knowledge',
  routes: [
    { path: '/answers', area: 'portal', page: () => import('./answers/AnswersPage.tsx') },
    { path: '/answers/$id', area: 'portal', page: () => import('./answers/AnswerPage.tsx') },
  ],
  nav: [{ area: 'portal', label: 'knowledge.nav.answers', href: '/answers', icon: IconBook2, order: 20 }],
}
