import { IconEye, IconPencil } from '@tabler/icons-react'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './TicketView.module.css'
import type { Other } from './usePresence.ts'

/** Who else is at this ticket now, so that two do not answer at once. */
export function Others({ others }: { others: readonly Other[] }) {
  const t = useTicketsT()
  return (
    <span role="status" className={styles.others}>
      {others.map((other) => {
        const Icon = other.isWriting ? IconPencil : IconEye
        return (
          <span key={other.person_id} className={styles.other} data-writing={other.isWriting}>
            <Icon size={14} aria-hidden />
            {t(other.isWriting ? 'tickets.presence.writes' : 'tickets.presence.looks', { name: other.name })}
          </span>
        )
      })}
    </span>
  )
}
