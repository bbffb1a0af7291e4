/** Restricted records: who sees them, the glass, and its review. */
import { IconLockOpen, IconShieldCheck } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { breakPath, reviewPath, settingsPath } from './data.ts'

const area = 'desk'
const TodayBlock = later(async () => (await import('./TodayBlock.tsx')).TodayBlock)
const TicketPart = later(async () => (await import('./TicketPart.tsx')).TicketPart)

export const restrictionWeb: WebCapability = {
  name: 'restriction',
  routes: [
    { path: reviewPath, area, permission: 'security.work', page: () => import('./ReviewPage.tsx') },
    { path: settingsPath, area, page: () => import('./SettingsPage.tsx') },
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
    {
      area,
      group: 'shell.nav.organization',
      label: 'restriction.nav.settings',
      href: settingsPath,
      icon: IconShieldCheck,
      order: 87,
      permission: 'organization.manage',
    },
  ],
  today: [{ order: 3, Block: TodayBlock }],
  newsPages: [
    { reason: 'glass_broken', href: reviewPath },
    { reason: 'glass_review_late', href: reviewPath },
  ],
  recordParts: [{ kind: 'ticket', order: -10, Part: TicketPart }],
}
