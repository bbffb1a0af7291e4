/** Restricted records: who sees them, the glass, and its review. */
import { IconLockOpen, IconShieldCheck } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { breakPath, reviewPath } from './data.ts'

const area = 'desk'
const TicketPart = later(async () => (await import('./TicketPart.tsx')).TicketPart)

export const restrictionWeb: WebCapability = {
  name: 'restriction',
  routes: [
    { path: reviewPath, area, permission: 'security.work', page: () => import('./ReviewPage.tsx') },
    { path: breakPath, area, permission: 'records.break_glass', page: () => import('./GlassPage.tsx') },
  ],
  nav: [
    {
      area,
      label: 'restriction.nav.review',
      href: reviewPath,
      icon: IconShieldCheck,
      order: 37,
      permission: 'security.work',
    },
    {
      area,
      label: 'restriction.nav.break',
      href: breakPath,
      icon: IconLockOpen,
      order: 38,
      permission: 'records.break_glass',
    },
  ],
  newsPages: [
    { reason: 'glass_broken', href: reviewPath },
    { reason: 'glass_review_late', href: reviewPath },
  ],
  recordParts: [{ kind: 'ticket', order: -10, Part: TicketPart }],
}
