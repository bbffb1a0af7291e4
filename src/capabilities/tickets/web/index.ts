/** The agent's desk: the queue, the ticket, the new ticket, and what waits today. */

import { IconInbox, IconPhonePlus } from '@tabler/icons-react'
import { lazy } from 'react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const TicketCommands = lazy(async () => ({ default: (await import('./TicketCommands.tsx')).TicketCommands }))
const TodayBlocks = lazy(async () => ({ default: (await import('./TodayBlocks.tsx')).TodayBlocks }))

const works = 'tickets.work'

export { type FlowSearch, readFlowSearch } from '../reports/web/flow.ts'
export { findWorkstations, useCategories, usePlaces, useTeams } from './data/directory.ts'
export { type QueueSearch, queueHref } from './data/queue.ts'

export { uploadFile } from './data/upload.ts'

// They come in a chunk of their own.
export const ListPicker = later(async () => (await import('./ticket/Picker.tsx')).ListPicker)
export const PeriodPicker = later(async () => (await import('../reports/web/PeriodPicker.tsx')).PeriodPicker)
export const PersonPicker = later(async () => (await import('./ticket/Picker.tsx')).PersonPicker)
export const SearchPicker = later(async () => (await import('./ticket/Picker.tsx')).SearchPicker)

export const ticketsWeb: WebCapability = {
  name: 'tickets',
  routes: [
    { path: '/desk/queue', area: 'desk', page: () => import('./QueuePage.tsx') },
    { path: '/desk/tickets/new', area: 'desk', permission: works, page: () => import('./NewTicketPage.tsx') },
    { path: '/desk/tickets/$id', area: 'desk', page: () => import('./TicketPage.tsx') },
  ],
  nav: [
    {
      area: 'desk',
      label: 'tickets.nav.queue',
      href: '/desk/queue',
      icon: IconInbox,
      order: 10,
      shortcut: 'g q',
    },
    {
      area: 'desk',
      label: 'tickets.nav.new',
      href: '/desk/tickets/new',
      icon: IconPhonePlus,
      order: 11,
      permission: works,
      shortcut: 'c',
    },
  ],
  recordPages: [{ kind: 'ticket', href: (id) => `/desk/tickets/${id}` }],
  today: [{ order: 10, Block: TodayBlocks }],
  Ambient: TicketCommands,
}
