/** The search on a page of its own, and what people looked for in vain. */
import { IconSearch } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { FindCommands } from './FindCommands.tsx'

export const findingWeb: WebCapability = {
  name: 'finding',
  routes: [
    { path: '/desk/search', area: 'desk', page: () => import('./SearchPage.tsx') },
    {
      path: '/desk/search/missed',
      area: 'desk',
      permission: 'knowledge.coach',
      page: () => import('./MissedPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      label: 'finding.nav',
      href: '/desk/search',
      icon: IconSearch,
      order: 12,
      shortcut: 'g /',
    },
  ],
  Ambient: FindCommands,
}
