import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { proposalsQuery } from './asked.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const SHOWN_MAX = 10

/** On Today, for who may call P1: the tickets that wait for it. Nothing while there are none. */
export function ProposalsToday() {
  const t = usePriorityT()
  const mayCall = useMay()('tickets.call_p1')
  const { data } = useQuery({ ...proposalsQuery, enabled: mayCall, retry: false })
  const rows = data?.rows ?? []
  if (!mayCall || rows.length === 0) return null
  return (
    <section className={styles.today} aria-labelledby="proposed-p1">
      <h2 id="proposed-p1">{t('priority.today.title', { count: rows.length })}</h2>
      <ul className={styles.rated}>
        {rows.slice(0, SHOWN_MAX).map((row) => (
          <li key={row.id}>
            <AppLink href={`/desk/tickets/${row.id}`} className={styles.todayLink}>
              #{row.number} <Shown text={row.title} />
            </AppLink>
            <span className={styles.small}>
              {[row.by, row.team].filter(Boolean).join(', ')} {row.at && <Time at={row.at} />}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN_MAX && (
        <p className={styles.small}>{t('priority.today.more', { count: rows.length - SHOWN_MAX })}</p>
      )}
    </section>
  )
}
