import { useEffect, useState } from 'react'
import type { Call } from './calls.ts'
import { secondsOf } from './data.ts'
import styles from './phone.module.css'

/** How long the call lasts, in minutes and seconds. It is not read out: that would talk over the caller. */
export function Timer({ call }: { call: Pick<Call, 'beganAt'> }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = secondsOf(call, now)
  return (
    <span role="timer" aria-live="off" className={styles.timer}>
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </span>
  )
}
