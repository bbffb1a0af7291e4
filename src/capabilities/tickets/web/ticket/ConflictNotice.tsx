import { Button, Group } from '@mantine/core'
import { useTeams } from '../data/directory.ts'
import { namesIn, type Ticket } from '../data/ticket.ts'
import { useTicketsT } from '../useTicketsT.ts'
import { sentencesOf } from './sentences.ts'
import styles from './TicketView.module.css'
import type { Conflict } from './useAct.ts'
import { useSay } from './useSay.ts'

type ConflictNoticeProps = { ticket: Ticket; conflict: Conflict; onLeave: () => void }

/** What others did since the reader began, and the choice that only the reader can make. */
export function ConflictNotice({ ticket, conflict, onLeave }: ConflictNoticeProps) {
  const t = useTicketsT()
  const say = useSay()
  const teams = useTeams()
  const names = new Map([...teams.map((team) => [team.id, team.name] as const), ...namesIn(ticket)])
  const known = new Set(conflict.before.events.map((event) => event.id))
  const news = ticket.events.filter((event) => !known.has(event.id))
  const lines = news.flatMap((event) => sentencesOf(event, names).map(say))
  return (
    <div role="alert" className={styles.conflict}>
      <p>
        <strong>{t('tickets.conflict.title')}</strong> {conflict.detail}
      </p>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => void conflict.again()}>
          {t('tickets.conflict.again')}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onLeave}>
          {t('tickets.conflict.leave')}
        </Button>
      </Group>
    </div>
  )
}
