/** Privacy: what is masked in words, the warning of who writes, and the officer's queue. */
import { IconShieldLock } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import { reviewPath } from './data.ts'

export { MaskedMarkdown } from './MaskedMarkdown.tsx'
export { useShownTitle } from './useShown.ts'

/** Loaded where somebody writes. */
export const WritingHint = later(async () => (await import('./WritingHint.tsx')).WritingHint)

/** Loaded where a file does not open. */
export const FileRefused = later(async () => (await import('./FileRefused.tsx')).FileRefused)

export const privacyWeb: WebCapability = {
  name: 'privacy',
  routes: [
    { path: reviewPath, area: 'desk', permission: 'privacy.review', page: () => import('./ReviewPage.tsx') },
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
  ],
}
