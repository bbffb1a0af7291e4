import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { clocksQuery, type TicketClock } from './data.ts'
import styles from './escalation.module.css'
import { useEscalationT } from './useEscalationT.ts'

const soon_share = 0.25

/** The targets of a ticket: how much is left of each, and, opened, why it is due when it is. */
export function TargetsPart({ id, version }: { id: string; version: number }) {
  const t = useEscalationT()
  const { data, refetch } = useQuery(clocksQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have moved its clocks.
  useEffect(() => void refetch(), [version, refetch])
  const rows = data?.rows ?? []
  const last = rows.filter(
    (clock) => !rows.some((other) => other.kind === clock.kind && other.round > clock.round),
  )
  if (last.length === 0) return null
  return (
    <PanelSection title={t('escalation.clock.title')}>
      <div className={styles.clocks} id="targets" tabIndex={-1}>
        {last.map((clock) => (
          <details key={`${clock.kind} ${clock.round}`} className={styles.clock}>
            <summary>
              <span className={styles.clockName}>{t(`escalation.kind.${clock.kind}`)}</span>
              <Left clock={clock} />
            </summary>
            <Why clock={clock} />
          </details>
        ))}
      </div>
    </PanelSection>
  )
}

/** What is left, in words and color: working time is what was promised, so the due moment stands beside it. */
function Left({ clock }: { clock: TicketClock }) {
  const t = useEscalationT()
  const format = useFormat()
  const now = useNow()
  const left = clock.target_minutes - clock.worked_minutes
  const isLate = clock.breached_at !== null || (clock.due_at !== null && Date.parse(clock.due_at) < now)
  if (clock.ended_at !== null)
    return (
      <span className={styles.left} data-look={clock.breached_at ? 'late' : clock.state}>
        {t(
          clock.breached_at
            ? 'escalation.clock.metLate'
            : `escalation.clock.${clock.state as 'met' | 'stopped'}`,
        )}
      </span>
    )
  if (clock.state === 'paused' && !isLate)
    return (
      <span className={styles.left}>
        {t('escalation.clock.paused', { time: format.workingTime(Math.max(0, left)) })}
      </span>
    )
  const look = isLate ? 'late' : left < clock.target_minutes * soon_share ? 'soon' : 'calm'
  return (
    <time
      className={styles.left}
      data-look={look}
      dateTime={clock.due_at ?? ''}
      title={format.exact(clock.due_at ?? now)}
    >
      {t(isLate ? 'escalation.clock.late' : 'escalation.clock.due', {
        at: format.due(clock.due_at ?? now, now),
      })}
    </time>
  )
}

/** Policy, calendar, and each span of time with its reason, as the timeline tells them. */
function Why({ clock }: { clock: TicketClock }) {
  const t = useEscalationT()
  const format = useFormat()
  const minutes = format.workingTime
  return (
    <div className={styles.why}>
      <p>
        {t('escalation.clock.promise', {
          time: minutes(clock.target_minutes),
          worked: minutes(clock.worked_minutes),
        })}
      </p>
      <p className={styles.small}>
        {t('escalation.clock.policy', { name: clock.policy.name, number: clock.policy.version })}
      </p>
      <p className={styles.small}>
        {t('escalation.clock.calendar', {
          name: clock.calendar.name,
          number: clock.calendar.version,
          zone: clock.calendar.time_zone,
        })}
      </p>
      {clock.due_at && (
        <p className={styles.small}>{t('escalation.clock.dueAt', { at: format.exact(clock.due_at) })}</p>
      )}
      {clock.breached_at && (
        <p className={styles.small}>
          {t('escalation.clock.breachedAt', { at: format.exact(clock.breached_at) })}
        </p>
      )}
      <ol className={styles.spans}>
        {clock.spans.map((span) => (
          <li key={`${span.from} ${span.state}`}>
            <span>
              {t(span.is_running ? 'escalation.clock.ran' : 'escalation.clock.rested', {
                state: t(`escalation.state.${span.state as 'open'}`),
                time: minutes(span.worked_minutes),
              })}
            </span>
            <p className={styles.small}>
              {span.to
                ? t('escalation.clock.fromTo', {
                    from: format.dateTime(span.from),
                    to: format.dateTime(span.to),
                  })
                : t('escalation.clock.since', { from: format.dateTime(span.from) })}
              {(span.policy.version !== clock.policy.version || span.policy.id !== clock.policy.id) &&
                ` · ${t('escalation.clock.policy', { name: span.policy.name, number: span.policy.version })}`}
              {span.calendar.id !== clock.calendar.id && ` · ${span.calendar.name}`}
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}
