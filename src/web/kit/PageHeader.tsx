import type { ReactNode } from 'react'
import styles from './PageHeader.module.css'
import { useTitle } from './useTitle.ts'

type PageHeaderProps = {
  /** The page's only h1, and its title in the browser's tab. */
  title: string
  /** A line above: a number, a way back. */
  above?: ReactNode
  /** A sentence below. */
  note?: ReactNode
  /** Buttons, the first being the usual next step. */
  actions?: ReactNode
}

export function PageHeader({ title, above, note, actions }: PageHeaderProps) {
  useTitle(title)
  return (
    <div className={styles.header}>
      <div className={styles.words}>
        {above && <div className={styles.above}>{above}</div>}
        <h1 className={styles.title}>{title}</h1>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
