/** The lead's pages of targets: kept and missed, why, duty, and beside another system's own. */
import { IconTarget } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { importedPath, targetsPath } from './data.ts'

const reads = 'reports.read'

export const targetsWeb: WebCapability = {
  name: 'targets',
  routes: [
    { path: targetsPath, area: 'desk', permission: reads, page: () => import('./TargetsPage.tsx') },
    { path: importedPath, area: 'desk', permission: reads, page: () => import('./ImportedPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      label: 'targets.nav',
      href: targetsPath,
      icon: IconTarget,
      order: 31,
      permission: reads,
    },
  ],
}
