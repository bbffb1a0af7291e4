import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import styles from './portal.module.css'
import { RequestList } from './RequestList.tsx'
import { type Filter, requestsQuery, useFreshLists } from './requests.ts'
import { usePortalT } from './usePortalT.ts'

const filters = ['open', 'done', 'shared'] as const satisfies readonly Filter[]

/** All of one's own requests, open or done, and those of others that one follows. */
export function Page() {
  const t = usePortalT()
  const router = useRouter()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { show?: string }
  const filter = filters.find((each) => each === search.show) ?? 'open'
  const list = useInfiniteQuery(requestsQuery(filter))
  useFreshLists()
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const ask = <Button onClick={() => router.history.push('/requests/new')}>{t('portal.list.ask')}</Button>
  return (
    <div className={styles.page}>
      <PageHeader title={t('portal.list.title')} actions={ask} />
      <SegmentedControl
        aria-label={t('portal.list.filter')}
        value={filter}
        data={filters.map((value) => ({ value, label: t(`portal.list.${value}`) }))}
        onChange={(value) =>
          navigate({ to: '.', search: value === 'open' ? {} : { show: value }, replace: true })
        }
      />
      {list.isPending && <ListSkeleton rows={5} />}
      {list.isError && <ErrorState problem={list.error} onRetry={() => list.refetch()} />}
      {list.data && rows.length === 0 && (
        <EmptyState title={t(`portal.list.none.${filter}`)}>{t(`portal.list.noneBody.${filter}`)}</EmptyState>
      )}
      {rows.length > 0 && <RequestList rows={rows} label={t(`portal.list.${filter}`)} />}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('portal.list.more')}
        </Button>
      )}
    </div>
  )
}
