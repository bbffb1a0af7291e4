/** Training on the web: what is missing for whom, what is asked, what was learned, and one's own learning. */
import { IconSchool } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { competenciesPath, gapsPath, importPath, minePath, peoplePath, requirementsPath } from './paths.ts'

const area = 'desk'
const reads = 'training.read_all'

export const trainingWeb: WebCapability = {
  name: 'training',
  routes: [
    { path: gapsPath, area, permission: reads, page: () => import('./GapsPage.tsx') },
    { path: requirementsPath, area, permission: reads, page: () => import('./RequirementsPage.tsx') },
    { path: competenciesPath, area, permission: reads, page: () => import('./CompetenciesPage.tsx') },
    { path: importPath, area, permission: 'training.record', page: () => import('./ImportPage.tsx') },
    { path: `${peoplePath}/$id`, area, permission: reads, page: () => import('./PersonPage.tsx') },
    { path: minePath, area: 'portal', permission: 'training.read_own', page: () => import('./MinePage.tsx') },
  ],
  nav: [
    { area, label: 'training.nav.desk', href: gapsPath, icon: IconSchool, order: 34, permission: reads },
    {
      area: 'portal',
      label: 'training.nav.portal',
      href: minePath,
      icon: IconSchool,
      order: 40,
      permission: 'training.read_own',
    },
  ],
}
