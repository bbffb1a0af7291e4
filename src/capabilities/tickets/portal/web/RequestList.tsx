import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import styles from './portal.module.css'
import { promiseSentence, stateLook, stateSentence } from './request-words.ts'
import { type RequestRow, useUnread } from './requests.ts'
import { usePortalT } from './usePortalT.ts'

/** Requests as cards: what it is, how it stands in one line, and until when. */
export function RequestList({ rows, label }: { rows: readonly RequestRow[]; label: string }) {
  const unread = useUnread()
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <RequestCard row={row} isUnread={unread.has(row.id)} />
        </li>
      ))}
    </ul>
  )
}

function RequestCard({ row, isUnread }: { row: RequestRow; isUnread: boolean }) {
  const t = usePortalT()
  const format = useFormat()
  const now = useNow()
  const { icon: Icon, tone } = stateLook(row)
  const promise = promiseSentence(t, row, format, now)
  return (
    <AppLink href={`/requests/${row.id}`} className={styles.card} data-unread={isUnread}>
      <span className={styles.cardIcon} data-tone={tone}>
        <Icon size={22} stroke={1.8} aria-hidden />
      </span>
      <span className={styles.cardWords}>
        <span className={styles.cardTitle}>
          <Shown text={row.title} />
          {isUnread && <span className={styles.newMark}>{t('portal.list.new')}</span>}
        </span>
        <span className={styles.cardState}>{stateSentence(t, row, format, now)}</span>
        <span className={styles.cardFacts}>{promise ?? <Time at={row.updated_at} />}</span>
      </span>
    </AppLink>
  )
}
