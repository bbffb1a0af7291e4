/** Ladders at the desk: the page where they are made, and how far a ticket is on its own. */

import { IconStairsUp } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { laddersPath } from './data.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const TicketPart = lazy(async () => ({ default: (await import('./TicketPart.tsx')).TicketPart }))

const manages = 'organization.manage'

export const laddersWeb: WebCapability = {
  name: 'ladders',
  routes: [
    { path: laddersPath, area: 'desk', permission: manages, page: () => import('./LaddersPage.tsx') },
    { path: `${laddersPath}/$id`, area: 'desk', permission: manages, page: () => import('./LadderPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'ladders.nav',
      href: laddersPath,
      icon: IconStairsUp,
      order: 90,
      permission: manages,
    },
  ],
  recordParts: [{ kind: 'ticket', order: 15, Part: TicketPart }],
}
