/** Major incidents: the command view, the review, the status page, and what other pages tell of them. */

import { IconAlertOctagon, IconHeartbeat } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { base } from './data.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const Banner = lazy(async () => ({ default: (await import('./status/Banner.tsx')).Banner }))
const IncidentCommands = lazy(async () => ({
  default: (await import('./IncidentCommands.tsx')).IncidentCommands,
}))
const ProposePart = lazy(async () => ({ default: (await import('./ticket/TicketPart.tsx')).ProposePart }))
const RequestPart = lazy(async () => ({ default: (await import('./status/RequestPart.tsx')).RequestPart }))
const StatusToday = lazy(async () => ({ default: (await import('./status/StatusToday.tsx')).StatusToday }))
const TicketPart = lazy(async () => ({ default: (await import('./ticket/TicketPart.tsx')).TicketPart }))

const works = 'incidents.propose'

export const incidentsWeb: WebCapability = {
  name: 'incidents',
  routes: [
    { path: base, area: 'desk', permission: works, page: () => import('./IncidentsPage.tsx') },
    { path: `${base}/$id`, area: 'desk', permission: works, page: () => import('./command/CommandPage.tsx') },
    {
      path: `${base}/$id/review`,
      area: 'desk',
      permission: works,
      page: () => import('./review/ReviewPage.tsx'),
    },
    { path: '/status', area: 'portal', page: () => import('./status/StatusPage.tsx') },
    { path: '/desk/status', area: 'desk', page: () => import('./status/StatusPage.tsx') },
  ],
  nav: [
    { area: 'portal', label: 'incidents.nav.status', href: '/status', icon: IconHeartbeat, order: 30 },
    {
      area: 'desk',
      label: 'incidents.nav.incidents',
      href: base,
      icon: IconAlertOctagon,
      order: 20,
      permission: works,
      shortcut: 'g i',
    },
    { area: 'desk', label: 'incidents.nav.status', href: '/desk/status', icon: IconHeartbeat, order: 21 },
  ],
  recordPages: [{ kind: 'major_incident', href: (id) => `${base}/${id}` }],
  recordParts: [
    { kind: 'ticket', order: 5, Part: TicketPart },
    { kind: 'ticket', order: 30, Part: ProposePart },
  ],
  Ambient: IncidentCommands,
  today: [{ order: 5, Block: StatusToday }],
  portalParts: [
    { on: 'home', order: 10, Part: Banner },
    { on: 'new', order: 10, Part: Banner },
    { on: 'request', order: 10, Part: RequestPart },
  ],
}
