import { useQuery } from '@tanstack/react-query'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { behind, type Misses, missesQuery, type TargetsSearch } from './data.ts'
import { CountLink } from './KeptTable.tsx'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

/** Why targets were missed, as far as the timelines show it, and the last ones that were. */
export function MissesPart({ search }: { search: TargetsSearch }) {
  const t = useTargetsT()
  const { data: misses, error, refetch } = useQuery(missesQuery(search))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!misses) return <ListSkeleton rows={4} />
  if (misses.missed === 0) return null
  return (
    <div className={styles.parts}>
      <section className={styles.card} aria-labelledby="why-missed">
        <h2 id="why-missed" className={styles.heading}>
          {t('targets.why')}
        </h2>
        <p className={styles.note}>{t('targets.whyNote')}</p>
        <ul className={styles.signs}>
          {misses.signs.map(({ sign, count }) => (
            <li key={sign}>
              <span>{t(`targets.sign.${sign}`)}</span>
              <span className={styles.bar} aria-hidden>
                <span style={{ inlineSize: `${(100 * count) / Math.max(1, misses.missed)}%` }} />
              </span>
              <CountLink
                count={count}
                label={t(`targets.sign.${sign}`)}
                href={behind(search, misses, { target_result: 'missed', target_sign: sign })}
              />
            </li>
          ))}
        </ul>
      </section>
      <LastMisses last={misses.last} />
    </div>
  )
}

function LastMisses({ last }: { last: Misses['last'] }) {
  const t = useTargetsT()
  const format = useFormat()
  return (
    <section className={styles.card} aria-labelledby="last-missed">
      <h2 id="last-missed" className={styles.heading}>
        {t('targets.last')}
      </h2>
      <ul className={styles.last}>
        {last.map((miss) => (
          <li key={`${miss.id} ${miss.kind} ${miss.missed_at}`}>
            <AppLink href={`/desk/tickets/${miss.id}`}>
              #{miss.number} <Shown text={miss.title} />
            </AppLink>
            <p className={styles.note}>
              {t(`targets.kind.${miss.kind}`)} · <Time at={miss.missed_at} />
              {miss.team && ` · ${miss.team}`}
              {miss.policy && ` · ${miss.policy}`}
            </p>
            <p className={styles.note}>
              {[
                ...(miss.unassigned_minutes > 0
                  ? [t('targets.unassignedFor', { time: format.duration(miss.unassigned_minutes * 60) })]
                  : []),
                ...(miss.hands > 0 ? [t('targets.handed', { count: miss.hands })] : []),
                ...miss.signs
                  .filter((sign) => !['unassigned', 'passed_on', 'none'].includes(sign))
                  .map((sign) => t(`targets.sign.${sign}`)),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
