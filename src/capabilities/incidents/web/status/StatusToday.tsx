import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { base, statusQuery, useIncidentNews } from '../data.ts'
import { PublicBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import styles from './status.module.css'

/** On the desk's first page: what is broken now; nothing while all is well. */
export function StatusToday() {
  const t = useIncidentsT()
  const may = useMay()
  useIncidentNews(['status'])
  const { data } = useQuery(statusQuery)
  if (!data || data.now.length === 0) return null
  return (
    <section className={styles.today} aria-labelledby="broken-now">
      <h2 id="broken-now">{t('incidents.today')}</h2>
      <ul className={styles.plain}>
        {data.now.map((incident) => (
          <li key={incident.id} className={styles.who}>
            <PublicBadge state={incident.state} />
            <AppLink href={may('incidents.propose') ? `${base}/${incident.id}` : '/desk/status'}>
              <Shown text={`#${incident.number} ${incident.title}`} />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
