import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { type PublicIncident, statusQuery, useIncidentNews } from '../data.ts'
import { PublicBadge } from '../look.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'
import { FollowButton } from './FollowButton.tsx'
import styles from './status.module.css'

/** How things stand, for all staff: what is wrong now, and what was wrong lately. */
export function Page() {
  const t = useIncidentsT()
  useIncidentNews(['status'])
  const { data, error, refetch } = useQuery(statusQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('incidents.status.title')} note={t('incidents.status.note')} />
      {error && !data && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton rows={3} />}
      {data && (
        <>
          <section aria-labelledby="now" className={styles.group}>
            <h2 id="now">{t('incidents.status.now')}</h2>
            {data.now.length === 0 && (
              <EmptyState title={t('incidents.status.well')}>{t('incidents.status.wellBody')}</EmptyState>
            )}
            {data.now.map((incident) => (
              <Card key={incident.id} incident={incident} isOpen />
            ))}
          </section>
          <section aria-labelledby="before" className={styles.group}>
            <h2 id="before">{t('incidents.status.before')}</h2>
            {data.before.length === 0 && <p className={styles.small}>{t('incidents.status.noneBefore')}</p>}
            {data.before.map((incident) => (
              <Card key={incident.id} incident={incident} isOpen={false} />
            ))}
          </section>
        </>
      )}
    </div>
  )
}

function Card({ incident, isOpen }: { incident: PublicIncident; isOpen: boolean }) {
  const t = useIncidentsT()
  const affected = [...incident.applications, ...incident.places]
  return (
    <article className={styles.card}>
      <div className={styles.cardHead}>
        <div className={styles.words}>
          <h3>
            <Shown text={incident.title} />
          </h3>
          <p className={styles.who}>
            <PublicBadge state={incident.state} />
            <span className={styles.small}>
              {t('incidents.public.since')} <Time at={incident.declared_at} as="dateTime" />
              {incident.resolved_at && (
                <>
                  {' · '}
                  {t('incidents.public.until')} <Time at={incident.resolved_at} as="dateTime" />
                </>
              )}
            </span>
          </p>
          {affected.length > 0 && (
            <p className={styles.small}>{t('incidents.public.affected', { what: affected.join(', ') })}</p>
          )}
          {incident.next_update_at && (
            <p className={styles.small}>
              {t('incidents.public.nextAt')} <Time at={incident.next_update_at} as="due" />
            </p>
          )}
        </div>
        {isOpen && <FollowButton incident={incident} />}
      </div>
      <Updates incident={incident} isOpen={isOpen} />
    </article>
  )
}

function Updates({ incident, isOpen }: { incident: PublicIncident; isOpen: boolean }) {
  const t = useIncidentsT()
  if (incident.updates.length === 0) return <p className={styles.small}>{t('incidents.public.noUpdates')}</p>
  const list = (
    <ol className={styles.updates}>
      {incident.updates.map((update) => (
        <li key={update.id}>
          <span className={styles.small}>
            <Time at={update.at} as="dateTime" />
            {update.state === 'resolved' && ` · ${t('incidents.public.over')}`}
          </span>
          <p className={styles.body}>{update.body}</p>
        </li>
      ))}
    </ol>
  )
  if (isOpen) return list
  return (
    <details>
      <summary>{t('incidents.public.history', { count: incident.updates.length })}</summary>
      {list}
    </details>
  )
}
