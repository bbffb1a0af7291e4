import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { bookingTones, classesQuery } from '../classes-data.ts'
import { ClassMaterials } from '../courses/Materials.tsx'
import { myClassesPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

const held = ['booked', 'waitlisted', 'requested'] as const

/** The classes that one is to come to, or waits for. */
export function Booked() {
  const t = useTrainingT()
  const format = useFormat()
  const { data, error, refetch } = useQuery(classesQuery({ mine: true }))
  const rows = data?.rows.filter(
    ({ own, state }) => held.some((each) => each === own) && (state === 'open' || state === 'in_progress'),
  )
  return (
    <>
      <h2 className={styles.heading}>{t('training.mine.booked')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <ListSkeleton rows={2} />
      ) : rows.length === 0 ? (
        <p className={styles.small}>{t('training.mine.noBooked')}</p>
      ) : (
        <ul className={styles.courses}>
          {rows.map((row) => (
            <li key={row.id}>
              <div>
                <AppLink className={styles.link} href={myClassesPath}>
                  {row.title}
                </AppLink>
                <div className={styles.small}>
                  {[format.dateTime(row.starts_at), row.place].filter(Boolean).join(' · ')}
                </div>
                {row.own === 'booked' && (
                  <ClassMaterials courseId={row.course_id} version={row.course_version} />
                )}
              </div>
              {row.own && (
                <StatusBadge
                  tone={bookingTones[row.own]}
                  label={t(`training.classes.bookingState.${row.own}`)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
