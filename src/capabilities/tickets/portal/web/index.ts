/** The portal: where people who need help ask for it, follow it, and find their own account. */
import { IconHome, IconMessages } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

export const portal: WebCapability = {
  name: 'portal',
  routes: [
    { path: '/', area: 'portal', page: () => import('./HomePage.tsx') },
    { path: '/requests', area: 'portal', page: () => import('./RequestsPage.tsx') },
    { path: '/requests/new', area: 'portal', page: () => import('./new/NewRequestPage.tsx') },
    { path: '/requests/$id', area: 'portal', page: () => import('./request/RequestPage.tsx') },
    { path: '/profile', area: 'portal', page: () => import('./profile/ProfilePage.tsx') },
    // The address in mails about one's own account.
    { path: '/account', area: 'portal', page: () => import('./profile/ProfilePage.tsx') },
  ],
  nav: [
    { area: 'portal', label: 'portal.nav.home', href: '/', icon: IconHome, order: 0 },
    { area: 'portal', label: 'portal.nav.requests', href: '/requests', icon: IconMessages, order: 10 },
  ],
}
