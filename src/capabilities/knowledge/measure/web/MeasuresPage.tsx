import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { coachPath, type MeasureRow, measuresQuery, onlys, readFilter, sorts } from './data.ts'
import styles from './measures.module.css'
import { SuccessText } from './SuccessText.tsx'
import { useMeasuresT } from './useMeasuresT.ts'

const columns = [
  'article',
  'views',
  'deflections',
  'links',
  'success',
  'did_not_help',
  'age',
  'review',
  'owner',
] as const

/** Every article with what became of it, in the order and the choice that the address says. */
export function Page() {
  const t = useMeasuresT()
  const navigate = useNavigate()
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const filter = readFilter(raw)
  const list = useInfiniteQuery(measuresQuery(filter))
  const change = (part: Record<string, unknown>) => {
    const all = { ...raw, ...part }
    const search = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== '' && value !== false),
    )
    void navigate({ to: '.', search: search as never })
  }
  if (list.isError) return <ErrorState problem={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <PageSkeleton />
  const rows = list.data.pages.flatMap((page) => page.rows)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('articleMeasures.measures.title')}
        above={<AppLink href={coachPath}>{t('articleMeasures.coach.title')}</AppLink>}
        note={t('articleMeasures.measures.note', { days: list.data.pages[0]?.reopen_days ?? 7 })}
      />
      <div className={styles.row}>
        <NativeSelect
          label={t('articleMeasures.measures.sort')}
          value={filter.sort ?? 'views'}
          data={sorts.map((value) => ({ value, label: t(`articleMeasures.measures.${value}`) }))}
          onChange={(event) => change({ sort: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('articleMeasures.measures.only')}
          value={filter.only ?? ''}
          data={[
            { value: '', label: t('articleMeasures.measures.all') },
            ...onlys.map((value) => ({ value, label: t(`articleMeasures.measures.${value}`) })),
          ]}
          onChange={(event) => change({ only: event.currentTarget.value })}
        />
        <Checkbox
          label={t('articleMeasures.measures.least')}
          checked={filter.is_least_first ?? false}
          onChange={(event) => change({ least: event.currentTarget.checked })}
        />
      </div>
      {rows.length === 0 ? <p>{t('articleMeasures.measures.none')}</p> : <Table rows={rows} />}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('articleMeasures.measures.more')}
        </Button>
      )}
    </div>
  )
}

const DAY_S = 86_400

/** Whole days, and one on the first. */
function daysSince(at: string): number {
  return Math.max(1, Math.floor((Date.now() - Date.parse(at)) / (DAY_S * 1000)))
}

function Table({ rows }: { rows: readonly MeasureRow[] }) {
  const t = useMeasuresT()
  const format = useFormat()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('articleMeasures.measures.label')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {t(`articleMeasures.measures.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <AppLink href={`/desk/knowledge/${row.id}`}>{row.title}</AppLink>
                {row.stale.map((reason) => (
                  <span key={reason} className={styles.stale}>
                    {t(`articleMeasures.stale.${reason}`)}
                  </span>
                ))}
              </th>
              <td>{format.number(row.views_90_days)}</td>
              <td>{format.number(row.deflections)}</td>
              <td>{format.number(row.links)}</td>
              <td>
                <SuccessText success={row.success} />
              </td>
              <td>{format.number(row.did_not_help)}</td>
              <td>
                <time dateTime={row.created_at} title={format.date(row.created_at)}>
                  {format.duration(daysSince(row.created_at) * DAY_S)}
                </time>
              </td>
              <td>{row.review_at && <Time at={row.review_at} as="date" />}</td>
              <td>{row.owner?.name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
