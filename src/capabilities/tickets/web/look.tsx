/** How states, priorities and promises look: always a word, with an icon and a color beside it. */
import { Tooltip } from '@mantine/core'
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
  IconClockPause,
  IconEqual,
  IconGitMerge,
  IconLock,
  IconMessageQuestion,
  IconProgress,
  IconTruckDelivery,
  IconUserCheck,
} from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { type BadgeIcon, StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import { VisuallyHidden } from '../../../web/kit/VisuallyHidden.tsx'
import type { TicketRow } from './data/ticket.ts'
import styles from './look.module.css'
import { useTicketsT } from './useTicketsT.ts'

const soon_s = 4 * 3600

export type State = TicketRow['state']

const stateLooks: Record<State, { tone: Tone; icon: BadgeIcon }> = {
  new: { tone: 'accent', icon: IconCircleDot },
  open: { tone: 'info', icon: IconProgress },
  waiting_on_requester: { tone: 'warning', icon: IconMessageQuestion },
  waiting_on_vendor: { tone: 'warning', icon: IconTruckDelivery },
  waiting_on_approval: { tone: 'warning', icon: IconUserCheck },
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

type Promised = Pick<TicketRow, 'due_at' | 'due_target' | 'category'>

/**
 * The promise as "in 2 h" or "3 h late"; what is over or paused promises nothing. Which target it is, and when it
 * runs out, shows under the pointer, and while the row has the focus.
 */
export function PromiseMark({ due_at, due_target, category }: Promised): ReactNode {
  const t = useTicketsT()
  const format = useFormat()
  const now = useNow()
  const place = useRef<HTMLSpanElement>(null)
  const isTold = useRowFocus(place, due_at !== null)
  if (due_at === null || category === 'done') return null
  const isPaused = category === 'paused'
  const left_s = (Date.parse(due_at) - now) / 1000
  const look = isPaused ? 'paused' : left_s < 0 ? 'late' : left_s < soon_s ? 'soon' : 'calm'
  const Icon = look === 'late' ? IconAlertTriangle : look === 'paused' ? IconClockPause : IconClock
  const at = format.exact(due_at)
  const why = due_target ? t('tickets.promise.due', { target: t(`tickets.promise.${due_target}`), at }) : at
  const shown = isPaused
    ? t('tickets.promise.paused')
    : t(look === 'late' ? 'tickets.promise.late' : 'tickets.promise.left', {
        time: shortSpan(format, Math.abs(left_s)),
      })
  return (
    <span ref={place} className={styles.promise} data-look={look} title={why}>
      <Icon size={14} stroke={1.8} aria-hidden />
      <time dateTime={due_at}>{shown}</time>
      {due_target && <VisuallyHidden>, {t(`tickets.promise.${due_target}`)}</VisuallyHidden>}
      {isTold && (
        <Tooltip opened label={why} position="bottom-start" withinPortal>
          <span className={styles.anchor} aria-hidden />
        </Tooltip>
      )}
    </span>
  )
}

/** Whether the row or line around the element has the focus by the keyboard. */
function useRowFocus(place: RefObject<HTMLElement | null>, isShown: boolean): boolean {
  const [hasFocus, setFocus] = useState(false)
  useEffect(() => {
    const row = isShown ? place.current?.closest('[role="row"], li') : undefined
    if (!row) return
    const look = () => setFocus(row.querySelector(':focus-visible') !== null)
    const leave = () => setFocus(false)
    row.addEventListener('focusin', look)
    row.addEventListener('focusout', leave)
    return () => {
      row.removeEventListener('focusin', look)
      row.removeEventListener('focusout', leave)
    }
  }, [place, isShown])
  return hasFocus
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
