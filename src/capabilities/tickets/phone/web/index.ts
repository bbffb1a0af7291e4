/** The phone desk: one page for whoever answers the phone. */
import { IconPhoneCall } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const permission = 'tickets.work'

export const phoneWeb: WebCapability = {
  name: 'phone',
  routes: [{ path: '/desk/phone', area: 'desk', permission, page: () => import('./PhonePage.tsx') }],
  nav: [
    {
      area: 'desk',
      label: 'phone.nav',
      href: '/desk/phone',
      icon: IconPhoneCall,
      order: 12,
      permission,
      shortcut: 'g c',
    },
  ],
}
