/** Callers: the dialog that verifies who calls, the word of whoever is asked, and what security reads. */
import { IconUserCheck } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

const list = '/desk/callers'
const confirm = '/confirm-caller'
// One piece for all: each of its own would make the first page longer.
const parts = () => import('./parts.ts')
const Ambient = later(async () => (await parts()).Ambient)
const Asked = later(async () => (await parts()).Asked)
const CodePart = later(async () => (await parts()).CodePart)
const TicketPart = later(async () => (await parts()).TicketPart)

export const callersWeb: WebCapability = {
  name: 'callers',
  routes: [
    { path: list, area: 'desk', permission: 'callers.verify', page: () => import('./ListPage.tsx') },
    {
      path: `${list}/settings`,
      area: 'desk',
      permission: 'callers.verify',
      page: () => import('./SettingsPage.tsx'),
    },
    { path: confirm, area: 'portal', page: () => import('./ConfirmPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      label: 'callers.nav',
      href: list,
      icon: IconUserCheck,
      order: 37,
      permission: 'callers.verify',
    },
  ],
  recordParts: [{ kind: 'ticket', order: 60, Part: TicketPart }],
  portalParts: [
    { on: 'home', order: 1, Part: Asked },
    { on: 'profile', order: 30, Part: CodePart },
  ],
  today: [{ order: 1, Block: Asked }],
  newsPages: [
    { reason: 'caller_asked', href: confirm },
    { reason: 'caller_second', href: `${list}?waits=true` },
    { reason: 'caller_failed', href: list },
    { reason: 'caller_pattern', href: list },
    { reason: 'caller_vouched', href: list },
  ],
  Ambient,
}
