/** The page of the mail that goes out, for administrators. */
import { IconMailForward } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const path = '/desk/organization/mail-out'
const permission = 'organization.manage'

export const mailOutWeb: WebCapability = {
  name: 'mail_out',
  routes: [{ path, area: 'desk', permission, page: () => import('./MailOutPage.tsx') }],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'mailOut.nav',
      href: path,
      icon: IconMailForward,
      order: 192,
      permission,
    },
  ],
}
