import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { useWallboardT } from './useWallboardT.ts'
import type { Board } from './WallboardPage.tsx'
import styles from './wallboard.module.css'

type LinesProps = { title: string; lines: Board['due_next']; tells: 'late' | 'left' | 'since' }

/** A few tickets by number, each with its team and how long it is late, has left, or lies. */
export function Lines({ title, lines, tells }: LinesProps) {
  const t = useWallboardT()
  const format = useFormat()
  const now = useNow()
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <p className={styles.dim}>{t('wallboard.nothing')}</p>
      ) : (
        <ol className={styles.lines}>
          {lines.map((line) => {
            const at = Date.parse((tells === 'since' ? line.created_at : line.due_at) ?? line.created_at)
            // What was to run out next may have done so since.
            const says = tells === 'left' && at < now ? 'late' : tells
            const Icon = says === 'late' ? IconAlertTriangle : IconClock
            return (
              <li key={line.number} data-look={says}>
                <strong>#{line.number}</strong>
                <span className={styles.dim}>
                  {[
                    line.priority && `P${line.priority}`,
                    tells !== 'since' && line.target && t(`wallboard.target.${line.target}`),
                    line.team ?? t('wallboard.noTeam'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className={styles.time}>
                  <Icon size="1em" stroke={2} aria-hidden />
                  {t(`wallboard.${says}`, { time: span(format, Math.abs(now - at) / 1000) })}
                </span>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}

/** The largest unit alone: it is read from the other side of the room. */
function span(format: ReturnType<typeof useFormat>, seconds: number): string {
  const unit = seconds >= 86_400 ? 86_400 : seconds >= 3_600 ? 3_600 : 60
  return format.duration(Math.max(60, Math.floor(seconds / unit) * unit))
}
