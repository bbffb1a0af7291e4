/** Labels: printing them at the desk, and what a phone shows that scanned one. */
import { IconQrcode } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const permission = 'tickets.work'

export const labelsWeb: WebCapability = {
  name: 'labels',
  routes: [
    { path: '/l/$code', area: 'portal', page: () => import('./ScannedPage.tsx') },
    { path: '/desk/labels', area: 'desk', permission, page: () => import('./LabelsPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'labels.nav',
      href: '/desk/labels',
      icon: IconQrcode,
      order: 92,
      permission,
    },
  ],
}
