import { ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { GlassHint } from '../../../restriction/web/index.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './desk.module.css'

/** An article that could not be had, with the way back to the list. */
export function ArticleLost({
  id,
  problem,
  onRetry,
}: {
  id?: string
  problem: unknown
  onRetry: () => void
}) {
  const t = useKnowledgeT()
  const mayBreak = useMay()('records.break_glass')
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.desk.title')} />
      {mayBreak && id && problem instanceof ProblemError && problem.status === 404 && <GlassHint id={id} />}
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
