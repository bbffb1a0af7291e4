import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useNow } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { DataTable } from '../../../../web/kit/table/DataTable.tsx'
import type { Column } from '../../../../web/kit/table/types.ts'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import type { ArticleRow } from '../answers/library.ts'
import { useSettled } from '../answers.ts'
import { MarkedText } from '../MarkedText.tsx'
import { type KnowledgeT, useKnowledgeT } from '../useKnowledgeT.ts'
import { articlesQuery, type Filter, isOverdue, readFilter, type State } from './articles.ts'
import styles from './desk.module.css'
import { FilterBar } from './FilterBar.tsx'
import { findArticles } from './find.ts'
import { AudienceBadge, StateBadge } from './look.tsx'

/** The whole library for those who write it. Filter and words stand in the address. */
export function Page() {
  const t = useKnowledgeT()
  const router = useRouter()
  const navigate = useNavigate()
  const may = useMay()
  const filter = readFilter(useSearch({ strict: false }) as Record<string, unknown>)
  const [words, setWords] = useState(filter.q ?? '')
  const q = useSettled(words.trim())
  const change = (part: Filter) =>
    navigate({ to: '.', search: clean({ ...filter, ...(q ? { q } : {}), ...part }) })
  useEffect(() => {
    void navigate({ to: '.', search: (before: Filter) => clean({ ...before, q }), replace: true })
  }, [q, navigate])
  return (
    <div className={styles.list}>
      <PageHeader
        title={t('knowledge.desk.title')}
        actions={
          <>
            {may('knowledge.coach') && (
              <Button variant="default" onClick={() => router.history.push('/desk/knowledge/writers')}>
                {t('knowledge.writers.title')}
              </Button>
            )}
            {may('knowledge.write') && (
              <AppLink href="/desk/knowledge/exchange">{t('knowledge.desk.exchange')}</AppLink>
            )}
            {may('knowledge.write') && (
              <Button onClick={() => router.history.push('/desk/knowledge/new')}>
                {t('knowledge.desk.new')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar words={words} onWords={setWords} filter={filter} onFilter={change} isSearching={q !== ''} />
      {q === '' ? <Articles filter={{ ...filter, q: undefined }} /> : <Found q={q} state={filter.state} />}
    </div>
  )
}

function clean(filter: Filter): Filter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && value !== false),
  )
}

function Articles({ filter }: { filter: Filter }) {
  const t = useKnowledgeT()
  const now = useNow()
  const list = useInfiniteQuery(articlesQuery(filter))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className={styles.table}>
      <DataTable
        id="knowledge"
        label={t('knowledge.desk.title')}
        columns={columnsOf(t, now)}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.title}
        rowHref={(row) => `/desk/knowledge/${row.id}`}
        {...(list.data && !list.hasNextPage ? { rows_total: rows.length } : {})}
        isLoading={list.isPending}
        hasMore={list.hasNextPage}
        loadMore={() => void list.fetchNextPage()}
        empty={<EmptyState title={t('knowledge.desk.empty')}>{t('knowledge.desk.emptyBody')}</EmptyState>}
        error={list.isError && <ErrorState problem={list.error} onRetry={() => list.refetch()} />}
      />
    </div>
  )
}

function columnsOf(t: KnowledgeT, now: number): Column<ArticleRow>[] {
  return [
    {
      key: 'title',
      header: t('knowledge.field.title'),
      isMain: true,
      width: 'minmax(14rem, 4fr)',
      render: (row) => (
        <>
          <Shown text={row.title} />
          {row.has_unpublished_changes && (
            <span className={styles.changes}> · {t('knowledge.desk.changes')}</span>
          )}
        </>
      ),
    },
    {
      key: 'state',
      header: t('knowledge.field.state'),
      width: '8.5rem',
      narrow: 'show',
      render: (row) => <StateBadge state={row.state} />,
    },
    {
      key: 'audience',
      header: t('knowledge.field.audience'),
      width: '9rem',
      narrow: 'show',
      render: (row) => <AudienceBadge audience={row.audience} />,
    },
    ...besideColumns(t, now),
  ]
}

/** What stands beside the text; the reader may hide it. */
function besideColumns(t: KnowledgeT, now: number): Column<ArticleRow>[] {
  return [
    {
      key: 'topic',
      header: t('knowledge.field.topic'),
      canHide: true,
      width: 'minmax(6rem, 1fr)',
      render: (row) => row.topic,
    },
    {
      key: 'application',
      header: t('knowledge.field.application'),
      canHide: true,
      isHiddenAtFirst: true,
      width: 'minmax(6rem, 1fr)',
      render: (row) => row.application,
    },
    {
      key: 'owner',
      header: t('knowledge.field.owner'),
      canHide: true,
      width: 'minmax(7rem, 1fr)',
      render: (row) => row.owner?.name,
    },
    {
      key: 'review',
      header: t('knowledge.field.review'),
      canHide: true,
      width: '12rem',
      render: (row) =>
        row.review_at && (
          <span className={isOverdue(row, now) ? styles.overdue : undefined}>
            <Time at={row.review_at} as="date" />
            {isOverdue(row, now) && ` · ${t('knowledge.field.overdue')}`}
          </span>
        ),
    },
    {
      key: 'updated',
      header: t('knowledge.field.updated'),
      canHide: true,
      isHiddenAtFirst: true,
      width: '8rem',
      align: 'end',
      render: (row) => <Time at={row.updated_at} />,
    },
  ]
}

function Found({ q, state }: { q: string; state: State | undefined }) {
  const t = useKnowledgeT()
  const found = useQuery({
    queryKey: ['articles', 'found', q, state],
    queryFn: () => findArticles(q, state),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <ListSkeleton rows={6} />
  if (found.isError) return <ErrorState problem={found.error} onRetry={() => found.refetch()} />
  return (
    <section className={styles.found}>
      <p role="status" className={styles.quiet}>
        {t('knowledge.answers.found', { count: found.data.length })}
      </p>
      <ul aria-label={t('knowledge.answers.foundTitle')}>
        {found.data.map((row) => (
          <li key={row.id}>
            <AppLink href={`/desk/knowledge/${row.id}`} className={styles.hit}>
              <span className={styles.hitHead}>
                <span className={styles.hitTitle}>
                  <MarkedText marked={row.title} />
                </span>
                <StateBadge state={row.state} />
              </span>
              <span className={styles.quiet}>
                <MarkedText marked={row.snippet} />
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
