/** The public form: the page of strangers, the page of the link in the mail, and the one of administrators. */
import { IconForms } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const path = '/desk/organization/form'
const permission = 'organization.manage'

export const formWeb: WebCapability = {
  name: 'form',
  routes: [
    { path: '/ask/$organization', area: 'public', page: () => import('./AskPage.tsx') },
    // What confirms stands after the #, where no server on the way sees it.
    { path: '/ask/$organization/confirm', area: 'public', page: () => import('./ConfirmPage.tsx') },
    { path, area: 'desk', permission, page: () => import('./FormPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'form.nav',
      href: path,
      icon: IconForms,
      order: 189,
      permission,
    },
  ],
}
