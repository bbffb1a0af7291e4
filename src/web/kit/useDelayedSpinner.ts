import { useEffect, useState } from 'react'

/** True once something has been pending for this long: a spinner that flashes is worse than none. */
export function useDelayedSpinner(isPending: boolean, delay_ms = 300): boolean {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isPending) {
      setShown(false)
      return
    }
    const timer = setTimeout(() => setShown(true), delay_ms)
    return () => clearTimeout(timer)
  }, [isPending, delay_ms])
  return isShown
}
