/** On-call at the desk: who answers now, the rota of a team, and one's own shifts. */

import { IconPhoneCall } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const OnCallToday = lazy(async () => ({ default: (await import('./OnCallToday.tsx')).OnCallToday }))
const PageAlert = lazy(async () => ({ default: (await import('./paging/PageAlert.tsx')).PageAlert }))
const TeamPart = lazy(async () => ({ default: (await import('./TeamPart.tsx')).TeamPart }))
const TicketPart = lazy(async () => ({ default: (await import('./paging/TicketPart.tsx')).TicketPart }))

const reads = 'people.read'

export const onCallWeb: WebCapability = {
  name: 'on_call',
  routes: [
    { path: '/desk/on-call', area: 'desk', permission: reads, page: () => import('./OnCallPage.tsx') },
    { path: '/desk/on-call/$team', area: 'desk', permission: reads, page: () => import('./RotaPage.tsx') },
    {
      path: '/desk/on-call/$team/edit',
      area: 'desk',
      permission: reads,
      page: () => import('./edit/EditRotaPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      label: 'on_call.nav',
      href: '/desk/on-call',
      icon: IconPhoneCall,
      order: 25,
      permission: reads,
      shortcut: 'g o',
    },
  ],
  today: [{ order: 40, Block: OnCallToday }],
  recordParts: [{ kind: 'ticket', order: 20, Part: TicketPart }],
  teamParts: [{ order: 10, Part: TeamPart }],
  Ambient: PageAlert,
}
