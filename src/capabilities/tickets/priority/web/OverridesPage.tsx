import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import type { OverridesAnswer } from './data.ts'
import { overridesPath } from './paths.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const periods = ['7', '28', '90', '365'] as const
type Days = (typeof periods)[number]

function useOverrides(days: Days) {
  return useInfiniteQuery({
    queryKey: ['priority-overrides', days],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/reports/priority-overrides', {
          params: { query: { days: Number(days), ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

/** Where somebody decided otherwise than the answers: how often, and on which tickets. */
export function Page() {
  const t = usePriorityT()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { days?: unknown }
  const days = periods.find((each) => each === String(search.days)) ?? '28'
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOverrides(days)
  const first = data?.pages[0]
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('priority.report.title')}
        above={
          <AppLink href="/desk/flow" className={styles.link}>
            {t('priority.report.back')}
          </AppLink>
        }
        note={t('priority.report.note')}
      />
      <div className={styles.period}>
        <SelectField
          label={t('priority.report.period')}
          value={days}
          data={periods.map((value) => ({
            value,
            label: t('priority.report.days', { count: Number(value) }),
          }))}
          onChange={(event) => router.history.push(`${overridesPath}?days=${event.currentTarget.value}`)}
        />
      </div>
      {error && !data ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !first ? (
        <PageSkeleton />
      ) : first.count === 0 ? (
        <EmptyState title={t('priority.report.empty')}>{t('priority.report.emptyBody')}</EmptyState>
      ) : (
        <>
          <p>
            <strong>{t('priority.report.count', { count: first.count })}</strong>{' '}
            {t('priority.report.split', { raised: first.raised, lowered: first.lowered })}
          </p>
          <Rows rows={data.pages.flatMap((page) => page.rows)} />
          {hasNextPage && (
            <Button
              variant="default"
              mt="sm"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('priority.report.more')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Rows({ rows }: { rows: OverridesAnswer['rows'] }) {
  const t = usePriorityT()
  const format = useFormat()
  return (
    <div className={styles.scroll}>
      <table className={styles.report}>
        <thead>
          <tr>
            {(['ticket', 'from', 'to', 'by', 'at', 'ended'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`priority.report.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={styles.reportTicket}>
                <AppLink href={`/desk/tickets/${row.ticket_id}`}>
                  #{row.number} <Shown text={row.title} />
                </AppLink>
              </td>
              <td>{t(`priority.level.${row.answered}`)}</td>
              <td>{t(`priority.level.${row.priority}`)}</td>
              <td>{row.by}</td>
              <td>{format.dateTime(row.at)}</td>
              <td>{row.ended_at ? <Time at={row.ended_at} /> : t('priority.report.holds')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
