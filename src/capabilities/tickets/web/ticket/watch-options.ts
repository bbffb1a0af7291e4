import type { Ticket } from '../data/ticket.ts'
import type { useTicketsT } from '../useTicketsT.ts'

/** How watching looks at once, what is said, and how it is taken back. */
export function watchOptions(ticket: Ticket, personId: string, t: ReturnType<typeof useTicketsT>) {
  const isWatching = ticket.watcher_ids.includes(personId)
  return {
    atOnce: (shown: Ticket): Ticket => ({
      ...shown,
      watcher_ids: isWatching
        ? shown.watcher_ids.filter((id) => id !== personId)
        : [...shown.watcher_ids, personId],
      may: shown.may.map((name) =>
        name === (isWatching ? 'tickets.unwatch' : 'tickets.watch')
          ? isWatching
            ? 'tickets.watch'
            : 'tickets.unwatch'
          : name,
      ),
    }),
    said: t(isWatching ? 'tickets.did.unwatch' : 'tickets.did.watch'),
    undo: { verb: isWatching ? ('watch' as const) : ('unwatch' as const), body: {} as never },
  }
}
