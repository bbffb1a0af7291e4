/** Rules: what happens by itself, how it is said, and what it did. */

import { IconBolt } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { rulesPath } from './paths.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const TicketPart = lazy(async () => ({ default: (await import('./TicketPart.tsx')).TicketPart }))

const manages = 'rules.manage'

export const rulesWeb: WebCapability = {
  name: 'rules',
  routes: [
    { path: rulesPath, area: 'desk', permission: manages, page: () => import('./RulesPage.tsx') },
    { path: `${rulesPath}/$id`, area: 'desk', permission: manages, page: () => import('./RulePage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'rules.nav',
      href: rulesPath,
      icon: IconBolt,
      order: 91,
      permission: manages,
    },
  ],
  recordParts: [{ kind: 'ticket', order: 60, Part: TicketPart }],
}
