/** The pages that belong to no capability. */
import { IconSunHigh } from '@tabler/icons-react'
import type { WebCapability } from './web-capability.ts'

export const shellCapability: WebCapability = {
  name: 'shell',
  routes: [
    { path: '/sign-in', area: 'public', page: () => import('./SignInPage.tsx') },
    { path: '/desk', area: 'desk', page: () => import('./TodayPage.tsx') },
  ],
  nav: [
    { area: 'desk', label: 'shell.nav.today', href: '/desk', icon: IconSunHigh, order: 0, shortcut: 'g t' },
  ],
}
