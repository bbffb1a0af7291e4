/** Patient safety: the question on every ticket, and the pages of those who work on the answers. */
import { IconAlertOctagon, IconHeartbeat } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { eventsPath, hazardsPath } from './data.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const RequestPart = lazy(async () => ({ default: (await import('./ReportParts.tsx')).RequestPart }))
const TicketPart = lazy(async () => ({ default: (await import('./ReportParts.tsx')).TicketPart }))

const permission = 'safety.work'
const area = 'desk'

export const safetyWeb: WebCapability = {
  name: 'safety',
  routes: [
    { path: eventsPath, area, permission, page: () => import('./EventsPage.tsx') },
    { path: `${eventsPath}/settings`, area, permission, page: () => import('./SettingsPage.tsx') },
    { path: `${eventsPath}/$id`, area, permission, page: () => import('./EventPage.tsx') },
    { path: hazardsPath, area, permission, page: () => import('./HazardsPage.tsx') },
    { path: `${hazardsPath}/$id`, area, permission, page: () => import('./HazardPage.tsx') },
  ],
  nav: [
    { area, label: 'safety.nav.events', href: eventsPath, icon: IconHeartbeat, order: 30, permission },
    { area, label: 'safety.nav.hazards', href: hazardsPath, icon: IconAlertOctagon, order: 31, permission },
  ],
  recordPages: [
    { kind: 'safety_event', href: (id) => `${eventsPath}/${id}` },
    { kind: 'hazard', href: (id) => `${hazardsPath}/${id}` },
  ],
  recordParts: [{ kind: 'ticket', order: 90, Part: TicketPart }],
  portalParts: [{ on: 'request end', order: 10, Part: RequestPart }],
}
