import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { base, incidentsQuery, type Line, useIncidentNews } from './data.ts'
import styles from './incidents.module.css'
import { StateBadge } from './look.tsx'
import { useIncidentsT } from './useIncidentsT.ts'

/** Those that are open, or all. */
export function Page() {
  const t = useIncidentsT()
  const search = useSearch({ strict: false }) as { show?: unknown }
  const show = search.show === 'all' ? 'all' : 'open'
  useIncidentNews(['incidents'])
  const { data, error, refetch } = useQuery(incidentsQuery(show))
  return (
    <div className={styles.page}>
      <PageHeader title={t('incidents.list.title')} note={t('incidents.list.note')} />
      <nav aria-label={t('incidents.list.which')} className={styles.row}>
        {(['open', 'all'] as const).map((each) => (
          <AppLink
            key={each}
            href={each === 'open' ? base : `${base}?show=all`}
            className={styles.tab}
            aria-current={each === show ? 'page' : undefined}
          >
            {t(`incidents.list.${each}`)}
          </AppLink>
        ))}
      </nav>
      {error && !data && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton rows={3} />}
      {data?.rows.length === 0 && (
        <EmptyState title={t('incidents.list.empty')}>{t('incidents.list.emptyBody')}</EmptyState>
      )}
      <ul className={styles.cards}>
        {data?.rows.map((line) => (
          <li key={line.id}>
            <Item line={line} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Item({ line }: { line: Line }) {
  const t = useIncidentsT()
  return (
    <article className={styles.card}>
      <div className={styles.row}>
        <StateBadge state={line.state} />
        <AppLink href={`${base}/${line.id}`} className={styles.title}>
          <Shown text={`#${line.number} ${line.title}`} />
        </AppLink>
      </div>
      <p className={styles.small}>
        {t('incidents.list.began')} <Time at={line.began_at} />
        {' · '}
        {t('incidents.list.reports', { count: line.tickets })}
        {line.commander && ` · ${t('incidents.list.commander', { name: line.commander })}`}
        {line.applications.length > 0 && ` · ${line.applications.join(', ')}`}
        {line.state === 'working' && line.next_update_at && (
          <>
            {' · '}
            {t('incidents.public.nextAt')} <Time at={line.next_update_at} as="due" />
          </>
        )}
      </p>
    </article>
  )
}
