import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import {
  alikePath,
  coachQuery,
  duplicatesQuery,
  gapPath,
  gapsQuery,
  measuresPath,
  missesQuery,
} from './data.ts'
import styles from './measures.module.css'
import { ReopenDays } from './ReopenDays.tsx'
import { useMeasuresT } from './useMeasuresT.ts'

const numbers = [
  ['gaps', '#coach-gaps'],
  ['stale', `${measuresPath}?only=stale`],
  ['duplicates', '#coach-alike'],
  ['waiting', '/desk/knowledge?state=not_validated'],
  ['flags', '/desk'],
  ['unjudged', `${measuresPath}?only=unjudged`],
] as const

/** What is missing in the library, what grew old, what stands there twice, and who wrote. */
export function Page() {
  const t = useMeasuresT()
  const format = useFormat()
  const coach = useQuery(coachQuery)
  if (coach.isPending) return <PageSkeleton />
  if (coach.isError) return <ErrorState problem={coach.error} onRetry={() => void coach.refetch()} />
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('articleMeasures.coach.title')}
        note={t('articleMeasures.coach.note')}
        actions={
          <>
            <AppLink href={measuresPath}>{t('articleMeasures.coach.measures')}</AppLink>
            <AppLink href="/desk/knowledge/exchange">{t('articleMeasures.coach.exchange')}</AppLink>
          </>
        }
      />
      <ul className={styles.numbers} aria-label={t('articleMeasures.coach.numbers')}>
        {numbers.map(([name, href]) => (
          <li key={name}>
            <AppLink href={href}>
              <strong>{format.number(coach.data[name])}</strong> {t(`articleMeasures.coach.${name}`)}
            </AppLink>
          </li>
        ))}
      </ul>
      <Gaps />
      <Misses />
      <Alike />
      <section aria-labelledby="coach-authors">
        <h2 id="coach-authors">{t('articleMeasures.authors.title')}</h2>
        {coach.data.authors.length === 0 ? (
          <p className={styles.quiet}>{t('articleMeasures.authors.none')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard.
          <section className={styles.scroll} tabIndex={0} aria-label={t('articleMeasures.authors.label')}>
            <table className={styles.table} aria-labelledby="coach-authors">
              <thead>
                <tr>
                  {(['person', 'versions', 'articles', 'links'] as const).map((name) => (
                    <th key={name} scope="col">
                      {t(`articleMeasures.authors.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {coach.data.authors.map(({ person, versions, articles, links }) => (
                  <tr key={person.id}>
                    <th scope="row">
                      <AppLink href={`/desk/knowledge?owner=${person.id}`}>{person.name}</AppLink>
                    </th>
                    <td>{format.number(versions)}</td>
                    <td>{format.number(articles)}</td>
                    <td>{format.number(links)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </section>
      <ReopenDays days={coach.data.reopen_days} />
    </div>
  )
}

function Gaps() {
  const t = useMeasuresT()
  const gaps = useQuery(gapsQuery)
  return (
    <section aria-labelledby="coach-gaps">
      <h2 id="coach-gaps">{t('articleMeasures.gaps.title')}</h2>
      <p className={styles.quiet}>{t('articleMeasures.gaps.lead')}</p>
      {gaps.data?.rows.length === 0 && <p>{t('articleMeasures.gaps.none')}</p>}
      <ul className={styles.list}>
        {gaps.data?.rows.map((gap) => (
          <li key={gap.id}>
            <AppLink href={gapPath(gap.id)}>{gap.title}</AppLink>
            <span className={styles.quiet}>
              {t('articleMeasures.gaps.tickets', { count: gap.tickets })} · {t('articleMeasures.gaps.last')}{' '}
              <Time at={gap.last_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const MISSES_SHOWN = 10

/** What people looked for in vain: words in which an article would have been found. */
function Misses() {
  const t = useMeasuresT()
  const misses = useQuery(missesQuery)
  const rows = misses.data?.rows ?? []
  return (
    <section aria-labelledby="coach-misses">
      <h2 id="coach-misses">{t('articleMeasures.misses.title')}</h2>
      <p className={styles.quiet}>{t('articleMeasures.misses.lead')}</p>
      {misses.data && rows.length === 0 && <p>{t('articleMeasures.misses.none')}</p>}
      <ul className={styles.list}>
        {rows.slice(0, MISSES_SHOWN).map(({ words, times, last_at }) => (
          <li key={words}>
            <AppLink href={`/desk/search?q=${encodeURIComponent(words)}`}>{words}</AppLink>
            <span className={styles.quiet}>
              {t('articleMeasures.misses.times', { count: times })} · {t('articleMeasures.gaps.last')}{' '}
              <Time at={last_at} />
            </span>
            <AppLink
              href={`/desk/knowledge/new?title=${encodeURIComponent(words)}`}
              aria-label={t('articleMeasures.misses.writeOf', { words })}
            >
              {t('articleMeasures.gap.write')}
            </AppLink>
          </li>
        ))}
      </ul>
      {rows.length > MISSES_SHOWN && (
        <AppLink href="/desk/search/missed">
          {t('articleMeasures.misses.all', { count: rows.length })}
        </AppLink>
      )}
    </section>
  )
}

function Alike() {
  const t = useMeasuresT()
  const format = useFormat()
  const pairs = useQuery(duplicatesQuery)
  return (
    <section aria-labelledby="coach-alike">
      <h2 id="coach-alike">{t('articleMeasures.duplicates.title')}</h2>
      {pairs.data?.rows.length === 0 && <p>{t('articleMeasures.duplicates.none')}</p>}
      <ul className={styles.list}>
        {pairs.data?.rows.map(({ article, other, likeness }) => (
          <li key={`${article.id}${other.id}`}>
            <AppLink href={alikePath(article.id, other.id)}>
              {t('articleMeasures.duplicates.pair', { one: article.title, other: other.title })}
            </AppLink>
            <span className={styles.quiet}>
              {t('articleMeasures.duplicates.likeness', {
                percent: `${format.number(Math.round(likeness * 100))} %`,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
