/** How a verification ended, and the wait for a second person. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import styles from './callers.module.css'
import { type Shown, useSending } from './data.ts'
import { NotSure } from './NotSure.tsx'
import { useCallersT } from './useCallersT.ts'

/** It passed, and two have to verify. */
export function Second({ shown, onNews }: { shown: Shown; onNews: () => void }) {
  const t = useCallersT()
  const { run, isBusy, failure } = useSending()
  const [isAsked, setAsked] = useState(false)
  const path = { params: { path: { id: shown.id } }, body: {} }
  return (
    <>
      <h3 className={styles.plain}>{t('callers.second.title')}</h3>
      <p className={styles.plain}>
        {t(shown.two === 'held' ? 'callers.second.held' : 'callers.second.highRisk')}
      </p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <p role="status" className={styles.plain}>
        {isAsked ? t('callers.second.asked') : t('callers.second.note')}
      </p>
      <div className={styles.buttons}>
        <Button
          loading={isBusy}
          disabled={isAsked}
          onClick={() =>
            run(async () => {
              await ask(api.POST('/api/callers/verifications/{id}/ask-second', path))
              setAsked(true)
            })
          }
        >
          {t('callers.second.ask')}
        </Button>
      </div>
      <NotSure id={shown.id} onNews={onNews} />
    </>
  )
}

export function Ended({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const t = useCallersT()
  const isPassed = shown.state === 'passed'
  return (
    <>
      <div role="status" className={styles.outcome} data-failed={shown.state === 'failed'}>
        <h3 className={styles.plain}>
          {t(`callers.ended.${shown.state === 'started' ? 'expired' : shown.state}`)}
        </h3>
        <p className={styles.plain}>
          {t(
            isPassed
              ? 'callers.ended.passedNote'
              : shown.state === 'failed'
                ? 'callers.ended.failedNote'
                : 'callers.ended.overNote',
            {
              name: shown.person.name,
            },
          )}
        </p>
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose} autoFocus>
          {t('callers.close')}
        </Button>
      </div>
    </>
  )
}
