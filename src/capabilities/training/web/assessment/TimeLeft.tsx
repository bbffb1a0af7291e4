import { useEffect, useRef, useState } from 'react'
import { useTrainingT } from '../useTrainingT.ts'
import own from './assessment.module.css'

const second_ms = 1_000
/** When how much is left is read out, in minutes. */
const told = [30, 10, 5, 1]

/** How much time is left by the clock of the server, whatever the one of this device says. */
export function TimeLeft({ endsAt, now, onOver }: { endsAt: string; now: string; onOver: () => void }) {
  const t = useTrainingT()
  const [ends] = useState(() => performance.now() + Date.parse(endsAt) - Date.parse(now))
  const [left, setLeft] = useState(() => ends - performance.now())
  const over = useRef(onOver)
  over.current = onOver
  const isOver = left <= 0
  useEffect(() => {
    if (isOver) {
      over.current()
      return
    }
    const timer = setInterval(() => setLeft(ends - performance.now()), second_ms)
    return () => clearInterval(timer)
  }, [ends, isOver])
  const seconds = Math.max(0, Math.ceil(left / second_ms))
  const minutes = Math.ceil(seconds / 60)
  const announced = told.filter((each) => minutes <= each).at(-1)
  return (
    <>
      <p className={own.time}>
        {t('training.assessment.take.left', {
          time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
        })}
      </p>
      <p role="status" className="wl-hidden">
        {isOver
          ? t('training.assessment.take.over')
          : announced !== undefined && t('training.assessment.take.minutesLeft', { count: announced })}
      </p>
    </>
  )
}
