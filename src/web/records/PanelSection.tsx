import { createContext, type ReactNode, useContext } from 'react'
import styles from './PanelSection.module.css'

const LevelContext = createContext<1 | 2>(2)
/** Says on which level the record's title stands, so that the headings below it follow. */
export const TitleLevel = LevelContext.Provider

/** A titled part of a record's side panel. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  const Heading = useContext(LevelContext) === 1 ? 'h2' : 'h3'
  return (
    <section className={styles.section}>
      <Heading className={styles.heading}>{title}</Heading>
      {children}
    </section>
  )
}
