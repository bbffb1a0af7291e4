import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { glassQuery, reviewPath } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

const rows_max = 5

/** On the first page of officers: the broken glass that waits for their verdict; nothing while none does. */
export function TodayBlock() {
  const t = useRestrictionT()
  const { data } = useQuery({ ...glassQuery('open'), enabled: useMay()('security.work') })
  const rows = data?.rows.filter(({ may_review }) => may_review) ?? []
  if (rows.length === 0) return null
  return (
    <section className={styles.today} aria-labelledby="glass-today">
      <h2 id="glass-today">{t('restriction.today.title')}</h2>
      <ul className={styles.plain}>
        {rows.slice(0, rows_max).map((glass) => (
          <li key={glass.id} className={styles.grant}>
            <span>
              {t('restriction.review.broke', { name: glass.person.name, number: glass.number })}{' '}
              <span className={styles.dim}>
                <Time at={glass.broken_at} />
              </span>
            </span>
            {glass.is_late && <StatusBadge tone="danger" label={t('restriction.review.late')} />}
          </li>
        ))}
      </ul>
      <AppLink href={reviewPath}>{t('restriction.today.all')}</AppLink>
    </section>
  )
}
