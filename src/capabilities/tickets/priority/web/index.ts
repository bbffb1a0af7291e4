/** How priorities are made, why a ticket has its own, and who decided otherwise. */

import { IconScaleOutline } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { overridesPath, prioritiesPath } from './paths.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const PriorityPart = lazy(async () => ({ default: (await import('./PriorityPart.tsx')).PriorityPart }))
const ProposalsToday = lazy(async () => ({ default: (await import('./ProposalsToday.tsx')).ProposalsToday }))

const manages = 'organization.manage'

export const priorityWeb: WebCapability = {
  name: 'priority',
  routes: [
    {
      path: prioritiesPath,
      area: 'desk',
      permission: manages,
      page: () => import('./PrioritiesPage.tsx'),
    },
    {
      path: overridesPath,
      area: 'desk',
      permission: 'reports.read',
      page: () => import('./OverridesPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'priority.nav.rules',
      href: prioritiesPath,
      icon: IconScaleOutline,
      order: 87,
      permission: manages,
    },
  ],
  today: [{ order: 5, Block: ProposalsToday }],
  recordParts: [{ kind: 'ticket', order: 5, Part: PriorityPart }],
}
