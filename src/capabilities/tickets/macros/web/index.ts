/** Macros, canned replies, templates and signatures; what is done later; one's time. */
import { IconClock, IconWand } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { settingsPath } from './data.ts'

const notes = 'tickets.note'
// Loaded where they are shown, so that the first page does not wait for them.
const LaterPart = lazy(async () => ({
  default: (await import('../../scheduled/web/LaterPart.tsx')).LaterPart,
}))
const FollowUpsToday = lazy(async () => ({
  default: (await import('../../scheduled/web/LaterPart.tsx')).FollowUpsToday,
}))
const TimePart = lazy(async () => ({ default: (await import('../../time/web/TimePart.tsx')).TimePart }))

export const macrosWeb: WebCapability = {
  name: 'macros',
  routes: [
    {
      path: `${settingsPath}/$tab`,
      area: 'desk',
      permission: notes,
      page: () => import('./PresetsPage.tsx'),
    },
    {
      path: `${settingsPath}/$tab/$id`,
      area: 'desk',
      permission: notes,
      page: () => import('./PresetPage.tsx'),
    },
    {
      path: '/desk/time',
      area: 'desk',
      permission: 'tickets.log_time',
      page: () => import('../../time/web/MyTimePage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      label: 'macros.nav',
      href: `${settingsPath}/macros`,
      icon: IconWand,
      order: 40,
      permission: notes,
    },
    {
      area: 'desk',
      label: 'macros.time.mine',
      href: '/desk/time',
      icon: IconClock,
      order: 41,
      permission: 'tickets.log_time',
    },
  ],
  today: [{ order: 5, Block: FollowUpsToday }],
  recordParts: [
    { kind: 'ticket', order: 20, Part: LaterPart },
    { kind: 'ticket', order: 70, Part: TimePart },
  ],
}
