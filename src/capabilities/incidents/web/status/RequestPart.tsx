import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ofTicketQuery, useIncidentNews } from '../data.ts'
import { PublicBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import styles from './status.module.css'

/** On a request that is part of a known trouble: how that stands. */
export function RequestPart({ id = '' }: { id?: string }) {
  const t = useIncidentsT()
  useIncidentNews(['record', id, 'incidents'])
  const { data } = useQuery(ofTicketQuery(id))
  const [incident] = data?.status ?? []
  if (!incident) return null
  return (
    <section className={styles.part} aria-label={t('incidents.request.label')}>
      <p className={styles.who}>
        <strong>{t('incidents.request.partOf', { title: incident.title })}</strong>
        <PublicBadge state={incident.state} />
      </p>
      <p className={styles.small}>
        {t('incidents.request.told')}{' '}
        {incident.next_update_at && (
          <>
            {t('incidents.public.nextAt')} <Time at={incident.next_update_at} as="due" />
            {'. '}
          </>
        )}
        <AppLink href="/status">{t('incidents.banner.more')}</AppLink>
      </p>
    </section>
  )
}
