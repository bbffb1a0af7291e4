import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTitle } from '../kit/useTitle.ts'
import { TitleLevel } from './PanelSection.tsx'
import styles from './RecordPage.module.css'
import { useRecordsT } from './useRecordsT.ts'

type RecordPageProps = {
  title: string
  /** The browser's tab; left out where the record stands beside a list that names the tab. */
  tabTitle?: string
  /** A line above the title: number, kind, a way out. */
  above: ReactNode
  /** State, priority and the like, under the title. */
  facts: ReactNode
  moves: ReactNode
  /** What needs a look before anything else, such as a conflict. */
  notice?: ReactNode
  stream: ReactNode
  composer?: ReactNode
  side: ReactNode
  sideLabel: string
  /** A line of the side panel, for where there is no room for it beside the stream. */
  sideSummary: ReactNode
  /** A record on a page of its own has the page's h1; beside a list it has an h2. */
  level: 1 | 2
  /** Moves the focus to the title when the record is opened by hand. */
  takesFocus?: boolean
}

/**
 * The skeleton of every kind of record: title and moves at the top, the stream with the composer below it, the
 * side panel to the right. Where there is no room, the panel is a line above the stream that opens. It fills
 * the height that it is given.
 */
export function RecordPage(props: RecordPageProps) {
  useTitle(props.tabTitle)
  const heading = useRef<HTMLHeadingElement>(null)
  const { takesFocus } = props
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const Heading = props.level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.frame}>
      <article className={styles.record} data-record-page>
        <header className={styles.header}>
          <div className={styles.above}>{props.above}</div>
          <Heading ref={heading} tabIndex={-1} className={styles.title}>
            {props.title}
          </Heading>
          <div className={styles.facts}>{props.facts}</div>
          <div className={styles.moves}>{props.moves}</div>
          {props.notice}
        </header>
        <div className={styles.columns}>
          <div className={styles.main}>
            {props.stream}
            {props.composer && <div className={styles.composer}>{props.composer}</div>}
          </div>
          <Side label={props.sideLabel} summary={props.sideSummary}>
            <TitleLevel value={props.level}>{props.side}</TitleLevel>
          </Side>
        </div>
      </article>
    </div>
  )
}

function Side({ label, summary, children }: { label: string; summary: ReactNode; children: ReactNode }) {
  const t = useRecordsT()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <aside className={styles.side} aria-label={label} data-open={isOpen}>
      <div className={styles.summary}>
        <div className={styles.summaryWords}>{summary}</div>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {t('records.details')}
          <IconChevronDown size={15} aria-hidden />
        </button>
      </div>
      <div id={id} className={styles.panel}>
        {children}
      </div>
    </aside>
  )
}
