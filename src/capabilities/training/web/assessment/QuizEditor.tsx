import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import { assessmentPath } from '../paths.ts'
import { RedactButton } from '../RedactButton.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Quiz, questionsQuery, quizQuery } from './data.ts'
import { QuizQuestions } from './QuizQuestions.tsx'

export type QuizForm = {
  title: string
  instructions: string
  attempts: string
  minutes: string
  pass: string
  isShuffled: boolean
  feedback: Quiz['feedback']
  questionIds: string[]
  competencies: Quiz['competencies']
}
const feedbacks = ['score', 'which', 'answers'] as const

const emptyForm: QuizForm = {
  title: '',
  instructions: '',
  attempts: '',
  minutes: '',
  pass: '80',
  isShuffled: true,
  feedback: 'which',
  questionIds: [],
  competencies: [],
}
const formOf = (quiz: Quiz): QuizForm => ({
  title: quiz.title,
  instructions: quiz.instructions,
  attempts: String(quiz.attempts_max ?? ''),
  minutes: String(quiz.minutes ?? ''),
  pass: String(quiz.pass_percent),
  isShuffled: quiz.is_shuffled,
  feedback: quiz.feedback,
  questionIds: quiz.items.map(({ question_id }) => question_id),
  competencies: quiz.competencies,
})

/** Writes a quiz, or its next version. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id?: string }
  return id === undefined ? <Editor first={emptyForm} /> : <Loaded id={id} />
}

function Loaded({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ ...quizQuery(id), refetchOnWindowFocus: false })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  return data ? <Ready key={data.id} quiz={data} /> : <PageSkeleton />
}

function Ready({ quiz }: { quiz: Quiz }) {
  const [first] = useState(() => formOf(quiz))
  return <Editor first={first} id={quiz.id} />
}

function Editor({ first, id }: { first: QuizForm; id?: string }) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const [form, setForm] = useState(first)
  const bank = useQuery(questionsQuery({}))
  const set = (change: Partial<QuizForm>) => setForm({ ...form, ...change })
  const guard = useUnsavedGuard(form !== first)
  const { isBusy, problem, submit } = useSubmit(async () => {
    const body = bodyOf(form)
    await ask(
      id === undefined
        ? api.POST('/api/training/quizzes', { body })
        : api.PUT('/api/training/quizzes/{id}', { params: { path: { id } }, body }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    // Nothing is unsaved any more, though the guard has not heard of it yet.
    await router.navigate({ href: assessmentPath, ignoreBlocker: true })
  })
  const errors = problem?.fields ?? new Map<string, string>()
  if (bank.error) return <ErrorState problem={bank.error} onRetry={() => void bank.refetch()} />
  if (!bank.data) return <PageSkeleton />
  return (
    <form
      className={styles.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <PageHeader
        title={t(id === undefined ? 'training.assessment.addQuiz' : 'training.assessment.editQuiz')}
        note={t('training.assessment.editNote')}
        actions={
          <>
            <Button type="submit" loading={isBusy} disabled={form.title.trim() === ''}>
              {t('training.save')}
            </Button>
            {id !== undefined && (
              <RedactButton
                kind="quiz"
                id={id}
                onDone={() => void router.navigate({ href: assessmentPath, ignoreBlocker: true })}
              />
            )}
          </>
        }
      />
      <Failure problem={problem} />
      <Head form={form} errors={errors} onChange={set} />
      <QuizQuestions
        ids={form.questionIds}
        bank={bank.data.rows}
        error={errors.get('question_ids')}
        onChange={(questionIds) => set({ questionIds })}
      />
      {guard}
    </form>
  )
}

const countOf = (text: string) => (text.trim() === '' ? undefined : Number(text))

function bodyOf(form: QuizForm) {
  const attempts = countOf(form.attempts)
  const minutes = countOf(form.minutes)
  return {
    title: form.title,
    instructions: form.instructions,
    pass_percent: Number(form.pass),
    is_shuffled: form.isShuffled,
    feedback: form.feedback,
    question_ids: form.questionIds,
    competencies: form.competencies.map(({ competency_id, level }) => ({ competency_id, level })),
    ...(attempts === undefined ? {} : { attempts_max: attempts }),
    ...(minutes === undefined ? {} : { minutes }),
  }
}

type HeadProps = {
  form: QuizForm
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<QuizForm>) => void
}

function Head({ form, errors, onChange }: HeadProps) {
  const t = useTrainingT()
  const field = (name: 'title' | 'instructions' | 'attempts' | 'minutes' | 'pass', at: string = name) => ({
    label: t(`training.assessment.field.${name}`),
    value: form[name],
    ...(errors.has(at) ? { error: errors.get(at) as string } : {}),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  const numeric = { inputMode: 'numeric', maxLength: 3 } as const
  return (
    <div className={styles.fields}>
      <TextField maxLength={200} {...field('title')} />
      <TextAreaField maxLength={4000} required={false} {...field('instructions')} />
      <TextField {...numeric} {...field('pass', 'pass_percent')} />
      <TextField {...numeric} required={false} {...field('minutes')} />
      <TextField {...numeric} required={false} {...field('attempts', 'attempts_max')} />
      <SelectField
        label={t('training.assessment.field.feedback')}
        value={form.feedback}
        data={feedbacks.map((value) => ({ value, label: t(`training.assessment.feedback.${value}`) }))}
        onChange={(event) => onChange({ feedback: event.currentTarget.value as QuizForm['feedback'] })}
      />
      <CheckboxField
        label={t('training.assessment.field.shuffled')}
        checked={form.isShuffled}
        onChange={(event) => onChange({ isShuffled: event.currentTarget.checked })}
      />
      <Grants form={form} errors={errors} onChange={onChange} />
    </div>
  )
}

function Grants({ form, errors, onChange }: HeadProps) {
  const t = useTrainingT()
  return (
    <div>
      <p className={styles.small}>{t('training.packages.shows')}</p>
      <ul className={styles.words}>
        {form.competencies.map(({ competency_id, code, name }) => (
          <li key={competency_id}>
            {code} {name}{' '}
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() =>
                onChange({
                  competencies: form.competencies.filter((each) => each.competency_id !== competency_id),
                })
              }
            >
              {t('training.packages.remove', { code })}
            </Button>
          </li>
        ))}
      </ul>
      <CompetencyPicker
        value={null}
        {...(errors.has('competencies') ? { error: errors.get('competencies') as string } : {})}
        onChange={(added) => {
          if (added && !form.competencies.some(({ competency_id }) => competency_id === added.id))
            onChange({
              competencies: [
                ...form.competencies,
                { competency_id: added.id, code: added.code, name: added.name, level: added.levels.length },
              ],
            })
        }}
      />
    </div>
  )
}
