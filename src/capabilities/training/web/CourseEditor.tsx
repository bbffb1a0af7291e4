import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { useUnsavedGuard } from '../../../web/kit/useUnsavedGuard.tsx'
import { ActivityFields, ObjectiveFields } from './CourseRows.tsx'
import { contentOf, emptyPlan, type Plan, planOf, resultOf } from './course-plan.ts'
import { MaterialFields } from './courses/MaterialFields.tsx'
import { type Course, courseKinds, courseQuery } from './courses-data.ts'
import { coursesPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** Writes a course, or the next version of one. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id?: string }
  return id === undefined ? <Editor plan={emptyPlan} /> : <Loaded id={id} />
}

function Loaded({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({ ...courseQuery(id), refetchOnWindowFocus: false })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  const newest = data?.versions[0]
  if (!data || !newest) return <PageSkeleton />
  return <Editor key={data.id} plan={planOf(newest)} course={data} />
}

function Editor({ plan: first, course }: { plan: Plan; course?: Course }) {
  const t = useTrainingT()
  const router = useRouter()
  const queries = useQueryClient()
  const [plan, setPlan] = useState(first)
  const set = (change: Partial<Plan>) => setPlan({ ...plan, ...change })
  const guard = useUnsavedGuard(plan !== first)
  const { isBusy, problem, submit } = useSubmit(async () => {
    const body = contentOf(plan)
    const saved = course
      ? await ask(
          api.POST('/api/courses/{id}/edit', {
            params: { path: { id: course.id }, header: { 'if-match': `"${course.record_version}"` } },
            body,
          }),
        )
      : await ask(api.POST('/api/courses', { body }))
    await queries.invalidateQueries({ queryKey: ['training'] })
    // Nothing is unsaved any more, though the guard has not heard of it yet.
    await router.navigate({ href: `${coursesPath}/${saved.id}`, ignoreBlocker: true })
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
        title={t(course ? 'training.courses.editTitle' : 'training.courses.add')}
        note={t('training.courses.editNote')}
        actions={
          <Button type="submit" loading={isBusy} disabled={plan.title.trim() === ''}>
            {t('training.save')}
          </Button>
        }
      />
      <Failure problem={problem} />
      <HeadFields plan={plan} errors={errors} onChange={set} />
      <ObjectiveFields plan={plan} errors={errors} onChange={set} />
      <ActivityFields plan={plan} errors={errors} onChange={set} />
      <MaterialFields plan={plan} errors={errors} onChange={setPlan} />
      <p className={styles.row}>
        <strong role="status">{t('training.courses.total', { minutes: resultOf(plan) })}</strong>
      </p>
      {guard}
    </form>
  )
}

function HeadFields({
  plan,
  errors,
  onChange,
}: {
  plan: Plan
  errors: ReadonlyMap<string, string>
  onChange: (change: Partial<Plan>) => void
}): ReactNode {
  const t = useTrainingT()
  const error = (field: string) => (errors.has(field) ? { error: errors.get(field) as string } : {})
  return (
    <div className={styles.fields}>
      <TextField
        label={t('training.courses.field.title')}
        value={plan.title}
        maxLength={200}
        {...error('title')}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <SelectField
        label={t('training.column.kind')}
        value={plan.course_kind}
        data={courseKinds.map((value) => ({ value, label: t(`training.courses.kind.${value}`) }))}
        onChange={(event) => onChange({ course_kind: event.currentTarget.value as Plan['course_kind'] })}
      />
      <TextField
        label={t('training.courses.field.applications')}
        hint={t('training.courses.field.applicationsHint')}
        value={plan.applications}
        {...error('applications')}
        onChange={(event) => onChange({ applications: event.currentTarget.value })}
      />
      <TextField
        label={t('training.courses.audience')}
        value={plan.audience}
        maxLength={300}
        {...error('audience')}
        onChange={(event) => onChange({ audience: event.currentTarget.value })}
      />
      <TextAreaField
        label={t('training.courses.field.summary')}
        value={plan.summary}
        maxLength={4000}
        {...error('summary')}
        onChange={(event) => onChange({ summary: event.currentTarget.value })}
      />
      <CheckboxField
        label={t('training.courses.approval')}
        checked={plan.needs_approval}
        onChange={(event) => onChange({ needs_approval: event.currentTarget.checked })}
      />
    </div>
  )
}
