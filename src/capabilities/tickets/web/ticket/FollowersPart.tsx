import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './SidePanel.module.css'
import type { SideProps } from './SidePanel.tsx'
import { watchOptions } from './watch-options.ts'

/** Who follows the ticket: participants from outside, who may answer, and those who watch. */
export function FollowersPart({ ticket, run, onDialog }: SideProps) {
  const t = useTicketsT()
  const me = useMe()
  const participants = new Set(ticket.participant_ids)
  const mayRule = ticket.may.includes('tickets.note')
  const followers = [...new Set([...ticket.participant_ids, ...ticket.watcher_ids])]
    .map((id) => ({
      id,
      name: ticket.people.find((person) => person.id === id)?.name ?? t('tickets.somebody'),
      isParticipant: participants.has(id),
    }))
    .sort((a, b) => Number(b.isParticipant) - Number(a.isParticipant) || a.name.localeCompare(b.name))
  const remove = ({ id, name, isParticipant }: (typeof followers)[number]) =>
    void run(
      isParticipant ? 'remove-participant' : 'unwatch',
      { person_id: id },
      {
        atOnce: (shown) => ({
          ...shown,
          participant_ids: shown.participant_ids.filter((each) => each !== id),
          watcher_ids: shown.watcher_ids.filter((each) => each !== id),
        }),
        said: t('tickets.did.unfollow', { name }),
        undo: {
          verb: isParticipant ? 'add-participant' : 'watch',
          body: { person_id: id } as never,
        },
      },
    )
  return (
    <>
      {followers.length === 0 && <p className={styles.dim}>{t('tickets.side.noWatchers')}</p>}
      <ul className={styles.plain}>
        {followers.map((follower) => (
          <li key={follower.id} className={styles.pair}>
            <PersonChip
              name={follower.name}
              note={t(follower.isParticipant ? 'tickets.side.participant' : 'tickets.side.watcher')}
            />
            {mayRule && follower.id !== me.person_id && (
              <ActionIcon
                size="sm"
                aria-label={t('tickets.side.unfollow', { name: follower.name })}
                title={t('tickets.side.unfollow', { name: follower.name })}
                onClick={() => remove(follower)}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <div className={styles.tags}>
        {mayRule && (
          <Button size="compact-sm" variant="default" onClick={() => onDialog('follow')}>
            {t('tickets.side.addFollower')}
          </Button>
        )}
        {!participants.has(me.person_id) && <WatchButton ticket={ticket} run={run} />}
      </div>
    </>
  )
}

function WatchButton({ ticket, run }: Pick<SideProps, 'ticket' | 'run'>) {
  const t = useTicketsT()
  const me = useMe()
  const isWatching = ticket.watcher_ids.includes(me.person_id)
  if (!ticket.may.includes(isWatching ? 'tickets.unwatch' : 'tickets.watch')) return null
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-pressed={isWatching}
      aria-keyshortcuts="w"
      onClick={() => void run(isWatching ? 'unwatch' : 'watch', {}, watchOptions(ticket, me.person_id, t))}
    >
      {t(isWatching ? 'tickets.move.unwatch' : 'tickets.move.watch')}
    </Button>
  )
}
