import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import {
  type HazardFilter,
  type HazardRow,
  hazardStates,
  hazardsPath,
  hazardsQuery,
  hrefOf,
  settingQuery,
  useSafetyNews,
} from './data.ts'
import { Filters } from './Filters.tsx'
import { DescribeDialog } from './HazardDialogs.tsx'
import { HazardState, Risk } from './look.tsx'
import { RiskMatrix } from './RiskMatrix.tsx'
import styles from './safety.module.css'
import { useSafetyT } from './useSafetyT.ts'

function useFilter(): HazardFilter {
  const { state, words } = useSearch({ strict: false }) as Record<string, unknown>
  const known = (['current', ...hazardStates] as const).find((each) => each === state)
  const text = words === undefined || words === '' ? {} : { words: String(words).slice(0, 200) }
  return { ...(known ? { state: known } : {}), ...text }
}

/** The hazard log: the highest risk of today first, to be exported and printed as it is filtered. */
export function Page() {
  const t = useSafetyT()
  const format = useFormat()
  const now = useNow()
  const router = useRouter()
  const filter = useFilter()
  const [isAdding, setAdding] = useState(false)
  useSafetyNews()
  const { data: rows, error, refetch } = useQuery(hazardsQuery(filter))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('safety.hazard.title')}
        note={t('safety.hazard.note')}
        actions={
          <span className={`${styles.buttons} wl-no-print`}>
            <Button onClick={() => setAdding(true)}>{t('safety.hazard.add')}</Button>
            <Button variant="default" component="a" href={hrefOf('/api/hazards/export.csv', filter)} download>
              {t('safety.hazard.export')}
            </Button>
            <Button variant="default" onClick={() => window.print()}>
              {t('safety.hazard.print')}
            </Button>
          </span>
        }
      />
      <p className={styles.printed}>{t('safety.hazard.printed', { at: format.dateTime(now) })}</p>
      <Filters
        key={filter.words ?? ''}
        state={filter.state ?? ''}
        words={filter.words ?? ''}
        states={[
          { value: '', label: t('safety.list.all') },
          { value: 'current', label: t('safety.hazard.current') },
          ...hazardStates.map((value) => ({ value, label: t(`safety.hazard.state.${value}`) })),
        ]}
        onChange={(next) => router.history.push(hrefOf(hazardsPath, next as HazardFilter))}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <Nothing isFiltered={Object.keys(filter).length > 0} />
      ) : (
        <>
          <Overview rows={rows} />
          <Log rows={rows} />
        </>
      )}
      {isAdding && <DescribeDialog onClose={() => setAdding(false)} />}
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useSafetyT()
  return isFiltered ? (
    <EmptyState title={t('safety.list.none')}>{t('safety.list.noneBody')}</EmptyState>
  ) : (
    <EmptyState title={t('safety.hazard.empty')}>{t('safety.hazard.emptyBody')}</EmptyState>
  )
}

/** Where the hazards of the list stand today. */
function Overview({ rows }: { rows: readonly HazardRow[] }) {
  const t = useSafetyT()
  const { data: setting } = useQuery(settingQuery)
  if (!setting) return null
  const today = rows.map((row) => ({
    severity: row.severity_after ?? row.severity,
    likelihood: row.likelihood_after ?? row.likelihood,
  }))
  return (
    <RiskMatrix
      caption={t('safety.hazard.matrixHint')}
      matrix={setting.matrix}
      cell={(severity, likelihood, level) => {
        const count = today.filter(
          (each) => each.severity === severity && each.likelihood === likelihood,
        ).length
        return count === 0 ? null : (
          <span title={t('safety.hazard.count', { count, level: t(`safety.level.${level}`) })}>{count}</span>
        )
      }}
    />
  )
}

function Log({ rows }: { rows: readonly HazardRow[] }) {
  const t = useSafetyT()
  const label = (column: 'hazard' | 'before' | 'controls' | 'after' | 'state' | 'records') =>
    t(`safety.hazard.column.${column}`)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {(['hazard', 'before', 'controls', 'after', 'state', 'records'] as const).map((column) => (
            <th key={column} scope="col">
              {label(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={label('hazard')}>
              <AppLink
                className={styles.link}
                href={`${hazardsPath}/${row.id}`}
              >{`${row.number} ${row.title}`}</AppLink>
              {row.cause && <p className={styles.small}>{`${t('safety.hazard.cause')}: ${row.cause}`}</p>}
              {row.effect && <p className={styles.small}>{`${t('safety.hazard.effect')}: ${row.effect}`}</p>}
            </td>
            <td data-label={label('before')}>
              <Risk {...row} />
            </td>
            <td data-label={label('controls')}>
              <Controls row={row} />
            </td>
            <td data-label={label('after')}>
              <Risk level={row.level_after} severity={row.severity_after} likelihood={row.likelihood_after} />
            </td>
            <td data-label={label('state')}>
              <HazardState {...row} />
            </td>
            <td data-label={label('records')}>{row.records.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Controls({ row }: { row: HazardRow }) {
  const t = useSafetyT()
  if (row.controls.length === 0) return <span className={styles.dim}>{t('safety.hazard.noControls')}</span>
  return (
    <ul>
      {row.controls.map((control) => (
        <li key={control.id}>
          {control.body}{' '}
          <span className={styles.small}>
            {[t(`safety.hazard.${control.state}`), control.owner?.name, control.due_on]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
