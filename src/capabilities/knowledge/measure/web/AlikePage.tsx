import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { coachPath } from './data.ts'
import styles from './measures.module.css'
import { useMeasuresT } from './useMeasuresT.ts'

const articleQuery = (id: string) => ({
  queryKey: ['record', id, 'alike'],
  queryFn: () => ask(api.GET('/api/articles/{id}', { params: { path: { id }, query: { draft: true } } })),
})

/** Two articles side by side: one is kept and the other leads to it, or both stay. */
export function Page() {
  const t = useMeasuresT()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { one = '', other = '' } = useSearch({ strict: false }) as { one?: string; other?: string }
  const left = useQuery(articleQuery(one))
  const right = useQuery(articleQuery(other))
  const back = async () => {
    await Promise.all(
      ['article-duplicates', 'article-coach', 'articles'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    )
    await navigate({ to: coachPath })
  }
  const merge = useMutation({
    mutationFn: ({ from, into }: { from: string; into: string }) =>
      ask(
        api.POST('/api/articles/{id}/merge-into', {
          params: { path: { id: from } },
          body: { into_id: into },
        }),
      ),
    onSuccess: back,
  })
  const letBe = useMutation({
    mutationFn: () =>
      ask(api.POST('/api/article-duplicates/dismiss', { body: { article_id: one, other_id: other } })),
    onSuccess: back,
  })
  const problem = left.error ?? right.error
  if (problem) return <ErrorState problem={problem} />
  if (!left.data || !right.data) return <PageSkeleton />
  const failure = merge.error ?? letBe.error
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('articleMeasures.duplicates.compare')}
        above={<AppLink href={coachPath}>{t('articleMeasures.coach.title')}</AppLink>}
        note={t('articleMeasures.duplicates.keepNote')}
        actions={
          <Button variant="default" onClick={() => letBe.mutate()} loading={letBe.isPending}>
            {t('articleMeasures.duplicates.notSame')}
          </Button>
        }
      />
      {failure instanceof ProblemError && (
        <p role="alert" className={styles.stale}>
          {failure.detail}
        </p>
      )}
      <div className={styles.sides}>
        {[left.data, right.data].map((article, at) => (
          <Side
            key={article.id}
            article={article}
            isMerging={merge.isPending}
            onKeep={() => merge.mutate({ from: at === 0 ? other : one, into: article.id })}
          />
        ))}
      </div>
    </div>
  )
}

type SideProps = {
  article: { id: string; title: string; body: string; may: string[] }
  isMerging: boolean
  onKeep: () => void
}

function Side({ article, isMerging, onKeep }: SideProps) {
  const t = useMeasuresT()
  const headingId = `alike-${article.id}`
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId}>
        <AppLink href={`/desk/knowledge/${article.id}`}>{article.title}</AppLink>
      </h2>
      <Button
        aria-describedby={headingId}
        disabled={!article.may.includes('knowledge.merge_into')}
        loading={isMerging}
        onClick={onKeep}
      >
        {t('articleMeasures.duplicates.keep')}
      </Button>
      <Markdown source={article.body} headingOffset={2} />
    </section>
  )
}
