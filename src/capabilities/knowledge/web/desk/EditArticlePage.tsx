import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { articleQuery } from '../answers/library.ts'
import { ArticleEditor } from './ArticleEditor.tsx'
import { ArticleLost } from './ArticleLost.tsx'
import styles from './desk.module.css'
import { formOf } from './edit.ts'

/** The latest text of an article, to be written on. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const article = useQuery(articleQuery(id, true))
  if (article.isPending)
    return (
      <div className={styles.page}>
        <PageSkeleton />
      </div>
    )
  if (article.isError) return <ArticleLost problem={article.error} onRetry={() => article.refetch()} />
  return <ArticleEditor key={id} id={id} start={formOf(article.data)} owner={article.data.owner} />
}
