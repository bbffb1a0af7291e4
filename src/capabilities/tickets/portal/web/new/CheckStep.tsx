import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useNow } from '../../../../../web/i18n/useFormat.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import {
  type AskedQuestion,
  questionsQuery,
  useAsked,
  usePhrase,
  weighQuery,
} from '../../../priority/web/asked.ts'
import { type Choice, usePlaces } from '../../../web/data/directory.ts'
import { usePortalT } from '../usePortalT.ts'
import { answersOf, type Form, type Step } from './form.ts'
import styles from './new.module.css'
import { placeOf } from './PlaceStep.tsx'
import { AlreadySent, sendRequest } from './send.ts'
import type { StepPart } from './Tiles.tsx'
import { rememberPlace } from './useForm.ts'

type CheckStepProps = StepPart & {
  topics: readonly Choice[]
  questions: readonly AskedQuestion[]
  steps: readonly Step[]
  go: (step: Step) => void
  onSent: () => void
}

/** Everything she said, what happens next and by when; then it goes out, once. */
export function CheckStep({ form, heading, topics, questions, steps, go, onSent }: CheckStepProps) {
  const t = usePortalT()
  const format = useFormat()
  const now = useNow()
  const places = usePlaces()
  const placeId = placeOf(places, form.placeId)?.id
  const answers = answersOf(form, questions)
  const version = useAsked()?.version
  const { data: weighed } = useQuery(
    weighQuery(
      version,
      answers ?? {},
      answers === undefined
        ? {}
        : { ...(form.topic ? { category_id: form.topic } : {}), ...(placeId ? { place_id: placeId } : {}) },
    ),
  )
  const { send, isBusy, failure } = useSend(
    { form, placeId, answers: answers && version !== undefined ? { version, given: answers } : undefined },
    onSent,
    go,
  )
  const lines = useLines({ form, steps, topics, questions, place: placeOf(places, form.placeId)?.name })
  return (
    <section className={styles.step}>
      <h1 ref={heading} tabIndex={-1} className={styles.question}>
        {t('portal.new.check.title')}
      </h1>
      <dl className={styles.summary} aria-label={t('portal.new.check.what')}>
        {lines.map(({ step, name, value }) => (
          <div key={step} className={styles.line}>
            <dt>{name}</dt>
            <dd>{value || <span className={styles.none}>{t('portal.new.check.none')}</span>}</dd>
            <dd className={styles.lineChange}>
              <button
                type="button"
                className={styles.discard}
                aria-label={t('portal.new.check.changeOf', { what: name })}
                onClick={() => go(step)}
              >
                {t('portal.new.check.change')}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.nextBox}>
        <h2>{t('portal.new.check.nextTitle')}</h2>
        <ol>
          <li>{t('portal.new.check.next1')}</li>
          {weighed && (
            <li>
              <strong>{t('portal.new.check.next2', { when: format.due(weighed.due_at, now) })}</strong>
            </li>
          )}
          <li>{t('portal.new.check.next3')}</li>
        </ol>
        {weighed && weighed.answered <= 2 && <p>{t('portal.new.danger')}</p>}
      </div>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Button size="lg" loading={isBusy} onClick={send}>
        {t('portal.new.check.send')}
      </Button>
    </section>
  )
}

type Sent = {
  form: Form
  placeId: string | undefined
  answers: { version: number; given: Record<string, string> } | undefined
}

function useSend({ form, placeId, answers }: Sent, onSent: () => void, go: (step: Step) => void) {
  const t = usePortalT()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const leave = (to: string) => {
    onSent()
    rememberPlace(form)
    void queries.invalidateQueries({ queryKey: ['requests'] })
    void navigate({ to, replace: true, search: {} })
  }
  const send = async () => {
    if (form.title.trim() === '') return go('words')
    setBusy(true)
    setFailure('')
    try {
      const made = await sendRequest(t, form, placeId, answers)
      toast.show(t('portal.new.check.sent'), 'success')
      leave(`/requests/${made.id}`)
    } catch (error) {
      if (error instanceof AlreadySent) {
        toast.show(t('portal.new.already'))
        leave('/requests')
      } else {
        // They may have been changed since; what is asked now is shown when she looks at her answers again.
        void queries.invalidateQueries({ queryKey: questionsQuery.queryKey })
        setFailure(error instanceof Error && error.message ? error.message : t('portal.error.network'))
      }
    } finally {
      setBusy(false)
    }
  }
  return { send, isBusy, failure }
}

type LinesProps = Pick<CheckStepProps, 'form' | 'steps' | 'topics' | 'questions'> & {
  place: string | undefined
}

function useLines({ form, steps, topics, questions, place }: LinesProps) {
  const t = usePortalT()
  const phrase = usePhrase()
  const names = form.files.map((file) => file.name).join(', ')
  const files = names && `${t('portal.new.check.files')}: ${names}`
  const words = [form.title, form.body, files].filter(Boolean).join('\n')
  const topic = topics.find(({ id }) => id === form.topic)?.name ?? ''
  const asked = questions.map((question): [Step, string, string] => {
    const answer = question.answers.find(({ key }) => key === form.answers[question.key])
    return [`ask-${question.key}`, phrase('portal', question), answer ? phrase('portal', answer) : '']
  })
  const lines: [Step, name: string, value: string][] = [
    ['words', t('portal.new.check.words'), words],
    ['kind', t('portal.new.check.kind'), form.kind ? t(`portal.new.kind.${form.kind}`) : ''],
    ['topic', t('portal.new.check.topic'), topic],
    ...asked,
    ['place', t('portal.new.check.place'), [place, form.device].filter(Boolean).join(', ')],
  ]
  return lines.filter(([step]) => steps.includes(step)).map(([step, name, value]) => ({ step, name, value }))
}
