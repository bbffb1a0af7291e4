import { useRouter } from '@tanstack/react-router'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { HeatMap } from '../../../../web/kit/charts/HeatMap.tsx'
import { behind, type Kept, type TargetsSearch } from './data.ts'
import styles from './targets.module.css'
import { useTargetsT } from './useTargetsT.ts'

const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000
const hours = Array.from({ length: 24 }, (_, hour) => String(hour))

/** When targets are missed; each hour of the week leads to its tickets. */
export function MissedHours({ kept, search }: { kept: Kept; search: TargetsSearch }) {
  const t = useTargetsT()
  const router = useRouter()
  const { locale } = useFormat()
  const { missed } = kept.hours
  const name = (weekday: 'short' | 'long', day: number) =>
    new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(MONDAY + day * DAY_MS)
  const highest = Math.max(...missed.flat())
  const day = missed.findIndex((row) => row.includes(highest))
  return (
    <div className={styles.card}>
      <HeatMap
        title={t('targets.hours')}
        summary={
          highest > 0
            ? t('targets.hoursSummary', {
                day: name('long', day),
                hour: missed[day]?.indexOf(highest) ?? 0,
                count: highest,
              })
            : t('targets.noneMissed')
        }
        rows={missed.map((_, index) => name('short', index))}
        columns={hours}
        values={missed}
        onSelect={(weekday, hour) =>
          router.history.push(
            behind(search, kept, {
              target_result: 'missed',
              target_weekday: weekday + 1,
              target_hour: hour,
            }),
          )
        }
      />
    </div>
  )
}
