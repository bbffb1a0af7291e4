import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../web/records/masks/Shown.tsx'
import { wordsQuery } from './data.ts'
import styles from './surveys.module.css'
import { useSurveysT } from './useSurveysT.ts'

/** What was written with the ratings, those that hurt first to hand. */
export function Words({ days }: { days: number }) {
  const t = useSurveysT()
  const [max, setMax] = useState('5')
  const { data, error, refetch } = useQuery(wordsQuery(days, Number(max)))
  return (
    <section aria-labelledby="words">
      <h2 id="words" className={styles.heading}>
        {t('surveys.words.title')}
      </h2>
      <div className={styles.narrow}>
        <SelectField
          label={t('surveys.words.which')}
          value={max}
          data={[
            { value: '5', label: t('surveys.words.all') },
            { value: '3', label: t('surveys.words.upTo', { rating: 3 }) },
            { value: '2', label: t('surveys.words.upTo', { rating: 2 }) },
            { value: '1', label: t('surveys.words.only') },
          ]}
          onChange={(event) => setMax(event.currentTarget.value)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={3} />
      ) : data.rows.length === 0 ? (
        <p className={styles.small}>{t('surveys.words.none')}</p>
      ) : (
        <ul className={styles.words}>
          {data.rows.map((row) => (
            <li key={row.id}>
              <p className={styles.small}>
                <strong>{t('surveys.words.rating', { rating: row.rating })}</strong> ·{' '}
                <AppLink className={styles.link} href={`/desk/tickets/${row.id}`}>
                  #{row.number}
                </AppLink>{' '}
                · {row.team ?? t('surveys.results.noTeam')} · <Time at={row.resolved_at} />
              </p>
              <p className={styles.said}>
                <Shown text={row.comment} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
