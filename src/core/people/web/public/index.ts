/** The pages of people who cannot sign in yet: a forgotten password, an invitation, the first start. */
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

export const accountPages: WebCapability = {
  name: 'account',
  routes: [
    { path: '/forgot', area: 'public', page: () => import('./ForgotPage.tsx') },
    // The token stands after the # of both, where no server on the way sees it.
    { path: '/reset-password', area: 'public', page: () => import('./ResetPage.tsx') },
    { path: '/invitation', area: 'public', page: () => import('./InvitationPage.tsx') },
    { path: '/setup', area: 'public', page: () => import('./SetupPage.tsx') },
  ],
}
