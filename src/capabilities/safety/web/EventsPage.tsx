import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import {
  type EventFilter,
  eventStates,
  eventsPath,
  eventsQuery,
  hrefOf,
  type SafetyRow,
  useSafetyNews,
} from './data.ts'
import { Filters } from './Filters.tsx'
import { EventState, Harm, Risk } from './look.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

const filterStates = ['open', ...eventStates] as const

function useFilter(): EventFilter {
  const { state, words } = useSearch({ strict: false }) as Record<string, unknown>
  const known = filterStates.find((each) => each === state)
  const text = words === undefined || words === '' ? {} : { words: String(words).slice(0, 200) }
  return { ...(known ? { state: known } : {}), ...text }
}

/** What was reported, newest first; a new report appears by itself. */
export function Page() {
  const t = useSafetyT()
  const router = useRouter()
  const filter = useFilter()
  useSafetyNews()
  const found = useInfiniteQuery(eventsQuery(filter))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('safety.list.title')}
        note={t('safety.list.note')}
        actions={
          <Button variant="default" component={AppLink} href={`${eventsPath}/settings`}>
            {t('safety.list.settings')}
          </Button>
        }
      />
      <Filters
        key={filter.words ?? ''}
        state={filter.state ?? ''}
        words={filter.words ?? ''}
        states={[
          { value: '', label: t('safety.list.all') },
          { value: 'open', label: t('safety.list.open') },
          ...eventStates.map((value) => ({ value, label: t(`safety.state.${value}`) })),
        ]}
        onChange={(next) => router.history.push(hrefOf(eventsPath, next as EventFilter))}
      />
      {found.error ? (
        <ErrorState problem={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <Nothing isFiltered={Object.keys(filter).length > 0} />
      ) : (
        <ul className={styles.list} aria-label={t('safety.list.title')}>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('safety.list.more')}
        </Button>
      )}
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useSafetyT()
  return isFiltered ? (
    <EmptyState title={t('safety.list.none')}>{t('safety.list.noneBody')}</EmptyState>
  ) : (
    <EmptyState title={t('safety.list.empty')}>{t('safety.list.emptyBody')}</EmptyState>
  )
}

function Row({ row }: { row: SafetyRow }) {
  const t = useSafetyT()
  return (
    <li>
      <span className={styles.words}>
        <AppLink href={`${eventsPath}/${row.id}`}>{`${row.number} ${row.title}`}</AppLink>
        <span className={styles.small}>
          <Time at={row.reported_at} /> · {row.owner?.name ?? t('safety.list.nobody')} ·{' '}
          <Deadline row={row} />
        </span>
      </span>
      <span className={styles.badges}>
        <Harm outcome={row.outcome} />
        {row.level && <Risk {...row} />}
        <EventState {...row} />
      </span>
    </li>
  )
}

/** Until when the first assessment is due, or how it went. */
export function Deadline({ row }: { row: Pick<SafetyRow, 'assessed_at' | 'is_late' | 'due_at'> }) {
  const t = useSafetyT()
  if (row.assessed_at !== null) return t(row.is_late ? 'safety.list.wasLate' : 'safety.list.inTime')
  if (row.is_late) return <span className={styles.late}>{t('safety.list.late')}</span>
  return (
    <>
      {t('safety.list.dueBy')} <Time at={row.due_at} as="due" />
    </>
  )
}
