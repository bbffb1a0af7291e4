/** The lead's pages: the flow of tickets, and the teams on Today. */

import { IconChartHistogram } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const TeamsToday = lazy(async () => ({ default: (await import('./TeamsToday.tsx')).TeamsToday }))

const reads = 'reports.read'

export const reportsWeb: WebCapability = {
  name: 'reports',
  routes: [{ path: '/desk/flow', area: 'desk', permission: reads, page: () => import('./FlowPage.tsx') }],
  nav: [
    {
      area: 'desk',
      label: 'reports.nav',
      href: '/desk/flow',
      icon: IconChartHistogram,
      order: 30,
      permission: reads,
      shortcut: 'g f',
    },
  ],
  today: [{ order: 60, Block: TeamsToday }],
}
