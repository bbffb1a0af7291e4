import { useMemo } from 'react'
import type { CommandSource } from '../../../../web/kit/shortcuts/commands.ts'
import { useCommandSource } from '../../../../web/kit/shortcuts/useCommandSource.ts'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import type { Move } from '../../../../web/records/MoveButtons.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import type { Ticket } from '../data/ticket.ts'
import type { DialogName } from '../dialogs/TicketDialogs.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import type { Run } from './useAct.ts'
import type { Mode } from './Writing.tsx'
import { watchOptions } from './watch-options.ts'

type Handlers = {
  write: (mode: Mode) => void
  openDialog: (name: DialogName) => void
  findArticle: () => void
}

/** The keys of an open ticket; a key whose deed is not open now does nothing. */
export function useTicketKeys(ticket: Ticket, run: Run, { write, openDialog, findArticle }: Handlers): void {
  const t = useTicketsT()
  const me = useMe()
  const scope = t('tickets.scope.ticket')
  const can = (name: string) => ({ scope, isEnabled: ticket.may.includes(`tickets.${name}`) })
  useShortcut('r', t('tickets.keys.reply'), () => write('reply'), can('reply'))
  useShortcut('n', t('tickets.keys.note'), () => write('note'), can('note'))
  const mayWrite = ticket.may.includes('tickets.reply') || ticket.may.includes('tickets.note')
  useShortcut('mod+/', t('tickets.keys.article'), findArticle, { scope, isEnabled: mayWrite })
  useShortcut('a', t('tickets.keys.assign'), () => openDialog('assign'), can('assign'))
  useShortcut('e', t('tickets.keys.resolve'), () => openDialog('resolve'), can('resolve'))
  useShortcut('shift+e', t('tickets.keys.escalate'), () => openDialog('escalate'), can('escalate'))
  useShortcut('t', t('tickets.keys.take'), () => void run('take', {}, { said: t('tickets.did.take') }), {
    scope,
    isEnabled: ticket.may.includes('tickets.take') && ticket.owner === null,
  })
  const isWatching = ticket.watcher_ids.includes(me.person_id)
  useShortcut(
    'w',
    t('tickets.keys.watch'),
    () => void run(isWatching ? 'unwatch' : 'watch', {}, watchOptions(ticket, me.person_id, t)),
    can(isWatching ? 'unwatch' : 'watch'),
  )
}

/** The same deeds in the command palette, with their keys. */
export function useTicketCommands(ticket: Ticket, moves: readonly Move[], write: (mode: Mode) => void): void {
  const t = useTicketsT()
  const source = useMemo<CommandSource>(
    () => ({
      id: 'ticket-actions',
      group: t('tickets.commands.actions'),
      order: 5,
      commands: [
        ...(['reply', 'note'] as const)
          .filter((mode) => ticket.may.includes(`tickets.${mode}`))
          .map((mode) => ({
            id: `ticket-action:${mode}`,
            label: t(`tickets.keys.${mode}`),
            hint: `#${ticket.number}`,
            shortcut: mode === 'reply' ? 'r' : 'n',
            run: () => write(mode),
          })),
        ...moves.map((move) => ({
          id: `ticket-action:${move.key}`,
          label: move.label,
          hint: `#${ticket.number}`,
          run: move.run,
          ...(move.shortcut ? { shortcut: move.shortcut } : {}),
        })),
      ],
    }),
    [ticket, moves, write, t],
  )
  useCommandSource(source)
}
