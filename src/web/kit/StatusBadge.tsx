import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDot,
  IconClockPause,
  IconInfoCircle,
  IconProgress,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import styles from './StatusBadge.module.css'

export type Tone = 'neutral' | 'accent' | 'info' | 'success' | 'warning' | 'danger'
export type BadgeIcon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>

const DEFAULT_ICON: Record<Tone, BadgeIcon> = {
  neutral: IconCircle,
  accent: IconCircleDot,
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconAlertTriangle,
}

/** The four categories that every lifecycle maps to, as tone and icon; a page may spread one into a StatusBadge. */
export const STATE_LOOK: Record<'waiting' | 'active' | 'paused' | 'done', { tone: Tone; icon: BadgeIcon }> = {
  waiting: { tone: 'accent', icon: IconCircleDot },
  active: { tone: 'info', icon: IconProgress },
  paused: { tone: 'warning', icon: IconClockPause },
  done: { tone: 'success', icon: IconCircleCheck },
}

type StatusBadgeProps = { label: string; tone?: Tone; icon?: BadgeIcon }

/** A state as icon, word and color together: any two of them may fail a reader. */
export function StatusBadge({ label, tone = 'neutral', icon }: StatusBadgeProps) {
  const Icon = icon ?? DEFAULT_ICON[tone]
  return (
    <span className={`${styles.badge} ${tone === 'neutral' ? '' : styles[tone]}`}>
      <Icon size={14} stroke={2} aria-hidden />
      <span className={styles.word}>{label}</span>
    </span>
  )
}
