import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { useMe } from '../../../web/shell/session.ts'
import styles from './approvals.module.css'
import { type Row, usePlace } from './data.ts'
import { StateBadge } from './look.tsx'
import { useApprovalsT } from './useApprovalsT.ts'

/** Approvals as large lines that lead to their page. */
export function RowList({ rows, label }: { rows: readonly Row[]; label: string }) {
  const t = useApprovalsT()
  const me = useMe()
  const { base } = usePlace()
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <AppLink href={`${base}/${row.id}`} className={styles.card}>
            <span className={styles.words}>
              <span className={styles.name}>
                #{row.number} {row.title}
              </span>
              <span className={styles.small}>
                {row.requester && t('approvals.from', { name: row.requester })}
                {row.approver.id !== me.person_id &&
                  ` · ${t('approvals.forPerson', { name: row.approver.name })}`}{' '}
                · <Time at={row.decided_at ?? row.began_at} />
                {row.is_reminded && row.decided_at === null && ` · ${t('approvals.reminded')}`}
              </span>
            </span>
            <StateBadge state={row.state} />
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
