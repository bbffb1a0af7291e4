/** Imports on the web: a file is uploaded, mapped, tried, run and compared, step by step. */
import { IconFileImport, IconMail } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

import { importsPath, mailPath } from './paths.ts'

export const channelsWeb: WebCapability = {
  name: 'channels',
  routes: [
    { path: mailPath, area: 'desk', permission: 'tickets.work', page: () => import('./MailPage.tsx') },
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
  ],
}
