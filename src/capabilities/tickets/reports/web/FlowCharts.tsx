import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { LineChart, StackedBars } from '../../../../web/kit/charts/SeriesChart.tsx'
import styles from './flow.module.css'
import { behind, type Flow, type FlowSearch } from './flow.ts'
import { useReportsT } from './useReportsT.ts'

type FlowProps = { flow: Flow; search: FlowSearch }

/** A day of the calendar in a few letters; it belongs to no time zone. */
function useDayLabel(): (day: string) => string {
  const { locale } = useFormat()
  const names = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return (day) => names.format(new Date(day))
}

export function InAndOut({ flow, search }: FlowProps) {
  const t = useReportsT()
  const router = useRouter()
  const label = useDayLabel()
  const open = (key: string, index: number) => {
    const step = flow.steps[index]
    if (!step) return
    const filter =
      key === 'in'
        ? { created_from: step.from, created_to: step.to }
        : { resolved_from: step.from, resolved_to: step.to }
    router.history.push(behind(search, filter))
  }
  return (
    <LineChart
      title={t('reports.chart.inOut', { by: t(`reports.chart.${flow.by}`) })}
      summary={t('reports.chart.inOutSummary', { in: flow.came_in, out: flow.went_out })}
      labels={flow.steps.map((step) => label(step.day))}
      series={[
        {
          key: 'in',
          label: t('reports.figure.cameIn'),
          values: flow.steps.map((step) => step.came_in),
        },
        {
          key: 'out',
          label: t('reports.figure.wentOut'),
          values: flow.steps.map((step) => step.went_out),
        },
      ]}
      onSelect={open}
    />
  )
}

const states = ['waiting', 'active', 'paused'] as const

export function Backlog({ flow, search }: FlowProps) {
  const t = useReportsT()
  const router = useRouter()
  const total = (ages: Flow['backlog']) =>
    ages.reduce((sum, age) => sum + age.waiting + age.active + age.paused, 0)
  const open = (key: string, index: number) => {
    const age = flow.backlog[index]
    const state = states.find((each) => each === key)
    if (!age || !state) return
    router.history.push(
      behind(search, {
        view: 'open',
        category: [state],
        ...(age.created_from ? { created_from: age.created_from } : {}),
        ...(age.created_to ? { created_to: age.created_to } : {}),
      }),
    )
  }
  return (
    <StackedBars
      title={t('reports.chart.backlog')}
      summary={t('reports.chart.backlogSummary', {
        count: total(flow.backlog),
        old: total(flow.backlog.filter(({ age }) => age === 'quarter' || age === 'older')),
      })}
      labels={flow.backlog.map(({ age }) => t(`reports.age.${age}`))}
      series={states.map((state) => ({
        key: state,
        label: t(`reports.state.${state}`),
        values: flow.backlog.map((age) => age[state]),
      }))}
      onSelect={open}
    />
  )
}

/** Median and 90th percentile; steps in which nothing was measured are left out, since 0 would be a lie. */
export function Times({ flow, search, kind }: FlowProps & { kind: 'response' | 'resolution' }) {
  const t = useReportsT()
  const router = useRouter()
  const format = useFormat()
  const label = useDayLabel()
  const measured = flow.steps.filter((step) => step[kind].count > 0)
  const all = flow[kind]
  // Ticks fall on whole hours or days, where seconds would give "11 hr 7 min".
  const longest_s = Math.max(0, ...measured.map((step) => step[kind].p90_s ?? 0))
  const unit_s = longest_s > 3 * 86_400 ? 86_400 : longest_s > 7_200 ? 3_600 : 60
  const inUnits = (seconds: number | null) => (seconds ?? 0) / unit_s
  if (measured.length === 0)
    return (
      <figure className={styles.empty}>
        <figcaption>{t(`reports.chart.${kind}`)}</figcaption>
        <p>{t('reports.chart.empty')}</p>
      </figure>
    )
  return (
    <LineChart
      title={t(`reports.chart.${kind}`)}
      summary={t(`reports.chart.${kind}Summary`, {
        count: all.count,
        median: format.duration(all.median_s ?? 0),
        p90: format.duration(all.p90_s ?? 0),
      })}
      labels={measured.map((step) => label(step.day))}
      format={(value) => format.duration(value * unit_s)}
      series={[
        {
          key: 'median',
          label: t('reports.chart.median'),
          values: measured.map((step) => inUnits(step[kind].median_s)),
        },
        {
          key: 'p90',
          label: t('reports.chart.p90'),
          values: measured.map((step) => inUnits(step[kind].p90_s)),
        },
      ]}
      onSelect={(_key, index) => {
        const step = measured[index]
        if (!step) return
        const filter =
          kind === 'response'
            ? { created_from: step.from, created_to: step.to }
            : { resolved_from: step.from, resolved_to: step.to }
        router.history.push(behind(search, filter))
      }}
    />
  )
}
