/** Macros, canned replies, templates and signatures; what is done later; one's time. */
import { IconClock, IconWand } from '@tabler/icons-react'
import { createElement, lazy, Suspense } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { settingsPath } from './data.ts'

const notes = 'tickets.note'
const LaterPart = lazy(() =>
  import('../../scheduled/web/LaterPart.tsx').then(({ LaterPart: part }) => ({ default: part })),
)
const FollowUpsToday = lazy(() =>
  import('../../scheduled/web/LaterPart.tsx').then(({ FollowUpsToday: block }) => ({ default: block })),
)
const TimePart = lazy(() =>
  import('../../time/web/TimePart.tsx').then(({ TimePart: part }) => ({ default: part })),
)
type Part = { id: string; version: number }

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
  today: [{ order: 5, Block: () => createElement(Suspense, null, createElement(FollowUpsToday)) }],
  recordParts: [
    {
      kind: 'ticket',
      order: 20,
      Part: (props: Part) => createElement(Suspense, null, createElement(LaterPart, props)),
    },
    {
      kind: 'ticket',
      order: 70,
      Part: (props: Part) => createElement(Suspense, null, createElement(TimePart, props)),
    },
  ],
}
