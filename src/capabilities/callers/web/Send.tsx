/** A step of a verification as a form: sends once, and says why it was refused. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './callers.module.css'
import { useSending } from './data.ts'

export function Send({
  isReady,
  label,
  send,
  children,
}: {
  isReady: boolean
  label: string
  send: () => Promise<unknown>
  children: ReactNode
}) {
  const { run, isBusy, failure } = useSending()
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        if (isReady) void run(send)
      }}
    >
      {children}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div>
        <Button type="submit" loading={isBusy} disabled={!isReady}>
          {label}
        </Button>
      </div>
    </form>
  )
}
