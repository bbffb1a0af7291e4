import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { structureQuery } from '../../../core/people/web/data.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { type Calendar, calendarsQuery } from './data.ts'
import styles from './escalation.module.css'
import { calendarsPath } from './paths.ts'
import { useEscalationT } from './useEscalationT.ts'

/** The calendars, and who works by each of them. */
export function Page() {
  const t = useEscalationT()
  const { data, error, refetch } = useQuery(calendarsQuery)
  const rows = data?.rows.filter(({ archived_at }) => archived_at === null)
  const add = (
    <Button component={AppLink} href={`${calendarsPath}/new`}>
      {t('escalation.calendar.add')}
    </Button>
  )
  return (
    <div className={styles.page}>
      <PageHeader title={t('escalation.calendar.title')} note={t('escalation.calendar.note')} actions={add} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('escalation.calendar.empty')}>{t('escalation.calendar.emptyBody')}</EmptyState>
      ) : (
        <ul className={styles.list}>
          {rows.map((calendar) => (
            <li key={calendar.id}>
              <AppLink href={`${calendarsPath}/${calendar.id}`}>{calendar.name}</AppLink>
              <Uses calendar={calendar} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Uses({ calendar }: { calendar: Calendar }) {
  const t = useEscalationT()
  const { data } = useQuery(structureQuery())
  const names = [...(data?.teams ?? []), ...(data?.sites ?? [])]
    .filter(({ id }) => calendar.team_ids.includes(id) || calendar.site_ids.includes(id))
    .map(({ name }) => name)
  return (
    <span className={styles.small}>
      {[
        calendar.rules.time_zone,
        ...(calendar.is_default ? [t('escalation.calendar.isDefault')] : []),
        ...names,
        ...(calendar.rules.holidays.length > 0
          ? [t('escalation.calendar.holidayCount', { count: calendar.rules.holidays.length })]
          : []),
      ].join(' · ')}
    </span>
  )
}
