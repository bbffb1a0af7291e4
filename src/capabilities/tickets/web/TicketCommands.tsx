import { IconInbox, IconTicket } from '@tabler/icons-react'
import { useMemo } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import type { CommandSource } from '../../../web/kit/shortcuts/commands.ts'
import { useCommandSource } from '../../../web/kit/shortcuts/useCommandSource.ts'
import { builtInViews, queueHref } from './data/queue.ts'
import type { State } from './look.tsx'
import { useTicketsT } from './useTicketsT.ts'

const FOUND_MAX = 8

/** In the command palette of every desk page: tickets by number or words, and the views. */
export function TicketCommands() {
  const t = useTicketsT()
  const tickets = useMemo<CommandSource>(
    () => ({
      id: 'tickets',
      group: t('tickets.commands.tickets'),
      order: 10,
      commands: async (query, signal) => {
        const q = query.trim().replace(/^#/, '')
        if (q === '') return []
        const { jump, groups } = await ask(
          api.GET('/api/search', { params: { query: { q, kind: ['ticket'], limit: FOUND_MAX } }, signal }),
        )
        const rows = groups.flatMap((group) => group.rows.map((row) => ({ ...row, title: row.title.text })))
        const all = jump ? [jump, ...rows.filter((row) => row.id !== jump.id)] : rows
        return all.map((row) => ({
          id: `ticket:${row.id}`,
          label: `#${row.number} ${row.title}`,
          hint: t(`tickets.state.${row.state as State}`),
          icon: <IconTicket size={16} aria-hidden />,
          href: `/desk/tickets/${row.id}`,
        }))
      },
    }),
    [t],
  )
  const views = useMemo<CommandSource>(
    () => ({
      id: 'ticket-views',
      group: t('tickets.commands.views'),
      order: 60,
      commands: builtInViews.map((view) => ({
        id: `view:${view}`,
        label: t('tickets.commands.view', { name: t(`tickets.queue.view.${view}`) }),
        hint: t(`tickets.queue.hint.${view}`),
        icon: <IconInbox size={16} aria-hidden />,
        href: queueHref({ view }),
      })),
    }),
    [t],
  )
  useCommandSource(tickets)
  useCommandSource(views)
  return null
}
