/** Working time and promises: calendars, policies, and why a target is due when it is. */

import { IconCalendarTime, IconTargetArrow } from '@tabler/icons-react'
import { lazy } from 'react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { calendarsPath, policiesPath } from './paths.ts'

// Loaded where they are shown, so that the first page does not wait for them.
/** The browsers in which one is rung, for the page on which one chooses for what. */
export const Devices = later(async () => (await import('../on-call/web/Devices.tsx')).Devices)
const PacketPart = lazy(async () => ({ default: (await import('./PacketPart.tsx')).PacketPart }))
const TargetsPart = lazy(async () => ({ default: (await import('./TargetsPart.tsx')).TargetsPart }))

const manages = 'organization.manage'
const group = 'shell.nav.organization'

export const escalationWeb: WebCapability = {
  name: 'escalation',
  routes: [
    { path: calendarsPath, area: 'desk', permission: manages, page: () => import('./CalendarsPage.tsx') },
    {
      path: `${calendarsPath}/$id`,
      area: 'desk',
      permission: manages,
      page: () => import('./CalendarPage.tsx'),
    },
    { path: policiesPath, area: 'desk', permission: manages, page: () => import('./PoliciesPage.tsx') },
    {
      path: `${policiesPath}/$id`,
      area: 'desk',
      permission: manages,
      page: () => import('./PolicyPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      group,
      label: 'escalation.nav.calendars',
      href: calendarsPath,
      icon: IconCalendarTime,
      order: 88,
      permission: manages,
    },
    {
      area: 'desk',
      group,
      label: 'escalation.nav.policies',
      href: policiesPath,
      icon: IconTargetArrow,
      order: 89,
      permission: manages,
    },
  ],
  recordParts: [
    { kind: 'ticket', order: 5, Part: PacketPart },
    { kind: 'ticket', order: 10, Part: TargetsPart },
  ],
}
