/** The wallboard: a page for a screen on the wall, without the frame of the desk. */
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

export const wallboardWeb: WebCapability = {
  name: 'wallboard',
  // It stands outside the frames; who is not signed in is led to the sign-in page by the first question it asks.
  routes: [{ path: '/wallboard', area: 'public', page: () => import('./WallboardPage.tsx') }],
}
