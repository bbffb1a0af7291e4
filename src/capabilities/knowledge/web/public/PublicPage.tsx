import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import styles from '../answers/answers.module.css'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { askPublic, type PublicArticle, type PublicList } from './data.ts'

/** The articles for everybody, or one of them; nobody has to sign in. */
export function Page() {
  const { organization = '', number } = useParams({ strict: false }) as {
    organization?: string
    number?: string
  }
  return (
    <main id="main" className={styles.public}>
      {number === undefined ? (
        <List organization={organization} />
      ) : (
        <Article organization={organization} number={number} />
      )}
    </main>
  )
}

function List({ organization }: { organization: string }) {
  const t = useKnowledgeT()
  const [words, setWords] = useState('')
  const list = useQuery({
    queryKey: ['public', organization],
    queryFn: () => askPublic<PublicList>(organization),
    retry: false,
  })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Nothing problem={list.error} onRetry={() => list.refetch()} />
  const wanted = words.trim().toLowerCase()
  const rows = list.data.rows.filter((row) =>
    `${row.title} ${row.topic ?? ''}`.toLowerCase().includes(wanted),
  )
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.answers.title')} note={list.data.organization} />
      <TextField
        label={t('knowledge.answers.search')}
        type="search"
        required={false}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {rows.length === 0 && <EmptyState title={t('knowledge.answers.empty')} />}
      <ul className={styles.list} aria-label={t('knowledge.answers.all')}>
        {rows.map((row) => (
          <li key={row.number} className={styles.item}>
            <AppLink href={`/help/${organization}/${row.number}`} className={styles.answer}>
              <span className={styles.words}>
                <span className={styles.title}>{row.title}</span>
                {row.topic && <span className={styles.sentence}>{row.topic}</span>}
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Article({ organization, number }: { organization: string; number: string }) {
  const t = useKnowledgeT()
  const format = useFormat()
  const article = useQuery({
    queryKey: ['public', organization, number],
    queryFn: () => askPublic<PublicArticle>(organization, number),
    retry: false,
  })
  const back = (
    <AppLink href={`/help/${organization}`} className={styles.back}>
      {t('knowledge.answers.title')}
    </AppLink>
  )
  if (article.isPending) return <PageSkeleton />
  if (article.isError)
    return <Nothing problem={article.error} onRetry={() => article.refetch()} above={back} />
  const { title, body, changed_at, organization: name } = article.data
  return (
    <article className={styles.page}>
      <PageHeader title={title} above={back} note={name} />
      <div className={styles.article}>
        <Markdown source={body} headingOffset={1} />
      </div>
      <p className={styles.facts}>{t('knowledge.answers.changed', { date: format.date(changed_at) })}</p>
    </article>
  )
}

type NothingProps = { problem: Error; onRetry: () => void; above?: ReactNode }

/** Nothing is shown here, or it could not be had. */
function Nothing({ problem, onRetry, above }: NothingProps) {
  const t = useKnowledgeT()
  const isMissing = problem instanceof ProblemError && problem.status === 404
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.answers.lost')} above={above} />
      {isMissing ? (
        <p className={styles.facts}>{t('knowledge.public.lost')}</p>
      ) : (
        <ErrorState problem={problem} onRetry={onRetry} />
      )}
    </div>
  )
}
