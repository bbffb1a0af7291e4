import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import { assessmentPath } from '../paths.ts'
import { RedactButton } from '../RedactButton.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { type Question, questionKinds, questionQuery } from './data.ts'
import { ObjectiveFields } from './ObjectiveFields.tsx'
import { OptionRows, PairRows, PictureField } from './QuestionRows.tsx'
import { contentOf, emptyForm, type Form, formOf } from './question-form.ts'

/** Writes a question, or its next version. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const [first] = useState(emptyForm)
  return id === undefined ? <Editor first={first} /> : <Loaded id={id} />
}

function Loaded({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ ...questionQuery(id), refetchOnWindowFocus: false })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return <Ready key={data.id} question={data} />
}

function Ready({ question }: { question: Question }) {
  const [first] = useState(() => formOf(question))
  return <Editor first={first} question={question} />
}

function Editor({ first, question }: { first: Form; question?: Question }) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const [form, setForm] = useState(first)
  const set = (change: Partial<Form>) => setForm((now) => ({ ...now, ...change }))
  const guard = useUnsavedGuard(form !== first)
  const { isBusy, problem, submit } = useSubmit(async () => {
    const body = contentOf(form)
    await ask(
      question
        ? api.PUT('/api/training/questions/{id}', { params: { path: { id: question.id } }, body })
        : api.POST('/api/training/questions', { body }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    // Nothing is unsaved any more, though the guard has not heard of it yet.
    await router.navigate({ href: assessmentPath, ignoreBlocker: true })
  })
  const errors = problem?.fields ?? new Map<string, string>()
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
        title={t(question ? 'training.assessment.editQuestion' : 'training.assessment.addQuestion')}
        note={t('training.assessment.editNote')}
        actions={
          <>
            <Button type="submit" loading={isBusy} disabled={form.prompt.trim() === ''}>
              {t('training.save')}
            </Button>
            {question && (
              <RedactButton
                kind="question"
                id={question.id}
                onDone={() => void router.navigate({ href: assessmentPath, ignoreBlocker: true })}
              />
            )}
          </>
        }
      />
      <Failure problem={problem} />
      <Head form={form} errors={errors} onChange={set} />
      <h2 className={styles.heading}>{t('training.assessment.rightHeading')}</h2>
      <Right form={form} errors={errors} onChange={set} />
      {guard}
    </form>
  )
}

export type PartProps = {
  form: Form
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Form>) => void
}

function Head({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const error = (field: string) => (errors.has(field) ? { error: errors.get(field) as string } : {})
  return (
    <div className={styles.fields}>
      <SelectField
        label={t('training.column.kind')}
        value={form.kind}
        data={questionKinds.map((value) => ({ value, label: t(`training.assessment.kind.${value}`) }))}
        onChange={(event) => onChange({ kind: event.currentTarget.value as Form['kind'] })}
      />
      <TextAreaField
        label={t('training.assessment.field.prompt')}
        hint={t('training.record.noPatient')}
        value={form.prompt}
        maxLength={2000}
        {...error('prompt')}
        onChange={(event) => onChange({ prompt: event.currentTarget.value })}
      />
      <TextAreaField
        label={t('training.assessment.field.explanation')}
        required={false}
        value={form.explanation}
        maxLength={2000}
        {...error('explanation')}
        onChange={(event) => onChange({ explanation: event.currentTarget.value })}
      />
      <CompetencyPicker
        value={form.competency}
        onChange={(competency) => onChange({ competency })}
        {...error('competency_id')}
      />
      <ObjectiveFields form={form} errors={errors} onChange={onChange} />
    </div>
  )
}

/** What is right, by the kind. */
function Right(props: PartProps) {
  const t = useTrainingT()
  const { form, errors, onChange } = props
  const field = (name: 'value' | 'tolerance' | 'unit') => ({
    label: t(`training.assessment.field.${name}`),
    value: form[name],
    ...(errors.has(name) ? { error: errors.get(name) as string } : {}),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  switch (form.kind) {
    case 'match':
      return <PairRows {...props} />
    case 'number':
      return (
        <div className={styles.fields}>
          <TextField inputMode="decimal" maxLength={20} {...field('value')} />
          <TextField inputMode="decimal" maxLength={20} {...field('tolerance')} />
          <TextField maxLength={40} required={false} {...field('unit')} />
        </div>
      )
    case 'text':
      return (
        <TextAreaField
          label={t('training.assessment.field.accepted')}
          hint={t('training.assessment.field.acceptedHint')}
          value={form.accepted}
          maxLength={4000}
          {...(errors.has('accepted') ? { error: errors.get('accepted') as string } : {})}
          onChange={(event) => onChange({ accepted: event.currentTarget.value })}
        />
      )
    case 'hot_spot':
      return (
        <>
          <PictureField {...props} />
          <OptionRows {...props} />
        </>
      )
    default:
      return <OptionRows {...props} />
  }
}
