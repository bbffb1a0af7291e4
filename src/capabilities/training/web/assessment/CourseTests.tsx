import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Gain, gainQuery, quizzesQuery } from './data.ts'

/** The test before a course and the one after, and how much was learned between them: by all, or in one class. */
export function CourseTests({ courseId, classId }: { courseId: string; classId?: string }) {
  const t = useTrainingT()
  const may = useMay()
  const [isChoosing, setChoosing] = useState(false)
  const { data, error, refetch } = useQuery(gainQuery(courseId, classId))
  const mayChoose = may('training.manage') && classId === undefined
  // A class of a course without tests has nothing to say.
  if (data === null && classId !== undefined) return null
  return (
    <>
      <h2 className={styles.heading}>{t('training.gain.title')}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <ListSkeleton rows={1} />
      ) : data === null ? (
        <p className={styles.small}>{t('training.gain.none')}</p>
      ) : (
        <Told of={data} />
      )}
      {mayChoose && data !== undefined && (
        <Button mt="sm" variant="default" onClick={() => setChoosing(true)}>
          {t('training.gain.choose')}
        </Button>
      )}
      {isChoosing && <TestsDialog id={courseId} gain={data ?? null} onClose={() => setChoosing(false)} />}
    </>
  )
}

function Told({ of }: { of: Gain }) {
  const t = useTrainingT()
  const format = useFormat()
  const percent = (points: number) => format.percent(points / 100)
  if (of.before === null || of.after === null)
    return <p>{t('training.gain.few', { n: of.n, min: of.people_min })}</p>
  return (
    <>
      <p>
        {t('training.gain.averages', { count: of.n, before: percent(of.before), after: percent(of.after) })}
      </p>
      {of.gain === null || of.low === null || of.high === null ? (
        <p>{t('training.gain.nothingLeft', { count: of.full })}</p>
      ) : (
        <p>
          <strong>{t('training.gain.gain', { gain: format.percent(of.gain) })}</strong>{' '}
          {t('training.gain.interval', { low: format.percent(of.low), high: format.percent(of.high) })}{' '}
          {of.full > 0 && t('training.gain.full', { count: of.full })}
        </p>
      )}
    </>
  )
}

function TestsDialog({ id, gain, onClose }: { id: string; gain: Gain | null; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const quizzes = useQuery(quizzesQuery).data?.rows ?? []
  const [before, setBefore] = useState(gain?.before_quiz_id ?? '')
  const [after, setAfter] = useState(gain?.after_quiz_id ?? '')
  const data = [
    { value: '', label: t('training.assessment.take.choose') },
    ...quizzes.map((each) => ({ value: each.id, label: each.title })),
  ]
  const send = async () => {
    await ask(
      api.PUT('/api/training/courses/{id}/tests', {
        params: { path: { id } },
        body: { before_quiz_id: before, after_quiz_id: after },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  const error = (errors: ReadonlyMap<string, string>, field: string) =>
    errors.has(field) ? { error: errors.get(field) as string } : {}
  return (
    <FormDialog
      title={t('training.gain.choose')}
      submitLabel={t('training.save')}
      isReady={before !== '' && after !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <SelectField
            label={t('training.gain.before')}
            value={before}
            data={data}
            {...error(errors, 'before_quiz_id')}
            onChange={(event) => setBefore(event.currentTarget.value)}
          />
          <SelectField
            label={t('training.gain.after')}
            value={after}
            data={data}
            {...error(errors, 'after_quiz_id')}
            onChange={(event) => setAfter(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
