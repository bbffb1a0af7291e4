import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../../web/kit/useUnsavedGuard.tsx'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import { checkOffsPath } from '../paths.ts'
import { RedactButton } from '../RedactButton.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { rubricsQuery } from './data.ts'
import { bodyOf, emptyForm, formOf, newCriterion, type RubricForm } from './rubric-form.ts'

const criteria_max = 50

/** Writes a rubric, or its next version. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const [first] = useState(emptyForm)
  return id === undefined ? <Editor first={first} /> : <Loaded id={id} />
}

function Loaded({ id }: { id: string }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery({ ...rubricsQuery, refetchOnWindowFocus: false })
  const [first, setFirst] = useState<RubricForm>()
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const found = data.rows.find((each) => each.id === id)
  if (!found)
    return <EmptyState title={t('training.checkOff.gone')}>{t('training.checkOff.goneBody')}</EmptyState>
  // What is typed stays when the list is read again.
  if (!first) setFirst(formOf(found))
  return first ? <Editor key={id} first={first} id={id} /> : <PageSkeleton />
}

function Editor({ first, id }: { first: RubricForm; id?: string }) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const [form, setForm] = useState(first)
  const set = (change: Partial<RubricForm>) => setForm({ ...form, ...change })
  const guard = useUnsavedGuard(form !== first)
  const { isBusy, problem, submit } = useSubmit(async () => {
    const body = bodyOf(form)
    await ask(
      id === undefined
        ? api.POST('/api/training/rubrics', { body })
        : api.PUT('/api/training/rubrics/{id}', { params: { path: { id } }, body }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    await router.navigate({ href: checkOffsPath, ignoreBlocker: true })
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
        title={t(id === undefined ? 'training.checkOff.addRubric' : 'training.checkOff.editRubric')}
        note={t('training.checkOff.editNote')}
        actions={
          <>
            <Button type="submit" loading={isBusy} disabled={form.title.trim() === ''}>
              {t('training.save')}
            </Button>
            {id !== undefined && (
              <RedactButton
                kind="rubric"
                id={id}
                onDone={() => void router.navigate({ href: checkOffsPath, ignoreBlocker: true })}
              />
            )}
          </>
        }
      />
      <Failure problem={problem} />
      <Head form={form} errors={errors} onChange={set} />
      <h2 className={styles.heading}>{t('training.checkOff.criteria')}</h2>
      {errors.has('criteria') && <p className={styles.late}>{errors.get('criteria')}</p>}
      <Criteria form={form} errors={errors} onChange={set} />
      {guard}
    </form>
  )
}

type PartProps = {
  form: RubricForm
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<RubricForm>) => void
}
const errorAt = (errors: ReadonlyMap<string, string>, field: string) =>
  errors.has(field) ? { error: errors.get(field) as string } : {}

function Head({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const names = form.competency?.levels ?? []
  return (
    <div className={styles.fields}>
      <TextField
        label={t('training.checkOff.field.title')}
        value={form.title}
        maxLength={200}
        {...errorAt(errors, 'title')}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <TextAreaField
        label={t('training.checkOff.field.levels')}
        hint={t('training.checkOff.field.levelsHint')}
        value={form.levels}
        maxLength={400}
        {...errorAt(errors, 'levels')}
        onChange={(event) => onChange({ levels: event.currentTarget.value })}
      />
      <CompetencyPicker
        value={form.competency}
        onChange={(competency) => onChange({ competency, competencyLevel: competency?.levels.length ?? 1 })}
        {...errorAt(errors, 'competency_id')}
      />
      {form.competency && (
        <SelectField
          label={t('training.column.level')}
          value={String(form.competencyLevel)}
          data={names.map((label, index) => ({ value: String(index + 1), label }))}
          {...errorAt(errors, 'competency_level')}
          onChange={(event) => onChange({ competencyLevel: Number(event.currentTarget.value) })}
        />
      )}
    </div>
  )
}

function Criteria({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const levels = form.levels.split('\n').filter((line) => line.trim() !== '')
  const set = (id: string, change: object) =>
    onChange({ criteria: form.criteria.map((each) => (each.id === id ? { ...each, ...change } : each)) })
  return (
    <>
      <ol className={styles.lines}>
        {form.criteria.map((each, index) => (
          <li key={each.id}>
            <div className={styles.fields}>
              <TextField
                label={t('training.checkOff.field.criterion', { number: index + 1 })}
                value={each.text}
                maxLength={500}
                {...errorAt(errors, `criteria/${index}/text`)}
                onChange={(event) => set(each.id, { text: event.currentTarget.value })}
              />
              <SelectField
                label={t('training.checkOff.field.level', { number: index + 1 })}
                value={String(each.level)}
                data={levels.map((label, at) => ({ value: String(at + 1), label: label.trim() }))}
                {...errorAt(errors, `criteria/${index}/level`)}
                onChange={(event) => set(each.id, { level: Number(event.currentTarget.value) })}
              />
            </div>
            {form.criteria.length > 1 && (
              <Button
                variant="subtle"
                size="compact-md"
                onClick={() => onChange({ criteria: form.criteria.filter(({ id }) => id !== each.id) })}
              >
                {t('training.checkOff.removeOf', { number: index + 1 })}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {form.criteria.length < criteria_max && (
        <Button
          mt="sm"
          variant="default"
          onClick={() => onChange({ criteria: [...form.criteria, newCriterion(levels.length)] })}
        >
          {t('training.checkOff.addCriterion')}
        </Button>
      )}
    </>
  )
}
