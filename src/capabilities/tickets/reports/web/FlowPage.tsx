import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { overridesPath } from '../../priority/web/paths.ts'
import { Backlog, InAndOut, Times } from './FlowCharts.tsx'
import { FlowFigures } from './FlowFigures.tsx'
import { HourMap, Parts } from './FlowParts.tsx'
import styles from './flow.module.css'
import { behind, type Flow, type FlowSearch, flowHref, flowQuery, readFlowSearch } from './flow.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { TeamTable } from './TeamTable.tsx'
import { useReportsT } from './useReportsT.ts'

/** The lead's page: in, out, age, times, and where it comes from; each figure leads to its tickets. */
export function Page() {
  const t = useReportsT()
  const format = useFormat()
  const raw = useSearch({ strict: false }) as Record<string, unknown>
  const search = useMemo(() => readFlowSearch(raw), [raw])
  const router = useRouter()
  const go = (next: FlowSearch) => router.history.push(flowHref(next))
  const { data: flow, error, refetch, isPlaceholderData } = useQuery(flowQuery(search))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('reports.title')}
        actions={
          <Button component={AppLink} variant="default" href={overridesPath}>
            {t('reports.overrides')}
          </Button>
        }
        note={
          flow &&
          t('reports.note', {
            from: format.date(flow.from),
            to: format.date(Date.parse(flow.to) - 1),
            zone: flow.time_zone.replace('_', ' '),
          })
        }
      />
      <PeriodPicker search={search} flow={flow} onChange={go} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : flow ? (
        <div aria-busy={isPlaceholderData} className={styles.body} data-old={isPlaceholderData}>
          <Charts flow={flow} search={search} />
        </div>
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

function Charts({ flow, search }: { flow: Flow; search: FlowSearch }) {
  const t = useReportsT()
  const inPeriod = { created_from: flow.from, created_to: flow.to }
  return (
    <>
      <FlowFigures flow={flow} search={search} />
      <p className={styles.hint}>{t('reports.chart.hint')}</p>
      <div className={styles.charts}>
        <InAndOut flow={flow} search={search} />
        <Backlog flow={flow} search={search} />
        <Times flow={flow} search={search} kind="response" />
        <Times flow={flow} search={search} kind="resolution" />
        <Parts
          kind="subjects"
          parts={flow.subjects}
          hrefOf={(id) => behind(search, { ...inPeriod, subject: id })}
        />
        <Parts
          kind="places"
          parts={flow.places}
          hrefOf={(id) => behind(search, { ...inPeriod, place: [id] })}
        />
        <Parts kind="teams" parts={flow.teams} hrefOf={(id) => behind(search, { ...inPeriod, team: [id] })} />
        <HourMap flow={flow} search={search} />
      </div>
      <TeamTable />
    </>
  )
}
