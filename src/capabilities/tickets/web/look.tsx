/** How states, priorities and promises look: always a word, with an icon and a color beside it. */
import {
  IconAlertTriangle,
  IconArrowDown,
  IconBan,
  IconCalendarTime,
  IconChevronsUp,
  IconChevronUp,
  IconCircleCheck,
  IconCircleDot,
  IconClock,
  IconEqual,
  IconGitMerge,
  IconLock,
  IconMessageQuestion,
  IconProgress,
  IconTruckDelivery,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { type BadgeIcon, StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import type { TicketRow } from './data/ticket.ts'
import styles from './look.module.css'
import { useTicketsT } from './useTicketsT.ts'

export type State = TicketRow['state']

const stateLooks: Record<State, { tone: Tone; icon: BadgeIcon }> = {
  new: { tone: 'accent', icon: IconCircleDot },
  open: { tone: 'info', icon: IconProgress },
  waiting_on_requester: { tone: 'warning', icon: IconMessageQuestion },
  waiting_on_vendor: { tone: 'warning', icon: IconTruckDelivery },
  scheduled: { tone: 'neutral', icon: IconCalendarTime },
  resolved: { tone: 'success', icon: IconCircleCheck },
  closed: { tone: 'neutral', icon: IconLock },
  cancelled: { tone: 'neutral', icon: IconBan },
  merged: { tone: 'neutral', icon: IconGitMerge },
}

export function StateBadge({ state }: { state: State }) {
  const t = useTicketsT()
  return <StatusBadge label={t(`tickets.state.${state}`)} {...stateLooks[state]} />
}

export const levels = [1, 2, 3, 4] as const
export type Level = (typeof levels)[number]

const priorityIcons: Record<Level, BadgeIcon> = {
  1: IconChevronsUp,
  2: IconChevronUp,
  3: IconEqual,
  4: IconArrowDown,
}

/** Only the two urgent priorities have a color, so that they are seen. */
export function PriorityMark({ priority }: { priority: number | null }): ReactNode {
  const t = useTicketsT()
  if (priority === null || priority < 1 || priority > 4) return null
  const level = priority as Level
  const Icon = priorityIcons[level]
  return (
    <span className={styles.priority} data-level={level}>
      <Icon size={16} stroke={2.2} aria-hidden />
      {t(`tickets.priority.${level}`)}
    </span>
  )
}

type Promised = Pick<TicketRow, 'due_at' | 'category'>

/** The promise as "in 2 h" or "3 h late"; what is over or paused promises nothing. */
export function PromiseMark({ due_at, category }: Promised): ReactNode {
  const t = useTicketsT()
  const format = useFormat()
  const now = useNow()
  if (due_at === null || category === 'done') return null
  if (category === 'paused')
    return (
      <span className={styles.promise} title={format.exact(due_at)}>
        <IconClock size={14} stroke={1.8} aria-hidden />
        {t('tickets.promise.paused')}
      </span>
    )
  const left_s = (Date.parse(due_at) - now) / 1000
  const isLate = left_s < 0
  const isSoon = !isLate && left_s < 4 * 3600
  const Icon = isLate ? IconAlertTriangle : IconClock
  return (
    <time
      dateTime={due_at}
      className={styles.promise}
      data-look={isLate ? 'late' : isSoon ? 'soon' : 'calm'}
      title={format.exact(due_at)}
    >
      <Icon size={14} stroke={1.8} aria-hidden />
      {t(isLate ? 'tickets.promise.late' : 'tickets.promise.left', {
        time: shortSpan(format, Math.abs(left_s)),
      })}
    </time>
  )
}

/** The largest unit alone: a list is read at a glance. */
export function shortSpan(format: ReturnType<typeof useFormat>, seconds: number): string {
  const unit = seconds >= 86_400 ? 86_400 : seconds >= 3600 ? 3600 : 60
  return format.duration(Math.max(60, Math.floor(seconds / unit) * unit))
}

/** How long ago it was filed. */
export function Age({ at }: { at: string }): ReactNode {
  const format = useFormat()
  const now = useNow()
  return (
    <time dateTime={at} title={format.exact(at)}>
      {shortSpan(format, Math.max(0, (now - Date.parse(at)) / 1000))}
    </time>
  )
}
