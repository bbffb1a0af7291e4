import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { Asked } from './Asked.tsx'
import styles from './callers.module.css'
import { askedQuery } from './data.ts'
import { useCallersT } from './useCallersT.ts'

/** Where whoever is asked confirms that it was they who called, or somebody whom they manage. */
export function Page() {
  const t = useCallersT()
  const { data, error, refetch } = useQuery(askedQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('callers.asked.page')} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('callers.asked.empty')}>{t('callers.asked.emptyBody')}</EmptyState>
      ) : (
        <Asked />
      )}
    </div>
  )
}
