/** Ways to sign in besides a password: on the sign-in page, in the second step, in the profile. */
import { IconKey } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { emergencyPath, providersPath } from './paths.ts'

const start = () => import('./PasskeyStart.tsx')

export const waysInWeb: WebCapability = {
  name: 'sign-in',
  routes: [
    { path: '/second-step', area: 'public', page: () => import('./SetUpPage.tsx') },
    { path: '/confirmed', area: 'public', page: () => import('./ProvedPage.tsx') },
    {
      path: emergencyPath,
      area: 'desk',
      permission: 'audit.read',
      page: () => import('./emergency/EmergencyPage.tsx'),
    },
    {
      path: providersPath,
      area: 'desk',
      permission: 'roles.manage',
      page: () => import('./providers/ProvidersPage.tsx'),
    },
  ],
  nav: [
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'signIn.provider.nav',
      href: providersPath,
      icon: IconKey,
      order: 92,
      permission: 'roles.manage',
    },
    {
      area: 'desk',
      group: 'shell.nav.organization',
      label: 'signIn.emergency.nav',
      href: emergencyPath,
      icon: IconKey,
      order: 93,
      permission: 'audit.read',
    },
  ],
  today: [
    {
      order: 2,
      Block: later(async () => (await import('./emergency/TodayBlock.tsx')).TodayBlock),
    },
  ],
  signInParts: [
    {
      on: 'start',
      order: 20,
      Part: later(async () => (await import('./ProviderStart.tsx')).ProviderStart),
    },
    { on: 'start', order: 10, Part: later(async () => (await start()).PasskeyStart) },
    { on: 'factor', order: 10, Part: later(async () => (await start()).PasskeyFactor) },
    { on: 'confirm', order: 10, Part: later(async () => (await import('./ConfirmParts.tsx')).ConfirmParts) },
  ],
  portalParts: [
    {
      on: 'home',
      order: 1,
      Part: later(async () => (await import('./emergency/TakePart.tsx')).TakePart),
    },
    { on: 'profile', order: 10, Part: later(async () => (await import('./PasskeysPart.tsx')).PasskeysPart) },
    {
      on: 'profile',
      order: 20,
      Part: later(async () => (await import('./factor/FactorPart.tsx')).FactorPart),
    },
  ],
}
