import { useQuery } from '@tanstack/react-query'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { courseQuery, coursesQuery } from '../courses-data.ts'
import { useTrainingT } from '../useTrainingT.ts'
import type { PartProps } from './QuestionEditor.tsx'

/** What a question asks about: an objective of a published course, or none. */
export function ObjectiveFields({ form, errors, onChange }: PartProps) {
  const t = useTrainingT()
  const courses = useQuery(coursesQuery({ state: 'published' })).data?.rows ?? []
  const { data: course } = useQuery({ ...courseQuery(form.courseId), enabled: form.courseId !== '' })
  const objectives = course?.versions.find(({ published_at }) => published_at !== null)?.objectives ?? []
  const none = { value: '', label: t('training.assessment.noCourse') }
  return (
    <>
      <SelectField
        label={t('training.courses.course')}
        required={false}
        value={form.courseId}
        data={[none, ...courses.map(({ id, title }) => ({ value: id, label: title }))]}
        onChange={(event) => onChange({ courseId: event.currentTarget.value, objective: '' })}
      />
      {form.courseId !== '' && (
        <SelectField
          label={t('training.courses.objective')}
          value={form.objective}
          data={[
            { value: '', label: t('training.assessment.take.choose') },
            ...objectives.map(({ statement }, index) => ({ value: String(index + 1), label: statement })),
          ]}
          {...(errors.has('objective') ? { error: errors.get('objective') as string } : {})}
          onChange={(event) => onChange({ objective: event.currentTarget.value })}
        />
      )}
    </>
  )
}
