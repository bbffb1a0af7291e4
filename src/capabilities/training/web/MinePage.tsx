import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { mineQuery } from './data.ts'
import { GapList } from './GapList.tsx'
import { TranscriptView } from './TranscriptView.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** One's own learning, and what is missing for those whom one leads. */
export function Page() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(mineQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.mine.title')} note={t('training.mine.note')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <TranscriptView transcript={data} mayRevoke={false} />
      ) : (
        <PageSkeleton />
      )}
      <h2 className={styles.heading}>{t('training.mine.led')}</h2>
      <GapList filter={{}} />
    </div>
  )
}
