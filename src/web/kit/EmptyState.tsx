import { IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './states.module.css'

type EmptyStateProps = {
  title: string
  /** One sentence that teaches the next step. */
  children?: ReactNode
  icon?: ReactNode
  /** A button or link for that step. */
  action?: ReactNode
}

/** What stands where nothing is yet. */
export function EmptyState({ title, children, icon, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      <div className={styles.icon} aria-hidden>
        {icon ?? <IconInbox size={24} stroke={1.6} />}
      </div>
      <p className={styles.title}>{title}</p>
      {children && <p className={styles.body}>{children}</p>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  )
}
