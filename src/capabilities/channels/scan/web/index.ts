/** The page of files that wait for the virus scanner or are in quarantine. */
import { IconVirus } from '@tabler/icons-react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

const path = '/desk/organization/files'
const page = () => import('./HeldPage.tsx')
// As the server asks it.
const permission = ['organization.manage', 'security.work']

export const heldFilesWeb: WebCapability = {
  name: 'held_files',
  routes: [{ path, area: 'desk', permission, page }],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'held.nav',
      href: path,
      icon: IconVirus,
      order: 193,
      permission,
    },
  ],
}
