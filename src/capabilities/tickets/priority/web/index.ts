/** How priorities are made, why a ticket has its own, and who decided otherwise. */
import { IconScaleOutline } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { PriorityPart } from './PriorityPart.tsx'

const manages = 'organization.manage'
const prioritiesPath = '/desk/organization/priorities'

export const priorityWeb: WebCapability = {
  name: 'priority',
  routes: [
    {
      path: prioritiesPath,
      area: 'desk',
      permission: manages,
      page: () => import('./PrioritiesPage.tsx'),
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
  recordParts: [{ kind: 'ticket', order: 5, Part: PriorityPart }],
}
