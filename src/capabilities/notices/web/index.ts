/** Notices on the web: what one was told, and what one wants to be told; at the desk and in the portal alike. */
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

// Loaded where it is shown, so that the first page does not wait for it.
const ProfilePart = lazy(async () => ({ default: (await import('./ProfilePart.tsx')).ProfilePart }))

export const noticesWeb: WebCapability = {
  name: 'notices',
  routes: [
    { path: '/desk/notices', area: 'desk', page: () => import('./NoticesPage.tsx') },
    { path: '/desk/notices/settings', area: 'desk', page: () => import('./SettingsPage.tsx') },
    { path: '/notices', area: 'portal', page: () => import('./NoticesPage.tsx') },
    { path: '/notices/settings', area: 'portal', page: () => import('./SettingsPage.tsx') },
    // What the link says stands after the #, where no server on the way sees it.
    { path: '/mail-settings', area: 'public', page: () => import('./MailSettingsPage.tsx') },
  ],
  portalParts: [{ on: 'profile', order: 20, Part: ProfilePart }],
}
