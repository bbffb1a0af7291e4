/** Imports on the web: a file is uploaded, mapped, tried, run and compared, step by step. */
import { IconArrowsLeftRight, IconBell, IconFileImport, IconKey, IconMail } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

import { alertsPath, beginPath, channelsPath, importsPath, keysPath, mailPath } from './paths.ts'

export const channelsWeb: WebCapability = {
  name: 'channels',
  routes: [
    {
      path: channelsPath,
      area: 'desk',
      permission: 'organization.manage',
      page: () => import('./ChannelsPage.tsx'),
    },
    { path: mailPath, area: 'desk', permission: 'tickets.work', page: () => import('./MailPage.tsx') },
    {
      path: alertsPath,
      area: 'desk',
      permission: 'organization.manage',
      page: () => import('./AlertsPage.tsx'),
    },
    { path: keysPath, area: 'desk', permission: 'keys.own', page: () => import('./KeysPage.tsx') },
    { path: beginPath, area: 'desk', permission: 'keys.own', page: () => import('./BeginPage.tsx') },
    { path: importsPath, area: 'desk', permission: 'imports.run', page: () => import('./ImportsPage.tsx') },
    {
      path: `${importsPath}/$id`,
      area: 'desk',
      permission: 'imports.run',
      page: () => import('./ImportPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'channels.nav.channels',
      href: channelsPath,
      icon: IconArrowsLeftRight,
      order: 188,
      permission: 'organization.manage',
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'channels.nav.mail',
      href: mailPath,
      icon: IconMail,
      order: 189,
      permission: 'tickets.work',
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'channels.nav.import',
      href: importsPath,
      icon: IconFileImport,
      order: 190,
      permission: 'imports.run',
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'channels.nav.alerts',
      href: alertsPath,
      icon: IconBell,
      order: 191,
      permission: 'organization.manage',
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'channels.nav.keys',
      href: keysPath,
      icon: IconKey,
      order: 192,
      permission: 'keys.own',
    },
  ],
  recordParts: [
    { kind: 'ticket', order: 80, Part: later(async () => (await import('./AsSentPart.tsx')).AsSentPart) },
  ],
  portalParts: [
    { on: 'profile', order: 40, Part: later(async () => (await import('./OwnKeys.tsx')).OwnKeys) },
  ],
}
