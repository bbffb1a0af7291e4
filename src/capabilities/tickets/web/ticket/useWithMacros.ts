import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CommandSource } from '../../../../web/kit/shortcuts/commands.ts'
import { useCommandSource } from '../../../../web/kit/shortcuts/useCommandSource.ts'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import type { Move } from '../../../../web/records/MoveButtons.tsx'
import { offeredMacros } from '../../macros/web/data.ts'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'
import type { Ticket } from '../data/ticket.ts'
import { useTicketsT } from '../useTicketsT.ts'

/** The moves with one more that finds a macro, its key, and every macro of the ticket in the command palette. */
export function useWithMacros(ticket: Ticket, moves: Move[], open: (macroId?: string) => void): Move[] {
  const t = useTicketsT()
  const tm = useMacrosT()
  const isEnabled = ticket.is_inside && ticket.may.includes('tickets.note')
  const { data } = useQuery({ ...offeredMacros(ticket.id), enabled: isEnabled, staleTime: 60_000 })
  useShortcut('m', t('tickets.move.macro'), () => open(), { scope: t('tickets.scope.ticket'), isEnabled })
  const rows = data?.rows
  const source = useMemo<CommandSource>(
    () => ({
      id: 'ticket-macros',
      group: tm('macros.run.commands'),
      order: 6,
      commands: (rows ?? []).map(({ id, name }) => ({
        id: `macro:${id}`,
        label: tm('macros.run.command', { name }),
        hint: `#${ticket.number}`,
        run: () => open(id),
      })),
    }),
    [rows, ticket.number, open, tm],
  )
  useCommandSource(source)
  return useMemo(
    () =>
      isEnabled
        ? [
            ...moves,
            { key: 'macro', label: t('tickets.move.macro'), isRare: true, shortcut: 'm', run: () => open() },
          ]
        : moves,
    [moves, isEnabled, open, t],
  )
}
