import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './desk.module.css'

/** An article that could not be had, with the way back to the list. */
export function ArticleLost({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const t = useKnowledgeT()
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.desk.title')} />
      <ErrorState
        problem={problem}
        onRetry={onRetry}
        action={
          <AppLink href="/desk/knowledge" className={styles.crumb}>
            {t('knowledge.desk.back')}
          </AppLink>
        }
      />
    </div>
  )
}
