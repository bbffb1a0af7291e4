import { useQuery } from '@tanstack/react-query'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { useDay } from '../parts.tsx'
import { surveyPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { mySurveysQuery } from './data.ts'

/** The surveys that one can answer; nothing where there is none. */
export function SurveyList() {
  const t = useTrainingT()
  const day = useDay()
  const { data } = useQuery(mySurveysQuery)
  if (!data || data.rows.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.surveys.title')}</h2>
      <ul className={styles.courses}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <div>
              <AppLink className={styles.link} href={`${surveyPath}/${row.id}`}>
                {row.title}
              </AppLink>
              <div className={styles.small}>{t('training.surveys.until', { day: day(row.ends_on) })}</div>
            </div>
            <StatusBadge
              tone={row.has_answered ? 'success' : 'accent'}
              label={t(row.has_answered ? 'training.surveys.isAnswered' : 'training.surveys.isOpen')}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
