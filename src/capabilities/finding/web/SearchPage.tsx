import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { FilterChips, FilterHelp } from './Filters.tsx'
import { type Answer, searchQuery } from './find.ts'
import { useHrefOf } from './href.ts'
import { Rows } from './Rows.tsx'
import styles from './search.module.css'
import { useFindingT } from './useFindingT.ts'

const TYPING_MS = 200
const DONE_MS = 1_800
const FIRST_ROWS = 10
const MORE_ROWS = 40

/** One search over everything, as it is typed. What is looked for stands in the address. */
export function Page() {
  const t = useFindingT()
  const navigate = useNavigate()
  const { q: said } = useSearch({ strict: false }) as { q?: unknown }
  const asked = typeof said === 'string' || typeof said === 'number' ? String(said) : ''
  const [words, setWords] = useState(asked)
  const [written, setWritten] = useState(asked)
  const [limit, setLimit] = useState(FIRST_ROWS)
  // Somebody went back, or came here by a link.
  if (asked !== written) {
    setWritten(asked)
    if (asked.trim() !== words.trim()) setWords(asked)
  }
  const settled = useAfter(words, TYPING_MS)
  const isDone = useAfter(words, DONE_MS) === words
  useEffect(() => {
    if (settled.trim() === asked.trim()) return
    setLimit(FIRST_ROWS)
    void navigate({ to: '.', search: settled.trim() === '' ? {} : { q: settled }, replace: true })
  }, [settled, asked, navigate])
  const { data, error, isPending, refetch } = useQuery(searchQuery(settled, isDone, limit))
  return (
    <div className={styles.page}>
      <PageHeader title={t('finding.title')} />
      <search>
        <TextInput
          label={t('finding.label')}
          description={t('finding.hint')}
          type="search"
          size="md"
          autoFocus
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </search>
      {data && words.trim() !== '' && <FilterChips filters={data.filters} q={words} onChange={setWords} />}
      {settled.trim() === '' ? (
        <EmptyState title={t('finding.start.title')} icon={<IconSearch size={24} stroke={1.6} />}>
          {t('finding.start.body')}
        </EmptyState>
      ) : error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : isPending || !data ? (
        <ListSkeleton />
      ) : (
        <Found answer={data} onMore={limit === FIRST_ROWS ? () => setLimit(MORE_ROWS) : undefined} />
      )}
      <FilterHelp onChoose={(filter) => setWords(`${words.trimEnd()} ${filter}:`.trimStart())} />
    </div>
  )
}

type FoundProps = { answer: Answer; onMore: (() => void) | undefined }

function Found({ answer, onMore }: FoundProps) {
  const t = useFindingT()
  const hrefOf = useHrefOf()
  const { groups, close, people, jump, did_you_mean: meant } = answer
  const count = groups.reduce((sum, { rows }) => sum + rows.length, close.length + people.length)
  const isNothing = count === 0 && !jump
  return (
    <div className={styles.found}>
      <div role="status" className={styles.status}>
        {isNothing ? (
          <EmptyState title={t('finding.none.title')} icon={<IconSearch size={24} stroke={1.6} />}>
            {t('finding.none.body')}
          </EmptyState>
        ) : (
          t('finding.found', { count: count + (jump ? 1 : 0) })
        )}
        {meant && ` · ${t('finding.meant', { words: meant })}`}
      </div>
      {jump && (
        <AppLink href={hrefOf(jump)} className={styles.jump}>
          {t('finding.jump', { number: jump.number, title: jump.title })}
        </AppLink>
      )}
      {groups.map((group) => (
        <section key={group.kind} aria-labelledby={`found-${group.kind}`}>
          <h2 id={`found-${group.kind}`} className={styles.heading}>
            {t(`finding.group.${kindOf(group.kind)}`)}{' '}
            <span className={styles.dim}>{t(`finding.order.${group.order as 'best' | 'newest'}`)}</span>
          </h2>
          <Rows rows={group.rows} />
          {group.has_more && onMore && (
            <Button variant="default" size="compact-sm" onClick={onMore}>
              {t('finding.more')}
            </Button>
          )}
          {!group.is_complete && !group.has_more && <p className={styles.dim}>{t('finding.incomplete')}</p>}
        </section>
      ))}
      {close.length > 0 && (
        <section aria-labelledby="found-close">
          <h2 id="found-close" className={styles.heading}>
            {t('finding.close')}
          </h2>
          <Rows rows={close} />
        </section>
      )}
      {people.length > 0 && (
        <section aria-labelledby="found-people">
          <h2 id="found-people" className={styles.heading}>
            {t('finding.people')}
          </h2>
          <ul className={styles.list}>
            {people.map((person) => (
              <li key={person.id}>
                <AppLink href={`/desk/organization/people/${person.id}`} className={styles.row}>
                  {person.name}
                  {person.title && <span className={styles.dim}> {person.title}</span>}
                </AppLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function kindOf(kind: string): 'ticket' | 'article' | 'incident' | 'other' {
  return kind === 'ticket' || kind === 'article' || kind === 'incident' ? kind : 'other'
}

/** What the value was, once it has not changed for a moment. */
function useAfter(value: string, after_ms: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after_ms)
    return () => clearTimeout(timer)
  }, [value, after_ms])
  return settled
}
