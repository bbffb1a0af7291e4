import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat, useNow } from '../../../../../web/i18n/useFormat.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { type Choice, usePlaces } from '../../../web/data/directory.ts'
import { type PortalT, usePortalT } from '../usePortalT.ts'
import { type Form, promiseOf, type Step } from './form.ts'
import styles from './new.module.css'
import { placeOf } from './PlaceStep.tsx'
import { AlreadySent, sendRequest } from './send.ts'
import type { StepPart } from './Tiles.tsx'
import { rememberPlace } from './useForm.ts'

type CheckStepProps = StepPart & {
  topics: readonly Choice[]
  steps: readonly Step[]
  go: (step: Step) => void
  onSent: () => void
}

/** Everything she said, what happens next and by when; then it goes out, once. */
export function CheckStep({ form, heading, topics, steps, go, onSent }: CheckStepProps) {
  const t = usePortalT()
  const format = useFormat()
  const now = useNow()
  const places = usePlaces()
  const { send, isBusy, failure } = useSend(form, places, onSent, go)
  return (
    <section className={styles.step}>
      <h1 ref={heading} tabIndex={-1} className={styles.question}>
        {t('portal.new.check.title')}
      </h1>
      <dl className={styles.summary} aria-label={t('portal.new.check.what')}>
        {linesOf(t, form, steps, topics, placeOf(places, form.placeId)?.name).map(({ step, name, value }) => (
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
          <li>
            <strong>{t('portal.new.check.next2', { when: format.due(promiseOf(form, now), now) })}</strong>
          </li>
          <li>{t('portal.new.check.next3')}</li>
        </ol>
        {form.care === 'now' && form.kind === 'incident' && <p>{t('portal.new.care.danger')}</p>}
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

function useSend(form: Form, places: readonly Choice[], onSent: () => void, go: (step: Step) => void) {
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
      const made = await sendRequest(t, form, placeOf(places, form.placeId)?.id)
      toast.show(t('portal.new.check.sent'), 'success')
      leave(`/requests/${made.id}`)
    } catch (error) {
      if (error instanceof AlreadySent) {
        toast.show(t('portal.new.already'))
        leave('/requests')
      } else setFailure(error instanceof Error && error.message ? error.message : t('portal.error.network'))
    } finally {
      setBusy(false)
    }
  }
  return { send, isBusy, failure }
}

function linesOf(
  t: PortalT,
  form: Form,
  steps: readonly Step[],
  topics: readonly Choice[],
  place: string | undefined,
): { step: Step; name: string; value: string }[] {
  const names = form.files.map((file) => file.name).join(', ')
  const files = names && `${t('portal.new.check.files')}: ${names}`
  const values: Record<Exclude<Step, 'check'>, [name: string, value: string]> = {
    words: [t('portal.new.check.words'), [form.title, form.body, files].filter(Boolean).join('\n')],
    kind: [t('portal.new.check.kind'), form.kind ? t(`portal.new.kind.${form.kind}`) : ''],
    topic: [t('portal.new.check.topic'), topics.find((topic) => topic.id === form.topic)?.name ?? ''],
    care: [t('portal.new.check.care'), form.care ? t(`portal.new.care.${form.care}`) : ''],
    people: [t('portal.new.check.people'), form.people ? t(`portal.new.people.${form.people}`) : ''],
    place: [t('portal.new.check.place'), [place, form.device].filter(Boolean).join(', ')],
  }
  const order = ['words', 'kind', 'topic', 'care', 'people', 'place'] as const
  return order
    .filter((step) => steps.includes(step))
    .map((step) => ({ step, name: values[step][0], value: values[step][1] }))
}
