import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { AttemptResult } from './AttemptResult.tsx'
import own from './assessment.module.css'
import { type Answered, type Attempt, attemptQuery } from './data.ts'
import { QuestionFields } from './QuestionFields.tsx'
import { TimeLeft } from './TimeLeft.tsx'
import { useSaving } from './useSaving.ts'

/** An attempt: taken, or what came of it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(attemptQuery(id))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return data.handed_in_at === null ? <Take attempt={data} /> : <AttemptResult attempt={data} />
}

const isGiven = ({ chosen, pairs, written }: Answered) =>
  chosen.length > 0 || pairs.some((each) => each >= 0) || written.trim() !== ''

function Take({ attempt }: { attempt: Attempt }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [answers, setAnswers] = useState(new Map(attempt.items.map(({ place, answer }) => [place, answer])))
  const [isAsked, setAsked] = useState(false)
  const path = { id: attempt.id }
  const close = async () => {
    await ask(api.POST('/api/training/attempts/{id}/hand-in', { params: { path }, body: {} }))
    await queries.invalidateQueries({ queryKey: ['training'] })
    await queries.refetchQueries({ queryKey: attemptQuery(attempt.id).queryKey })
  }
  const over = useSubmit(close)
  const saving = useSaving(attempt.id, () => void over.submit())
  const { isBusy, problem, submit } = useSubmit(async () => {
    await saving.flush()
    await close()
  })
  const guard = useUnsavedGuard(saving.isSaving)
  const answer = (place: number, given: Answered) => {
    setAnswers((before) => new Map(before).set(place, given))
    saving.save(place, given)
  }
  const given = [...answers.values()].filter(isGiven).length
  const count = attempt.items.length
  return (
    <div className={styles.page}>
      <PageHeader title={attempt.title} note={t('training.assessment.take.note')} />
      {attempt.ends_at !== null && (
        <TimeLeft endsAt={attempt.ends_at} now={attempt.now} onOver={() => void submit()} />
      )}
      <Questions items={attempt.items} answers={answers} onAnswer={answer} />
      <Failure problem={problem ?? over.problem} />
      <div className={own.bar}>
        <p role="status" className={saving.problem ? styles.late : styles.small}>
          {saving.problem
            ? t('training.assessment.take.unsaved', { reason: saving.problem.message })
            : t(saving.isSaving ? 'training.assessment.take.saving' : 'training.assessment.take.saved')}{' '}
          {t('training.assessment.take.given', { given, count })}
        </p>
        <Button h={44} loading={isBusy} onClick={() => (given < count ? setAsked(true) : void submit())}>
          {t('training.assessment.take.handIn')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('training.assessment.take.handInTitle')}
        confirmLabel={t('training.assessment.take.handIn')}
        cancelLabel={t('training.assessment.take.goOn')}
        onConfirm={() => {
          setAsked(false)
          void submit()
        }}
        onCancel={() => setAsked(false)}
      >
        {t('training.assessment.take.open', { count: count - given })}
      </ConfirmDialog>
      {guard}
    </div>
  )
}

function Questions({
  items,
  answers,
  onAnswer,
}: {
  items: Attempt['items']
  answers: ReadonlyMap<number, Answered>
  onAnswer: (place: number, answer: Answered) => void
}) {
  const t = useTrainingT()
  const count = items.length
  return (
    <ol className={own.questions}>
      {items.map((item) => (
        <li key={item.place}>
          <fieldset className={own.question}>
            <legend>{t('training.assessment.take.question', { place: item.place, count })}</legend>
            <p className={own.prompt}>{item.prompt}</p>
            <QuestionFields
              item={item}
              answer={answers.get(item.place) ?? item.answer}
              onAnswer={(next) => onAnswer(item.place, next)}
            />
          </fieldset>
        </li>
      ))}
    </ol>
  )
}
