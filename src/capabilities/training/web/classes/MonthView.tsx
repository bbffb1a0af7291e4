import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { nextDay, startOfDay } from '../../../../web/i18n/day.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { type ClassLine, classesQuery } from '../classes-data.ts'
import { useDay } from '../parts.tsx'
import { classesPath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import own from './month.module.css'
import { monthFrom, weeksOf } from './month.ts'

const narrow = '(max-width: 60em)'

/** The classes of a month: as a calendar, or on a narrow page as a list of the days that have one. */
export function MonthView({ month, isMine }: { month: string; isMine: boolean }) {
  const t = useTrainingT()
  const { day, zone } = useFormat()
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false })
  const weeks = weeksOf(month)
  const last = weeks.at(-1)?.at(-1) ?? ''
  const { data, error, refetch } = useQuery(
    classesQuery({
      from: startOfDay(weeks[0]?.[0] ?? '', zone) ?? '',
      until: startOfDay(nextDay(last) ?? '', zone) ?? '',
      ...(isMine ? { taught_by_me: true } : {}),
    }),
  )
  const byDay = Map.groupBy(data?.rows ?? [], ({ starts_at }) => day(starts_at))
  const isEmpty = weeks.flat().every((each) => !each.startsWith(month) || !byDay.has(each))
  return (
    <>
      <Steps month={month} isMine={isMine} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : isEmpty ? (
        <EmptyState title={t('training.classes.emptyMonth')}>{t('training.classes.emptyBody')}</EmptyState>
      ) : isNarrow ? (
        <Days month={month} days={weeks.flat()} byDay={byDay} />
      ) : (
        <Grid month={month} weeks={weeks} byDay={byDay} />
      )}
    </>
  )
}

function Steps({ month, isMine }: { month: string; isMine: boolean }) {
  const t = useTrainingT()
  const { locale } = useFormat()
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const hrefOf = (months: number) =>
    `${classesPath}?month=${monthFrom(month, months)}${isMine ? '&mine=1' : ''}`
  return (
    <>
      <h2 className={styles.heading} aria-live="polite">
        {name.format(new Date(`${month}-01T12:00:00Z`))}
      </h2>
      <div className={`${styles.row} ${own.steps}`}>
        <Button variant="default" component={AppLink} href={hrefOf(-1)}>
          {t('training.classes.monthBefore')}
        </Button>
        <Button variant="default" component={AppLink} href={hrefOf(1)}>
          {t('training.classes.monthAfter')}
        </Button>
      </div>
    </>
  )
}

type ByDay = ReadonlyMap<string, readonly ClassLine[]>

function Grid({ month, weeks, byDay }: { month: string; weeks: readonly string[][]; byDay: ByDay }) {
  const { locale, day } = useFormat()
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const number = new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: 'UTC' })
  const whole = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const today = day(Date.now())
  return (
    <table className={own.grid}>
      <thead>
        <tr>
          {weeks[0]?.map((each) => (
            <th key={each} scope="col">
              {weekday.format(new Date(each))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((each) => (
              <td
                key={each}
                className={each.startsWith(month) ? undefined : own.beside}
                aria-current={each === today ? 'date' : undefined}
              >
                <span aria-hidden className={own.number}>
                  {number.format(new Date(each))}
                </span>
                <span className="wl-hidden">{whole.format(new Date(each))}</span>
                <Classes rows={byDay.get(each) ?? []} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Days({ month, days, byDay }: { month: string; days: readonly string[]; byDay: ByDay }) {
  const dayName = useDay()
  return days
    .filter((each) => each.startsWith(month) && byDay.has(each))
    .map((each) => (
      <section key={each} aria-label={dayName(each)}>
        <h3 className={own.day}>{dayName(each)}</h3>
        <Classes rows={byDay.get(each) ?? []} />
      </section>
    ))
}

function Classes({ rows }: { rows: readonly ClassLine[] }) {
  const t = useTrainingT()
  const format = useFormat()
  if (rows.length === 0) return null
  return (
    <ul className={own.classes}>
      {rows.map((row) => (
        <li key={row.id}>
          <AppLink className={styles.link} href={`${classesPath}/${row.id}`}>
            {format.time(row.starts_at)}{' '}
            <span className={row.state === 'cancelled' ? styles.gone : undefined}>{row.title}</span>
          </AppLink>
          <div className={styles.small}>
            {row.state === 'open' || row.state === 'in_progress'
              ? t('training.classes.taken', { booked: row.booked, capacity: row.capacity })
              : t(`training.classes.state.${row.state}`)}
          </div>
        </li>
      ))}
    </ul>
  )
}
