import { Time } from '../../../../web/i18n/Time.tsx'
import { useNow } from '../../../../web/i18n/useFormat.tsx'
import type { Incident } from '../data.ts'
import styles from '../incidents.module.css'
import { useIncidentsT } from '../useIncidentsT.ts'

/** When staff were promised the next word, and whether that time is over. */
export function NextUpdate({ incident }: { incident: Incident }) {
  const t = useIncidentsT()
  const now = useNow()
  const due = incident.next_update_at
  const isLate = due !== null && Date.parse(due) <= new Date(now).getTime()
  return (
    <section className={styles.card} aria-labelledby="next-update">
      <h2 id="next-update">{t('incidents.next.title')}</h2>
      {due === null && <p className={styles.small}>{t('incidents.next.none')}</p>}
      {due !== null && (
        <p className={isLate ? styles.late : styles.due} role="status">
          {isLate ? t('incidents.next.late') : t('incidents.next.due')} <Time at={due} as="due" />
        </p>
      )}
    </section>
  )
}
