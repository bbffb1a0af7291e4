import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { type PublicIncident, statusQuery, useIncidentNews } from '../data.ts'
import { useIncidentsT } from '../useIncidentsT.ts'
import { FollowButton } from './FollowButton.tsx'
import styles from './status.module.css'

/** What is known to be wrong, before somebody files it again; nothing while all is well. */
export function Banner() {
  const t = useIncidentsT()
  useIncidentNews(['status'])
  const { data } = useQuery(statusQuery)
  const incidents = data?.now ?? []
  return (
    <div aria-live="polite">
      {incidents.length > 0 && (
        <section className={styles.banner} aria-label={t('incidents.banner.label')}>
          {incidents.map((incident) => (
            <Known key={incident.id} incident={incident} />
          ))}
        </section>
      )}
    </div>
  )
}

function Known({ incident }: { incident: PublicIncident }) {
  const t = useIncidentsT()
  const [latest] = incident.updates
  const [own] = incident.own_tickets
  return (
    <div className={styles.known}>
      <IconAlertTriangle size={24} stroke={1.8} aria-hidden className={styles.sign} />
      <div className={styles.words}>
        <p className={styles.bannerTitle}>{t('incidents.banner.weKnow', { title: incident.title })}</p>
        {latest && <p className={styles.latest}>{latest.body}</p>}
        <p className={styles.small}>
          {incident.next_update_at && (
            <>
              {t('incidents.public.nextAt')} <Time at={incident.next_update_at} as="due" />
              {' · '}
            </>
          )}
          <AppLink href="/status">{t('incidents.banner.more')}</AppLink>
        </p>
      </div>
      {own ? (
        <AppLink className={styles.own} href={`/requests/${own.id}`}>
          {t('incidents.banner.own', { number: own.number })}
        </AppLink>
      ) : (
        <FollowButton incident={incident} />
      )}
    </div>
  )
}
