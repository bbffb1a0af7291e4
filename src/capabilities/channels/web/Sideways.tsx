import type { ReactNode } from 'react'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

/** A part that scrolls sideways by itself where the page is too narrow for it, by keyboard too. */
export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  const t = useChannelsT()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by the keyboard.
    <section className={styles.scroll} aria-label={t('channels.table', { name: label })} tabIndex={0}>
      {children}
    </section>
  )
}
