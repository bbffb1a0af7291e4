/** Ways to sign in besides a password: on the sign-in page, in the second step, in the profile. */
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

const start = () => import('./PasskeyStart.tsx')

export const waysInWeb: WebCapability = {
  name: 'sign-in',
  routes: [{ path: '/second-step', area: 'public', page: () => import('./SetUpPage.tsx') }],
  signInParts: [
    { on: 'start', order: 10, Part: later(async () => (await start()).PasskeyStart) },
    { on: 'factor', order: 10, Part: later(async () => (await start()).PasskeyFactor) },
    { on: 'confirm', order: 10, Part: later(async () => (await start()).PasskeyConfirm) },
  ],
  portalParts: [
    { on: 'profile', order: 10, Part: later(async () => (await import('./PasskeysPart.tsx')).PasskeysPart) },
    {
      on: 'profile',
      order: 20,
      Part: later(async () => (await import('./factor/FactorPart.tsx')).FactorPart),
    },
  ],
}
