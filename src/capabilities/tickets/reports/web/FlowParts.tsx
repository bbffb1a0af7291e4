import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { BarChart } from '../../../../web/kit/charts/BarChart.tsx'
import { HeatMap } from '../../../../web/kit/charts/HeatMap.tsx'
import styles from './flow.module.css'
import { behind, type Flow, type FlowSearch } from './flow.ts'
import { useReportsT } from './useReportsT.ts'

type PartsProps = {
  kind: 'subjects' | 'places' | 'teams'
  parts: Flow['subjects']
  hrefOf: (id: string) => string
}

/** The largest parts as bars. What has none, and what is too small to be shown, is told in a line below. */
export function Parts({ kind, parts, hrefOf }: PartsProps) {
  const t = useReportsT()
  const router = useRouter()
  const data = parts.rows.flatMap(({ id, name, count }) =>
    id ? [{ key: id, label: name ?? '–', value: count }] : [],
  )
  const without = parts.rows.find(({ id }) => id === null)?.count ?? 0
  const first = data[0]
  const title = t(`reports.chart.${kind}`)
  const rest = [
    ...(parts.others > 0 ? [t('reports.chart.others', { count: parts.others })] : []),
    ...(without > 0 ? [t('reports.chart.without', { count: without })] : []),
  ].join(' · ')
  if (!first)
    return (
      <figure className={styles.empty}>
        <figcaption>{title}</figcaption>
        <p>{rest || t('reports.chart.empty')}</p>
      </figure>
    )
  return (
    <div>
      <BarChart
        title={title}
        summary={t('reports.chart.partsSummary', { name: first.label, count: first.value })}
        data={data}
        direction="horizontal"
        onSelect={(id) => router.history.push(hrefOf(id))}
      />
      {rest && <p className={styles.rest}>{rest}</p>}
    </div>
  )
}

const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000
const hours = Array.from({ length: 24 }, (_, hour) => String(hour))

/** When it comes in; each hour of the week leads to its tickets. */
export function HourMap({ flow, search }: { flow: Flow; search: FlowSearch }) {
  const t = useReportsT()
  const router = useRouter()
  const { locale } = useFormat()
  const name = (weekday: 'short' | 'long') => {
    const names = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
    return (day: number) => names.format(MONDAY + day * DAY_MS)
  }
  const highest = Math.max(...flow.hours.flat())
  const day = flow.hours.findIndex((row) => row.includes(highest))
  return (
    <HeatMap
      title={t('reports.chart.hours')}
      summary={
        highest > 0
          ? t('reports.chart.hoursSummary', {
              day: name('long')(day),
              hour: flow.hours[day]?.indexOf(highest) ?? 0,
              count: highest,
            })
          : t('reports.chart.empty')
      }
      rows={flow.hours.map((_, index) => name('short')(index))}
      columns={hours}
      values={flow.hours}
      onSelect={(day, hour) =>
        router.history.push(
          behind(search, {
            created_from: flow.from,
            created_to: flow.to,
            created_weekday: day + 1,
            created_hour: hour,
          }),
        )
      }
    />
  )
}
