/** Approvals: what waits for one’s decision, and who approved a ticket. */
import { IconUserCheck } from '@tabler/icons-react'
import { lazy } from 'react'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

const base = '/approvals'
const TicketPart = lazy(() => import('./TicketPart.tsx').then((m) => ({ default: m.TicketPart })))
const RequestPart = lazy(() => import('./RequestPart.tsx').then((m) => ({ default: m.RequestPart })))
const HomePart = lazy(() => import('./WaitingBlock.tsx').then((m) => ({ default: m.WaitingBlock })))
const TodayBlock = lazy(() => import('./WaitingBlock.tsx').then((m) => ({ default: m.TodayBlock })))

export const approvalsWeb: WebCapability = {
  name: 'approvals',
  routes: [
    { path: base, area: 'portal', page: () => import('./ApprovalsPage.tsx') },
    { path: `${base}/open`, area: 'portal', page: () => import('./OpenLinkPage.tsx') },
    { path: `${base}/$id`, area: 'portal', page: () => import('./DecisionPage.tsx') },
    { path: `/desk${base}`, area: 'desk', page: () => import('./ApprovalsPage.tsx') },
    { path: `/desk${base}/$id`, area: 'desk', page: () => import('./DecisionPage.tsx') },
  ],
  nav: [
    { area: 'portal', label: 'approvals.nav.approvals', href: base, icon: IconUserCheck, order: 20 },
    { area: 'desk', label: 'approvals.nav.approvals', href: `/desk${base}`, icon: IconUserCheck, order: 25 },
  ],
  recordParts: [{ kind: 'ticket', order: 12, Part: TicketPart }],
  portalParts: [
    { on: 'home', order: 20, Part: HomePart },
    { on: 'request', order: 5, Part: RequestPart },
  ],
  newsPages: [
    { reason: 'approval_asked', href: `/desk${base}` },
    { reason: 'approval_answered', href: `/desk${base}` },
    { reason: 'approval_reminder', href: `/desk${base}` },
    { reason: 'approval_overdue', href: `/desk${base}` },
    { reason: 'approval_stuck', href: `/desk${base}` },
  ],
  today: [{ order: 8, Block: TodayBlock }],
}
