import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { LineChart } from '../../../../web/kit/charts/SeriesChart.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { type Compliance, complianceQuery, gapsQuery } from '../data.ts'
import { Table, Tabs, useDay } from '../parts.tsx'
import { compliancePath, gapsPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

type Department = Compliance['departments'][number]
type Month = Compliance['months'][number]

/** How much of what is asked is in place, by department, and how that went month by month. */
export function Page() {
  const t = useTrainingT()
  const { department: chosen } = useSearch({ strict: false }) as { department?: unknown }
  const filter: { department?: string } = typeof chosen === 'string' ? { department: chosen } : {}
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('training.compliance.title')}
        note={t('training.compliance.note')}
        actions={
          <Button
            component="a"
            variant="default"
            href={`/api/training/compliance/export.csv?${new URLSearchParams({ ...filter })}`}
            download
          >
            {t('training.compliance.export')}
          </Button>
        }
      />
      <Tabs here={compliancePath} />
      <Filter department={filter.department ?? ''} />
      <Counts filter={filter} />
    </div>
  )
}

function Filter({ department }: { department: string }) {
  const t = useTrainingT()
  const router = useRouter()
  const departments = useInfiniteQuery(gapsQuery({})).data?.pages[0]?.departments ?? []
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('training.column.department')}
        value={department}
        data={[
          { value: '', label: t('training.gaps.allDepartments') },
          ...departments.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          router.history.push(
            value ? `${compliancePath}?${new URLSearchParams({ department: value })}` : compliancePath,
          )
        }
      />
    </div>
  )
}

function Counts({ filter }: { filter: { department?: string } }) {
  const t = useTrainingT()
  const day = useDay()
  const { data, error, refetch } = useQuery(complianceQuery(filter))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={8} />
  if (data.counted_on === null)
    return (
      <EmptyState title={t('training.compliance.empty')}>{t('training.compliance.emptyBody')}</EmptyState>
    )
  return (
    <>
      {data.months.length > 1 && <Trend months={data.months} />}
      <h2 className={styles.heading}>{t('training.compliance.list')}</h2>
      <Departments rows={data.departments} last={data.months.at(-1)} />
      <p className={`${styles.small} ${styles.more}`}>
        {t('training.compliance.countedOn', { day: day(data.counted_on) })}
      </p>
    </>
  )
}

function Trend({ months }: { months: readonly Month[] }) {
  const t = useTrainingT()
  const { locale } = useFormat()
  const percent = usePercent()
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' })
  const shares = months.map(({ complete, people }) => complete / people)
  return (
    <LineChart
      title={t('training.compliance.trend')}
      summary={t('training.compliance.trendSummary', {
        from: percent(shares[0] ?? 0),
        to: percent(shares.at(-1) ?? 0),
        count: months.length,
      })}
      labels={months.map(({ day }) => month.format(new Date(`${day}T12:00:00Z`)))}
      series={[{ key: 'complete', label: t('training.compliance.series'), values: shares }]}
      format={percent}
      max={1}
    />
  )
}

function Departments({ rows, last }: { rows: readonly Department[]; last: Month | undefined }) {
  const t = useTrainingT()
  return (
    <Table
      label={t('training.compliance.list')}
      heads={[
        t('training.column.department'),
        t('training.compliance.people'),
        t('training.compliance.complete'),
        t('training.compliance.met'),
        t('training.compliance.change'),
      ]}
    >
      {rows.map((row) => (
        <tr key={row.department_id}>
          <th scope="row">
            {row.department_id ? (
              <AppLink
                className={styles.link}
                href={`${gapsPath}?${new URLSearchParams({ department: row.department_id })}`}
                aria-label={t('training.compliance.open', { name: row.department ?? '' })}
              >
                {row.department}
              </AppLink>
            ) : (
              t('training.compliance.none')
            )}
          </th>
          <Cells of={row} />
          <td>
            <Change of={row} />
          </td>
        </tr>
      ))}
      {last && rows.length > 1 && (
        <tr>
          <th scope="row">
            <strong>{t('training.compliance.all')}</strong>
          </th>
          <Cells of={last} />
          <td />
        </tr>
      )}
    </Table>
  )
}

function Cells({ of }: { of: Pick<Month, 'people' | 'complete' | 'asked' | 'met'> }) {
  const format = useFormat()
  return (
    <>
      <td>{format.number(of.people)}</td>
      <td>
        <Share n={of.complete} of={of.people} />
      </td>
      <td>
        <Share n={of.met} of={of.asked} />
      </td>
    </>
  )
}

function Share({ n, of }: { n: number; of: number }) {
  const t = useTrainingT()
  const format = useFormat()
  const percent = usePercent()
  return (
    <>
      {percent(n / of)}
      <div className={styles.small}>
        {t('training.compliance.ofMany', { n: format.number(n), of: format.number(of) })}
      </div>
    </>
  )
}

/** By how many points the share rose or fell. */
function Change({ of }: { of: Department }) {
  const t = useTrainingT()
  const { locale } = useFormat()
  if (!of.before) return <span className={styles.small}>{t('training.compliance.noBefore')}</span>
  const points = Math.round(100 * (of.complete / of.people - of.before.complete / of.before.people))
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(points)
  return (
    <span className={points < 0 ? styles.late : undefined}>
      {t('training.compliance.points', { points: signed })}
    </span>
  )
}

/** A share as whole percent; only all of them are 100, and only none are 0. */
function usePercent(): (share: number) => string {
  const format = useFormat()
  return (share) =>
    format.percent(share > 0.99 && share < 1 ? 0.99 : share > 0 && share < 0.01 ? 0.01 : share)
}
