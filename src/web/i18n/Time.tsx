import type { Moment } from './format.ts'
import { useFormat, useNow } from './useFormat.tsx'

type TimeProps = {
  at: Moment
  /** `relative` is "5 minutes ago"; `due` is a time to be kept; `exact` has the weekday and, where it differs, the zone. */
  as?: 'relative' | 'due' | 'date' | 'time' | 'dateTime' | 'exact'
  className?: string
}

/** A moment in a few words, the exact one on hover and for programs. */
export function Time({ at, as = 'relative', className }: TimeProps) {
  const format = useFormat()
  const now = useNow()
  const text = as === 'relative' || as === 'due' ? format[as](at, now) : format[as](at)
  return (
    <time dateTime={new Date(at).toISOString()} title={format.exact(at)} className={className}>
      {text}
    </time>
  )
}
