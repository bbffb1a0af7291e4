import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { Devices } from './Devices.tsx'
import { base, type Mine, mineQuery, nowQuery } from './data.ts'
import { NowList } from './NowList.tsx'
import styles from './on-call.module.css'
import { Swaps } from './Swaps.tsx'
import { useOnCallT } from './useOnCallT.ts'

const SHIFTS_SHOWN = 8

/** Who is on call now in every team, one's own shifts, and what waits for one's answer. */
export function Page() {
  const t = useOnCallT()
  const may = useMay()
  const { data: teams, error, refetch } = useQuery(nowQuery())
  const { data: mine } = useQuery(mineQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!teams || !mine) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader title={t('on_call.title')} note={t('on_call.note')} />
      {mine.swaps.length > 0 && (
        <section className={styles.card} aria-labelledby="swaps">
          <h2 id="swaps">{t('on_call.swap.title')}</h2>
          <Swaps swaps={mine.swaps} />
        </section>
      )}
      {teams.length === 0 && (
        <EmptyState
          title={t('on_call.empty.title')}
          action={
            may('people.read') && (
              <AppLink className={styles.link} href="/desk/organization/teams">
                {t('on_call.empty.action')}
              </AppLink>
            )
          }
        >
          {t('on_call.empty.body')}
        </EmptyState>
      )}
      <div className={styles.columns}>
        {teams.map((team) => (
          <section key={team.team.id} className={styles.card} aria-labelledby={`team-${team.team.id}`}>
            <div className={styles.cardHead}>
              <h2 id={`team-${team.team.id}`}>{team.team.name}</h2>
              <AppLink
                className={styles.link}
                href={`${base}/${team.team.id}`}
                aria-label={t('on_call.toRotaOf', { team: team.team.name })}
              >
                {t('on_call.toRota')}
              </AppLink>
            </div>
            <NowList team={team} />
          </section>
        ))}
        <OwnShifts mine={mine} />
        <Devices />
        <Feed />
      </div>
    </div>
  )
}

function OwnShifts({ mine }: { mine: Mine }) {
  const t = useOnCallT()
  const format = useFormat()
  return (
    <section className={styles.card} aria-labelledby="own-shifts">
      <h2 id="own-shifts">{t('on_call.own.title')}</h2>
      {mine.shifts.length === 0 && <p className={styles.dim}>{t('on_call.own.none')}</p>}
      <ul className={styles.list}>
        {mine.shifts.slice(0, SHIFTS_SHOWN).map((shift) => (
          <li key={`${shift.layer_id} ${shift.from}`}>
            <span className={styles.words}>
              <span>
                {t('on_call.span', { from: format.dateTime(shift.from), to: format.dateTime(shift.to) })}
              </span>
              <span className={styles.small}>{`${shift.team.name}, ${shift.layer.name}`}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The shifts stand in the calendar of all that one has to do. */
function Feed() {
  const t = useOnCallT()
  return (
    <section className={styles.card} aria-labelledby="feed">
      <h2 id="feed">{t('on_call.feed.title')}</h2>
      <p className={styles.dim}>{t('on_call.feed.note')}</p>
      <AppLink href="/desk/notices/settings#calendar">{t('on_call.feed.link')}</AppLink>
    </section>
  )
}
