import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import { quizPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type QuizRow, quizzesQuery } from './data.ts'

const tones: Readonly<Record<ReturnType<typeof stateOf>, Tone>> = {
  new: 'neutral',
  begun: 'info',
  failed: 'warning',
  passed: 'success',
}

/** The quizzes that one may take or has taken; nothing where there is none. */
export function QuizList() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(quizzesQuery)
  if (data?.rows.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.assessment.quizzes')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={2} />
      ) : (
        <ul className={styles.courses}>
          {data.rows.map((row) => (
            <li key={row.id}>
              <AppLink className={styles.link} href={`${quizPath}/${row.id}`}>
                {row.title}
              </AppLink>
              <StatusBadge tone={tones[stateOf(row)]} label={t(`training.course.state.${stateOf(row)}`)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function stateOf({ open_id, is_passed, attempts }: QuizRow): 'new' | 'begun' | 'failed' | 'passed' {
  if (is_passed) return 'passed'
  if (open_id !== null) return 'begun'
  return attempts === 0 ? 'new' : 'failed'
}
