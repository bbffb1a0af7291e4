/** Imports on the web: a file is uploaded, mapped, tried, run and compared, step by step. */
import { IconFileImport } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

import { importsPath } from './paths.ts'

export const channelsWeb: WebCapability = {
  name: 'channels',
  routes: [
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
      label: 'channels.nav.import',
      href: importsPath,
      icon: IconFileImport,
      order: 190,
      permission: 'imports.run',
    },
  ],
}
