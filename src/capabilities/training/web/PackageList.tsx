import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import { type PackageRow, packagesQuery } from './data.ts'
import { playerPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const tones: Readonly<Record<'new' | 'begun' | 'failed' | 'completed' | 'passed', Tone>> = {
  new: 'neutral',
  begun: 'info',
  failed: 'warning',
  completed: 'success',
  passed: 'success',
}

/** The packaged courses that one may begin or has begun. */
export function PackageList() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(packagesQuery)
  return (
    <>
      <h2 className={styles.heading}>{t('training.course.title')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={2} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.course.none')}>{t('training.course.noneBody')}</EmptyState>
      ) : (
        <ul className={styles.courses}>
          {data.rows.map((row) => (
            <li key={row.id}>
              <AppLink className={styles.link} href={`${playerPath}/${row.id}`}>
                {row.title}
              </AppLink>
              <CourseState of={row} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** How far one is in a course. */
export function CourseState({ of }: { of: Pick<PackageRow, 'outcome' | 'started_at'> }) {
  const t = useTrainingT()
  const state = of.outcome ?? (of.started_at === null ? 'new' : 'begun')
  return <StatusBadge tone={tones[state]} label={t(`training.course.state.${state}`)} />
}
