import { Button } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SplitPanes } from '../../../web/kit/SplitPanes.tsx'
import { useShortcut } from '../../../web/kit/shortcuts/useShortcut.ts'
import { DataTable } from '../../../web/kit/table/DataTable.tsx'
import { readColumnChoice, writeColumnChoice } from '../../../web/kit/table/useColumns.ts'
import { useTitle } from '../../../web/kit/useTitle.ts'
import { useShownTexts } from '../../../web/records/masks/Shown.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { builtInViews, filterCount, type QueueSearch, queueHref, readSearch } from './data/queue.ts'
import { BulkBar } from './queue/BulkBar.tsx'
import { searchOf, sortOf, useQueueColumns } from './queue/columns.tsx'
import { type Change, FilterBar } from './queue/FilterBar.tsx'
import { FilterChips } from './queue/FilterChips.tsx'
import styles from './queue/Queue.module.css'
import { useQueueRows } from './queue/useQueueRows.ts'
import { countsQuery, savedViewsQuery, ViewsPane } from './queue/ViewsPane.tsx'
import { TicketView } from './ticket/TicketView.tsx'
import { useTicketsT } from './useTicketsT.ts'

const rowKey = (row: { id: string }) => row.id

/** The queue: views at the left, the list in the middle, the open ticket at the right. */
export function Page() {
  const t = useTicketsT()
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const router = useRouter()
  const search = useMemo(() => readSearch(raw), [raw])
  const [isAtViews, setAtViews] = useState(false)
  const go = useCallback(
    (next: QueueSearch, isReplaced = false) =>
      router.history[isReplaced ? 'replace' : 'push'](queueHref(next)),
    [router],
  )
  const closeTicket = useCallback(() => {
    const { ticket: _ticket, ...rest } = search
    go(rest)
  }, [go, search])
  const name = useViewName(search)
  useTitle(name)
  useShortcut('Escape', t('tickets.keys.close'), () => leaveRecord(closeTicket), {
    scope: t('tickets.scope.queue'),
    isEnabled: search.ticket !== undefined,
  })
  const shown = search.ticket ? 'record' : isAtViews ? 'views' : 'list'
  return (
    <div className={styles.page}>
      <SplitPanes
        id="queue"
        title={name}
        shown={shown}
        onBack={shown === 'list' ? undefined : () => (search.ticket ? closeTicket() : setAtViews(false))}
        backLabel={t('tickets.queue.back')}
        panes={[
          {
            key: 'views',
            label: t('tickets.queue.views'),
            width: '172px',
            width_px_min: 140,
            width_px_max: 360,
            isQuiet: true,
            content: (
              // biome-ignore lint/a11y/noStaticElementInteractions: The links inside are chosen by key as well.
              // biome-ignore lint/a11y/useKeyWithClickEvents: A link's Enter arrives as a click.
              <div onClick={() => setAtViews(false)}>
                <ViewsPane search={search} />
              </div>
            ),
          },
          {
            key: 'list',
            label: t('tickets.queue.list'),
            width_px_min: 280,
            isTitled: true,
            content: <List search={search} go={go} name={name} onViews={() => setAtViews(true)} />,
          },
          ...(search.ticket
            ? [
                {
                  key: 'record',
                  label: t('tickets.queue.record'),
                  width: '50%',
                  width_px_min: 380,
                  content: <TicketView id={search.ticket} level={2} />,
                },
              ]
            : []),
        ]}
      />
    </div>
  )
}

/** From the composer the first Escape leads out of it, the second closes the ticket. */
function leaveRecord(close: () => void): void {
  const active = document.activeElement
  const record = active?.closest('[data-record-page]')
  const isTyping =
    active instanceof HTMLElement && (active.isContentEditable || active.matches('input, textarea, select'))
  if (isTyping && record) {
    record.querySelector<HTMLElement>('h1, h2')?.focus()
    return
  }
  close()
}

function useViewName(search: QueueSearch): string {
  const t = useTicketsT()
  const { data: saved } = useQuery(savedViewsQuery)
  const view = saved?.find((each) => each.id === search.saved)
  if (view) return view.name
  const shown = builtInViews.find((each) => each === search.view) ?? 'all'
  return t(`tickets.queue.view.${shown}`)
}

type ListProps = {
  search: QueueSearch
  go: (next: QueueSearch, isReplaced?: boolean) => void
  name: string
  onViews: () => void
}

