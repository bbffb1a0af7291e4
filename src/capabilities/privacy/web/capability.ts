/** The officer's pages. Apart from what others show, which the first page does not need. */
import { IconShieldLock } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { peoplePath, reviewPath, settingsPath } from './paths.ts'

const officer = () => import('./officer.ts')

export const privacyWeb: WebCapability = {
  name: 'privacy',
  routes: [
    { path: reviewPath, area: 'desk', permission: 'privacy.review', page: () => import('./ReviewPage.tsx') },
    {
      path: peoplePath,
      area: 'desk',
      permission: 'privacy.manage',
      page: async () => ({ Page: (await officer()).PeoplePage }),
    },
    {
      path: settingsPath,
      area: 'desk',
      permission: 'privacy.manage',
      page: async () => ({ Page: (await officer()).SettingsPage }),
    },
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
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'privacy.nav.people',
      href: peoplePath,
      icon: IconShieldLock,
      order: 93,
      permission: 'privacy.manage',
    },
  ],
  portalParts: [
    {
      on: 'profile',
      order: 30,
      Part: later(async () => (await officer()).OwnExport),
    },
  ],
}
