import { Button } from '@mantine/core'
import { IconChevronLeft, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter, useSearch } from '@tanstack/react-router'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { TalkParts } from '../talk/TalkParts.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './answers.module.css'
import { type ArticlePage, articleQuery } from './library.ts'

/** One article for its readers: the text, whether it helped, and the way on when it did not. */
export function Page() {
  const t = useKnowledgeT()
  const format = useFormat()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const search = useSearch({ strict: false }) as { q?: unknown }
  const article = useQuery(articleQuery(id))
  if (article.isPending) return <PageSkeleton />
  if (article.isError) return <Lost problem={article.error} onRetry={() => article.refetch()} />
  const { title, body, topic, application, shown_at } = article.data
  const about = [topic, application].filter(Boolean).join(' · ')
  return (
    <article className={styles.page}>
      <PageHeader title={title} above={<BackLink />} note={about || undefined} />
      {!article.data.is_validated && (
        <p role="note" className={styles.caution}>
          {t('knowledge.answers.notValidated')}
        </p>
      )}
      <div className={styles.article}>
        <Markdown source={body} headingOffset={1} />
      </div>
      <p className={styles.facts}>{t('knowledge.answers.changed', { date: format.date(shown_at) })}</p>
      <Helpful article={article.data} words={search.q === undefined ? '' : String(search.q)} />
      <TalkParts id={article.data.id} mayFlag={article.data.may.includes('knowledge.flag')} />
    </article>
  )
}

/** Why it cannot be shown, in the portal's words where it is not there. */
function Lost({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const t = useKnowledgeT()
  const isMissing = problem instanceof ProblemError && problem.status === 404
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.answers.lost')} above={<BackLink />} />
      {isMissing ? (
        <p className={styles.facts}>{t('knowledge.answers.lostBody')}</p>
      ) : (
        <ErrorState problem={problem} onRetry={onRetry} />
      )}
    </div>
  )
}

function BackLink() {
  const t = useKnowledgeT()
  return (
    <AppLink href="/answers" className={styles.back}>
      <IconChevronLeft size={20} aria-hidden />
      {t('knowledge.answers.title')}
    </AppLink>
  )
}

function Helpful({ article, words }: { article: ArticlePage; words: string }) {
  const t = useKnowledgeT()
  const router = useRouter()
  const queries = useQueryClient()
  const { mine } = article.helpful
  const rate = useMutation({
    mutationFn: (is_helpful: boolean) =>
      ask(
        api.POST('/api/articles/{id}/rate', { params: { path: { id: article.id } }, body: { is_helpful } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['record', article.id] }),
    onError: () => toast.show(t('knowledge.answers.rateFailed'), 'danger'),
  })
  const newHref = `/requests/new?${new URLSearchParams({ q: words || article.title, tried: article.title })}`
  return (
    <section className={styles.helpful} aria-labelledby="helpful">
      <h2 id="helpful">{t('knowledge.answers.helpful')}</h2>
      <div className={styles.buttons}>
        <Button
          variant={mine === true ? 'filled' : 'default'}
          aria-pressed={mine === true}
          leftSection={<IconThumbUp size={20} aria-hidden />}
          onClick={() => rate.mutate(true)}
        >
          {t('knowledge.answers.yes')}
        </Button>
        <Button
          variant={mine === false ? 'filled' : 'default'}
          aria-pressed={mine === false}
          leftSection={<IconThumbDown size={20} aria-hidden />}
          onClick={() => rate.mutate(false)}
        >
          {t('knowledge.answers.no')}
        </Button>
      </div>
      <p role="status" className={styles.facts}>
        {mine === true
          ? t('knowledge.answers.thanksYes')
          : mine === false
            ? t('knowledge.answers.thanksNo')
            : ''}
      </p>
      <Button variant={mine === false ? 'filled' : 'light'} onClick={() => router.history.push(newHref)}>
        {t('knowledge.answers.stillNeed')}
      </Button>
    </section>
  )
}
