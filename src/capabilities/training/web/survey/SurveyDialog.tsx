import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { ListField } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import { type Competency, choicesQuery } from '../data.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { surveysKey } from './data.ts'

const subjects = ['department', 'role', 'job'] as const
type Subject = (typeof subjects)[number]
type Chosen = Pick<Competency, 'id' | 'code' | 'name' | 'levels'>
type Errors = ReadonlyMap<string, string>
type Form = {
  title: string
  subject: Subject
  whom: string | null
  starts_on: string
  ends_on: string
  competencies: readonly Chosen[]
}

const fortnight_ms = 14 * 86_400_000
const problemOf = (errors: Errors, field: string) =>
  errors.has(field) ? { error: errors.get(field) as string } : {}

/** Asks a department, a role or a job how sure people feel. */
export function SurveyDialog({ onClose }: { onClose: () => void }) {
  const t = useTrainingT()
  const format = useFormat()
  const queries = useQueryClient()
  const [form, setForm] = useState<Form>(() => ({
    title: '',
    subject: 'department',
    whom: null,
    starts_on: '',
    ends_on: format.day(Date.now() + fortnight_ms),
    competencies: [],
  }))
  const set = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }))
  const send = async () => {
    const { title, subject, whom, starts_on, ends_on, competencies } = form
    await ask(
      api.POST('/api/training/needs-surveys', {
        body: {
          title: title.trim(),
          subject,
          ...(whom === null ? {} : subject === 'job' ? { named: whom } : { subject_id: whom }),
          ...(starts_on ? { starts_on } : {}),
          ends_on,
          competency_ids: competencies.map(({ id }) => id),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: surveysKey })
  }
  return (
    <FormDialog
      title={t('training.surveys.add')}
      submitLabel={t('training.surveys.send')}
      isReady={
        form.title.trim() !== '' && form.competencies.length > 0 && form.whom !== null && form.ends_on !== ''
      }
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            data-autofocus
            label={t('training.surveys.field.title')}
            hint={t('training.surveys.field.titleHint')}
            value={form.title}
            maxLength={200}
            {...problemOf(errors, 'title')}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Whom form={form} errors={errors} onChange={set} />
          <Competencies
            chosen={form.competencies}
            error={errors.get('competency_ids')}
            onChange={(competencies) => set({ competencies })}
          />
          <Days form={form} errors={errors} onChange={set} />
        </>
      )}
    </FormDialog>
  )
}

function Days({
  form,
  errors,
  onChange,
}: {
  form: Form
  errors: Errors
  onChange: (change: Partial<Form>) => void
}) {
  const t = useTrainingT()
  return (
    <>
      <TextField
        type="date"
        label={t('training.surveys.field.starts_on')}
        required={false}
        hint={t('training.surveys.field.startsHint')}
        value={form.starts_on}
        {...problemOf(errors, 'starts_on')}
        onChange={(event) => onChange({ starts_on: event.currentTarget.value })}
      />
      <TextField
        type="date"
        label={t('training.surveys.field.ends_on')}
        value={form.ends_on}
        {...problemOf(errors, 'ends_on')}
        onChange={(event) => onChange({ ends_on: event.currentTarget.value })}
      />
    </>
  )
}

function Whom({
  form,
  errors,
  onChange,
}: {
  form: Form
  errors: Errors
  onChange: (change: Partial<Form>) => void
}) {
  const t = useTrainingT()
  const choices = useQuery(choicesQuery).data
  const lists = {
    department: choices?.departments,
    role: choices?.roles,
    job: choices?.jobs.map((name) => ({ id: name, name })),
  }
  return (
    <>
      <SelectField
        label={t('training.column.subject')}
        value={form.subject}
        data={subjects.map((value) => ({ value, label: t(`training.subject.${value}`) }))}
        onChange={(event) => onChange({ subject: event.currentTarget.value as Subject, whom: null })}
      />
      <ListField
        label={t('training.surveys.field.whom')}
        list={lists[form.subject]}
        value={form.whom}
        error={errors.get(form.subject === 'job' ? 'named' : 'subject_id')}
        onChange={(whom) => onChange({ whom })}
      />
    </>
  )
}

function Competencies({
  chosen,
  error,
  onChange,
}: {
  chosen: readonly Chosen[]
  error: string | undefined
  onChange: (chosen: readonly Chosen[]) => void
}) {
  const t = useTrainingT()
  return (
    <>
      <CompetencyPicker
        key={chosen.length}
        value={null}
        onChange={(competency) => {
          if (competency && !chosen.some(({ id }) => id === competency.id)) onChange([...chosen, competency])
        }}
        {...(error ? { error } : {})}
      />
      {chosen.length > 0 && (
        <ul className={styles.lines} aria-label={t('training.surveys.field.competencies')}>
          {chosen.map((each) => (
            <li key={each.id} className={styles.row}>
              {`${each.code} ${each.name}`}
              <Button
                variant="default"
                size="compact-md"
                aria-label={t('training.surveys.removeOf', { name: each.name })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== each.id))}
              >
                {t('training.surveys.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
