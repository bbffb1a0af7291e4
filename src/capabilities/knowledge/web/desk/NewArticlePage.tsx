import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ArticleEditor } from './ArticleEditor.tsx'
import { ArticleLost } from './ArticleLost.tsx'
import styles from './desk.module.css'
import { emptyArticle } from './edit.ts'

const removals = ['name', 'mail', 'phone', 'number', 'date'] as const

/** An empty article, or one that begins with the words of a ticket. */
export function Page() {
  const { ticket, title } = useSearch({ strict: false }) as { ticket?: unknown; title?: unknown }
  if (typeof ticket === 'string') return <FromTicket id={ticket} />
  return <Empty title={typeof title === 'string' ? title.slice(0, 200) : ''} />
}

function Empty({ title }: { title: string }) {
  const [start] = useState(() => ({ ...emptyArticle(), title }))
  return <ArticleEditor id={undefined} start={start} owner={null} />
}

function FromTicket({ id }: { id: string }) {
  const t = useKnowledgeT()
  const [empty] = useState(emptyArticle)
  const begun = useQuery({
    queryKey: ['articles', 'from ticket', id],
    queryFn: () => ask(api.GET('/api/articles/from-ticket/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (begun.isPending)
    return (
      <div className={styles.page}>
        <PageSkeleton />
      </div>
    )
  if (begun.isError) return <ArticleLost problem={begun.error} onRetry={() => begun.refetch()} />
  const { title, body, kind, tags, removed } = begun.data
  const counts = removals.filter((each) => removed[each] > 0)
  const start = {
    ...empty,
    title,
    body,
    kind,
    tags: tags.join(', '),
    ticket: { id, type: 'solved_by' as const },
  }
  return (
    <ArticleEditor key={id} id={undefined} start={start} owner={null}>
      <p className={styles.warning} role="note">
        {counts.length === 0
          ? t('knowledge.fromTicket.nothingRemoved')
          : t('knowledge.fromTicket.removed', {
              what: counts.map((each) => t(`knowledge.removal.${each}`, { count: removed[each] })).join(', '),
            })}
      </p>
    </ArticleEditor>
  )
}
