import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { LineChart } from '../../../web/kit/charts/SeriesChart.tsx'
import { AskedShare, behind, Count } from './behind.tsx'
import type { Results } from './data.ts'
import styles from './surveys.module.css'
import { useSurveysT } from './useSurveysT.ts'

/** How the average went from week to week, as a picture and as figures, each with the tickets behind it. */
export function Weeks({ results }: { results: Results }) {
  const t = useSurveysT()
  const format = useFormat()
  const router = useRouter()
  const { locale } = format
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const label = (week: Week) => day.format(new Date(week.day))
  const rated = results.weeks.filter(({ average }) => average !== null)
  const average = results.all.average === null ? '–' : format.number(results.all.average)
  return (
    <div>
      <h2 className={styles.heading}>{t('surveys.results.weeks')}</h2>
      <div className={styles.beside}>
        <LineChart
          title={t('surveys.results.averageByWeek')}
          summary={t('surveys.results.averageSummary', { count: rated.length, average })}
          labels={rated.map(label)}
          series={[
            {
              key: 'average',
              label: t('surveys.results.average'),
              values: rated.map((week) => week.average ?? 0),
            },
          ]}
          onSelect={(_series, index) => {
            const week = rated[index]
            if (week) router.history.push(behind(week, { survey: 'rated' }))
          }}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard. */}
        <section className={styles.scroll} tabIndex={0} aria-label={t('surveys.results.weeks')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('surveys.results.week')}</th>
                <th scope="col">{t('surveys.results.average')}</th>
                <th scope="col">{t('surveys.results.rated')}</th>
                <th scope="col">{t('surveys.results.rate')}</th>
              </tr>
            </thead>
            <tbody>
              {results.weeks.map((week) => (
                <tr key={week.day}>
                  <th scope="row">
                    <AppLink className={styles.link} href={behind(week, {})}>
                      {label(week)}
                    </AppLink>
                  </th>
                  <td>{week.average === null ? '–' : format.number(week.average)}</td>
                  <td>
                    <Count
                      count={week.rated}
                      label={`${label(week)}, ${t('surveys.results.rated')}`}
                      href={behind(week, { survey: 'rated' })}
                    />
                  </td>
                  <td>
                    <AskedShare result={week} name={label(week)} href={behind(week, { survey: 'asked' })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </div>
  )
}

type Week = Results['weeks'][number]
