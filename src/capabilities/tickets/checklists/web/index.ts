/** Checklists on tickets, and those that the organization keeps. */
import { IconChecklist } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const TicketPart = lazy(() => import('./TicketPart.tsx').then((m) => ({ default: m.TicketPart })))
const RequestPart = lazy(() => import('./RequestPart.tsx').then((m) => ({ default: m.RequestPart })))

const path = '/desk/checklists'
const manages = 'macros.manage'

export const checklistsWeb: WebCapability = {
  name: 'checklists',
  routes: [{ path, area: 'desk', permission: manages, page: () => import('./TemplatesPage.tsx') }],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'checklists.templates.nav',
      href: path,
      icon: IconChecklist,
      order: 88,
      permission: manages,
    },
  ],
  recordParts: [{ kind: 'ticket', order: 14, Part: TicketPart }],
  portalParts: [{ on: 'request', order: 6, Part: RequestPart }],
}
