import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useMay, useMe } from '../../../web/shell/session.ts'
import { CheckOffsOf } from './check-offs/CheckOffList.tsx'
import { transcriptQuery } from './data.ts'
import { gapsPath } from './paths.ts'
import { ProposeDialog } from './plans/ProposeDialog.tsx'
import { RecordDialog } from './RecordDialog.tsx'
import { TranscriptView } from './TranscriptView.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What is asked of a person, and what the person learned. */
export function Page() {
  const t = useTrainingT()
  const may = useMay()
  const me = useMe()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(transcriptQuery(id))
  const [isOpen, setOpen] = useState(false)
  const [isProposing, setProposing] = useState(false)
  const records = may('training.record') && me.person_id !== id
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={data.person.name}
        above={
          <AppLink className={styles.link} href={gapsPath}>
            {t('training.gaps.title')}
          </AppLink>
        }
        note={[data.person.title, data.person.department].filter(Boolean).join(' · ')}
        actions={
          <div className={styles.buttons}>
            {may('training.manage') && me.person_id !== id && (
              <Button variant="default" onClick={() => setProposing(true)}>
                {t('training.plans.propose')}
              </Button>
            )}
            {records && <Button onClick={() => setOpen(true)}>{t('training.record.open')}</Button>}
          </div>
        }
      />
      <TranscriptView transcript={data} mayRevoke={records} />
      <CheckOffsOf personId={id} />
      {isProposing && <ProposeDialog first={[data.person]} onClose={() => setProposing(false)} />}
      {isOpen && <RecordDialog person={data.person} today={data.today} onClose={() => setOpen(false)} />}
    </div>
  )
}
