import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import { useKitT } from '../i18n/useKitT.ts'
import styles from './states.module.css'
import { useTitle } from './useTitle.ts'

/** The API's answer when something fails (RFC 9457), with the reference that support asks for. */
export type ProblemDocument = { title?: string; detail?: string; status?: number; reference?: string }

type ErrorStateProps = { problem?: unknown; onRetry?: () => void; action?: ReactNode }

/** What happened, what to do now, and a reference to give to support. Takes a problem document or a thrown error. */
export function ErrorState({ problem, onRetry, action }: ErrorStateProps) {
  const t = useKitT()
  const known = problemOf(problem)
  // Where it stands in place of the whole page it is the page's heading and title as well.
  const [isAlone, setAlone] = useState(false)
  useLayoutEffect(() => setAlone(document.querySelector('h1') === null), [])
  const isOffline = typeof navigator !== 'undefined' && !navigator.onLine
  const title = isOffline ? t('kit.error.offline') : (known?.title ?? t('kit.error.title'))
  return (
    <div className={`${styles.state} ${styles.error}`} role="alert">
      <div className={styles.icon} aria-hidden>
        <IconAlertTriangle size={24} stroke={1.6} />
      </div>
      {isAlone ? <PageTitle title={title} /> : <p className={styles.title}>{title}</p>}
      <p className={styles.body}>
        {isOffline ? t('kit.error.offlineBody') : (known?.detail ?? t('kit.error.body'))}
      </p>
      {known?.reference && (
        <p className={styles.reference}>
          {t('kit.error.reference')} <code>{known.reference}</code>
        </p>
      )}
      <div className={styles.actions}>
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t('kit.error.retry')}
          </Button>
        )}
        {action}
      </div>
    </div>
  )
}

function PageTitle({ title }: { title: string }) {
  useTitle(title)
  return <h1 className={styles.title}>{title}</h1>
}

/** A thrown Error's message is for programmers, so only a problem document's words are shown. */
function problemOf(problem: unknown): ProblemDocument | undefined {
  if (typeof problem !== 'object' || problem === null || !('title' in problem)) return undefined
  return problem as ProblemDocument
}
