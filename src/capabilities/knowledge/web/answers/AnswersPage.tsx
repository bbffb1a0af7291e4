import { Button, Chip } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { AnswerLinks } from '../AnswerLinks.tsx'
import { searchAnswers, useSettled } from '../answers.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './answers.module.css'
import { type ArticleRow, forMeQuery, libraryQuery, useTopics } from './library.ts'

const FOUND_MAX = 30

/** The library that this person may read, by words or by topic. Words and topic stand in the address. */
export function Page() {
  const t = useKnowledgeT()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { q?: unknown; topic?: unknown }
  const topic = search.topic === undefined ? undefined : String(search.topic)
  const [words, setWords] = useState(search.q === undefined ? '' : String(search.q))
  const wanted = useSettled(words.trim())
  const topics = useTopics()
  useEffect(() => {
    void navigate({
      to: '.',
      search: { ...(wanted ? { q: wanted } : {}), ...(topic ? { topic } : {}) },
      replace: true,
    })
  }, [wanted, topic, navigate])
  const choose = (next: string) => navigate({ to: '.', search: next ? { topic: next } : {} })
  return (
    <div className={styles.page}>
      <PageHeader title={t('knowledge.answers.title')} />
      <TextField
        label={t('knowledge.answers.search')}
        type="search"
        autoComplete="off"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {wanted === '' && topics.length > 1 && (
        <Chip.Group multiple={false} value={topic ?? ''} onChange={(value) => void choose(String(value))}>
          <fieldset className={styles.topics}>
            <legend className="wl-hidden">{t('knowledge.answers.topics')}</legend>
            <Chip value="">{t('knowledge.answers.all')}</Chip>
            {topics.map((each) => (
              <Chip key={each} value={each}>
                {each}
              </Chip>
            ))}
          </fieldset>
        </Chip.Group>
      )}
      {wanted === '' ? <Library topic={topic} /> : <Found words={wanted} />}
    </div>
  )
}

function Library({ topic }: { topic: string | undefined }) {
  const t = useKnowledgeT()
  const list = useInfiniteQuery(libraryQuery(topic))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  if (list.isPending) return <ListSkeleton rows={6} />
  if (list.isError) return <ErrorState problem={list.error} onRetry={() => list.refetch()} />
  if (rows.length === 0)
    return <EmptyState title={t('knowledge.answers.empty')}>{t('knowledge.answers.emptyBody')}</EmptyState>
  return (
    <>
      {topic === undefined && <ForMe />}
      <Rows rows={rows} label={topic ?? t('knowledge.answers.all')} />
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('knowledge.answers.more')}
        </Button>
      )}
    </>
  )
}

/** What is meant for the reader's role or department stands first. */
function ForMe() {
  const t = useKnowledgeT()
  const { data } = useQuery(forMeQuery)
  if (!data || data.rows.length === 0) return null
  return (
    <section aria-labelledby="for-me" className={styles.forMe}>
      <h2 id="for-me">{t('knowledge.answers.forMe')}</h2>
      <Rows rows={data.rows} label={t('knowledge.answers.forMe')} />
      <h2>{t('knowledge.answers.everything')}</h2>
    </section>
  )
}

function Rows({ rows, label }: { rows: readonly ArticleRow[]; label: string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className={styles.item}>
          <AppLink href={`/answers/${row.id}`} className={styles.answer}>
            <span className={styles.words}>
              <span className={styles.title}>{row.title}</span>
              {(row.topic ?? row.application) && (
                <span className={styles.sentence}>
                  {[row.topic, row.application].filter(Boolean).join(' · ')}
                </span>
              )}
            </span>
          </AppLink>
        </li>
      ))}
    </ul>
  )
}

function Found({ words }: { words: string }) {
  const t = useKnowledgeT()
  const found = useQuery({
    queryKey: ['answers', 'search', words],
    queryFn: () => searchAnswers(words, FOUND_MAX),
    placeholderData: (before) => before,
  })
  if (found.isPending) return <ListSkeleton rows={4} />
  if (found.isError) return <ErrorState problem={found.error} onRetry={() => found.refetch()} />
  return (
    <>
      <p role="status" className={styles.facts}>
        {t('knowledge.answers.found', { count: found.data.length })}
      </p>
      <AnswerLinks answers={found.data} words={words} title={t('knowledge.answers.foundTitle')} />
      <AppLink href={`/requests/new?q=${encodeURIComponent(words)}`} className={styles.back}>
        {t('knowledge.answers.stillNeed')}
      </AppLink>
    </>
  )
}
