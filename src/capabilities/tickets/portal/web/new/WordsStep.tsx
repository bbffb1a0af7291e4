import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../../../../web/api/client.ts'
import { AppLink } from '../../../../../web/kit/AppLink.tsx'
import { TextAreaField, TextField } from '../../../../../web/kit/fields.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import {
  type Answer,
  AnswerLinks,
  MarkedText,
  type OwnRequest,
  useAnswers,
} from '../../../../knowledge/web/index.ts'
import { WritingHint } from '../../../../privacy/web/index.ts'
import { Pictures } from '../Pictures.tsx'
import { usePortalT } from '../usePortalT.ts'
import styles from './new.module.css'
import type { StepPart } from './Tiles.tsx'

const TITLE_LENGTH_MAX = 200
const BODY_LENGTH_MAX = 20_000
const ANSWERS_MAX = 3
const labels = { incident: 'long', service_request: 'longNeed', question: 'longAsk' } as const

/** In her own words, with pictures; while she types, what may already help. */
export function WordsStep({ form, change, next, heading, onSolved }: StepPart & { onSolved: () => void }) {
  const t = usePortalT()
  const [isMissing, setMissing] = useState(false)
  const title = useRef<HTMLInputElement>(null)
  const { answers, own } = useAnswers(`${form.title}\n${form.body}`.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.title.trim() !== '') return next()
    setMissing(true)
    title.current?.focus()
  }
  return (
    <form className={styles.step} onSubmit={submit} noValidate>
      <h1 ref={heading} tabIndex={-1} className={styles.question}>
        {t('portal.new.words.title')}
      </h1>
      <TextField
        ref={title}
        label={t('portal.new.words.short')}
        hint={t('portal.new.words.shortHint')}
        error={isMissing && form.title.trim() === '' ? t('portal.new.words.shortMissing') : undefined}
        maxLength={TITLE_LENGTH_MAX}
        autoComplete="off"
        value={form.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <WritingHint text={form.title} onChange={(words) => change({ title: words })} />
      <TextAreaField
        label={t(`portal.new.words.${labels[form.kind ?? 'incident']}`)}
        hint={t('portal.new.words.hint')}
        required={false}
        minRows={4}
        maxLength={BODY_LENGTH_MAX}
        value={form.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <WritingHint text={form.body} onChange={(body) => change({ body })} />
      <Pictures files={form.files} onChange={(files) => change({ files })} />
      <AnswerLinks
        answers={answers.slice(0, ANSWERS_MAX)}
        words={form.title}
        title={t('portal.new.helps.title')}
        isNewTab
        action={(answer) => <Solved answer={answer} onSolved={onSolved} />}
      />
      <OwnRequests own={own.slice(0, ANSWERS_MAX)} />
      <Button type="submit">{t('portal.new.next')}</Button>
    </form>
  )
}

/** What she asked before and is still open, so that she adds to it and asks nothing twice. */
function OwnRequests({ own }: { own: readonly OwnRequest[] }) {
  const t = usePortalT()
  if (own.length === 0) return null
  return (
    <section aria-labelledby="own-requests">
      <h2 id="own-requests" className={styles.ownTitle}>
        {t('portal.new.helps.own')}
      </h2>
      <ul className={styles.own}>
        {own.map(({ id, number, title, sentence }) => (
          <li key={id}>
            <AppLink href={`/requests/${id}`} target="_blank" rel="noopener">
              {`#${number} ${title}`}
            </AppLink>
            {sentence.text !== '' && (
              <p>
                <MarkedText marked={sentence} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** She needs no request any more; the article hears that it helped. */
function Solved({ answer, onSolved }: { answer: Answer; onSolved: () => void }) {
  const t = usePortalT()
  const navigate = useNavigate()
  const finish = () => {
    void api.POST('/api/articles/{id}/rate', {
      params: { path: { id: answer.id } },
      body: { is_helpful: true },
    })
    onSolved()
    toast.show(t('portal.new.helps.solvedDone'), 'success')
    void navigate({ to: '/' })
  }
  return (
    <Button
      variant="light"
      color="green"
      onClick={finish}
      aria-label={`${t('portal.new.helps.solved')}: ${answer.title.text}`}
    >
      {t('portal.new.helps.solved')}
    </Button>
  )
}
