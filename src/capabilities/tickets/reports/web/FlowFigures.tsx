import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import styles from './flow.module.css'
import { behind, type Flow, type FlowSearch } from './flow.ts'
import { useReportsT } from './useReportsT.ts'

/** The period in five figures; those that count tickets lead to them. */
export function FlowFigures({ flow, search }: { flow: Flow; search: FlowSearch }) {
  const t = useReportsT()
  const format = useFormat()
  const undone = flow.backlog.reduce((sum, age) => sum + age.waiting + age.active + age.paused, 0)
  const difference = flow.came_in - flow.went_out
  const balance = difference > 0 ? 'balance' : difference < 0 ? 'balanceDown' : 'even'
  const time = (spread: Flow['response']) =>
    spread.median_s === null ? '–' : format.duration(spread.median_s)
  const within = (spread: Flow['response']) =>
    spread.p90_s === null
      ? t('reports.figure.none')
      : t('reports.figure.p90', { time: format.duration(spread.p90_s) })
  return (
    <dl className={styles.figures} aria-label={t('reports.figure.label')}>
      <Figure
        label={t('reports.figure.cameIn')}
        value={format.number(flow.came_in)}
        href={behind(search, { created_from: flow.from, created_to: flow.to })}
      />
      <Figure
        label={t('reports.figure.wentOut')}
        value={format.number(flow.went_out)}
        href={behind(search, { resolved_from: flow.from, resolved_to: flow.to })}
        note={t(`reports.figure.${balance}`, { count: Math.abs(difference) })}
      />
      <Figure
        label={t('reports.figure.undone')}
        value={format.number(undone)}
        href={behind(search, { view: 'open' })}
      />
      <Figure label={t('reports.figure.response')} value={time(flow.response)} note={within(flow.response)} />
      <Figure
        label={t('reports.figure.resolution')}
        value={time(flow.resolution)}
        note={within(flow.resolution)}
      />
    </dl>
  )
}

function Figure({
  label,
  value,
  note,
  href,
}: {
  label: string
  value: string
  note?: string
  href?: string
}) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd className={styles.value}>
        {href ? (
          <AppLink href={href} aria-label={`${label}: ${value}`}>
            {value}
          </AppLink>
        ) : (
          value
        )}
      </dd>
      {note && <dd className={styles.note}>{note}</dd>}
    </div>
  )
}
