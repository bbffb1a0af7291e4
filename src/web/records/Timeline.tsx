import { IconEyeOff, IconMessage } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Time } from '../i18n/Time.tsx'
import { PersonChip } from '../kit/PersonChip.tsx'
import { Shown } from './masks/Shown.tsx'
import styles from './Timeline.module.css'
import { useRecordsT } from './useRecordsT.ts'

export type StreamMessage = {
  type: 'message'
  id: string
  at: string
  author: string
  authorNote?: string
  /** `theirs` came from outside, `ours` answers it, `internal` never leaves the department. */
  side: 'theirs' | 'ours' | 'internal'
  body: ReactNode
  /** Files, a mark of redaction, buttons. */
  below?: ReactNode
  tools?: ReactNode
}
export type StreamEvent = { type: 'event'; id: string; at: string; sentence: string; detail?: ReactNode }
export type StreamItem = StreamMessage | StreamEvent

export const streamFilters = ['all', 'messages', 'internal', 'events'] as const
export type StreamFilter = (typeof streamFilters)[number]

/** The items that a filter lets through; internal notes are messages too. */
export function filterStream(items: readonly StreamItem[], filter: StreamFilter): StreamItem[] {
  return items.filter((item) => {
    if (filter === 'all') return true
    if (filter === 'events') return item.type === 'event'
    return item.type === 'message' && (filter === 'messages' || item.side === 'internal')
  })
}

/** Messages and events as one stream, oldest first. */
export function Timeline({ items, label }: { items: readonly StreamItem[]; label: string }) {
  const t = useRecordsT()
  if (items.length === 0) return <p className={styles.none}>{t('records.stream.none')}</p>
  return (
    <ol className={styles.stream} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={item.type === 'event' ? styles.event : styles.item}>
          {item.type === 'event' ? <EventLine {...item} /> : <MessageCard {...item} />}
        </li>
      ))}
    </ol>
  )
}

function EventLine({ sentence, detail, at }: StreamEvent) {
  return (
    <>
      <span className={styles.dot} aria-hidden />
      <span className={styles.sentence}>
        <Shown text={sentence} /> <Time at={at} className={styles.time} />
        {detail && (
          <span className={styles.detail}>
            {typeof detail === 'string' ? <Shown text={detail} /> : detail}
          </span>
        )}
      </span>
    </>
  )
}

function MessageCard(message: StreamMessage) {
  const t = useRecordsT()
  const Icon = message.side === 'internal' ? IconEyeOff : IconMessage
  return (
    <section className={styles.card} data-side={message.side} data-message={message.id}>
      <header className={styles.cardHead}>
        <PersonChip name={message.author} note={message.authorNote} />
        <span className={styles.kind}>
          <Icon size={14} stroke={2} aria-hidden />
          {t(`records.stream.${message.side}`)}
        </span>
        <Time at={message.at} className={styles.time} />
        {message.tools && <span className={styles.tools}>{message.tools}</span>}
      </header>
      <div className={styles.body}>{message.body}</div>
      {message.below}
    </section>
  )
}
