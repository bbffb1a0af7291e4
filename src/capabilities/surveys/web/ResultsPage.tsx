import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { AskedShare, behind, Count } from './behind.tsx'
import {
  type Part,
  periods,
  type Result,
  type Results,
  resultsPath,
  resultsQuery,
  settingsPath,
} from './data.ts'
import styles from './surveys.module.css'
import { type SurveysKey, useSurveysT } from './useSurveysT.ts'
import { Weeks } from './Weeks.tsx'
import { Words } from './Words.tsx'

/** How well those were helped whose tickets were resolved in a period. */
export function Page() {
  const t = useSurveysT()
  const format = useFormat()
  const router = useRouter()
  const may = useMay()
  const search = useSearch({ strict: false }) as { days?: unknown }
  const days = periods.find((each) => each === Number(search.days)) ?? 28
  const { data, error, refetch } = useQuery(resultsQuery(days))
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('surveys.results.title')}
        note={
          data &&
          t('surveys.results.note', {
            from: format.date(`${data.first_day}T12:00:00Z`),
            to: format.date(`${data.last_day}T12:00:00Z`),
          })
        }
        actions={
          may('surveys.manage') && (
            <AppLink className={styles.link} href={settingsPath}>
              {t('surveys.nav.settings')}
            </AppLink>
          )
        }
      />
      <SegmentedControl
        aria-label={t('surveys.results.period')}
        value={String(days)}
        data={periods.map((each) => ({
          value: String(each),
          label: t('surveys.results.days', { count: each }),
        }))}
        onChange={(value) => router.history.push(`${resultsPath}?days=${value}`)}
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.all.asked + data.all.rated === 0 ? (
        <EmptyState title={t('surveys.results.empty')}>{t('surveys.results.emptyBody')}</EmptyState>
      ) : (
        <Figures results={data} />
      )}
      {may('surveys.manage') && <Words days={days} />}
    </div>
  )
}

function Figures({ results }: { results: Results }) {
  const t = useSurveysT()
  const format = useFormat()
  const { all, ratings } = results
  const rate = all.asked === 0 ? null : all.answered / all.asked
  const most = Math.max(1, ...ratings)
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{t('surveys.results.average')}</dt>
          <dd className={styles.value}>{all.average === null ? '–' : format.number(all.average)}</dd>
          <dd className={styles.small}>
            <Bounds result={all} />
          </dd>
        </div>
        <div>
          <dt>{t('surveys.results.rated')}</dt>
          <dd className={styles.value}>
            <Count
              count={all.rated}
              label={t('surveys.results.rated')}
              href={behind(results, { survey: 'rated' })}
            />
          </dd>
        </div>
        <div>
          <dt>{t('surveys.results.rate')}</dt>
          <dd className={styles.value}>{rate === null ? '–' : format.percent(rate)}</dd>
          <dd className={styles.small}>
            <AppLink className={styles.link} href={behind(results, { survey: 'answered' })}>
              {t('surveys.results.answeredMail', { count: all.answered })}
            </AppLink>{' '}
            <AppLink className={styles.link} href={behind(results, { survey: 'asked' })}>
              {t('surveys.results.askedMail', { count: all.asked })}
            </AppLink>
          </dd>
        </div>
      </dl>
      <section aria-labelledby="answers">
        <h2 id="answers" className={styles.heading}>
          {t('surveys.results.answers')}
        </h2>
        <ul className={styles.bars}>
          {[5, 4, 3, 2, 1].map((rating) => (
            <li key={rating}>
              <span>{t(`surveys.scale.${rating}` as SurveysKey)}</span>
              <meter
                className={styles.bar}
                min={0}
                max={most}
                value={ratings[rating - 1] ?? 0}
                aria-label={t(`surveys.scale.${rating}` as SurveysKey)}
              />
              <Count
                count={ratings[rating - 1] ?? 0}
                label={t(`surveys.scale.${rating}` as SurveysKey)}
                href={behind(results, { survey_rating: rating })}
              />
            </li>
          ))}
        </ul>
      </section>
      <Weeks results={results} />
      <Parts of="teams" results={results} />
      <Parts of="articles" results={results} />
    </>
  )
}

function Bounds({ result }: { result: Result }) {
  const t = useSurveysT()
  const format = useFormat()
  if (result.low === null || result.high === null) return t('surveys.results.tooFew')
  return t('surveys.results.between', { low: format.number(result.low), high: format.number(result.high) })
}

function Parts({ of, results }: { of: 'teams' | 'articles'; results: Results }) {
  const t = useSurveysT()
  const format = useFormat()
  const rows = results[of]
  if (rows.length === 0) return null
  const title = t(`surveys.results.${of}`)
  return (
    <div>
      <h2 className={styles.heading}>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('surveys.results.name')}</th>
              <th scope="col">{t('surveys.results.average')}</th>
              <th scope="col">{t('surveys.results.bounds')}</th>
              <th scope="col">{t('surveys.results.rated')}</th>
              <th scope="col">{t('surveys.results.rate')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {of === 'articles' ? (
                    <AppLink className={styles.link} href={`/desk/knowledge/${row.id}`}>
                      {row.name}
                    </AppLink>
                  ) : (
                    (row.name ?? t('surveys.results.noTeam'))
                  )}
                </th>
                <td>{row.average === null ? '–' : format.number(row.average)}</td>
                <td>
                  <Bounds result={row} />
                </td>
                <td>
                  <Count
                    count={row.rated}
                    label={`${row.name ?? t('surveys.results.noTeam')}, ${t('surveys.results.rated')}`}
                    href={behind(results, { ...partFilter(of, row), survey: 'rated' })}
                  />
                </td>
                <td>
                  <AskedShare
                    result={row}
                    name={row.name ?? t('surveys.results.noTeam')}
                    href={behind(results, { ...partFilter(of, row), survey: 'asked' })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function partFilter(of: 'teams' | 'articles', { id }: Part) {
  if (id === null) return { no_team: true }
  return of === 'teams' ? { survey_team: id } : { solved_by: id }
}