function List({ search, go, name, onViews }: ListProps) {
  const t = useTicketsT()
  const may = useMay()
  const columns = useQueueColumns()
  // A saved view has its own columns; what is changed elsewhere is how this reader likes the queue.
  const choice = useMemo(
    () => ({ value: readColumnChoice(search.columns), isKept: search.saved === undefined }),
    [search.columns, search.saved],
  )
  const { query, rows, fresh_count, showFresh } = useQueueRows(search)
  const { data: counts } = useQuery(countsQuery)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const searchField = useRef<HTMLInputElement>(null)
  const change: Change = useCallback(
    (part, options) => {
      setSelected(new Set())
      go({ ...search, ...part }, options?.isTyping && Boolean(search.q))
    },
    [go, search],
  )
  useShortcut('/', t('tickets.keys.search'), () => searchField.current?.focus(), {
    scope: t('tickets.scope.queue'),
  })
  const isPlain = filterCount(search) === 0 && !search.q
  const total = isPlain && search.view && !search.saved ? counts?.[search.view] : undefined
  const chosen = rows.filter((row) => selected.has(row.id))
  const shown = useShownTexts(rows.map(({ title }) => title))
  const rowHref = useCallback((row: { id: string }) => queueHref({ ...search, ticket: row.id }), [search])
  return (
    <div className={styles.list}>
      <ListHead name={name} search={search} change={change} onViews={onViews} />
      <div className={styles.table}>
        <DataTable
          id="tickets.queue"
          label={t('tickets.queue.list')}
          columns={columns}
          columnChoice={choice}
          onColumnChoice={(next) => go({ ...search, columns: next ? writeColumnChoice(next) : '' }, true)}
          rows={rows}
          rowKey={rowKey}
          rowName={(row) => `#${row.number} ${shown(row.title)}`}
          rowHref={rowHref}
          {...(search.ticket ? { openKey: search.ticket } : {})}
          {...(total === undefined ? {} : { rows_total: total })}
          isLoading={query.isFetching}
          hasMore={query.hasNextPage}
          loadMore={() => void query.fetchNextPage()}
          sort={sortOf(search)}
          onSort={(sort) => go({ ...search, ...searchOf(sort) })}
          {...(may('tickets.bulk') ? { selected, onSelect: setSelected } : {})}
          selectionActions={<BulkBar rows={chosen} onDone={() => setSelected(new Set())} />}
          fresh_count={fresh_count}
          onShowFresh={showFresh}
          toolbar={<FilterBar search={search} change={change} searchField={searchField} />}
          empty={<Empty search={search} />}
          error={
            query.error && rows.length === 0 ? (
              <ErrorState problem={query.error} onRetry={() => void query.refetch()} />
            ) : undefined
          }
        />
      </div>
    </div>
  )
}

type ListHeadProps = { name: string; search: QueueSearch; change: Change; onViews: () => void }

function ListHead({ name, search, change, onViews }: ListHeadProps) {
  const t = useTicketsT()
  return (
    <div className={styles.head}>
      <h1 className={styles.heading}>{name}</h1>
      <Button
        className={styles.viewsButton}
        variant="default"
        size="compact-sm"
        leftSection={<IconListDetails size={15} aria-hidden />}
        onClick={onViews}
      >
        {t('tickets.queue.showViews')}
      </Button>
      <FilterChips search={search} change={change} />
    </div>
  )
}

function Empty({ search }: { search: QueueSearch }) {
  const t = useTicketsT()
  if (search.q)
    return (
      <EmptyState
        title={t('tickets.queue.emptyWords', { words: search.q })}
        action={
          search.view === 'all' && filterCount(search) === 0 ? undefined : (
            <AppLink href={queueHref({ view: 'all', q: search.q })}>{t('tickets.queue.searchAll')}</AppLink>
          )
        }
      >
        {t('tickets.queue.emptyWordsBody')}
      </EmptyState>
    )
  return search.view === 'mine' && filterCount(search) === 0 && !search.q ? (
    <EmptyState title={t('tickets.queue.emptyMine')}>{t('tickets.queue.emptyMineBody')}</EmptyState>
  ) : (
    <EmptyState title={t('tickets.queue.empty')}>{t('tickets.queue.emptyBody')}</EmptyState>
  )
}
