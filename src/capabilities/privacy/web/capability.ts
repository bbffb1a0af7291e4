/** The officer's page. Apart from what others show, which the first page does not need. */
import { IconShieldLock } from '@tabler/icons-react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { reviewPath } from './paths.ts'

export const privacyWeb: WebCapability = {
  name: 'privacy',
  routes: [
    { path: reviewPath, area: 'desk', permission: 'privacy.review', page: () => import('./ReviewPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      label: 'privacy.nav.review',
      href: reviewPath,
      icon: IconShieldLock,
      order: 36,
      permission: 'privacy.review',
    },
  ],
}
