import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { classQuery } from './classes-data.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What a learner's phone opens by the code in the room: one press says that they are there. */
export function Page() {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [code] = useState(() => location.hash.slice(1))
  const [isDone, setDone] = useState(false)
  const { data, error, refetch } = useQuery(classQuery(id))
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(api.POST('/api/classes/{id}/check-in', { params: { path: { id } }, body: { code } }))
    setDone(true)
    await queries.invalidateQueries({ queryKey: ['training'] })
  })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader title={data.title} note={t('training.classes.checkInNote')} />
      {isDone ? (
        <p role="status">
          <strong>{t('training.classes.checkedIn')}</strong>
        </p>
      ) : (
        <Button h={44} loading={isBusy} disabled={code === ''} onClick={() => void submit()}>
          {t('training.classes.checkIn')}
        </Button>
      )}
      <Failure problem={problem} />
    </div>
  )
}
